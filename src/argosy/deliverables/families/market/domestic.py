"""The domestic market: what the home country imports, from whom, and what the firm sells at home. Production at home is not in trade data."""

from __future__ import annotations

from typing import Any

from argosy.deliverables.families.market.facts import OWN, TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import count, figure, millions, rate, words, worked
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.words import Paragraph

TITLE = Text("國內市場", "Domestic market")
TABLE, FROM, OWN_TABLE = "domestic", "domestic_suppliers", "domestic_own"
SHOWN = 5
NOT_TOLD = Text(
    "資料無本國進口；國內產值與內銷統計亦不在貿易資料內，國內市場規模無法得知。",
    "The data hold no imports of the home country, and trade data hold no production at home: the size of the domestic market cannot be told.",
)
PRODUCTION = Text(
    "國內產值與庫存不在貿易資料內；進口僅為國內需求之一部分。",
    "Production and stocks at home are not in trade data; imports are only part of domestic demand.",
)


def section(facts: MarketFacts) -> Section:
    """Imports of the home country by year and supplier where told, and own sales at home."""
    home = facts.trade.home
    told = facts.trade.value(home, facts.trade.year)
    blocks: tuple[Any, ...] = (imports(facts), suppliers(facts)) if told else (Paragraph(id="domestic_words", text=plain(NOT_TOLD)),)
    return Section(id="domestic_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(*blocks, *own(facts)))


def imports(facts: MarketFacts) -> Table:
    """Imports of the home country by year, with the change on the year before."""
    trade = facts.trade
    columns = (
        Column(key="year", label=Text("年度", "Year"), type="c", width=10),
        Column(key="value", label=Text("進口值", "Imports"), type="m", dp=1, trace="value", width=14),
        Column(key="before", label=Text("前一年", "Year before"), type="m", dp=1, trace="value", width=14),
        Column(key="yoy", label=Text("年增率", "YoY"), type="r", unit="%", trace="yoy", width=10),
        Column(key="quantity", label=Text("重量", "Weight"), type="q", dp=0, trace="value", width=12, hide_if_empty=True),
    )
    rows = tuple(_year(facts, year) for year in trade.years if year >= trade.base)
    home = country(trade.home)
    return Table(
        id=TABLE, title=Text(f"{home.zh}之進口", f"Imports of {home.en}"), unit_note=Text("百萬美元", "USD million"), columns=columns, rows=rows, note=plain(PRODUCTION),
        cites=(TRADE,),
    )  # fmt: skip


def _year(facts: MarketFacts, year: int) -> Row:
    trade, at = facts.trade, f"{TABLE}.y{year}"
    weight = trade.quantity(trade.home, year)
    now, before = millions(f"{at}.value", trade.value(trade.home, year)), millions(f"{at}.before", trade.value(trade.home, year - 1))
    change = (
        worked(f"{at}.yoy", now.number / before.number - 1, "0.0001", "rate", "[value] / [before] - 1", dp=1)
        if now.is_figure and before.is_figure and before.number > 0
        else rate(f"{at}.yoy", None)
    )
    cells = {
        "year": words(f"{at}.year", same(str(year)), kind="code"),
        "value": now,
        "before": before,
        "yoy": change,
        "quantity": figure(f"{at}.quantity", None if weight is None else weight / 1000, "quantity", unit="TNE", dp=0),
    }
    return Row(id=f"y{year}", cells=cells)


def suppliers(facts: MarketFacts) -> Table:
    """Who supplies the home country."""
    trade = facts.trade
    found = trade.supplied(trade.home, trade.year)
    columns = (
        Column(key="supplier", label=Text("供應國", "Supplier"), type="t", width=24),
        Column(key="value", label=Text("進口值", "Imports"), type="m", dp=1, trace="value", width=14),
        Column(key="share", label=Text("占比", "Share"), type="r", unit="%", trace="share", width=10),
    )
    whole = sum(found.values())
    rows = tuple(
        Row(
            id=s,
            cells={
                "supplier": words(f"{FROM}.{s}.supplier", country(s)),
                "value": millions(f"{FROM}.{s}.value", v),
                "share": rate(f"{FROM}.{s}.share", v / whole if whole > 0 else None),
            },
        )
        for s, v in list(found.items())[:SHOWN]
    )
    title = Text(f"{trade.year} 年主要供應國", f"Main suppliers, {trade.year}")
    return Table(id=FROM, title=title, unit_note=Text("百萬美元", "USD million"), columns=columns, rows=rows, cites=(TRADE,))


def own(facts: MarketFacts) -> tuple[Table, ...]:
    """Own sales of the product at home by year, in the firm's own currency; absent where there are none."""
    import polars as pl

    from argosy.engines.performance.frames import dated

    if facts.own is None:
        return ()
    lines = dated(facts.own.lines.filter(pl.col("market") == facts.trade.home), facts.request.as_of)
    sums = lines.group_by("year").agg(pl.col("sales").sum(), pl.col("order").n_unique().alias("orders")).sort("year")
    if not sums.height:
        return ()
    columns = (
        Column(key="year", label=Text("年度", "Year"), type="c", width=20),
        Column(key="sales", label=Text("本公司內銷", "Own domestic sales"), type="m", dp=0, trace="own_sales", width=16),
        Column(key="orders", label=Text("訂單數", "Orders"), type="n", trace="count", width=10),
    )
    rows = []
    for year, amount, orders in sums.iter_rows():
        at, part = f"{OWN_TABLE}.y{year}", year == facts.request.as_of.year
        name = Text(f"{year}（至 {facts.request.as_of}）", f"{year} (to {facts.request.as_of})") if part else same(str(year))
        value = figure(f"{at}.sales", amount, "money", unit=facts.own.currency, dp=0, trace="own_sales", cites=(OWN,))
        rows.append(
            Row(
                id=f"y{year}",
                cells={"year": words(f"{at}.year", name), "sales": value, "orders": count(f"{at}.orders", orders, cites=(OWN,))},
            )
        )
    title = Text("本公司此商品之內銷", "Own domestic sales of this product")
    return (Table(id=OWN_TABLE, title=title, columns=columns, rows=tuple(rows), cites=(OWN,)),)
