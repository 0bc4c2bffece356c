"""Section: the choice of the target market. What each candidate shows, and what was decided with which reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from argosy.deliverables.families.intelligence.cells import Cell, count, gap, millions, rate, row, words
from argosy.deliverables.families.intelligence.choosing import OPEN
from argosy.deliverables.families.intelligence.extract import HOME, Extract
from argosy.deliverables.families.intelligence.facts import OWN, REGISTER, TRADE
from argosy.deliverables.families.intelligence.flows import note as data_note
from argosy.deliverables.families.intelligence.pack_facts import PackFacts
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import estimate, figure, in_millions, percent
from argosy.deliverables.families.market.figures import rate as rated
from argosy.kernel.periods import MONTHLY
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding

TITLE = Text("目標市場選定", "Choice of the target market")
TABLE = "candidates"
SEASON = 12


@dataclass(frozen=True, slots=True)
class Screen:
    """What trade data say of one candidate: US dollars of the last whole year by all codes held, trend growth a year with its interval, home's share."""

    market: str
    value: float | None
    growth: float | None
    low: float | None
    high: float | None
    n: int
    home: float | None


def section(facts: PackFacts) -> Section:
    """The chart and the table of candidates."""
    blocks: tuple[AnyBlock, ...] = (table(facts), *(chart(facts, facts.trade) if facts.trade else ()))
    return Section(id="target_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def screens(facts: PackFacts) -> tuple[Screen, ...]:
    """The candidates, the largest first; those without data last."""
    made = [_screen(facts.trade, market) for market in facts.markets]
    return tuple(sorted(made, key=lambda s: (-(s.value or 0.0), s.market)))


def _screen(trade: Extract | None, market: str) -> Screen:
    if trade is None:
        return Screen(market, None, None, None, None, 0, None)
    value = _total(trade, market, trade.year)
    growth, low, high, n = _trend(trade, market)
    return Screen(market, value, growth, low, high, n, _home(trade, market, value))


def _total(trade: Extract, market: str, year: int) -> float | None:
    held = [value for (_, m, y), (value, _) in trade.cells.items() if m == market and y == year]
    return sum(held) if held else None


def _home(trade: Extract, market: str, value: float | None) -> float | None:
    import polars as pl

    if not value or not trade.complete:
        return None
    year = pl.when(pl.col("period") > MONTHLY).then(pl.col("period") // 100).otherwise(pl.col("period"))
    rows = trade.rows.filter((pl.col("importer") == market) & (year == trade.year) & (pl.col("exporter") == HOME))
    return float(rows["value"].sum()) / value


def _trend(trade: Extract, market: str) -> tuple[float | None, float | None, float | None, int]:
    import numpy as np
    import polars as pl

    from argosy.engines.series.growth import Growth, growth

    rows = trade.rows.filter(pl.col("importer") == market).group_by("period").agg(pl.col("value").sum()).sort("period")
    periods = rows["period"].to_list()
    whole = len(periods) == len(_span(periods, trade.monthly))
    found = growth(np.asarray(rows["value"].to_list(), dtype=float), SEASON if trade.monthly else 1) if whole and periods else None
    return (found.year, found.year_low, found.year_high, len(periods)) if isinstance(found, Growth) else (None, None, None, len(periods))


def _span(periods: list[int], monthly: bool) -> list[int]:
    """Every period from the first to the last."""
    if not periods:
        return []
    if not monthly:
        return list(range(periods[0], periods[-1] + 1))
    first, last = (p // 100 * 12 + p % 100 - 1 for p in (periods[0], periods[-1]))
    return list(range(first, last + 1))


def table(facts: PackFacts) -> Table:
    """One row a candidate: screen values, what became of it, and why."""
    columns = (
        Column(key="market", label=Text("候選市場", "Candidate"), width=13),
        Column(
            key="value",
            label=Text("進口值", "Imports") if facts.trade is None else facts.trade.measure,
            type="m",
            dp=1,
            width=10,
            trace="value",
        ),
        Column(key="growth", label=Text("年趨勢成長", "Trend growth a year"), type="r", dp=1, width=11, trace="log_growth"),
        Column(key="home", label=Text("我國占比", "Taiwan's share"), type="r", dp=1, width=10, trace="share"),
        Column(key="sales", label=Text("本公司銷售", "Own sales"), type="m", dp=2, width=13, trace="own_sales"),
        Column(key="heard", label=Text("可用情報", "Items"), type="n", width=8, trace="count"),
        Column(key="verdict", label=Text("結果", "Outcome"), type="e", width=15),
        Column(key="reason", label=Text("理由", "Reasons"), width=38),
    )
    heard = Counter(item.market for item in facts.items)
    rows = tuple(_row(facts, screen, heard[screen.market]) for screen in screens(facts))
    return Table(
        id=TABLE, title=Text("候選市場初篩", "Candidates and how they screen"), unit_note=_units(facts),
        columns=columns, rows=rows, note=plain(_note(facts)), empty=Text("需求書未列候選市場", "The brief names no candidates"),
    )  # fmt: skip


def _units(facts: PackFacts) -> Text:
    said = facts.trade.measure if facts.trade else Text("進口值", "Imports")
    currency = facts.own.currency if facts.own else facts.firm.base_currency
    return Text(f"{said.zh}：百萬美元；銷售：百萬 {currency}", f"{said.en}: USD million; sales: {currency} million")


def _row(facts: PackFacts, screen: Screen, heard: int) -> Row:
    told = facts.own.markets.get(screen.market) if facts.own else None
    currency = facts.own.currency if facts.own else facts.firm.base_currency
    sales = None if told is None or told.sales is None else told.sales / 1e6
    choice = facts.choice
    cells: dict[str, Cell] = {
        "market": words(country(screen.market)), "value": millions(screen.value, (TRADE,)), "growth": _growth(screen), "home": rate(screen.home, "share", (TRADE,)),
        "sales": lambda i: figure(i, sales, "money", unit=f"{currency} m", dp=2, trace="own_sales", cites=(OWN,), missing="not_recorded"),
        "heard": count(heard, (REGISTER,)), "verdict": words(choice.of(screen.market) if choice else OPEN),
        "reason": words(choice.reason(screen.market) if choice else NOTHING),
    }  # fmt: skip
    return row(TABLE, screen.market, cells)


def _growth(screen: Screen) -> Cell:
    if screen.growth is None:
        return gap("rate", "source_gap" if not screen.n else "too_few")
    method = Text("對數線性，HAC 區間", "log-linear with HAC errors")
    return lambda i: estimate(
        rated, i, screen.growth, (screen.low, screen.high), n=screen.n, method=method, trace="log_growth", cites=(TRADE,), dp=1
    )


def _note(facts: PackFacts) -> Text:
    choice = facts.choice
    said = Text("尚無決策紀錄；理由須由決策者填寫。", "No decision is on record; its makers give the reasons.")
    if choice:
        state = Text("已核准", "approved") if choice.approved else Text("草稿，未核准", "a draft, not approved")
        said = Text("結果與理由依決策紀錄 {r}（{s}）；準則：{c}。", "Outcome and reasons from decision {r} ({s}); criteria: {c}. ")
        said = said.format(r=choice.ref, s=state, c=choice.criteria or Text("未填", "not given"))
    held = data_note(facts.trade) if facts.trade else Text("倉儲沒有這些商品之貿易資料。", "The warehouse holds no trade of these goods.")
    missing = facts.lacking if facts.trade else ()
    gap_said = (
        Text(f"資料無 HS {'、'.join(missing)}，進口值不含之。", f"No data on HS {', '.join(missing)}: imports leave it out. ")
        if missing
        else NOTHING
    )
    months = Text("銷售為近十二個月，全部商品。", "Sales are of twelve months, all goods.")
    return Text(f"{said.zh}{held.zh}{gap_said.zh}{months.zh}", f"{said.en}{held.en} {gap_said.en}{months.en}")


def chart(facts: PackFacts, trade: Extract) -> tuple[Chart, ...]:
    """Whole years by candidate."""
    held = [s for s in screens(facts) if s.value]
    if not held or len(trade.years) < 2:
        return ()
    rows = tuple(
        {"year": str(year), "usd": f"{value / 1e6:.3f}", "market": country(s.market)}
        for s in held for year in trade.years if (value := _total(trade, s.market, year)) is not None
    )  # fmt: skip
    grown = [s for s in held if s.growth is not None]
    first, fastest = held[0], max(grown, key=lambda s: s.growth or 0.0) if grown else None
    zh = f"{country(first.market).zh}最大（{in_millions(first.value or 0)} 百萬美元）"
    en = f"{country(first.market).en} is the largest (USD {in_millions(first.value or 0)} million)"
    if fastest:
        zh += f"，{country(fastest.market).zh}成長最快（每年 {percent(fastest.growth or 0)}）"
        en += f", {country(fastest.market).en} grows fastest ({percent(fastest.growth or 0)} a year)"
    return (
        Chart(
            id="candidate_lines", chart="line", rows=rows, data_table=TABLE, title=Text(zh, en), height_mm=56,
            unit_note=Text(f"{trade.measure.zh}，百萬美元", f"{trade.measure.en}, USD million"),
            encodings={
                "x": Encoding(field="year", type="ordinal", title=Text("年", "Year")), "y": Encoding(field="usd", type="quantitative", format=",.0f"),
                "color": Encoding(field="market", type="nominal", title=Text("市場", "Market")),
            },
            alt=Text("折線圖：各候選市場逐年進口值", "Lines: imports of each candidate by year"), cites=(TRADE,),
        ),
    )  # fmt: skip
