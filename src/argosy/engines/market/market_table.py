"""The market table: what a decision starts from, for every market and product, in one pass over the flows."""

from __future__ import annotations

from ibis.expr.types import Table

from argosy.engines.market.flows import Ask, part, ratio, weighed, within
from argosy.engines.market.indicator import MARKET


def market_table(flows: Table, ask: Ask) -> Table:
    """``imports``, ``suppliers``, ``hhi``, ``own_share``, ``cagr`` and ``unit_value`` by importer and product, as the indicators of these names.

    One row per flow is assumed (``coarser`` makes another grain first). Markets that imported in either period are kept; ``imports`` may be 0.
    """
    table = within(flows, ask)
    last, own = table.period == ask.period, table.exporter == ask.own()
    known = last & weighed(table)
    made = table.group_by(*MARKET).aggregate(
        imports=part(table.value, last),
        before=part(table.value, table.period == ask.base),
        squares=part(table.value * table.value, last),
        suppliers=(last & (table.value > 0)).cast("int64").sum(),
        own=part(table.value, last & own),
        weighed=part(table.value, known),
        kg=part(table.quantity, known),
    )
    return made.select(
        *MARKET,
        "imports",
        "suppliers",
        hhi=ratio(made.squares, made.imports * made.imports),
        own_share=ratio(made.own, made.imports),
        cagr=ratio(made.imports.nullif(0.0), made.before) ** (1.0 / ask.years) - 1.0,
        unit_value=ratio(made.weighed, made.kg),
    )
