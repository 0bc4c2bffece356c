"""One morning of somebody who looks after customers: what is overdue, what ends soon, what to ask about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from argosy.kernel.text import Text, same
from argosy.publishing.care.buying import late_to_reorder
from argosy.records.care.contacting import queries as contacting
from argosy.records.care.leads import queries as leads
from argosy.records.credit import queries as credit
from argosy.records.permission import Actor
from argosy.records.receivables.chasing import queries as chasing
from argosy.records.receivables.cheques import queries as cheques
from argosy.records.sales import queries as sales
from argosy.records.sales.offering import queries as offering
from argosy.records.service import queries as service

SOON = 7
"""Days ahead that a morning looks."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: of which customer or prospect, why, and by when. ``level`` is stop, warn or off; ``to`` names what it opens."""

    level: str
    code: str
    name: Text
    why: Text
    due: date | None
    to: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """Things of one kind."""

    key: str
    title: Text
    items: tuple[Item, ...]
    nothing: Text


def morning(on: date, *, actor: Actor | None, login: str = "") -> list[Part]:
    """Everything of a day, of one salesperson's customers or (without ``login``) of all. A customer is of who contacted it last."""
    mine = None if not login else {code for code, who in contacting.cared_for(on, actor=actor).items() if who == login}
    finders = (
        ("contacts", Text("逾期追蹤", "Overdue follow-ups"), _contacts, Text("沒有逾期的追蹤", "No follow-up is overdue")),
        (
            "quotes",
            Text("七日內到期之報價", "Quotations ending in 7 days"),
            _quotes,
            Text("七日內沒有到期的報價", "No quotation ends in 7 days"),
        ),
        ("holds", Text("信用管制之訂單", "Orders on credit hold"), _holds, Text("沒有受管制的訂單", "No order is on hold")),
        (
            "promises",
            Text("承諾付款", "Promised payments"),
            _promises,
            Text("七日內沒有承諾付款", "No payment is promised for the next 7 days"),
        ),
        ("cheques", Text("票據到期", "Cheques maturing"), _cheques, Text("七日內沒有到期票據", "No cheque matures in 7 days")),
        ("late", Text("逾期未下單", "Late to reorder"), _late, Text("沒有客戶逾其慣常間隔", "No customer is past its usual interval")),
        ("complaints", Text("未結客訴", "Open complaints"), _complaints, Text("沒有未結客訴", "No complaint is open")),
    )
    return [Part(key, title, tuple(find(on, actor, mine, login)), nothing) for key, title, find, nothing in finders]


def _of(party: Any) -> Text:
    return Text(party.name_zh, party.name_en)


def _wanted(code: str, mine: set[str] | None) -> bool:
    return mine is None or code in mine


def _contacts(on: date, actor: Actor | None, mine: set[str] | None, login: str) -> Iterator[Item]:
    """Customers past their interval or the day agreed, support past its day, prospects past theirs; the longest first."""
    for one in contacting.standings(on, actor=actor):
        agreed = one.next_on is not None and one.next_on < on and one.frequency.days is not None
        if not _wanted(one.party.code, mine) or not (one.over or agreed):
            continue
        never = Text("尚未聯繫過", "never contacted")
        idle = never if one.idle is None else Text("{n} 日未聯繫", "{n} days without contact").format(n=one.idle)
        plan = Text("，計畫每 {d} 日", ", planned every {d}").format(d=one.frequency.days or "–")
        level = "stop" if one.party.grade == "A" and one.over else "warn" if one.over else "off"
        yield Item(level, one.party.code, _of(one.party), Text(idle.zh + plan.zh, idle.en + plan.en), one.next_on, ("log", one.party.code))
    for row in contacting.supports_open(actor=actor, owner=login).filter(due__lt=on):
        who = row.party or row.lead
        yield Item("warn", row.party.code if row.party else row.lead.ref, _of(who) if row.party else same(who.company),
                   Text("支援未完成：{s}", "support not given: {s}").format(s=row.support), row.due, ("contact", str(row.pk)))  # fmt: skip
    for lead in leads.leads(actor=actor, stage="open", owner=login).filter(next_on__lt=on).order_by("next_on"):
        stage = leads.stage(lead.stage).name
        yield Item(
            "warn",
            lead.ref,
            same(lead.company),
            Text(f"潛在客戶，{stage.zh}", f"prospect, {stage.en.lower()}"),
            lead.next_on,
            ("lead", lead.ref),
        )


def _quotes(on: date, actor: Actor | None, mine: set[str] | None, login: str) -> Iterator[Item]:
    for row in offering.expiring(actor=actor, on=on, days=SOON):
        if _wanted(row.customer.code, mine):
            yield Item(
                "warn",
                row.customer.code,
                _of(row.customer),
                Text(f"報價 {row.number}", f"quotation {row.number}"),
                row.valid_to,
                ("quote", row.number),
            )


def _holds(on: date, actor: Actor | None, mine: set[str] | None, login: str) -> Iterator[Item]:
    """Customers with goods still to ship whom credit control would hold."""
    rows = sales.orders(actor=actor).filter(shipped=None, cancelled=False, date__lte=on)
    waiting: dict[str, list[Any]] = {}
    for row in rows:
        if _wanted(row.customer.code, mine):
            waiting.setdefault(row.customer.code, []).append(row)
    for code, orders in sorted(waiting.items()):
        check = credit.look(code, actor=actor, at=on)
        if check.verdict == credit.Verdict.HOLD and not check.overridden_by:
            reason = check.reasons[0].text if check.reasons else Text("信用管制", "credit hold")
            numbers = ", ".join(order.number for order in orders[:3])
            yield Item(
                "stop", code, _of(orders[0].customer), Text(f"{numbers}：{reason.zh}", f"{numbers}: {reason.en}"), None, ("card", code)
            )


def _promises(on: date, actor: Actor | None, mine: set[str] | None, login: str) -> Iterator[Item]:
    for row in chasing.promises(actor=actor, open_only=True).filter(due__lte=on + timedelta(days=SOON), made_on__lte=on):
        if _wanted(row.customer.code, mine) and not row.follow_up:
            words = Text("承諾付款 {c} {a}", "promised {c} {a}").format(c=row.currency, a=_money(row.amount))
            yield Item(
                "stop" if row.due < on else "warn", row.customer.code, _of(row.customer), words, row.due, ("card", row.customer.code)
            )


def _cheques(on: date, actor: Actor | None, mine: set[str] | None, login: str) -> Iterator[Item]:
    for row in cheques.cheques(actor=actor, result="", due_to=on + timedelta(days=SOON)):
        if _wanted(row.customer.code, mine):
            words = Text("{n}，{c} {a}", "{n}, {c} {a}").format(n=row.number, c=row.currency, a=_money(row.amount))
            yield Item("warn" if row.due < on else "off", row.customer.code, _of(row.customer), words, row.due, ("card", row.customer.code))


def _late(on: date, actor: Actor | None, mine: set[str] | None, login: str) -> Iterator[Item]:
    found = late_to_reorder(on, actor=actor, codes=mine)
    names = {row.code: _of(row) for row in contacting.customers(actor=actor).filter(code__in=[one.name for one in found])}
    for one in found:
        if one.name in names:
            words = Text(
                "{s} 日未下單，自身第九十百分位 {u} 日（n = {n}）",
                "{s} days since its last order; nine in ten of its intervals are within {u} (n = {n})",
            )
            told = words.format(s=one.silent, u=f"{one.usual:.0f}", n=one.n)
            yield Item("stop" if one.times >= 2 else "warn", one.name, names[one.name], told, one.last, ("card", one.name))


def _complaints(on: date, actor: Actor | None, mine: set[str] | None, login: str) -> Iterator[Item]:
    for row in service.cases(actor=actor, kind="complaint").filter(closed=None).order_by("received"):
        received = timezone.localdate(row.received)
        if received <= on and _wanted(row.customer.code, mine):
            words = Text("{n}，已 {d} 日", "{n}, open {d} days").format(n=row.number, d=(on - received).days)
            yield Item("warn", row.customer.code, _of(row.customer), words, received, ("case", row.number))


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}"
