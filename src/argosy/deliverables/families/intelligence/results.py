"""Section: what our own marketing came to beside the growth of each market."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, count, gap, rate, row, words
from argosy.deliverables.families.intelligence.facts import OWN, TRADE, IntelFacts
from argosy.deliverables.families.intelligence.own_record import Market, OwnRecord
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import estimate, figure
from argosy.deliverables.families.market.figures import rate as rated
from argosy.kernel.text import Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Paragraph

TITLE = Text("行銷績效對照", "Our results beside the market")
TABLE = "results"
MIN_QUOTES = 5
"""Fewest decided quotations for which a hit rate is told."""


def section(facts: IntelFacts) -> Section:
    """The scatter and the table, or why there is none."""
    return Section(id="results_section", title=TITLE, sheet=TITLE, audience="internal", blocks=_blocks(facts))


def _blocks(facts: IntelFacts) -> tuple[AnyBlock, ...]:
    if facts.own is None:
        return (
            Paragraph(id="no_sales", text=plain(Text("沒有本公司銷售紀錄可供對照。", "There are no sales of our own to compare with."))),
        )
    return (*chart(facts, facts.own), table(facts, facts.own))


def growth_of(facts: IntelFacts, market: str) -> float | None:
    """The market's imports of the goods heard of, this year's months on the same months a year before."""
    told = facts.trade.running.get(market) if facts.trade else None
    return told[2] / told[3] - 1 if told and told[3] else None


def table(facts: IntelFacts, own: OwnRecord) -> Table:
    """One row a market abroad where we sold or offered, the largest first."""
    shown = sorted(own.markets.items(), key=lambda one: -(one[1].sales or 0))
    shown = [one for one in shown if not facts.ask.markets or one[0] in facts.ask.markets]
    columns = (
        Column(key="market", label=Text("市場", "Market"), width=16),
        Column(key="sales", label=Text("近十二個月銷售", "Sales, twelve months"), type="m", dp=2, width=14, trace="own_sales"),
        Column(key="growth", label=Text("本公司成長", "Our growth"), type="r", dp=1, width=11, trace="own_growth"),
        Column(key="market_growth", label=Text("市場成長", "Market growth"), type="r", dp=1, width=11, trace="market_growth"),
        Column(key="orders", label=Text("訂單（今／去年同期）", "Orders (now / year before)"), type="c", width=14),
        Column(key="quotes", label=Text("報價數", "Quotations"), type="n", width=9, trace="count"),
        Column(key="decided", label=Text("已定案", "Decided"), type="n", width=8, trace="count"),
        Column(key="hit", label=Text("成交率", "Hit rate"), type="r", dp=0, width=9, trace="wilson"),
    )
    return Table(
        id=TABLE, title=Text("各市場之銷售、報價與市場成長", "Sales, quotations and market growth"), unit_note=_unit(own), columns=columns,
        rows=tuple(_row(facts, own, name, told) for name, told in shown), note=plain(note(facts)), cites=(OWN,), empty=Text("沒有外銷紀錄", "Nothing was sold abroad"),
    )  # fmt: skip


def _unit(own: OwnRecord) -> Text:
    return Text("百萬新臺幣", "TWD million") if own.currency == "TWD" else Text(f"百萬 {own.currency}", f"{own.currency} million")


def _row(facts: IntelFacts, own: OwnRecord, name: str, told: Market) -> Row:
    sales = None if told.sales is None else told.sales / 1e6
    growth = growth_of(facts, name)
    cells: dict[str, Cell] = {
        "market": words(country(name)),
        "sales": lambda i: figure(
            i, sales, "money", unit=f"{own.currency} m", dp=2, trace="own_sales", cites=(OWN,), missing="not_recorded"
        ),
        "growth": rate(told.growth, "own_growth", (OWN,), "too_few"),
        "market_growth": rate(growth, "market_growth", (TRADE,)) if growth is not None else gap("rate", "source_gap"),
        "orders": words(same(f"{told.orders[0]} / {told.orders[1]}")),
        "quotes": count(told.quotes, (OWN,)),
        "decided": count(told.n, (OWN,)),
        "hit": _hit(told),
    }
    return row(TABLE, name, cells)


def _hit(told: Market) -> Cell:
    if told.n < MIN_QUOTES:
        return gap("rate", "too_few")
    method = Text("Wilson 區間", "Wilson interval")
    return lambda i: estimate(
        rated, i, told.won / told.n, (told.low, told.high), n=told.n, method=method, trace="wilson", cites=(OWN,), dp=0
    )


def note(facts: IntelFacts) -> Text:
    """The periods compared, and what is not on record."""
    told = Text(
        "本公司成長：本年至今對去年同日止，全部商品；任一期少於五筆訂單者不計。{m}成交率附 95% Wilson 區間。行銷活動之 ROI、ROAS、轉換率尚無登錄，未列。",
        "Our growth: this year so far on the same days a year before, all goods; not told on fewer than five orders in either. {m}Hit rates with 95% Wilson intervals. ROI, ROAS and conversion of campaigns are not on record and not shown.",
    )
    return told.format(m=_months(facts))


def _months(facts: IntelFacts) -> Text:
    running = facts.trade.running if facts.trade else {}
    if not running:
        return Text("市場成長無月資料可比。", "No monthly data to compare the market with. ")
    year, months, _, _ = next(iter(running.values()))
    span = f"{year}-{months[0]:02d}–{months[-1]:02d}"
    return Text(
        f"市場成長：{span} 對去年同月，限情報所及之商品。",
        f"Market growth: {span} on the same months a year before, goods heard of alone. ",
    )


def chart(facts: IntelFacts, own: OwnRecord) -> tuple[Chart, ...]:
    """Market growth across, our growth up, sales as size; markets without one of them are left out."""
    both = [(m, growth_of(facts, m), told) for m, told in own.markets.items() if not facts.ask.markets or m in facts.ask.markets]
    points = [(m, x, t.growth, t.sales) for m, x, t in both if x is not None and t.growth is not None and t.sales]
    if len(points) < 2:
        return ()
    behind = [m for m, x, y, _ in points if y < x]
    rows = tuple({"x": f"{x * 100:.1f}", "y": f"{y * 100:.1f}", "size": f"{s / 1e6:.2f}", "name": country(m)} for m, x, y, s in points)
    return (
        Chart(
            id="results_chart", chart="bubble", rows=rows, data_table=TABLE, height_mm=74, title=_finding(len(behind), len(points)),
            encodings={
                "x": Encoding(field="x", type="quantitative", title=Text("市場成長（%）", "Market growth (%)"), format="+.0f"),
                "y": Encoding(field="y", type="quantitative", title=Text("本公司成長（%）", "Our growth (%)"), format="+.0f"),
                "size": Encoding(field="size", type="quantitative", title=Text(f"銷售（{_unit(own).zh}）", f"Sales ({_unit(own).en})"), format=",.1f"),
                "label": Encoding(field="name", type="nominal"),
            },
            alt=Text("散布圖：各市場成長與本公司成長之對照", "Scatter of market growth against our own growth"), cites=(OWN, TRADE),
        ),
    )  # fmt: skip


def _finding(behind: int, n: int) -> Text:
    if not behind:
        return Text(f"{n} 個市場本公司成長均不低於市場", f"We grew at least as fast as the market in all {n} markets")
    return Text(f"{n} 個市場中，{behind} 個本公司成長低於市場", f"We grew more slowly than the market in {behind} of {n} markets")
