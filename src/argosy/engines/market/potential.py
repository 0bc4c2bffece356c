"""What the home country could sell to a market, after Decreux & Spies: supply × demand × ease of trade."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from argosy.engines.market.flows import Ask, now, over, part, ratio
from argosy.engines.market.indicator import MARKET, MONEY, indicator
from argosy.kernel.text import Text


@indicator(
    "export_potential",
    ("出口潛力", "Export potential"),
    (
        "供給占比 × 市場需求 × 貿易便利度；unrealised 為尚未實現部分。便利度＝對該市場實際出口總額／依世界占比之期望額；"
        "從未往來之市場以最低已知便利度計並標示 ease_known 為否",
        "Share of supply × demand × ease of trade; unrealised is what is not sold yet. Ease: actual exports to the market over those expected "
        "from world shares. A market never sold to takes the lowest known ease and says so (ease_known false)",
    ),
    unit=MONEY,
    formula="(x_hk / M_k) · M_jk · [X_hj / Σ_k (x_hk / M_k) M_jk]",
    source="Decreux & Spies (2016), Export Potential Assessments, ITC",
    holds=Text(
        "大於零（即使目前無貿易）；便利度已知之市場，各產品合計等於實際對其出口總額；幣別換算時同倍率改變",
        "above zero even without trade; over the products of a market of known ease it adds up to actual exports there; scales with the currency",
    ),
    needs=("home",),
)
def export_potential(flows: Table, ask: Ask) -> Table:
    """Potential, actual and unrealised exports by market and product, of what the home country exports at all. M_k is what others import."""
    table = now(flows, ask)
    table = table.filter(table.importer != ask.own())
    cells = table.group_by(*MARKET).aggregate(demand=table.value.sum(), actual=part(table.value, table.exporter == ask.own()))
    cells = cells.mutate(supply_share=ratio(cells.actual.sum().over(over("product")), cells.demand.sum().over(over("product"))))
    cells = cells.filter(cells.supply_share > 0)
    cells = cells.mutate(expected=cells.supply_share * cells.demand)
    seen = ratio(cells.actual.sum().over(over("importer")), cells.expected.sum().over(over("importer"))).nullif(0.0)
    cells = cells.mutate(seen=seen)
    cells = cells.mutate(ease=ibis.coalesce(cells.seen, cells.seen.min().over(over())), ease_known=cells.seen.notnull())
    cells = cells.mutate(export_potential=cells.expected * cells.ease)
    return cells.mutate(unrealised=ibis.greatest(cells.export_potential - cells.actual, 0.0)).select(
        *MARKET, "demand", "supply_share", "ease", "ease_known", "actual", "export_potential", "unrealised"
    )
