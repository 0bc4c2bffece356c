"""The ladder of evidence over the product's trade: association of own exports with rivals', and the effect of an event against other markets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from argosy.deliverables.families.market.params import Event
from argosy.deliverables.families.market.trade_facts import TradeFacts
from argosy.kernel.errors import BadInput
from argosy.kernel.periods import MONTHLY
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

    from argosy.engines.causal.association import Association
    from argosy.engines.causal.effect import Effect

CONTROLLED = frozenset(("controlled_its", "did", "sc", "sdid"))
"""Verdicts on which a report may speak of a difference consistent with an effect."""
CONTROLS = 20
"""Other markets at most that stand as controls, the largest."""


@dataclass(frozen=True)
class Evidence:
    """``together``: how own exports move with what rivals sell; ``effects`` of the event by method; ``why``: what could not be worked out."""

    event: Event | None
    together: Association | None
    effects: tuple[Effect, ...]
    why: tuple[Text, ...]

    @property
    def controlled(self) -> bool:
        """Whether any finding stands on a rung with controls, all its checks passed."""
        return any(one.verdict.id in CONTROLLED for one in self.effects)


def weighed(trade: TradeFacts, event: Event | None) -> Evidence:
    """Everything that can be worked out; what cannot says why."""
    why: list[Text] = []
    together = _together(trade, why)
    effects = _effects(trade, event, why) if event else []
    return Evidence(event, together, tuple(effects), tuple(why))


def _together(trade: TradeFacts, why: list[Text]) -> Association | None:
    import numpy as np
    import polars as pl

    from argosy.engines.causal.association import association

    if not trade.complete:
        why.append(Text("資料無其他供應國，無法比較", "no other suppliers in the data to compare with"))
        return None
    rows = trade.flows.filter(pl.col("importer") != trade.home)
    own = pl.col("value").filter(pl.col("exporter") == trade.home).sum()
    sums = rows.group_by("period").agg(own.alias("own"), (pl.col("value").sum() - own).alias("rest")).sort("period")
    step = 12 if trade.monthly else 1
    change = [np.log(sums[name].to_numpy()[step:] / sums[name].to_numpy()[:-step]) for name in ("rest", "own")]
    try:
        return association(change[0], change[1])
    except BadInput as fault:
        why.append(fault.message)
        return None


def _effects(trade: TradeFacts, event: Event, why: list[Text]) -> list[Effect]:
    """The interrupted series of the market alone, then synthetic difference-in-differences against the other markets."""
    from argosy.engines.causal.effect import measure
    from argosy.engines.causal.panel import panel

    found = []
    frame = _panel(trade, event.market)
    alone = frame.filter(frame["importer"] == event.market)
    for method, rows in (("its", alone), ("sdid", frame)):
        try:
            made = panel(rows, "importer", "time", "value", [event.market], event.start, alone=method == "its")
            found.append(measure(made, method))
        except BadInput as fault:
            why.append(fault.message)
    return found


def _panel(trade: TradeFacts, market: str) -> polars.DataFrame:
    """Own exports in USD million by market and period, of markets with trade in every period; the largest as controls."""
    import polars as pl

    rows = trade.flows if trade.monthly else trade.annual
    rows = rows.filter((pl.col("exporter") == trade.home) & (pl.col("importer") != trade.home))
    kept = (market, *(m for m in trade.markets if m != market))[: CONTROLS + 1]
    sums = rows.filter(pl.col("importer").is_in(kept)).group_by("importer", "period").agg((pl.col("value").sum() / 1e6).alias("value"))
    whole = sums.group_by("importer").agg(pl.len()).filter(pl.col("len") == sums["period"].n_unique())["importer"]
    period = pl.col("period")
    month = period.cast(pl.String).str.slice(0, 4) + "-" + period.cast(pl.String).str.slice(4, 2)
    time = pl.when(period > MONTHLY).then(month).otherwise(period.cast(pl.String)).alias("time")
    return sums.filter(pl.col("importer").is_in(whole.to_list())).with_columns(time).sort("importer", "time")
