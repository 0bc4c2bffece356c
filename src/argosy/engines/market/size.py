"""How large a market is and how it grows."""

from __future__ import annotations

from dataclasses import replace

import ibis
from ibis.expr.types import Table

from argosy.engines.market.flows import Ask, now, over, part, ratio, told, within
from argosy.engines.market.indicator import MARKET, MONEY, RATE, SCALES, SHARE, SUPPLY, indicator
from argosy.kernel.periods import MONTHLY
from argosy.kernel.text import Text

LEAST = 3  # periods from which a trend can be told from a single step


@indicator(
    "imports",
    ("進口值", "Imports"),
    ("某市場某產品之進口總值", "Value a market imports of a product"),
    unit=MONEY,
    formula="M_jk = Σ_i v_ijk",
    source="UN, International Merchandise Trade Statistics (2010)",
    holds=SCALES,
)
def imports(flows: Table, ask: Ask) -> Table:
    """Imports by importer and product."""
    table = now(flows, ask)
    return table.group_by(*MARKET).aggregate(imports=table.value.sum())


@indicator(
    "exports",
    ("出口值", "Exports"),
    ("某國某產品之出口總值", "Value a country exports of a product"),
    unit=MONEY,
    formula="X_ik = Σ_j v_ijk",
    source="UN, International Merchandise Trade Statistics (2010)",
    holds=SCALES,
    grain=SUPPLY,
)
def exports(flows: Table, ask: Ask) -> Table:
    """Exports by exporter and product."""
    table = now(flows, ask)
    return table.group_by(*SUPPLY).aggregate(exports=table.value.sum())


@indicator(
    "yoy",
    ("年增率", "Year on year"),
    ("進口值較一年前同期之變動；前期為零時無值", "Imports against the same period one year before; none where there were none"),
    unit=RATE,
    formula="M_t / M_t−1y − 1",
    source="UN, International Merchandise Trade Statistics (2010)",
)
def year_on_year(flows: Table, ask: Ask) -> Table:
    """Change of imports within a year."""
    made = _two(flows, replace(ask, since=0))
    return made.mutate(yoy=ratio(made.after, made.before) - 1.0)


@indicator(
    "cagr",
    ("複合年成長率", "Compound annual growth"),
    ("基期至本期進口值之複合年成長率，僅看兩端", "Compound growth of imports a year, by its two ends only"),
    unit=RATE,
    formula="(M_t / M_s)^(1/(t−s)) − 1",
    source="World Bank, WITS trade indicators",
    needs=("since",),
)
def compound(flows: Table, ask: Ask) -> Table:
    """Compound growth; null where either end is zero."""
    made = _two(flows, ask)
    return made.mutate(cagr=ratio(made.after.nullif(0.0), made.before) ** (1.0 / ask.years) - 1.0)


def _two(flows: Table, ask: Ask) -> Table:
    table = within(flows, ask)
    return table.group_by(*MARKET).aggregate(
        after=part(table.value, table.period == ask.period), before=part(table.value, table.period == ask.base)
    )


@indicator(
    "trend",
    ("對數線性成長率", "Log-linear growth"),
    (
        "ln 進口值對年之最小平方斜率，至少三期；區間（HAC）與 Theil–Sen 另由時間序列計算",
        "Least-squares slope of ln imports on years, from three periods on; its HAC interval and Theil–Sen are worked out on the series",
    ),
    unit=RATE,
    formula="exp(β) − 1 of ln M_t = α + β t",
    source="World Bank, least-squares growth rate (WDI methodology)",
    column="growth",
    needs=("since",),
)
def trend(flows: Table, ask: Ask) -> Table:
    """Slope and growth over every period from the base to the last with imports above zero; ``n`` counts them."""
    table = told(flows, ask)
    table = table.filter(table.period >= ask.base, table.period <= ask.period)
    totals = table.group_by(*MARKET, "period").aggregate(total=table.value.sum())
    totals = totals.filter(totals.total > 0)
    whole = (totals.period / 100).floor()
    years = ibis.ifelse(totals.period > MONTHLY, whole + (totals.period - whole * 100 - 1) / 12.0, totals.period.cast("float64"))
    points = totals.mutate(t=years - float(ask.base if ask.base <= MONTHLY else ask.base // 100), y=totals.total.ln())
    sums = points.group_by(*MARKET).aggregate(
        n=points.count(), st=points.t.sum(), sy=points.y.sum(), stt=(points.t * points.t).sum(), sty=(points.t * points.y).sum()
    )
    slope = ratio(sums.n * sums.sty - sums.st * sums.sy, sums.n * sums.stt - sums.st * sums.st)
    made = sums.mutate(slope=ibis.ifelse(sums.n >= LEAST, slope, ibis.null("float64")))
    return made.mutate(growth=made.slope.exp() - 1.0).select(*MARKET, "n", "slope", "growth")


@indicator(
    "demand_share",
    ("世界需求占比", "Share of world demand"),
    ("市場進口占該產品世界進口之比率", "A market's part of the world's imports of the product"),
    unit=SHARE,
    formula="M_jk / Σ_j M_jk",
    source="ITC, Trade Map",
    holds=Text("各產品合計為 1", "adds up to 1 per product"),
)
def demand_share(flows: Table, ask: Ask) -> Table:
    """Part of the demand for a product."""
    made = imports(flows, ask)
    return made.mutate(demand_share=ratio(made.imports, made.imports.sum().over(over("product"))))
