"""Credit control: may this customer owe so much more? Asked at quotation, order and release, and answered the same way everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.apps import apps

from argosy.engines.receivables.exposure import Account, stand, utilisation
from argosy.kernel.errors import Refused
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.credit.exposing import accounts
from argosy.records.credit.models import CreditOverride, CreditProfile, ExposureSnapshot, Verdict
from argosy.records.parties.models import Party
from argosy.records.record import found
from argosy.records.reference import queries as reference

NOUGHT = Decimal(0)
HOLDS = frozenset({"on_hold", "no_limit", "limit_ended", "over_limit", "bounced", "refused_by_banks", "overdue"})
CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a check warns or holds, as a code and in words."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Check:
    """The answer. Amounts in the firm's own currency: ``exposure`` without, ``after`` with what is asked; ``utilisation`` = after ÷ limit."""

    customer: str
    verdict: str
    reasons: tuple[Reason, ...]
    exposure: Decimal
    after: Decimal
    limit: Decimal
    utilisation: Decimal | None
    parts: dict[str, Decimal] = field(default_factory=dict)
    overridden_by: str = ""

    def require(self) -> None:
        """``Refused``, with every reason and what to do, when the verdict is hold and nobody with authority let it pass."""
        if self.verdict == Verdict.HOLD and not self.overridden_by:
            zh = "；".join(reason.text.zh for reason in self.reasons)
            en = "; ".join(reason.text.en for reason in self.reasons)
            raise Refused(
                Text(
                    "客戶 {c} 信用管制：{r}。請收款、申請調高額度，或由有權主管核准放行",
                    "Credit control holds customer {c}: {r}. Collect, ask for a higher limit, or have it let pass by who may",
                ).format(c=self.customer, r=Text(zh, en))
            )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a customer, a day, an amount, and what it is for."""

    party: Party
    profile: CreditProfile | None
    at: date
    about: str = ""
    stage: str = ""


def look(customer: Party | str, *, at: date, amount: Decimal = NOUGHT, excluding: str = "") -> Check:
    """What a check would say, without locking or writing: the light beside a quotation. The caller sees to the right to read."""
    party = found(Party.objects.all(), customer, code=customer) if isinstance(customer, str) else customer
    asked = Asked(party, CreditProfile.objects.filter(customer=party).first(), at, excluding)
    return _answer(asked, amount)


@action("credit.exposure.check", Text("檢查信用額度", "check a customer's credit"))
def check_exposure(*, actor: Actor, customer: str, at: date, amount: Decimal | None, stage: str, about: str) -> Check:
    """Check inside the transaction of the deal: the customer's credit row stays locked until it ends, so no two deals use the same room.

    ``amount`` is the whole worth of the deal in the firm's own currency; the order named ``about`` is not counted besides. ``None`` at release:
    the order counts as it stands. An ``ExposureSnapshot`` is kept. The caller decides with ``Check.require``.
    """
    party = found(Party.objects.all(), customer, code=customer)
    asked = Asked(party, locked(party), at, about if amount is not None else "", stage)
    answer = _answer(asked, amount or NOUGHT, about=about)
    keep(answer, asked, amount or NOUGHT, about, actor)
    return answer


def locked(party: Party) -> CreditProfile | None:
    """The customer's profile, locked; where there is none, the customer itself is."""
    profile = CreditProfile.objects.select_for_update().filter(customer=party).first()
    if profile is None:
        Party.objects.select_for_update().get(pk=party.pk)
    return profile


def keep(answer: Check, asked: Any, amount: Decimal, about: str, actor: Any) -> ExposureSnapshot:
    """The snapshot of an answer."""
    row = snapshot(answer, asked, amount, about, actor)
    row.save()
    return row


def snapshot(answer: Check, asked: Any, amount: Decimal, about: str, actor: Any) -> ExposureSnapshot:
    """The row of an answer, not yet written."""
    return ExposureSnapshot(
        customer=asked.party, on=asked.at, stage=asked.stage, about=about, asked=amount.quantize(CENTS, ROUND_HALF_UP), exposure=answer.exposure, limit=answer.limit,
        parts={name: decimal_text(value) for name, value in answer.parts.items()}, verdict=answer.verdict,
        reasons={reason.code: f"{reason.text.zh} {reason.text.en}" for reason in answer.reasons}, by=actor if getattr(actor, "pk", None) else None,
    )  # fmt: skip


def answer_on(asked: Asked, amount: Decimal, account: Account, about: str = "") -> Check:
    """The answer on an account as it stands; ``account`` holds neither the deal asked about nor what comes after it."""
    now = stand(account, asked.at)
    limit = asked.profile.limit if asked.profile is not None else NOUGHT
    after = max(now.gross + amount - now.prepaid - now.covered, NOUGHT)
    reasons = tuple(_reasons(asked, account, after, limit))
    if reasons and amount and account.balances and _paid_beforehand(asked, amount):
        reasons = (Reason("prepaid", Text("本單已全額預收，放行", "this order is paid beforehand: let pass")),)
    holds = [reason for reason in reasons if reason.code in HOLDS]
    warns = [reason for reason in reasons if reason.code != "prepaid"]
    verdict = Verdict.HOLD if holds else Verdict.WARN if warns else Verdict.PASS
    return Check(
        asked.party.code, str(verdict), reasons, now.total.quantize(CENTS, ROUND_HALF_UP), after.quantize(CENTS, ROUND_HALF_UP), limit, utilisation(after, limit),
        {name: value.quantize(CENTS, ROUND_HALF_UP) for name, value in now.parts.items()},
        _overridden(asked, amount, about) if verdict == Verdict.HOLD else "",
    )  # fmt: skip


def _answer(asked: Asked, amount: Decimal, about: str = "") -> Check:
    return answer_on(asked, amount, accounts([asked.party.pk], excluding=asked.about)[asked.party.pk], about)


def _reasons(asked: Asked, account: Account, after: Decimal, limit: Decimal) -> Iterator[Reason]:
    yield from _of_profile(asked, after)
    yield from _of_limit(asked, after, limit)
    if account.cheques:
        yield from _of_cheques(asked)
    if account.bills:
        yield from _of_lateness(asked)


def _of_profile(asked: Asked, after: Decimal) -> Iterator[Reason]:
    profile = asked.profile
    if profile is None:
        yield Reason("no_profile", Text("未建立信用檔，額度視為零", "there is no credit profile, so the limit is nought"))
        return
    if profile.on_hold:
        yield Reason("on_hold", Text("已停止出貨：{r}", "on hold: {r}").format(r=profile.hold_reason))
    if profile.limit_to is not None and profile.limit_to < asked.at and after > 0:
        yield Reason("limit_ended", Text("額度已於 {d} 到期", "the limit ended on {d}").format(d=profile.limit_to))
    months = int(reference.setting("credit.enquiry_months", asked.at))
    if profile.enquired_on is None or (asked.at - profile.enquired_on).days > months * 365 // 12 + 1:
        yield Reason("enquiry_old", Text("徵信資料已逾 {n} 個月", "the credit enquiry is older than {n} months").format(n=months))


def _of_limit(asked: Asked, after: Decimal, limit: Decimal) -> Iterator[Reason]:
    used = utilisation(after, limit)
    if used is None:
        if after > 0:
            yield Reason("no_limit", Text("未核給信用額度", "no credit limit was given"))
    elif used > 1:
        yield Reason("over_limit", Text("額度使用率 {u}，超過 100%", "{u} of the limit would be used").format(u=f"{used:.1%}"))
    elif used * 100 >= Decimal(reference.setting("credit.warn_percent", asked.at)):
        yield Reason("near_limit", Text("額度使用率 {u}", "{u} of the limit would be used").format(u=f"{used:.1%}"))


def _of_cheques(asked: Asked) -> Iterator[Reason]:
    """Bounced cheques that were not made good by the day, and the banks' rule of so many of one reason within a year."""
    cheques = apps.get_model("receivables", "Cheque").objects.filter(customer=asked.party, result="bounced", bounced_on__lte=asked.at)
    bad = [row for row in cheques if row.annotated_on is None or row.annotated_on > asked.at]
    if not bad:
        return
    yield Reason("bounced", Text("{n} 張退票未清償註記", "bounced cheques not made good: {n}").format(n=len(bad)))
    year = [row.reason for row in bad if row.bounced_on > asked.at - timedelta(days=365)]
    most = int(reference.setting("credit.bounce_count", asked.at))
    if any(year.count(reason) >= most for reason in set(year) if reason and reason != "other"):
        yield Reason(
            "refused_by_banks",
            Text("一年內同一理由退票達 {n} 張，屬拒絕往來", "{n} cheques of one reason bounced within a year: banks refuse it").format(
                n=most
            ),
        )


def _of_lateness(asked: Asked) -> Iterator[Reason]:
    rows = apps.get_model("receivables", "Invoice").objects.filter(
        customer=asked.party, cancelled_on__isnull=True, settled_on__isnull=True, date__lte=asked.at, due__lt=asked.at
    )
    oldest = rows.order_by("due").values_list("due", flat=True).first()
    if oldest is None:
        return
    days = (asked.at - oldest).days
    code = "overdue" if days >= int(reference.setting("credit.late_days", asked.at)) else "late"
    yield Reason(code, Text("最久逾期 {n} 天", "the oldest invoice is {n} days late").format(n=days))


def _paid_beforehand(asked: Asked, amount: Decimal) -> bool:
    if not asked.about:
        return False
    rows = apps.get_model("receivables", "Prepayment").objects.filter(customer=asked.party, order__number=asked.about)
    return sum((row.left * row.fx for row in rows), NOUGHT) >= amount


def _overridden(asked: Asked, amount: Decimal, about: str) -> str:
    """Who let this deal pass, at this stage and day and for at least this amount; empty when nobody did."""
    if not about:
        return ""
    rows = CreditOverride.objects.filter(customer=asked.party, about=about, on__lte=asked.at, valid_to__gte=asked.at, amount__gte=amount)
    row = (rows.filter(stage=asked.stage) if asked.stage else rows).select_related("by").first()
    return row.by.login if row is not None else ""
