"""What a kilogram costs, and how the home country's price compares."""

from __future__ import annotations

from ibis.expr.types import Table

from argosy.engines.market.flows import Ask, now, part, ratio, weighed
from argosy.engines.market.indicator import MARKET, PURE, indicator
from argosy.kernel.text import Text

PER_KG = Text("幣別／公斤", "currency per kg")


@indicator(
    "unit_value",
    ("單位價值", "Unit value"),
    (
        "進口值除以淨重，僅計重量已知之列；covered 為其占進口值之比率",
        "Imports over net weight, of rows whose weight is known; covered is their part of the imports",
    ),
    unit=PER_KG,
    formula="Σ_i v_ijk / Σ_i q_ijk",
    source="UN, International Merchandise Trade Statistics (2010), unit values",
    holds=Text("幣別換算時同倍率改變", "changes by the same factor as the currency"),
)
def unit_value(flows: Table, ask: Ask) -> Table:
    """Unit value by market and product; null where no weight is known."""
    table = now(flows, ask)
    known = weighed(table)
    made = table.group_by(*MARKET).aggregate(imports=table.value.sum(), weighed=part(table.value, known), kg=part(table.quantity, known))
    return made.mutate(unit_value=ratio(made.weighed, made.kg), covered=ratio(made.weighed, made.imports)).drop("weighed")


@indicator(
    "relative_unit_value",
    ("相對單位價值", "Relative unit value"),
    (
        "本國單位價值除以該市場全體單位價值；大於 1 為價格較高",
        "The home country's unit value over that of all suppliers; above 1 is dearer",
    ),
    unit=PURE,
    formula="u_hjk / u_jk",
    source="Aiginger (1997), Review of Industrial Organization 12",
    needs=("home",),
)
def relative_unit_value(flows: Table, ask: Ask) -> Table:
    """Own unit value against the market's; null where either weight is unknown."""
    table = now(flows, ask)
    known, own = weighed(table), table.exporter == ask.own()
    made = table.group_by(*MARKET).aggregate(
        value_all=part(table.value, known), kg_all=part(table.quantity, known),
        value_own=part(table.value, known & own), kg_own=part(table.quantity, known & own),
    )  # fmt: skip
    made = made.mutate(unit_value=ratio(made.value_all, made.kg_all), own_unit_value=ratio(made.value_own, made.kg_own))
    return made.mutate(relative_unit_value=ratio(made.own_unit_value, made.unit_value)).select(
        *MARKET, "own_unit_value", "unit_value", "relative_unit_value"
    )
