"""Section: what trade data say of the goods and markets that were heard of."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, count, millions, rate, row, words
from argosy.deliverables.families.intelligence.extract import Extract
from argosy.deliverables.families.intelligence.facts import REGISTER, TRADE, IntelFacts
from argosy.deliverables.families.market.facts import country, product_name
from argosy.deliverables.families.market.figures import figure, in_millions, percent
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Paragraph

TITLE = Text("貿易數據摘錄", "Extract of trade data")
TABLE = "trade_extract"
LINES, PRINTED, LONGEST = 5, 60, 64
"""Series drawn; rows printed (the workbook has all); letters of a title of goods."""


def section(facts: IntelFacts) -> Section:
    """The chart and the table, or why there is none."""
    return Section(id="trade_section", title=TITLE, sheet=TITLE, audience="internal", blocks=_blocks(facts))


def _blocks(facts: IntelFacts) -> tuple[AnyBlock, ...]:
    if facts.trade is None:
        text = Text(
            "資料庫沒有這些商品與市場之貿易資料；未予推估。",
            "The warehouse holds no trade of these goods in these markets; nothing was filled in.",
        )
        return (Paragraph(id="no_trade", text=plain(text)),)
    return (*chart(facts, facts.trade), table(facts, facts.trade))


def table(facts: IntelFacts, trade: Extract) -> Table:
    """One row a HS6 and market: value, weight, unit value, change."""
    pairs = sorted(facts.pairs, key=lambda pair: (pair[0], -(trade.value(pair[0], pair[1], trade.year) or 0), pair[1]))
    rows = tuple(_row(facts, trade, hs, market, heard) for hs, market, heard in pairs)
    return Table(
        id=TABLE, title=Text("各商品與市場之進口", "Imports by goods and market"), unit_note=Text(f"{trade.measure.zh}，百萬美元", f"{trade.measure.en}, USD million"),
        columns=_columns(trade), rows=rows, print_rows=PRINTED, note=plain(note(trade)), cites=(TRADE,), empty=Text("沒有商品編碼", "No item names goods"),
    )  # fmt: skip


def _columns(trade: Extract) -> tuple[Column, ...]:
    year, said = trade.year, trade.measure
    return (
        Column(key="hs", label=Text("HS", "HS"), type="c", width=9),
        Column(key="goods", label=Text("商品", "Goods"), width=38),
        Column(key="market", label=Text("市場", "Market"), width=14),
        Column(
            key="before",
            label=same(str(year - 1)),
            name=Text(f"{year - 1} 年{said.zh}", f"{said.en} {year - 1}"),
            type="m",
            dp=2,
            width=11,
            trace="value",
        ),
        Column(
            key="value",
            label=same(str(year)),
            name=Text(f"{year} 年{said.zh}", f"{said.en} {year}"),
            type="m",
            dp=2,
            width=11,
            trace="value",
        ),
        Column(key="quantity", label=Text("重量", "Weight"), type="q", dp=0, width=12, trace="value"),
        Column(key="unit_value", label=Text("單位價值", "Unit value"), type="s", dp=2, width=12, trace="unit_value"),
        Column(key="yoy", label=Text("年增率", "YoY"), type="r", unit="%", dp=1, width=9, trace="yoy"),
        Column(key="items", label=Text("情報則數", "Items"), type="n", width=8, trace="count"),
    )


def _row(facts: IntelFacts, trade: Extract, hs: str, market: str, heard: int) -> Row:
    year = trade.year
    value, quantity = trade.value(hs, market, year), trade.quantity(hs, market, year)
    per_kg = value / quantity if value is not None and quantity else None
    cells = {
        "hs": code(hs), "goods": words(goods_name(hs)), "market": words(country(market)), "before": _money(trade.value(hs, market, year - 1)), "value": _money(value),
        "quantity": lambda i: figure(i, None if quantity is None else quantity / 1000, "quantity", unit="TNE", dp=0, trace="value", cites=(TRADE,)),
        "unit_value": lambda i: figure(i, per_kg, "score", unit="USD/kg", dp=2, trace="unit_value", cites=(TRADE,)),
        "yoy": rate(trade.change(hs, market), "yoy", (TRADE,)), "items": count(heard, (REGISTER,)),
    }  # fmt: skip
    return row(TABLE, f"{hs}-{market}", cells)


def _money(dollars: float | None) -> Cell:
    made = millions(dollars, (TRADE,))

    def two(identity: str) -> Value:
        return made(identity).model_copy(update={"dp": 2})

    return two


def note(trade: Extract) -> Text:
    """Which data, told by whom, and what to keep in mind."""
    e = trade.edition
    made_up = (
        Text("合成示範資料，不得作為決策依據。", "Synthetic demo data: no decision may rest on them. ") if trade.synthetic else NOTHING
    )
    narrow = (
        NOTHING
        if trade.complete
        else Text("資料僅含我國出口，市場自他國之進口無法得知。", "Exports of Taiwan alone: what the market buys elsewhere is not told. ")
    )
    told = Text("{s}{n}資料：{t} {e}，{y} 為最後完整年度。", "{s}{n}Data: {t} {e}; {y} is the last whole year.")
    return told.format(s=made_up, n=narrow, t=e.title, e=e.edition, y=trade.year)


def chart(facts: IntelFacts, trade: Extract) -> tuple[Chart, ...]:
    """Whole years of the largest pairs, one line each."""
    held = [(hs, m, trade.value(hs, m, trade.year) or 0.0) for hs, m, _ in facts.pairs]
    largest = sorted((one for one in held if one[2] > 0), key=lambda one: -one[2])[:LINES]
    if not largest or len(trade.years) < 2:
        return ()
    rows = tuple(
        {"year": str(year), "usd": f"{(trade.value(hs, m, year) or 0) / 1e6:.3f}", "pair": _pair(hs, m)}
        for hs, m, _ in largest for year in trade.years if trade.value(hs, m, year) is not None
    )  # fmt: skip
    hs, market, value = largest[0]
    name, change = _pair(hs, market), trade.change(hs, market)
    moved = percent(change) if change is not None else "—"
    return (
        Chart(
            id="trade_lines", chart="line", rows=rows, data_table=TABLE, unit_note=Text(f"{trade.measure.zh}，百萬美元", f"{trade.measure.en}, USD million"), height_mm=60,
            title=Text(
                f"{name.zh}最大：{trade.year} 年 {in_millions(value)} 百萬美元，年增 {moved}",
                f"{name.en} is the largest: USD {in_millions(value)} million in {trade.year}, {moved} on the year",
            ),
            encodings={
                "x": Encoding(field="year", type="ordinal", title=Text("年", "Year")), "y": Encoding(field="usd", type="quantitative", format=",.0f"),
                "color": Encoding(field="pair", type="nominal", title=Text("商品與市場", "Goods and market")),
            },
            alt=Text("折線圖：最大之商品與市場組合各年進口值", "Lines: value by year of the largest pairs of goods and market"), cites=(TRADE,),
        ),
    )  # fmt: skip


def goods_name(hs: str) -> Text:
    """The title of the HS code, cut at a word where it runs over two lines; the code beside it says the rest."""
    name = product_name(hs)
    return Text(_cut(name.zh, LONGEST // 2), _cut(name.en, LONGEST))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:. ") + " …"


def _pair(hs: str, market: str) -> Text:
    name = country(market)
    return Text(f"{hs} {name.zh}", f"{hs} {name.en}")
