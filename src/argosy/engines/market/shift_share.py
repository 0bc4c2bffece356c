"""Why the home country's exports changed: the market, the mix, or its competitiveness."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from argosy.engines.market.flows import Ask, over, part, ratio, within
from argosy.engines.market.indicator import MARKET, MONEY, indicator
from argosy.kernel.text import Text


@indicator(
    "constant_market_share",
    ("固定市場占有率分析", "Constant market share"),
    (
        "出口變動分為世界成長、產品結構、目的地結構與競爭力四項，逐格相加等於實際變動；進口成長率含本國",
        "Change of exports split into world growth, product mix, destination mix and competitiveness; the four add up to it in every cell. "
        "Growth of imports includes the home country's own",
    ),
    unit=MONEY,
    formula="Δv = g·v₀ + (g_k − g)·v₀ + (g_jk − g_k)·v₀ + (v₁ − v₀ − g_jk·v₀)",
    source="Leamer & Stern (1970), Quantitative International Economics, ch. 7; Richardson (1971), Journal of International Economics 1",
    holds=Text("四項相加等於實際變動", "the four parts add up to the change"),
    column="competitiveness",
    needs=("home", "since"),
)
def constant_market_share(flows: Table, ask: Ask) -> Table:
    """The four parts by market and product, where the home country sold in one of the two periods. They may be added up over any rows."""
    table = within(flows, ask)
    table = table.filter(table.importer != ask.own())
    last, first, own = table.period == ask.period, table.period == ask.base, table.exporter == ask.own()
    cells = table.group_by(*MARKET).aggregate(
        m1=part(table.value, last), m0=part(table.value, first), after=part(table.value, last & own), before=part(table.value, first & own)
    )
    cells = cells.mutate(
        g=_growth(cells.m1.sum().over(over()), cells.m0.sum().over(over())),
        gk=_growth(cells.m1.sum().over(over("product")), cells.m0.sum().over(over("product"))),
        gjk=_growth(cells.m1, cells.m0),
    )
    cells = cells.filter((cells.after > 0) | (cells.before > 0))
    return cells.select(
        *MARKET,
        "before",
        "after",
        change=cells.after - cells.before,
        world_growth=cells.g * cells.before,
        product_mix=(cells.gk - cells.g) * cells.before,
        destination_mix=(cells.gjk - cells.gk) * cells.before,
        competitiveness=cells.after - cells.before - cells.gjk * cells.before,
    )


def _growth(after: ibis.Value, before: ibis.Value) -> ibis.Value:
    """Growth of imports; 0 where there were none before, as own exports were none either."""
    return ibis.coalesce(ratio(after, before) - 1.0, 0.0)
