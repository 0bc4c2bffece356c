"""The products the firm's trade tables know, for lists to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from argosy.kernel.text import Text
from argosy.rules.nomenclature import name_of
from argosy.warehouse.trade import TRADE, MarketTables


@dataclass(frozen=True, slots=True)
class Traded:
    """A product of the trade tables: its code, what it is called, and what all its flows come to (US dollars)."""

    code: str
    title: Text
    value: float


def products(held: MarketTables, most: int = 300) -> list[Traded]:
    """The products of the newest trade tables, the largest first."""
    found: dict[str, float] = {}
    for table in dict.fromkeys(e.table for e in held.editions() if e.table.startswith(f"{TRADE}_")):
        for code, value in _sums(held.path(table)):
            found[code] = max(found.get(code, 0.0), value)
    best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return [Traded(code, name_of(code), value) for code, value in best]


@lru_cache(maxsize=64)
def _sums(path: Path) -> tuple[tuple[str, float], ...]:
    """Value by product of one edition, which never changes."""
    import polars as pl

    rows = pl.scan_parquet(path).group_by("product").agg(pl.col("value").sum()).collect()
    return tuple(zip(rows["product"].to_list(), rows["value"].to_list(), strict=True))
