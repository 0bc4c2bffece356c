"""The upkeep sheet of a firm that has logged no contact yet: who is late to reorder and how long customers have been quiet, from their orders."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import F, Sum

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families import lacking
from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.lacking import Lack
from argosy.deliverables.families.market.figures import count as counted
from argosy.deliverables.families.market.figures import score
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.sheets import col, money, rounded, share
from argosy.deliverables.families.upkeep.params import UpkeepAsk
from argosy.engines.customers.late import Late, late
from argosy.kernel.errors import NotFound
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.parties import queries as parties
from argosy.records.permission import LOCAL_READER
from argosy.records.receivables.billing import queries as billing
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.sales import queries as sales
from argosy.report.model import Section
from argosy.report.prose import plain, prose
from argosy.report.table import Row, Table
from argosy.report.value import Value
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

ORDERS, PARTIES, YEAR = "S1", "S2", timedelta(days=365)
LISTED, PRINTED = 200, 60
STEPS = ((30, Text("30 日內", "up to 30 days")), (90, Text("31–90 日", "31 to 90 days")), (180, Text("91–180 日", "91 to 180 days")), (365, Text("181–365 日", "181 to 365 days")), (None, Text("逾 365 日", "over 365 days")))  # fmt: skip
SUMMARY, LATE, QUIET = Text("摘要", "Summary"), Text("逾期未再下單", "Late to reorder"), Text("距最近下單", "Since the last order")


@dataclass(frozen=True, slots=True)
class Quiet:
    """Customers whose last order was so many days ago: how many, and what they bought in twelve months."""

    label: Text
    customers: int
    sales: Fraction


@dataclass(frozen=True)
class UncontactedFacts:
    """Everything the builder needs. ``late`` with what each bought in twelve months, the most first; ``judged`` have enough intervals to be told late."""

    request: Request
    firm: FirmFacts
    ask: UpkeepAsk
    customers: int
    judged: int
    least: int
    percentile: float
    late: tuple[tuple[Late, Text, Fraction], ...]
    quiet: tuple[Quiet, ...]
    lacks: tuple[Lack, ...]
    sources: tuple[Source, ...]


def gather_uncontacted(request: Request, ask: UpkeepAsk) -> UncontactedFacts:
    """Read orders up to the day. ``NotFound`` where there is none, for a customer there is not, and for one salesperson's, whose customers nothing tells."""
    on = request.as_of
    rows = list(parties.parties(actor=LOCAL_READER, kind="customer").order_by("code"))
    _may(ask, {row.code for row in rows})
    names = {row.code: Text(row.name_zh, row.name_en) for row in rows}
    days, amounts = _bought(on, ask.customer)
    last = max((own[-1] for own in days.values()), default=None)
    if last is None:
        raise lacking.refuse(Text("沒有聯繫紀錄，也沒有訂單", "Neither a contact nor an order is on record"), lacking.CONTACTS.remedy)
    if last < ask.since - YEAR:
        raise lacking.stale(last, ask.since)
    percentile, least = float(reference.setting("care.late_percentile", on)), int(reference.setting("care.late_least", on))
    found = [
        (one, names.get(one.name, Text(one.name, one.name)), amounts[one.name])
        for one in late(days, on, percentile=percentile, least=least)
    ]
    firm = reference.firm()
    return UncontactedFacts(
        request, firm, ask, len(days), sum(len(set(own)) > least for own in days.values()), least, percentile,
        tuple(sorted(found, key=lambda told: (-told[2], told[0].name))), _quiet(days, amounts, on), _lacks(rows), _sources(firm, on, days, len(rows)),
    )  # fmt: skip


def _may(ask: UpkeepAsk, known: set[str]) -> None:
    if ask.customer and ask.customer not in known:
        raise NotFound(Text("沒有客戶「{c}」", "There is no customer {c}").format(c=ask.customer))
    if ask.rep:
        what = Text(
            f"沒有 {ask.rep} 之聯繫紀錄，無從知其客戶", f"No contact by {ask.rep} is on record, so whose customers are theirs is not known"
        )
        raise lacking.refuse(what, lacking.CONTACTS.remedy)


def _bought(on: date, customer: str) -> tuple[dict[str, list[date]], dict[str, Fraction]]:
    """The days of each customer's orders, and what it bought in twelve months in the firm's own currency."""
    rows = sales.orders(actor=LOCAL_READER).filter(date__lte=on, cancelled=False)
    rows = rows.filter(customer__code=customer) if customer else rows
    days: dict[str, list[date]] = defaultdict(list)
    amounts: dict[str, Fraction] = defaultdict(Fraction)
    told = rows.order_by("date").values_list("customer__code", "date", "fx", "pk").annotate(whole=Sum(F("lines__amount")))
    for code_, day_, fx, _, whole in told.iterator():
        days[code_].append(day_)
        if day_ > on - YEAR:
            amounts[code_] += Fraction(whole or 0) * Fraction(fx)
    return dict(days), amounts


def _quiet(days: dict[str, list[date]], amounts: dict[str, Fraction], on: date) -> tuple[Quiet, ...]:
    held: list[list[str]] = [[] for _ in STEPS]
    for name, own in days.items():
        silent = (on - own[-1]).days
        held[next(at for at, (edge, _) in enumerate(STEPS) if edge is None or silent <= edge)].append(name)
    return tuple(
        Quiet(label, len(names), rounded(sum((amounts[n] for n in names), Fraction(0))))
        for (_, label), names in zip(STEPS, held, strict=True)
    )


def _lacks(rows: list[Any]) -> tuple[Lack, ...]:
    missing = (
        (True, lacking.CONTACTS), (not any(row.grade for row in rows), lacking.CLASSES), (True, lacking.STOCKS),
        (not billing.invoices(actor=LOCAL_READER).exists(), lacking.INVOICES), (not any(row.tax_id for row in rows), lacking.PEOPLE),
    )  # fmt: skip
    return tuple(lack for absent, lack in missing if absent)


def _sources(firm: FirmFacts, on: date, days: dict[str, list[date]], known: int) -> tuple[Source, ...]:
    n = sum(map(len, days.values()))
    return (
        Source(ORDERS, "record", Text("銷售訂單", "Sales orders"), firm.name, as_of=on, rows=n),
        Source(PARTIES, "record", Text("往來對象", "Parties"), firm.name, as_of=on, rows=known),
    )


def sections(facts: UncontactedFacts) -> tuple[Section, ...]:
    """Summary with what is not on record, who is late, how long all have been quiet."""
    head = Section(
        id="summary", title=SUMMARY, sheet=SUMMARY, audience="internal", blocks=(conclusion(facts), key_figures(facts), decision(facts))
    )
    return (
        lacking.told(head, facts.lacks),
        Section(id="late_section", title=LATE, sheet=LATE, audience="internal", blocks=(late_table(facts),)),
        Section(id="quiet_section", title=QUIET, sheet=QUIET, audience="internal", blocks=(quiet_table(facts),)),
    )


def conclusion(facts: UncontactedFacts) -> Paragraph:
    """How many are late of those that can be judged, what they bought, and whom to call first."""
    zh = f"尚無聯繫紀錄；由訂單可知：{facts.customers:,} 家客戶中，{facts.judged:,} 家下單次數足以判斷，**[[key.late]]** 家逾其慣常間隔未再下單，近十二個月曾購 [[key.sales]]。"
    en = f"No contact is logged yet. From orders: of {facts.customers:,} customers {facts.judged:,} ordered often enough to judge, and **[[key.late]]** are past their usual interval; they bought [[key.sales]] in twelve months."
    for one, name, _ in facts.late[:1]:
        zh += f"金額最大者為 {one.name} {name.zh}，已 [[late.{one.name}.silent]] 日未下單。"
        en += f" The largest is {one.name} {name.en}, silent for [[late.{one.name}.silent]] days."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def _worth(facts: UncontactedFacts) -> Fraction:
    return sum((rounded(amount) for _, _, amount in facts.late), Fraction(0))


def key_figures(facts: UncontactedFacts) -> KeyFigures:
    """Customers, those judged, those late and what they bought, those without an order for half a year."""
    unit = facts.firm.base_currency
    half = sum(one.customers for one in facts.quiet[3:])

    def item(key: str, label: Text, number: int, trace: str = "count") -> KeyFigure:
        return KeyFigure(label=label, value=counted(f"key.{key}", number, label, cites=(ORDERS,), trace=trace))

    worth = money(_worth(facts), unit, "bought", (ORDERS,))("key.sales")
    return KeyFigures(id="key", items=(
        item("customers", Text("下過單之客戶", "Customers with orders"), facts.customers), item("judged", Text("可判斷者", "Judged"), facts.judged),
        item("late", LATE, len(facts.late), "late_order"), KeyFigure(label=Text("其近十二個月購買", "They bought in 12 months"), value=worth),
        item("half", Text("半年以上未下單", "No order for half a year"), half),
    ))  # fmt: skip


def decision(facts: UncontactedFacts) -> Fields:
    """Whom to call first, by whom."""
    first = facts.late[:8]
    called = Text("、".join(one.name for one, _, _ in first) or "無", ", ".join(one.name for one, _, _ in first) or "none")
    items = (valued("ask.first", called, Text("應先聯繫", "To contact first")),)
    answer = Text(
        "核定逾期未再下單客戶之聯繫人與期限，並自本期起登錄聯繫",
        "Approve who contacts those late to reorder and by when, and that contacts are logged from now on",
    )
    return Fields(id="decision", style="decision", question=Text("請主管決定", "For decision"), answer=plain(answer), items=items)


def late_table(facts: UncontactedFacts) -> Table:
    """客戶｜最近下單｜未下單天數｜慣常間隔｜間隔中位數｜間隔數｜近十二個月購買."""
    unit = facts.firm.base_currency
    columns = (
        col("code", "代號", "Code", "c", 10), col("name", "客戶", "Customer", width=24), col("last", "最近下單", "Last order", "d", 12), col("silent", "未下單天數", "Days silent", "n", 10, trace="late_order"),
        col("usual", "慣常上限（日）", "Usual at most (days)", "s", 12, dp=0, trace="late_order"), col("median", "間隔中位數（日）", "Median interval (days)", "s", 12, dp=0, trace="late_order"), col("n", "間隔數", "Intervals", "n", 9, trace="count"),
        col("sales", "近十二個月購買", "Bought in 12 months", "m", 14, trace="bought"),
    )  # fmt: skip
    shown = facts.late[:LISTED]
    rows = tuple(_late(one, name, amount, unit) for one, name, amount in shown)
    more = len(facts.late) - len(shown)
    rest = (
        Text(
            f"共 {len(facts.late)} 家，列金額最大之 {len(shown)} 家。",
            f" {len(facts.late)} in all; the {len(shown)} that bought most are listed.",
        )
        if more
        else Text("", "")
    )
    note = Text(
        f"未下單天數超過該客戶自身下單間隔之第 {facts.percentile:.0f} 百分位者；間隔少於 {facts.least} 次者不判斷。{rest.zh}",
        f"Silent for longer than the {facts.percentile:.0f}th percentile of the customer's own intervals; with fewer than {facts.least} intervals it is not judged.{rest.en}",
    )
    return Table(
        id="late", title=Text("逾其慣常間隔未再下單之客戶", "Customers past their usual interval between orders"), columns=columns, rows=rows, cites=(ORDERS,), note=plain(note),
        empty=Text("沒有客戶逾其慣常間隔", "No customer is past its usual interval"), print_rows=PRINTED,
    )  # fmt: skip


def _late(one: Late, name: Text, amount: Fraction, unit: str) -> Row:
    def days(number: float) -> Cell:
        return lambda identity: score(identity, round(number, 1), dp=0, trace="late_order", cites=(ORDERS,))

    cells: dict[str, Cell] = {
        "code": code(one.name), "name": words(name), "last": day(one.last), "silent": count(one.silent, (ORDERS,), trace="late_order"), "usual": days(one.usual),
        "median": days(one.median), "n": count(one.n, (ORDERS,)), "sales": money(rounded(amount), unit, "bought", (ORDERS,)),
    }  # fmt: skip
    return row("late", one.name, cells)


def quiet_table(facts: UncontactedFacts) -> Table:
    """All customers by days since their last order."""
    unit = facts.firm.base_currency
    columns = (
        col("step", "距最近下單", "Since the last order", width=24), col("customers", "客戶數", "Customers", "n", 12, trace="count", total="sum"),
        col("sales", "近十二個月購買", "Bought in 12 months", "m", 18, trace="bought", total="sum"), col("part", "占比", "Share", "r", 10),
    )  # fmt: skip
    whole, n = sum((one.sales for one in facts.quiet), Fraction(0)), sum(one.customers for one in facts.quiet)
    rows = tuple(
        row("quiet", f"q{at}", {
            "step": words(one.label), "customers": count(one.customers, (ORDERS,)), "sales": money(one.sales, unit, "bought", (ORDERS,)),
            "part": share(one.sales, whole, "[sales] / sum(quiet.sales)", "part"),
        })
        for at, one in enumerate(facts.quiet, 1)
    )  # fmt: skip
    totals = Row(id="total", cells={
        "step": Value(id="quiet.total.step", v=Text("合計", "Total")), "customers": Value(id="quiet.total.customers", v=str(n), kind="count", dp=0, expr="sum(quiet.customers)", cites=(ORDERS,)),
        "sales": Value(id="quiet.total.sales", v=str(int(whole)), kind="money", unit=unit, dp=0, expr="sum(quiet.sales)", cites=(ORDERS,)),
    })  # fmt: skip
    return Table(
        id="quiet", title=Text("客戶數與購買額，依距最近下單之天數", "Customers and what they bought, by days since the last order"), columns=columns, rows=rows, totals=totals, cites=(ORDERS,)
    )  # fmt: skip
