"""Reports made to try arithmetic: every function of the expression grammar, ties, negatives, decimals, long tables."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from argosy.kernel.evaluation import evaluate
from argosy.kernel.expression import parse
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text, same
from argosy.report.ledger import Ledger, _CellScope
from argosy.report.model import Letterhead, Report, Section, sealed
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.words import Fields

# column key, type, unit, formula
TRIED = (
    ("plus", "m", "USD", "[price] + [adjust] * 2 - 0.05"),
    ("alike", "m", "USD", "[price] + [price]"),
    ("amount", "m", "USD", "[qty] * [price]"),
    ("tie", "m", "TWD", "round_to([base] * [rate])"),
    ("even", "m", "TWD", "round_even([base] * [rate] + [adjust])"),
    ("even_cent", "m", "USD", "round_even([price] * [rate], 0.01)"),
    ("down", "m", "TWD", "round_down([adjust] * [fx])"),
    ("up", "m", "TWD", "round_up([adjust] * [fx])"),
    ("thousand", "m", "TWD", "round_down([base], 1000)"),
    ("third", "m", "USD", "round_to([base] / 3, 0.01)"),
    ("ratio", "s", "", "round_to([price] / [qty], 0.0001)"),
    ("mixed", "s", "", "round_to([price] / [qty] + [base] / [kg] - 1, 0.001)"),
    ("least", "m", "USD", "min([price], [adjust], 20.5)"),
    ("most", "m", "USD", "max([price], [adjust] * 2)"),
    ("size", "m", "USD", "abs([adjust])"),
    ("choice", "m", "TWD", "where([base] > 1000 and not [adjust] < 0 or [qty] == 7, round_to([base] * [rate]), 0)"),
    ("guarded", "s", "", "where([qty] == 0, 0, round_to([price] / [qty], 0.01))"),
    ("test", "n", "", "([price] >= [adjust]) + ([qty] != 7)"),
    ("fraction", "s", "", "[price] / [qty] > [base] / [kg]"),
    ("freight", "m", "USD", "share(@freight, sums.kg)"),
    ("fee", "m", "TWD", "share(round_to(sum(sums.base) * 0.0004), sums.base)"),
    ("landed", "m", "TWD", "round_to(([amount] + [freight]) * [fx])"),
    ("minus", "m", "USD", "-[adjust]"),
)  # fmt: skip
KINDS: dict[str, Any] = {"m": "money", "q": "quantity", "r": "rate", "s": "score", "n": "count"}
ENTERED = (
    ("qty", "q", "H87"),
    ("price", "m", "USD"),
    ("kg", "q", "KGM"),
    ("base", "m", "TWD"),
    ("rate", "r", ""),
    ("adjust", "m", "USD"),
    ("fx", "r", ""),
)


def _figure(identity: str, number: Fraction, kind: str, unit: str, **more: Any) -> Value:
    return Value(id=identity, v=decimal_text(number), kind=KINDS[kind], unit=unit, **more)


def _entered(random_: random.Random, i: int) -> dict[str, Fraction]:
    rate = random_.choice(("0.175", "0.05", "0.125", "0.333333", "0"))
    adjust = Fraction(random_.randrange(-50000, 50000), 100)
    base = random_.choice((20, 60, 100, 340, 1000 * random_.randrange(1, 90000) + 20))
    fx = random_.choice(("0.2135", "32.155", "0.5"))
    kg = Fraction(random_.choice((12500, 12500, random_.randrange(1, 10**7))), 1000)
    price = Fraction(random_.randrange(1, 100000), 100)
    return {
        "qty": Fraction(i % 9 + 1),
        "price": price,
        "kg": kg,
        "base": Fraction(base),
        "rate": Fraction(rate),
        "adjust": adjust,
        "fx": Fraction(fx),
    }


def sums(rows: int, freight: str = "1234.50", seed: int = 7, tried: Any = TRIED, **changes: Any) -> Report:
    """A table of ``rows`` rows whose formulas use every function, worked out exactly, with totals and one subtotal row."""
    random_ = random.Random(seed)
    columns = [Column(key="name", label=Text("品名", "Goods"))]
    columns += [Column(key=k, label=same(k), type=t, unit=u, entry=True) for k, t, u in ENTERED]  # type: ignore[arg-type]
    columns += [Column(key=k, label=same(k), type=t, unit=u, expr=e) for k, t, u, e in tried]
    lines = []
    for i in range(rows):
        cells = {"name": Value(id=f"sums.{i}.name", v=f"=cmd|{i}")}
        units = {key: (kind, unit) for key, kind, unit in ENTERED}
        cells |= {k: _figure(f"sums.{i}.{k}", v, *units[k]) for k, v in _entered(random_, i).items()}
        cells |= {k: _figure(f"sums.{i}.{k}", Fraction(0), t, u) for k, t, u, _ in tried}
        lines.append(Row(id=str(i), cells=cells))
    break_row = Row(
        id="break",
        style="sub",
        cells={"name": Value(id="sums.break.name", v="小計"), "base": _figure("sums.break", Fraction(5), "m", "TWD")},
    )
    lines.insert(rows // 2, break_row)
    totals = {k: _figure(f"sums.total.{k}", Fraction(0), t, u, expr=f"sum(sums.{k})") for k, t, u, _ in tried}
    totals |= {"qty": _figure("sums.total.qty", Fraction(0), "n", "", expr="count(sums.qty)")}
    table = Table(id="sums", columns=tuple(columns), rows=tuple(lines), totals=Row(id="total", cells=totals))
    given = Fields(
        id="given",
        items=(
            Value(id="given.freight", v=freight, kind="money", unit="USD", label=Text("運費", "Freight")),
            _figure("given.share", Fraction(0), "r", "", expr="round_to(sum(sums.tie) / sum(sums.base), 0.0001)"),
        ),
    )
    report = Report(
        key="CS/O1.2.1", standard="KPS1420-002v3", task="T1.2", family="F12", title=Text("算術", "Arithmetic"), letterhead=Letterhead(name=same("Demo")), as_of=date(2026, 6, 30),
        built_at=datetime(2026, 6, 30, tzinfo=UTC), names={"freight": "given.freight"}, state="issued", orientation="landscape",
        sections=(Section(id="a", title=Text("給定", "Given"), sheet=Text("給定", "Given"), blocks=(given,)), Section(id="b", title=Text("逐項", "Lines"), sheet=Text("逐項", "Lines"), blocks=(table,))),
    )  # fmt: skip
    return sealed(worked_out(report).model_copy(update=changes))


def worked_out(report: Report) -> Report:
    """The report with the result of every formula put in, column by column from the left, then totals and named figures."""
    report = _with_body(report)
    return _with_single(_with_single(report))


def _with_body(report: Report) -> Report:
    for section_no, block_no, table in [
        (s, b, block) for s, sec in enumerate(report.sections) for b, block in enumerate(sec.blocks) if isinstance(block, Table)
    ]:
        for column in table.columns:
            if column.expr:
                ledger = Ledger(report)
                expr = parse(column.expr)
                rows = []
                for row in table.rows:
                    if column.key in row.cells and row.style != "sub":
                        place = ledger.place(row.cells[column.key].id)
                        result = evaluate(expr, _CellScope(ledger, place))
                        row = row.model_copy(
                            update={
                                "cells": {**row.cells, column.key: row.cells[column.key].model_copy(update={"v": decimal_text(result)})}
                            }
                        )
                    rows.append(row)
                table = table.model_copy(update={"rows": tuple(rows)})
                report = _put(report, section_no, block_no, table)
    return report


def _put(report: Report, section_no: int, block_no: int, block: Any) -> Report:
    section = report.sections[section_no]
    blocks = (*section.blocks[:block_no], block, *section.blocks[block_no + 1 :])
    sections = (*report.sections[:section_no], section.model_copy(update={"blocks": blocks}), *report.sections[section_no + 1 :])
    return report.model_copy(update={"sections": sections})


def _with_single(report: Report) -> Report:
    ledger = Ledger(report)

    def new(value: Value) -> Value:
        return value.model_copy(update={"v": decimal_text(ledger.compute(ledger.place(value.id)))}) if value.expr else value

    for s, section in enumerate(report.sections):
        for b, block in enumerate(section.blocks):
            if isinstance(block, Fields):
                report = _put(report, s, b, block.model_copy(update={"items": tuple(new(v) for v in block.items)}))
            elif isinstance(block, Table) and block.totals:
                totals = block.totals.model_copy(update={"cells": {k: new(v) for k, v in block.totals.cells.items()}})
                report = _put(report, s, b, block.model_copy(update={"totals": totals}))
    return report
