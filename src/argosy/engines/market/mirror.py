"""How far what the importer tells is from what the exporter tells."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from argosy.engines.market.flows import Ask, part, ratio
from argosy.engines.market.indicator import PURE, indicator
from argosy.kernel.countries import WORLD
from argosy.kernel.text import Text


@indicator(
    "mirror_gap",
    ("鏡像差距", "Mirror gap"),
    (
        "同一貿易流量進口國（多為 CIF）與出口國（多為 FOB）所報之差，除以兩者平均；只有一方申報時無值",
        "What the importer tells (mostly CIF) minus what the exporter tells (mostly FOB), over the mean of both; none where only one side tells",
    ),
    unit=PURE,
    formula="(M − X) / ((M + X) / 2)",
    source="UN, International Merchandise Trade Statistics: Compilers Manual (2013), mirror statistics",
    holds=Text("介於 −2 與 2；幣別換算時不變", "lies in [−2, 2]; does not change with the currency"),
    grain=("exporter", "importer", "product"),
)
def mirror_gap(flows: Table, ask: Ask) -> Table:
    """Both sides of every flow and their gap. The side asked for is of no effect here."""
    table = flows.filter(flows.period == ask.period, flows.exporter != WORLD, flows.importer != WORLD, flows.side.isin(["M", "X"]))
    made = table.group_by("exporter", "importer", "product").aggregate(
        told_by_importer=part(table.value, table.side == "M"), told_by_exporter=part(table.value, table.side == "X")
    )
    both = (made.told_by_importer > 0) & (made.told_by_exporter > 0)
    gap = ratio(made.told_by_importer - made.told_by_exporter, (made.told_by_importer + made.told_by_exporter) / 2.0)
    return made.mutate(mirror_gap=ibis.ifelse(both, gap, ibis.null("float64")))
