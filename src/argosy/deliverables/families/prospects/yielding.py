"""Sheet 2: what each source of prospects cost and gave."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, count, row, words
from argosy.deliverables.families.market.figures import estimate, figure
from argosy.deliverables.families.market.figures import rate as rated
from argosy.deliverables.families.prospects.facts import COSTS, LEADS, SOURCES, ProspectFacts
from argosy.deliverables.families.prospects.tracking import METHOD
from argosy.engines.customers.funnel import SourceYield
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding

TITLE = Text("來源成效", "Yield of sources")
TABLE = "sources"
NAMES = dict(SOURCES)


def section(facts: ProspectFacts) -> Section:
    """Conversion with its interval, and the table."""
    blocks: tuple[AnyBlock, ...] = (*chart(facts), table(facts))
    return Section(id="sources_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def table(facts: ProspectFacts) -> Table:
    """Sources by what they won."""
    columns = (
        Column(key="source", label=Text("來源", "Source"), type="e", width=18),
        Column(key="cost", label=Text("投入費用", "Spent"), type="m", dp=0, width=16, total="sum"),
        Column(key="leads", label=Text("名單", "Prospects"), type="n", width=10, total="sum"),
        Column(key="qualified", label=Text("合格", "Qualified"), type="n", width=10, total="sum"),
        Column(key="won", label=Text("成交", "Won"), type="n", width=10, total="sum"),
        Column(key="rate", label=Text("轉換率", "Conversion"), type="r", dp=0, width=18),
        Column(key="each", label=Text("單位成本", "Cost of one won"), type="m", dp=0, width=16),
    )
    note = Text(
        "{a} 起之費用與名單；合格為需求已確認者。區間互相重疊時，來源之優劣無法判定。",
        "Costs and prospects since {a}; qualified: the need was confirmed. Where intervals overlap, no source can be told to be better.",
    ).format(a=facts.since.isoformat())
    rows = tuple(_row(facts, one) for one in facts.yields)
    return Table(
        id=TABLE, title=TITLE, columns=columns, rows=rows, totals=_totals(facts), note=plain(note), cites=(LEADS, COSTS), empty=Text("沒有潛在客戶", "No prospect yet")
    )  # fmt: skip


def _totals(facts: ProspectFacts) -> Row:
    sums = {
        "cost": (f"{sum(one.cost for one in facts.yields):f}", "money", facts.firm.base_currency), "leads": (str(sum(one.leads for one in facts.yields)), "count", ""),
        "qualified": (str(sum(one.qualified for one in facts.yields)), "count", ""), "won": (str(sum(one.won for one in facts.yields)), "count", ""),
    }  # fmt: skip
    cells = {
        name: Value(id=f"{TABLE}.total.{name}", v=v, kind=kind, unit=unit, dp=0, expr=f"sum({TABLE}.{name})", trace="count")  # type: ignore[arg-type]
        for name, (v, kind, unit) in sums.items()
    }
    return Row(id="total", cells={"source": Value(id=f"{TABLE}.total.source", v=Text("合計", "Total")), **cells})


def _row(facts: ProspectFacts, one: SourceYield) -> Row:
    base, told = facts.firm.base_currency, one.rate
    cells: dict[str, Cell] = {
        "source": words(NAMES[one.source]), "cost": lambda identity: figure(identity, one.cost, "money", unit=base, dp=0, cites=(COSTS,), trace="count"),
        "leads": count(one.leads, (LEADS,)), "qualified": count(one.qualified, (LEADS,)), "won": count(one.won, (LEADS,)),
        "rate": lambda identity: estimate(rated, identity, told.value, (told.low, told.high), n=one.leads, method=METHOD, trace="conversion", cites=(LEADS,), dp=0, missing="too_few"),
        "each": _each(one, base),
    }  # fmt: skip
    return row(TABLE, one.source, cells)


def _each(one: SourceYield, base: str) -> Cell:
    if one.each is None:
        return lambda identity: Value(id=identity, missing="not_applicable", kind="money", unit=base)
    return lambda identity: Value(
        id=identity, v=f"{one.each:f}", kind="money", unit=base, dp=0, expr="round_to([cost] / [won], 0.01)", trace="each"
    )  # fmt: skip


def chart(facts: ProspectFacts) -> tuple[Chart, ...]:
    """Conversion by source with its interval."""
    told = [one for one in facts.yields if one.rate.value is not None]
    if not told:
        return ()
    best = max(told, key=lambda one: one.rate.value or 0.0)
    lows = [one.rate.low or 0.0 for one in told if one is best]
    apart = all((one.rate.high or 1.0) < lows[0] for one in told if one is not best)
    verdict = (
        Text("區間不重疊", "its interval is apart")
        if apart
        else Text("區間重疊，差異無法判定", "intervals overlap: no difference can be told")
    )
    rows = tuple(
        {"source": NAMES[one.source], "rate": f"{one.rate.value:.4f}", "lo": f"{one.rate.low:.4f}", "hi": f"{one.rate.high:.4f}"}
        for one in told
    )
    return (
        Chart(
            id="source_yield", chart="interval", rows=rows, data_table=TABLE, height_mm=max(40, 8 * len(told) + 14), cites=(LEADS,),
            title=Text(f"轉換率最高為{NAMES[best.source].zh}；{verdict.zh}", f"Highest conversion: {NAMES[best.source].en}; {verdict.en}"),
            encodings={
                "y": Encoding(field="source", type="nominal", title=Text("來源", "Source")), "x": Encoding(field="rate", type="quantitative", title=Text("轉換率", "Conversion"), format=".0%"),
                "lo": Encoding(field="lo", type="quantitative"), "hi": Encoding(field="hi", type="quantitative"),
            },
            alt=Text("各來源之轉換率與 95% 區間", "Conversion by source with its 95% interval"),
        ),
    )  # fmt: skip
