"""A small report made by hand: two goods lines, freight shared by weight, duty and a total."""

from __future__ import annotations

from datetime import UTC, date, datetime

from argosy.kernel.source import Source
from argosy.kernel.text import Text, same
from argosy.report.model import Ask, Citations, Letterhead, Report, Rule, Section, sealed
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.words import Fields, Paragraph

LINES = (("a", "果汁 Juice", "600", "1000", "67", "0.2", "213"), ("b", "茶 Tea", "300", "500", "33", "0.1", "53"))


def money(identity: str, amount: str, **more: object) -> Value:
    return Value(id=identity, v=amount, kind="money", unit="TWD", dp=0, **more)  # type: ignore[arg-type]


def lines() -> Table:
    columns = (
        Column(key="name", label=Text("貨名", "Goods")),
        Column(key="kg", label=Text("毛重", "Gross kg"), type="q", unit="KGM"),
        Column(key="fob", label=Text("貨價", "Goods value"), type="m", unit="TWD"),
        Column(key="freight", label=Text("運費", "Freight"), type="m", unit="TWD", expr="share(@freight, lines.kg)"),
        Column(key="rate", label=Text("稅率", "Rate"), type="r"),
        Column(key="duty", label=Text("進口稅", "Duty"), type="m", unit="TWD", expr="round_to(([fob] + [freight]) * [rate])", trace="duty"),
    )
    rows = tuple(_row(*line) for line in LINES)
    totals = Row(id="total", cells={"duty": money("lines.total.duty", "266", expr="sum(lines.duty)")})
    return Table(id="lines", title=Text("逐項試算", "Lines"), columns=columns, rows=rows, totals=totals)


def _row(row: str, name: str, kg: str, fob: str, freight: str, rate: str, duty: str) -> Row:
    return Row(
        id=row,
        cells={
            "name": Value(id=f"lines.{row}.name", v=name),
            "kg": Value(id=f"lines.{row}.kg", v=kg, kind="quantity", unit="KGM", cites=("S1",)),
            "fob": money(f"lines.{row}.fob", fob, cites=("S1",)),
            "freight": money(f"lines.{row}.freight", freight),
            "rate": Value(id=f"lines.{row}.rate", v=rate, kind="rate", cites=("S1",)),
            "duty": money(f"lines.{row}.duty", duty),
        },
    )


def sample(**changes: object) -> Report:
    basis = Fields(id="basis", items=(money("basis.freight", "100", label=Text("運費", "Freight"), cites=("S1",)),))
    story = Paragraph(
        id="story", role="authored", text=prose("進口稅共 [[lines.total.duty]] 元。", "Duty is [[lines.total.duty]] in all."), min_chars=3
    )
    report = Report(
        key="KPS1420-002/O1.2.1",
        standard="KPS1420-002v3",
        task="T1.2",
        family="F12",
        title=Text("試算表", "Worksheet"),
        letterhead=Letterhead(name=same("Demo")),
        as_of=date(2026, 6, 30),
        built_at=datetime(2026, 6, 30, tzinfo=UTC),
        ask=(Ask(name="order", label=Text("訂單", "Order"), value=same("OF-1")),),
        sections=(
            Section(id="one", title=Text("摘要", "Summary"), blocks=(story, basis)),
            Section(id="two", title=Text("逐項", "Lines"), blocks=(lines(), Citations(id="sources"))),
        ),
        citations=(Source("S1", "document", Text("發票", "Invoice"), as_of=date(2026, 6, 12)),),
        traces=(
            Rule(
                id="duty", label=Text("進口稅", "Duty"), legal=Text("關稅法第 3 條", "Customs Act art. 3"), confidence="high", cites=("S1",)
            ),
        ),
        names={"freight": "basis.freight"},
    )
    return sealed(report.model_copy(update=changes))
