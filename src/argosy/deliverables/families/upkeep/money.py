"""Sheet 4: what customers owe, what was done to collect it, and what they promised."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.market.figures import figure
from argosy.deliverables.families.upkeep.facts import MONEY, Open, UpkeepFacts
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value

TITLE = Text("應收與催收", "Receivables")
TABLE = "owed"

COLUMNS = (
    Column(key="customer", label=Text("客戶", "Customer"), width=24),
    Column(key="invoice", label=Text("發票", "Invoice"), type="c", width=14),
    Column(key="issued", label=Text("發票日", "Issued"), type="d", width=13),
    Column(key="due", label=Text("到期", "Due"), type="d", width=13),
    Column(key="currency", label=Text("幣別", "Currency"), type="c", width=8),
    Column(key="amount", label=Text("金額", "Amount"), type="m", dp=2, width=15),
    Column(key="received", label=Text("實收", "Received"), type="m", dp=2, width=15),
    Column(key="left", label=Text("未收", "Open"), type="m", dp=2, width=15, expr="[amount] - [received]", trace="open_money"),
    Column(key="late", label=Text("逾期天數", "Days overdue"), type="n", width=9),
    Column(key="reminders", label=Text("催款次數", "Reminders"), type="n", width=9),
    Column(key="promised", label=Text("承諾日", "Promised for"), type="d", width=13),
)


def section(facts: UpkeepFacts) -> Section:
    """Open invoices, the longest overdue first."""
    late = sum(one.days_late > 0 for one in facts.bills)
    words_ = Text(
        "{n} 張未收發票，{o} 張逾期。各依原幣；標示列為承諾日已過。",
        "{n} open invoices, {o} of them overdue, each in its own currency. Marked rows are past the day promised.",
    )
    table = Table(
        id=TABLE, title=Text("未收發票與催收", "Open invoices and what was done"), columns=COLUMNS, rows=tuple(_row(facts, one) for one in facts.bills), cites=(MONEY,),
        note=plain(words_.format(n=len(facts.bills), o=late)), empty=Text("範圍內沒有未收發票", "No open invoice in scope"), print_rows=60,
    )  # fmt: skip
    return Section(id="owed_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(table,))


def _row(facts: UpkeepFacts, one: Open) -> Row:
    name = facts.name(one.customer)
    left = one.amount - one.received
    cells = {
        "customer": words(Text(f"{one.customer} {name.zh}", f"{one.customer} {name.en}")), "invoice": code(one.number), "issued": day(one.issued), "due": day(one.due),
        "currency": code(one.currency), "amount": _money(one, "amount"), "received": _money(one, "received"),
        "left": lambda identity: Value(id=identity, v=f"{left:f}", kind="money", unit=one.currency, dp=2, expr="[amount] - [received]", trace="open_money"),
        "late": count(one.days_late, (MONEY,), trace="late"), "reminders": count(one.reminders, (MONEY,)), "promised": day(one.promised, "not_recorded"),
    }  # fmt: skip
    return row(TABLE, one.number, cells, "mark" if one.promised is not None and one.promised < facts.on else "normal")


def _money(one: Open, name: str) -> Cell:
    return lambda identity: figure(identity, getattr(one, name), "money", unit=one.currency, dp=2, cites=(MONEY,), trace="open_money")
