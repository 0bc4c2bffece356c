"""Section: how sound the data of the pack are: coverage, mirror gap, rows told twice, conflicting units."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, count, rate, ratio, row, words
from argosy.deliverables.families.intelligence.checking import UNIT_JUMP, Quality, quality
from argosy.deliverables.families.intelligence.facts import TRADE
from argosy.deliverables.families.intelligence.pack_facts import PackFacts
from argosy.deliverables.families.intelligence.packing import DataSet, Made, filled
from argosy.deliverables.families.market.facts import country
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

TITLE = Text("資料品質", "Quality of the data")
FLOWS, CELLS = "quality", "completeness"


def section(facts: PackFacts, made: Made) -> Section:
    """Flows by goods and market, then every data set."""
    blocks: tuple[AnyBlock, ...] = (*((flows(facts),) if facts.trade else ()), completeness(made))
    return Section(id="quality_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def flows(facts: PackFacts) -> Table:
    """One row a HS6 and market; those without a whole series are marked."""
    columns = (
        Column(key="hs", label=Text("HS", "HS"), type="c", width=10),
        Column(key="market", label=Text("市場", "Market"), width=14),
        Column(key="expected", label=Text("應有期數", "Periods expected"), type="n", width=10, trace="shown"),
        Column(key="present", label=Text("現有期數", "Present"), type="n", width=10, trace="shown"),
        Column(key="coverage", label=Text("完整度", "Coverage"), type="r", dp=1, width=10, trace="filled"),
        Column(key="gap", label=Text("鏡像差距（中位）", "Mirror gap, median"), type="r", dp=1, width=13, trace="mirror_gap"),
        Column(key="high", label=Text("鏡像差距（九成位）", "Mirror gap, 90th percentile"), type="r", dp=1, width=14, trace="mirror_gap"),
        Column(key="flows", label=Text("可比流量", "Flows compared"), type="n", width=10, trace="shown"),
        Column(key="twice", label=Text("重複列", "Told twice"), type="n", width=9, trace="shown"),
        Column(key="weightless", label=Text("缺重量", "No weight"), type="n", width=9, trace="shown"),
        Column(key="jumps", label=Text("疑單位不一", "Unit in doubt"), type="n", width=10, trace="shown"),
    )
    found = quality(facts.trade, facts.products, facts.markets) if facts.trade else ()
    return Table(
        id=FLOWS, title=Text("貿易資料（D1–D3）", "Trade data (D1 to D3)"), columns=columns, rows=tuple(_flow(one) for one in found), note=plain(_note(facts)), cites=(TRADE,),
        empty=Text("沒有商品與市場", "No goods and markets"),
    )  # fmt: skip


def _flow(one: Quality) -> Row:
    cells: dict[str, Cell] = {
        "hs": code(one.product), "market": words(country(one.market)), "expected": count(one.expected, (TRADE,), trace="shown"),
        "present": count(one.present, (TRADE,), trace="shown"), "coverage": ratio(one.present, one.expected, "filled", "[present] / [expected]"),
        "gap": rate(one.gap, "mirror_gap", (TRADE,)), "high": rate(one.gap_high, "mirror_gap", (TRADE,)), "flows": count(one.flows, (TRADE,), trace="shown"),
        "twice": count(one.twice, (TRADE,), trace="shown"), "weightless": count(one.weightless, (TRADE,), trace="shown"), "jumps": count(one.jumps, (TRADE,), trace="shown"),
    }  # fmt: skip
    return row(FLOWS, f"{one.product}-{one.market}", cells, "normal" if one.present == one.expected else "mark")


def _note(facts: PackFacts) -> Text:
    both = Text(
        "鏡像差距 = |X − M| ÷ max(X, M)，出口國與進口國所報之差。",
        "Mirror gap = |X − M| ÷ max(X, M), what exporter and importer tell apart. ",
    )
    if facts.trade is not None and facts.trade.others is None:
        both = Text("資料僅一方申報，無法比對鏡像差距。", "One side alone tells these flows: no mirror gap can be worked out. ")
    rest = Text(
        f"「疑單位不一」：單位價值為該供應國中位數之 {UNIT_JUMP:.0f} 倍以上或十分之一以下。標示列期數不足。",
        f"Unit in doubt: a unit value {UNIT_JUMP:.0f} times above or below the median of its supplier. Marked rows lack periods.",
    )
    return Text(both.zh + rest.zh, both.en + rest.en)


def completeness(made: Made) -> Table:
    """Cells present of those there could be, by data set."""
    columns = (
        Column(key="id", label=Text("編號", "No."), type="c", width=8),
        Column(key="title", label=Text("資料集", "Data set"), width=40),
        Column(key="expected", label=Text("應有格數", "Cells expected"), type="n", width=14, trace="shown"),
        Column(key="present", label=Text("現有格數", "Present"), type="n", width=14, trace="shown"),
        Column(key="coverage", label=Text("完整度", "Coverage"), type="r", dp=1, width=14, trace="filled"),
    )
    return Table(
        id=CELLS, title=Text("各資料集之完整度", "Coverage of each data set"), columns=columns, rows=tuple(_cells(one, table) for one, table in made),
        empty=Text("資料包是空的", "The pack is empty"),
    )  # fmt: skip


def _cells(one: DataSet, table: Table) -> Row:
    present, expected = filled(table)
    cells: dict[str, Cell] = {
        "id": code(one.id), "title": words(one.title), "expected": count(expected, one.cites, trace="shown"), "present": count(present, one.cites, trace="shown"),
        "coverage": ratio(present, expected, "filled", "[present] / [expected]"),
    }  # fmt: skip
    return row(CELLS, one.id, cells)
