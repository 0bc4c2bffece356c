"""How large the markets are: value, share, weight, unit value and change by market, and where they lie. Growth stands in ``growth``."""

from __future__ import annotations

from fractions import Fraction

from argosy.deliverables.families.market import forecasting, growth
from argosy.deliverables.families.market.facts import TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import MILLION, figure, in_millions, millions, percent, rate, score, words, worked
from argosy.kernel.countries import countries
from argosy.kernel.money import decimal_text
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import Section
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Map, Place
from argosy.report.words import Paragraph

TITLE = Text("市場規模與趨勢", "Market size and trend")
LEVELS = "size"
OTHERS = Text("其他市場", "Other markets")
TONNE = "TNE"
NAMED = 20
"""Markets up to which the map names them all; with more it names those in focus."""


def section(facts: MarketFacts, forecasts: bool = True) -> Section:
    """Size with its map, growth, and unless a variant leaves them out the forecasts."""
    ahead = forecasting.blocks(facts) if forecasts else ()
    blocks = (sentence(facts), levels(facts), world(facts), growth.table(facts), *ahead)
    return Section(id="size_section", title=TITLE, sheet=Text("市場規模", "Market size"), audience="internal", blocks=blocks)


def sentence(facts: MarketFacts) -> Paragraph:
    """The size of all markets and of the largest, every number a figure of the table."""
    trade, first = facts.trade, facts.focus[0]
    name = country(first)
    zh = f"{trade.year} 年{facts.named.zh}之國外市場{trade.measure.zh}合計 **[[{LEVELS}.total.value]]**，最大為{name.zh} [[{LEVELS}.{first}.value]]，占 [[{LEVELS}.{first}.share]]。"
    en = (
        f"{trade.measure.en} of {facts.named.en} came to **[[{LEVELS}.total.value]]** in {trade.year}; "
        f"the largest market is {name.en} with [[{LEVELS}.{first}.value]], a share of [[{LEVELS}.{first}.share]]."
    )
    return Paragraph(id="size_words", text=prose(zh, en))


def levels(facts: MarketFacts) -> Table:
    """One row a market, the others in one row, so that all sum to the total."""
    trade = facts.trade
    rest = tuple(m for m in _everywhere(facts) if m not in facts.focus)
    parts = [(market, country(market), (market,)) for market in facts.focus] + ([("others", OTHERS, rest)] if rest else [])
    drafts = [(identity, _entered(facts, identity, name, markets)) for identity, name, markets in parts]
    total = sum((cells["value"].number for _, cells in drafts), Fraction(0))
    rows = tuple(Row(id=identity, cells={**cells, **_worked(f"{LEVELS}.{identity}", cells, total)}) for identity, cells in drafts)
    return Table(
        id=LEVELS, title=Text("各市場規模", "Size of the markets"), unit_note=Text(f"{trade.measure.zh}，百萬美元", f"{trade.measure.en}, USD million"),
        columns=_columns(facts), rows=rows, totals=Row(id="total", cells={key: _sum(rows, key) for key in ("before", "value")}), cites=(TRADE,),
    )  # fmt: skip


def _columns(facts: MarketFacts) -> tuple[Column, ...]:
    said, year = facts.trade.measure, facts.trade.year
    money = {key: Text(f"{y} 年{said.zh}", f"{said.en} {y}") for key, y in (("before", year - 1), ("value", year))}
    return (
        Column(key="market", label=Text("市場", "Market"), type="t", width=20),
        Column(
            key="before",
            label=same(str(year - 1)),
            name=money["before"],
            type="m",
            dp=1,
            total="sum",
            trace="value",
            width=11,
            hide_if_empty=True,
        ),
        Column(key="value", label=same(str(year)), name=money["value"], type="m", dp=1, total="sum", trace="value", width=11),
        Column(key="share", label=Text("占比", "Share"), type="r", unit="%", width=8, trace="share"),
        Column(key="yoy", label=Text("年增率", "YoY"), type="r", unit="%", width=9, trace="yoy", hide_if_empty=True),
        Column(key="quantity", label=Text("重量", "Weight"), type="q", dp=0, trace="value", width=11, hide_if_empty=True),
        Column(key="unit_value", label=Text("單位價值", "Unit value"), type="s", width=10, trace="unit_value", hide_if_empty=True),
    )


def _everywhere(facts: MarketFacts) -> tuple[str, ...]:
    """Foreign markets with trade in the last year or the one before."""
    trade = facts.trade
    former = trade.by_market.filter(trade.by_market["period"] == trade.year - 1)["importer"].to_list()
    return tuple(dict.fromkeys((*trade.markets, *sorted(m for m in former if m != trade.home))))


def _entered(facts: MarketFacts, identity: str, name: Text, markets: tuple[str, ...]) -> dict[str, Value]:
    """The cells that come from the data: value of both years, and weight where all of it is known."""
    trade, at = facts.trade, f"{LEVELS}.{identity}"
    now = sum(trade.value(m, trade.year) or 0.0 for m in markets)
    before = [b for b in (trade.value(m, trade.year - 1) for m in markets) if b is not None]
    held = [trade.quantity(m, trade.year) for m in markets if trade.value(m, trade.year)]
    tonnes = sum(q for q in held if q is not None) / 1000 if held and None not in held else None
    return {
        "market": words(f"{at}.market", name),
        "before": millions(f"{at}.before", sum(before) if before else None),
        "value": millions(f"{at}.value", now),
        "quantity": figure(f"{at}.quantity", tonnes, "quantity", unit=TONNE, dp=0),
    }


def _worked(at: str, cells: dict[str, Value], total: Fraction) -> dict[str, Value]:
    """The cells worked out from those."""
    value, before, tonnes = cells["value"].number, cells["before"], cells["quantity"]
    return {
        "share": worked(f"{at}.share", value / total, "0.0001", "rate", f"[value] / sum({LEVELS}.value)", dp=1),
        "yoy": worked(f"{at}.yoy", value / before.number - 1, "0.0001", "rate", "[value] / [before] - 1", dp=1)
        if before.is_figure and before.number > 0
        else rate(f"{at}.yoy", None, missing="not_applicable"),
        "unit_value": worked(f"{at}.unit_value", value * 1000 / tonnes.number, "0.01", "score", "[value] * 1000 / [quantity]", unit="USD/kg", dp=2)
        if tonnes.is_figure and tonnes.number > 0
        else score(f"{at}.unit_value", None, unit="USD/kg"),
    }  # fmt: skip


def _sum(rows: tuple[Row, ...], key: str) -> Value:
    identity, held = f"{LEVELS}.total.{key}", [row.cells[key].number for row in rows if row.cells[key].is_figure]
    if not held:
        return millions(identity, None)
    total = decimal_text(sum(held, Fraction(0)))
    return Value(id=identity, v=total, kind="money", unit=MILLION, dp=1, expr=f"sum({LEVELS}.{key})", cites=(TRADE,))


def world(facts: MarketFacts) -> Map:
    """The markets shaded by value; the table holds the same figures."""
    trade = facts.trade
    places = tuple(
        Place(
            id=m,
            label=country(m) if m in facts.focus or len(trade.markets) <= NAMED else NOTHING,
            country=m,
            value=millions(f"map.{m}", trade.value(m, trade.year), country(m)),
        )
        for m in trade.markets
        if m in countries()
    )
    first, value = country(facts.focus[0]), trade.value(facts.focus[0], trade.year) or 0.0
    share = percent(value / trade.total(trade.year), 0)
    return Map(
        id="world", title=Text(f"{first.zh}占 {share}，為最大市場", f"{first.en} is the largest market with {share}"), places=places,
        alt=Text(f"世界地圖，依{trade.measure.zh}著色；最大為{first.zh} {in_millions(value)} 百萬美元", f"World map shaded by {trade.measure.en.lower()}; {first.en} leads with USD {in_millions(value)} million"),
        data_table=LEVELS, unit_note=Text(f"{trade.measure.zh}，百萬美元，{trade.year} 年", f"{trade.measure.en}, USD million, {trade.year}"), cites=(TRADE,),
    )  # fmt: skip
