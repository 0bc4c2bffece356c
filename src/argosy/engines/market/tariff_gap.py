"""Whether the home country pays more or less duty than its rivals."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from argosy.engines.market.flows import Ask, now, part, ratio
from argosy.engines.market.indicator import MARKET, STILL, indicator
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text


@indicator(
    "tariff_gap",
    ("關稅差距", "Tariff gap"),
    (
        "競爭國以進口值加權之適用稅率減本國適用稅率；正值為本國有利。covered 為稅率已知之競爭國進口占比",
        "Applied rate of the rivals, weighted by what the market imports from them, minus that of the home country; positive is to our advantage. "
        "covered is the part of the rivals' imports whose rate is known",
    ),
    unit=Text("百分點", "percentage points"),
    formula="Σ_{i≠h} v_ijk τ_ijk / Σ_{i≠h} v_ijk − τ_hjk",
    source="ITC, Market Access Map methodology",
    holds=STILL,
    needs=("home", "tariffs"),
)
def tariff_gap(flows: Table, ask: Ask) -> Table:
    """Gap by market and product; null where the own rate or every rival's is unknown. Flows and rates are stacked, not joined.

    Where the rates tell simple and trade-weighted averages (``kind``), the simple one counts, the weighted one only where it stands alone.
    """
    if ask.tariffs is None:
        raise BadInput(Text("關稅差距需要稅率表", "The tariff gap needs a table of tariffs"))
    own = ask.own()
    rates = ask.tariffs.filter(ask.tariffs.period == ask.period)
    table = now(flows, ask)
    keys = ("importer", "exporter", "product")
    nothing = ibis.null("float64")
    weighted = rates.kind == "weighted" if "kind" in rates.columns else ibis.literal(value=False)
    stacked = ibis.union(
        table.select(*keys, "value", simple=nothing, weighted=nothing),
        rates.select(
            *keys,
            value=ibis.literal(0.0),
            simple=ibis.ifelse(weighted, nothing, rates.applied),
            weighted=ibis.ifelse(weighted, rates.applied, nothing),
        ),
    )
    pairs = stacked.group_by(*keys).aggregate(value=stacked.value.sum(), rate=ibis.coalesce(stacked.simple.max(), stacked.weighted.max()))
    rival, known = pairs.exporter != own, pairs.rate.notnull()
    made = pairs.group_by(*MARKET).aggregate(
        own_rate=ibis.ifelse(~rival, pairs.rate, nothing).max(),
        burden=part(pairs.value * pairs.rate.fill_null(0.0), rival & known),
        rivals_known=part(pairs.value, rival & known),
        rivals=part(pairs.value, rival),
    )
    made = made.mutate(rival_rate=ratio(made.burden, made.rivals_known), covered=ratio(made.rivals_known, made.rivals))
    return made.mutate(tariff_gap=made.rival_rate - made.own_rate).select(*MARKET, "own_rate", "rival_rate", "covered", "tariff_gap")
