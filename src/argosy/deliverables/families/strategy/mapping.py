"""Section: the map of positions on two measured attributes, with the price index."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, day, row, words
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import figure
from argosy.deliverables.families.market.figures import plain as plain_number
from argosy.deliverables.families.strategy.facts import ATTRIBUTES, FX, MIN_PRICES, PlanFacts
from argosy.deliverables.families.strategy.plan import Measured
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Fields

TITLE = Text("定位圖", "Map of positions")
TABLE = "points"
OWN, RIVAL = Text("本公司", "Ours"), Text("競品", "Rivals")
UNIT_WORDS = {
    "month": Text("月", "months"),
    "year": Text("年", "years"),
    "day": Text("日", "days"),
    "cycle": Text("次", "cycles"),
    "g": Text("公克", "g"),
}
"""Units of attributes as they are read; any other stands as entered."""
INDEX = Text("價格指數", "Price index")


def section(facts: PlanFacts) -> Section:
    """The chart, its figures, the price index."""
    blocks: tuple[AnyBlock, ...] = (*chart(facts), table(facts), price(facts))
    return Section(id="map_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def _axis(facts: PlanFacts, place: int) -> Text:
    name, unit = facts.plan.axes[place] if len(facts.plan.axes) == 2 else ("", "")
    said = UNIT_WORDS.get(unit, same(unit))
    return Text(f"{name}（{said.zh}）", f"{name} ({said.en})") if unit else same(name)


def chart(facts: PlanFacts) -> tuple[Chart, ...]:
    """Own product and rivals as points; absent with fewer than three of them."""
    points = facts.plan.points
    if len(points) < MIN_PRICES:
        return ()
    rows = tuple({"x": plain_number(p.x), "y": plain_number(p.y), "name": same(p.key), "whose": OWN if p.own else RIVAL} for p in points)
    return (
        Chart(
            id="position_map", chart="scatter", rows=rows, data_table=TABLE, height_mm=74, title=_finding(facts),
            encodings={
                "x": Encoding(field="x", type="quantitative", title=_axis(facts, 0), format=",.0f"), "y": Encoding(field="y", type="quantitative", title=_axis(facts, 1), format=",.1f"),
                "label": Encoding(field="name", type="nominal"), "color": Encoding(field="whose", type="nominal", title=Text("所屬", "Whose")),
            },
            alt=Text("散布圖：本公司商品與競品於兩項實測屬性之位置", "Scatter: our product and rivals on two measured attributes"), cites=(ATTRIBUTES,),
        ),
    )  # fmt: skip


def _finding(facts: PlanFacts) -> Text:
    own = next((p for p in facts.plan.points if p.own), None)
    rivals = [p for p in facts.plan.points if not p.own]
    if own is None:
        return Text("本公司商品未測量", "Our product is not measured")
    above = [sum(getattr(own, a) > getattr(p, a) for p in rivals) for a in ("x", "y")]
    names = [name for name, _ in facts.plan.axes]
    n = len(rivals)
    return Text(
        f"{names[0]}高於 {n} 家競品中之 {above[0]} 家，{names[1]}高於 {above[1]} 家",
        f"Above {above[0]} of {n} rivals on {names[0]}, above {above[1]} on {names[1]}",
    )


def table(facts: PlanFacts) -> Table:
    """The points in figures, each with its day and source."""
    columns = (
        Column(key="key", label=Text("代號", "Code"), type="c", width=10),
        Column(key="name", label=Text("商品", "Product"), width=36),
        Column(key="whose", label=Text("所屬", "Whose"), type="e", width=10),
        Column(key="market", label=Text("所見市場", "Seen in"), width=12),
        Column(key="x", label=_axis(facts, 0), type="s", width=13, trace="measured"),
        Column(key="y", label=_axis(facts, 1), type="s", width=13, trace="measured"),
        Column(key="on", label=Text("測量日", "Measured"), type="d", width=13),
        Column(key="source", label=Text("來源", "Source"), width=22),
    )
    away = sorted({p.market for p in facts.plan.points if p.market and p.market != facts.plan.market})
    names = [country(m) for m in away]
    where = (
        Text(
            f"競品於{'、'.join(n.zh for n in names)}取得，非目標市場。",
            f"Rivals were found in {', '.join(n.en for n in names)}, not in the target market. ",
        )
        if away
        else NOTHING
    )
    told = Text(
        "單次測量，無區間；品項屬性未測量者不列。",
        "Measured once each, so without an interval; products not measured on both axes are left out.",
    )
    return Table(
        id=TABLE, title=Text("各商品之實測值", "Measured values"), columns=columns, rows=tuple(_row(facts, p) for p in facts.plan.points), cites=(ATTRIBUTES,),
        note=plain(Text(where.zh + told.zh, where.en + told.en)), empty=Text("座標屬性缺本公司或兩項競品之實測值，未繪圖", "An axis lacks a measured value of ours or of two rivals: no map is drawn"),
    )  # fmt: skip


def _row(facts: PlanFacts, one: Measured) -> Row:
    cites = facts.cite(*one.sources)
    names = [facts.origin(source) for source in one.sources]
    cells: dict[str, Cell] = {
        "key": code(one.key), "name": words(one.name), "whose": words(OWN if one.own else RIVAL), "market": words(country(one.market) if one.market else NOTHING, "not_applicable"),
        "x": lambda i: figure(i, one.x, "score", trace="measured", cites=cites or (ATTRIBUTES,)), "y": lambda i: figure(i, one.y, "score", trace="measured", cites=cites or (ATTRIBUTES,)),
        "on": day(one.on), "source": words(Text("、".join(n.zh for n in names), ", ".join(n.en for n in names)), cites=cites),
    }  # fmt: skip
    return row(TABLE, one.key, cells, "mark" if one.own else "normal")


def price(facts: PlanFacts) -> Fields:
    """Own price, the median of current rival prices in the market, and their ratio; missing with too few."""
    p = facts.prices
    market = country(facts.plan.market)
    items = (
        figure("price.own", p.own, "money", Text("本公司售價", "Own price"), unit=p.currency, dp=2, trace="entered", cites=(ATTRIBUTES, *((FX,) if p.rate else ())), missing="too_few"),
        figure("price.rival", p.middle, "money", Text("競品現價中位數", "Median of current rival prices"), unit=p.currency, dp=2, trace="entered", cites=(ATTRIBUTES,), missing="too_few"),
        figure("price.n", p.n, "count", Text(f"{market.zh}可比競品數", f"Rivals compared in {market.en}"), dp=0, trace="count", cites=(ATTRIBUTES,)),
        index_value(facts, "price.index"),
    )  # fmt: skip
    return Fields(id="price", title=INDEX, items=items, columns=2)


def index_value(facts: PlanFacts, identity: str) -> Value:
    """Own price over the median of rivals, two decimals."""
    index = facts.prices.index
    return figure(
        identity,
        None if index is None else round(index, 2),
        "score",
        INDEX,
        dp=2,
        trace="price_index",
        cites=(ATTRIBUTES,),
        missing="too_few",
    )
