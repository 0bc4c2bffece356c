"""Tariffs the product faces in each market, from the newest table of tariffs faced, if one is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from argosy.deliverables.families.market.params import MarketAsk
from argosy.deliverables.families.market.trade_facts import TradeFacts
from argosy.records.markets.datasets import queries as datasets
from argosy.warehouse.trade import TARIFFS, MarketEdition

if TYPE_CHECKING:
    import polars

KEYS = ("importer", "exporter", "product", "period", "kind")


@dataclass(frozen=True)
class TariffFacts:
    """``rates``: importer, exporter, product, period, kind, mfn, preferential, applied (percent) of the product; ``rows`` how many."""

    edition: MarketEdition
    rates: polars.DataFrame

    @property
    def rows(self) -> int:
        """Rows used."""
        return self.rates.height

    def faced(self, market: str, exporter: str) -> tuple[float, int] | None:
        """Mean applied rate in percent over the codes of the product in the newest year there is, with that year; ``None`` when unknown."""
        import polars as pl

        rows = self.rates.filter((pl.col("importer") == market) & (pl.col("exporter") == exporter) & pl.col("applied").is_not_null())
        if not rows.height:
            return None
        newest = rows.filter(pl.col("period") == pl.col("period").max())
        return float(newest["applied"].mean()), int(newest["period"][0])  # type: ignore[arg-type]


def gather_tariffs(ask: MarketAsk, trade: TradeFacts) -> TariffFacts | None:
    """The rows of the product from the newest table of tariffs that has some; ``None`` where none has."""
    import polars as pl

    for edition in reversed([e for e in datasets.newest() if e.table.split("_")[0] == TARIFFS]):
        rows = datasets.trade(edition.table, edition.edition).filter(pl.col("product").str.starts_with(ask.product[:6])).collect()
        if rows.height:
            return TariffFacts(edition, rows.select(*KEYS, "mfn", "preferential", "applied"))
    return None
