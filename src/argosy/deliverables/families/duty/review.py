"""Section 7, 覆核: every charge worked out again by another engine, and the rate of each line beside the last entry of its code."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from argosy.deliverables.families.duty.facts import Facts
from argosy.deliverables.families.duty.figures import amount, words
from argosy.deliverables.families.duty.result import Result
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text, same
from argosy.report.model import Rule, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.rules.pack import CARRIAGE, OUTSIDE

TITLE = Text("覆核", "Check")
EFFECTIVE = Rule(
    id="effective",
    label=Text("有效稅率", "Effective rate"),
    legal=Text("該項稅費 ÷ 該項完稅價格，計至千分之一", "charges of the line ÷ its customs value, to a tenth of a percent"),
)


UNDER_REGIME = Text(
    "適用保稅、暫准等制度之項次，第二組引擎計未適用時之稅額，不列入相異項數。",
    " For lines under a regime such as bonding it works out what would be due without it; they are not counted as differing.",
)


def section(facts: Facts, result: Result) -> Section:
    """The two runs side by side, then the comparison with earlier entries."""
    return Section(id="review", title=TITLE, sheet=TITLE, audience="internal", blocks=(recomputed(facts, result), earlier(facts, result)))


def second_run(facts: Facts, result: Result) -> dict[str, list[Fraction | None]]:
    """Each charge by line, from the vectorised integer engine fed with the same customs values."""
    import polars

    from argosy.engines.duty.batch import assess_many

    entry = facts.consignment
    columns: dict[str, list[Any]] = {
        "customs_value": [_fact(row["customs_value"].value) for row in result.sheet.rows],
        "code": [line.code for line in entry.lines],
        "entry": [1] * len(entry.lines),
        "quantity": [None if line.quantity is None else decimal_text(line.quantity) for line in entry.lines],
        "unit": [line.unit.code if line.unit else None for line in entry.lines],
        "net_kg": [None if line.net_kg is None else decimal_text(line.net_kg) for line in entry.lines],
    }
    columns["origin"] = [line.origin for line in entry.lines]
    columns |= _rates(result) | {f"cost_{kind}": [_fact(share) for share in shares] for kind, shares in _costs(result).items()}
    lines = [x.charged.scope.line for x in result.made.lines]
    for name in sorted({fact for line in lines for fact in line.facts} | set(entry.facts)):
        columns[f"fact_{name}"] = [_fact(line.facts.get(name, entry.facts.get(name))) for line in lines]
    exact = ["customs_value", "quantity", "net_kg", *(name for name in columns if name.startswith(("fact_", "cost_")))]
    frame = polars.DataFrame(columns).with_columns(polars.col(exact).cast(polars.Decimal(38, 12)))
    made = assess_many(frame, facts.pack, entry.date)
    return {
        c.removeprefix("charge_"): [None if v is None else Fraction(v) for v in made[c].to_list()]
        for c in made.columns
        if c.startswith("charge_")
    }


def _rates(result: Result) -> dict[str, list[str | None]]:
    """The rates stated or found in a tariff, by charge; those of the law the second engine finds itself."""
    made: dict[str, list[str | None]] = {}
    for i, x in enumerate(result.made.lines):
        for charge in x.charges:
            if charge.given or charge.tariff is not None:
                made.setdefault(f"rate_{charge.row.id}", [None] * len(result.made.lines))[i] = charge.rate_text
    return made


def _costs(result: Result) -> dict[str, tuple[Fraction | None, ...]]:
    known = {kind: shares for kind, shares in result.made.build_up.costs().items() if None not in shares}
    return {kind: shares for kind, shares in known.items() if kind in result.made.pack.valuation.components or kind in (OUTSIDE, CARRIAGE)}


def _fact(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def recomputed(facts: Facts, result: Result) -> Table:
    """Per charge: this worksheet, the second engine, how many lines differ."""
    own = facts.pack.currency
    columns = (
        Column(key="charge", label=Text("稅費", "Charge"), width=24),
        Column(key="first", label=Text("本表", "This worksheet"), type="m", unit=own, width=14),
        Column(key="second", label=Text("獨立複算", "Second engine"), type="m", unit=own, width=14),
        Column(key="difference", label=Text("差異", "Difference"), type="m", unit=own, width=12),
        Column(key="lines", label=Text("相異項數", "Lines that differ"), type="n", width=12),
    )
    second = second_run(facts, result) if facts.goods else {}
    charges = [h for h in result.sheet.columns if h.key in second]
    rows = tuple(_compared(h.key, h.label, own, result, second[h.key]) for h in charges)
    note = Text(
        "第二組引擎以整數向量計算，與本表之精確分數引擎各自獨立；另由試算表公式重算。",
        "The second engine works in vectorised integers, apart from the exact fractions of this worksheet; the workbook's own formulas are a third.",
    )
    if regime_lines(result):
        note = Text(note.zh + UNDER_REGIME.zh, note.en + UNDER_REGIME.en)
    return Table(id="recomputed", title=Text("獨立複算結果", "Independent recomputation"), columns=columns, rows=rows, note=plain(note))


def _compared(charge: str, label: Text, own: str, result: Result, second: list[Fraction | None]) -> Row:
    key = f"recomputed.{charge}"
    total = None if None in second else sum((v for v in second if v is not None), Fraction(0))
    first = result.total(charge)
    apart = regime_lines(result)
    pairs = zip(result.sheet.rows, second, strict=True)
    differing = sum(row[charge].value != other for i, (row, other) in enumerate(pairs) if i not in apart)
    less = None if first is None or total is None else first - total
    return Row(
        id=charge,
        cells={
            "charge": words(f"{key}.charge", label),
            "first": amount(f"{key}.first", first, own, label, f"sum(lines.{charge})"),
            "second": amount(f"{key}.second", total, own, label).model_copy(update={"trace": "recomputed"}),
            "difference": amount(f"{key}.difference", less, own, Text("差異", "Difference"), "[first] - [second]"),
            "lines": Value(id=f"{key}.lines", v=str(differing), kind="count", label=label, trace="recomputed"),
        },
    )


def regime_lines(result: Result) -> frozenset[int]:
    """Lines under a regime that changes an amount by a formula of its own: the second engine works out what would be due without it."""
    charges = ((i, c) for i, x in enumerate(result.made.lines) for c in x.charges)
    return frozenset(i for i, c in charges if c.programme is not None and c.row.id in c.programme.effect)


def differences(facts: Facts, result: Result) -> list[tuple[str, Fraction, Fraction | None]]:
    """Every line and charge on which the two engines differ."""
    found = []
    for charge, values in second_run(facts, result).items():
        for i, other in enumerate(values):
            cell = result.sheet.rows[i].get(charge)
            if cell is not None and cell.value != other and i not in regime_lines(result):
                found.append((f"lines.L{facts.goods[i].id}.{charge}", cell.value or Fraction(0), other))
    return found


def earlier(facts: Facts, result: Result) -> Table:
    """Effective rate of each line beside the last worksheet of the same code and origin."""
    columns = (
        Column(key="line", label=Text("項", "Line"), type="c", width=5),
        Column(key="goods", label=Text("貨名", "Goods"), width=30),
        Column(key="before", label=Text("前次文件", "Earlier document"), type="c", width=18),
        Column(key="on", label=Text("進口日", "Entry date"), type="d", width=12),
        Column(key="was", label=Text("前次有效稅率", "Earlier rate"), type="r", width=12),
        Column(key="now", label=Text("本次有效稅率", "This rate"), type="r", width=12),
        Column(key="change", label=Text("差異（百分點）", "Change (points)"), type="r", width=12),
    )
    rows = tuple(_against(e, facts, result) for e in facts.earlier)
    empty = Text("同稅則號別與原產地沒有前次試算可比。", "There is no earlier worksheet of the same code and origin.")
    return Table(
        id="earlier",
        title=Text("與前次同稅則號別之比較", "Against the last entry of the same code"),
        columns=columns,
        rows=rows,
        empty=empty,
    )


def _against(last: Any, facts: Facts, result: Result) -> Row:
    i = next(n for n, g in enumerate(facts.goods) if g.id == last.line)
    key, row = f"earlier.L{last.line}", result.sheet.rows[i]
    value, payable = row["customs_value"].value, row["payable"].value
    now = None if not value or payable is None else round_to(payable / value, Fraction(1, 1000))
    was = round_to(last.rate, Fraction(1, 1000))
    return Row(
        id=f"L{last.line}",
        cells={
            "line": words(f"{key}.line", same(last.line)),
            "goods": words(f"{key}.goods", facts.goods[i].description),
            "before": Value(id=f"{key}.before", v=last.document, kind="code"),
            "on": Value(id=f"{key}.on", v=last.on.isoformat(), kind="date"),
            "was": _rate(f"{key}.was", was),
            "now": _rate(f"{key}.now", now),
            "change": _rate(f"{key}.change", None if now is None else now - was, "[now] - [was]"),
        },
    )


def _rate(identity: str, value: Fraction | None, expr: str | None = None) -> Value:
    if value is None:
        return Value(id=identity, missing="pending", kind="rate")
    return Value(id=identity, v=decimal_text(value, 3), kind="rate", dp=1, expr=expr, trace="effective")
