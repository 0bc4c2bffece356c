"""Writes about credit: what is known of a customer, limits and who may give them, overrides, cover, and reports of what went wrong."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.credit.control import Asked, Check, check_exposure, keep, locked, look
from argosy.records.credit.models import (
    AnomalyReport,
    BankReference,
    Cover,
    CreditOverride,
    CreditProfile,
    CustomerForecast,
    FinancialStatement,
    LimitRequest,
    TradeReference,
)
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.receivables.numbers import allot, plain
from argosy.records.receivables.rates import rate_on
from argosy.records.record import changed, found
from argosy.records.reference import queries as reference

__all__ = ["Check", "check_exposure", "look"]
UNLAWFUL = Text(
    "同業徵信須先確認合法取得並寫明取得方式，否則不得登錄",
    "What the trade says is entered only once it is ticked as lawfully obtained, with how",
)
PRICES = Text(
    "同業徵信不得記載競爭者價格或瓜分客戶之資訊（公平交易法），請刪除後再登錄",
    "Rivals' prices and sharing of customers have no place here (competition law): take them out",
)
_FORBIDDEN = re.compile(r"報價|售價|底價|瓜分|圍標|(?<![a-z])(quot(e|ation)s?|pric(e|es|ing)|market shar)", re.IGNORECASE)
OWN = Text("申請人不得核定自己的申請，請由他人核定", "Nobody decides on an own request: somebody else does")
DECIDED = Text("申請 {n} 已{s}，不得再核定", "Request {n} is decided already ({s})")
MOVED = Text("額度已由 {a} 變更為 {b}，請重新申請", "The limit has changed from {a} to {b} since: ask again")
BEYOND = Text("{a} 超過 {who} 之核准權限 {max}，請送 {next} 核定", "{a} is beyond the {max} {who} may give: {next} decides")


def _customer(code: str) -> Party:
    row: Party = found(Party.objects.all(), code, code=code)
    return row


@action("credit.profile.write", Text("登錄信用檔", "write a credit profile"))
def write_profile(*, actor: Person, customer: str, **fields: Any) -> CreditProfile:
    """What is known of a customer: representative, founded, capital, terms, enquired_on, note. The limit changes by request only."""
    if banned := {"limit", "limit_from", "limit_to", "approved_by", "on_hold", "hold_reason"} & set(fields):
        raise BadInput(
            Text("{f} 不在此修改：額度請以額度申請、停止出貨請以專用功能", "{f}: limits change by request, holds by their own act").format(
                f=", ".join(sorted(banned))
            )
        )
    party = _customer(customer)
    row: CreditProfile = changed(CreditProfile.objects.filter(customer=party).first() or CreditProfile(customer=party), fields)
    return row


@action("credit.profile.hold", Text("停止或恢復出貨", "put a customer on hold or take it off"))
def hold(*, actor: Person, customer: str, on_hold: bool, reason: str) -> CreditProfile:
    """Stop shipping to a customer, or go on, with the reason."""
    if not reason.strip():
        raise BadInput(Text("請填理由", "Give the reason"))
    row: CreditProfile = found(CreditProfile.objects.select_for_update(), customer, customer__code=customer)
    row.on_hold, row.hold_reason = on_hold, reason if on_hold else ""
    row.note = f"{row.note}\n{'hold' if on_hold else 'released'} {actor.login}: {reason}".strip()
    row.save()
    return row


@action("credit.bank_reference.record", Text("登錄銀行徵信", "record a bank reference"))
def record_bank_reference(*, actor: Person, customer: str, bank: str, date: date, opinion: str, content: str = "") -> BankReference:
    """What a bank said of a customer."""
    row = BankReference(customer=_customer(customer), bank=bank, date=date, opinion=opinion, content=content, obtained_by=actor)
    row.save()
    return row


@action("credit.statement.record", Text("登錄財務報表", "record a financial statement"))
def record_statement(*, actor: Person, customer: str, year_end: date, currency: str, source: str, **figures: Any) -> FinancialStatement:
    """A year of a customer's accounts; entered again, the figures given replace those there."""
    party = _customer(customer)
    row = FinancialStatement.objects.filter(customer=party, year_end=year_end).first() or FinancialStatement(
        customer=party, year_end=year_end
    )
    made: FinancialStatement = changed(row, {"currency": currency, "source": source, **figures})
    return made


@action("credit.trade_reference.record", Text("登錄同業徵信", "record a trade reference"))
def record_trade_reference(
    *, actor: Person, customer: str, informant: str, date: date, topic: str, grade: str, message: str, lawful: bool, lawful_basis: str
) -> TradeReference:
    """What the trade lawfully says of a customer's orders or payments. ``Refused`` without the tick, or with rivals' prices in it."""
    if not lawful or not lawful_basis.strip():
        raise Refused(UNLAWFUL)
    if _FORBIDDEN.search(message):
        raise Refused(PRICES)
    row = TradeReference(
        customer=_customer(customer), informant=informant, date=date, topic=topic, grade=grade, message=message, lawful=True, lawful_basis=lawful_basis,
        recorded_by=actor,
    )  # fmt: skip
    row.save()
    return row


@action("credit.forecast.record", Text("登錄客戶預測", "record a customer's forecast"))
def record_forecast(*, actor: Person, customer: str, date: date, months: dict[str, str], currency: str, **more: Any) -> CustomerForecast:
    """What a customer said in an interview of its sales and of the months to come; months not answered are left out."""
    row = CustomerForecast(customer=_customer(customer), date=date, months=months, currency=currency, recorded_by=actor, **more)
    row.save()
    return row


@action("credit.cover.add", Text("登錄信用保障", "add cover"))
def add_cover(
    *, actor: Person, customer: str, kind: str, reference: str, amount: Decimal, currency: str, valid_from: date, **more: Any
) -> Cover:
    """A letter of credit, insurance, guarantee or collateral. ``more``: issuer, fx (else the rate of its first day), valid_to."""
    more["fx"] = rate_on(currency, valid_from, more.get("fx"))
    row = Cover(
        customer=_customer(customer), kind=kind, reference=reference, amount=amount, currency=currency, valid_from=valid_from, **more
    )
    row.save()
    return row


@action("credit.cover.end", Text("終止信用保障", "end cover"))
def end_cover(*, actor: Person, cover: int, on: date) -> Cover:
    """Cover does not count after a day any more."""
    row: Cover = changed(found(Cover.objects.all(), cover, pk=cover), {"valid_to": on})
    return row


@action("credit.limit.ask", Text("申請信用額度", "ask for a credit limit"))
def ask_limit(*, actor: Person, customer: str, amount: Decimal, reason: str, on: date, valid_to: date | None = None) -> LimitRequest:
    """Ask that a customer may owe up to an amount, in the firm's own currency."""
    party = _customer(customer)
    profile = CreditProfile.objects.filter(customer=party).first()
    row = LimitRequest(
        number=allot("LR", on), customer=party, asked_by=actor, asked_on=on, before=profile.limit if profile else Decimal(0), amount=amount, reason=reason,
        valid_to=valid_to,
    )  # fmt: skip
    row.save()
    return row


@action("credit.limit.decide", Text("核定信用額度", "decide on a credit limit"))
def decide_limit(*, actor: Person, number: str, approve: bool, on: date, comment: str = "") -> LimitRequest:
    """Approve or refuse a request: never the one who asked, and only up to the amount of one's authority. The profile takes an approved limit."""
    row: LimitRequest = found(LimitRequest.objects.select_for_update(of=("self",)).select_related("customer"), number, number=number)
    if row.state != LimitRequest.State.ASKED:
        raise Refused(DECIDED.format(n=number, s=row.state))
    if row.asked_by_id == actor.pk:
        raise Refused(OWN)
    if approve:
        require_authority(actor, row.amount, on)
        profile = locked(row.customer) or CreditProfile(customer=row.customer)
        if profile.limit != row.before:
            raise Refused(MOVED.format(a=plain(row.before), b=plain(profile.limit)))
        profile.limit, profile.limit_from, profile.limit_to, profile.approved_by = row.amount, on, row.valid_to, actor
        profile.save()
    row.state = LimitRequest.State.APPROVED if approve else LimitRequest.State.REFUSED
    row.decided_by, row.decided_on, row.comment = actor, on, comment
    row.save()
    return row


@action("credit.limit.withdraw", Text("撤回額度申請", "withdraw a limit request"))
def withdraw_limit(*, actor: Person, number: str, on: date) -> LimitRequest:
    """Take back a request that is not decided."""
    row: LimitRequest = found(LimitRequest.objects.select_for_update(), number, number=number)
    if row.state != LimitRequest.State.ASKED:
        raise Refused(DECIDED.format(n=number, s=row.state))
    row.state = LimitRequest.State.WITHDRAWN
    row.save()
    return row


def authority(on: date) -> list[tuple[str, Decimal | None]]:
    """Who may give a limit and up to what, the least first; the general manager without end."""
    levels = sorted((Decimal(reference.setting(f"credit.limit_{role.lower()}", on)), role) for role in ("FIN", "TM"))
    return [*((role, most) for most, role in levels), ("GM", None)]


def require_authority(actor: Person, amount: Decimal, on: date) -> None:
    """``Refused`` beyond what the actor's roles may give: finance and trade manager up to their settings, the general manager without end."""
    levels = authority(on)
    mine = [(most, role) for role, most in levels if role in actor.role_codes]
    if any(most is None or amount <= most for most, _ in mine):
        return
    most, who = max(((most or Decimal(0), role) for most, role in mine), default=(Decimal(0), "-"))
    following = next(role for role, most in levels if most is None or amount <= most)
    raise Refused(BEYOND.format(a=plain(amount), who=who, max=plain(most), next=following))


@action("credit.override.grant", Text("信用放行", "let a deal pass credit control"))
def override(
    *, actor: Person, customer: str, about: str, stage: str, amount: Decimal, reason: str, at: date, valid_to: date | None = None
) -> CreditOverride:
    """Let one deal pass although credit control holds it, up to an amount and a day (default: seven days), with the reason. Kept with the exposure then."""
    if not reason.strip():
        raise BadInput(Text("放行須填理由", "Letting a deal pass needs a reason"))
    require_authority(actor, amount, at)
    party = _customer(customer)
    locked(party)
    answer = look(party, at=at, amount=amount, excluding=about)
    shot = keep(answer, Asked(party, None, at, about, stage), amount, about, actor)
    row = CreditOverride(
        customer=party,
        stage=stage,
        about=about,
        snapshot=shot,
        amount=amount,
        reason=reason,
        by=actor,
        on=at,
        valid_to=valid_to or at + timedelta(days=7),
    )
    row.save()
    return row


@action("credit.anomaly.report", Text("通報異常", "report an anomaly"))
def report_anomaly(
    *, actor: Person, customer: str, date: date, kind: str, facts: str, reported_to: str = "", measure: str = "", action: str = ""
) -> AnomalyReport:
    """Something out of order with a customer's account; the exposure and limit of the day are kept with it."""
    party = _customer(customer)
    now = look(party, at=date)
    row = AnomalyReport(
        number=allot("AN", date), customer=party, date=date, kind=kind, facts=facts, exposure=now.exposure, limit=now.limit, measure=measure, action=action,
        reported_by=actor, reported_to=found(Person.objects.all(), reported_to, login=reported_to) if reported_to else None,
    )  # fmt: skip
    row.save()
    return row


@action("credit.anomaly.settle", Text("處置異常", "act on an anomaly"))
def settle_anomaly(*, actor: Person, number: str, **fields: Any) -> AnomalyReport:
    """What is done about it and how it ended: measure, action, decision, result, closed_on."""
    row: AnomalyReport = changed(found(AnomalyReport.objects.select_for_update(), number, number=number), fields)
    return row
