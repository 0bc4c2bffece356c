"""Tariff schedules in the warehouse: per jurisdiction and series four tables (lines, rates, groups, source), each edition kept beside the others.

``source`` is one row that says what the edition is. It is written last, so an edition is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from argosy.warehouse.store import Warehouse

if TYPE_CHECKING:
    import polars

PARTS = ("lines", "rates", "groups", "source")
PREFIX = "tariff_"


class TariffTables:
    """The tariff tables of a warehouse."""

    def __init__(self, store: Warehouse) -> None:
        self.store = store

    def editions(self, jurisdiction: str = "") -> list[polars.DataFrame]:
        """The source row of every edition, of one jurisdiction or of all."""
        start = f"{PREFIX}{jurisdiction.lower()}_" if jurisdiction else PREFIX
        tables = [t for t in self.store.tables() if t.startswith(start) and t.endswith("_source")]
        return [_read(self._path(table, edition)) for table in tables for edition in self.store.editions(table)]

    def holds(self, jurisdiction: str, series: str, edition: str) -> bool:
        """Whether the edition is there."""
        return edition in self.store.editions(table_of(jurisdiction, series, "source"))

    def keep(self, jurisdiction: str, series: str, edition: str, frames: Mapping[str, polars.DataFrame]) -> None:
        """Write a new edition. What a write that stopped half way left of it is taken away first; ``Refused`` when it is there with other rows."""
        whole = self.holds(jurisdiction, series, edition)
        for part in PARTS:
            table = table_of(jurisdiction, series, part)
            if not whole:
                self.store.discard(table, edition)
            self.store.put(table, edition, frames[part])

    def frame(self, jurisdiction: str, series: str, edition: str, part: str) -> polars.DataFrame:
        """One table of an edition. Editions never change, so it is kept in memory once read."""
        return _read(self._path(table_of(jurisdiction, series, part), edition))

    def _path(self, table: str, edition: str) -> Path:
        return self.store.folder / table / f"{edition}.parquet"


def table_of(jurisdiction: str, series: str, part: str) -> str:
    """The name of a table: ``tariff_us_us_hts_rates``."""
    return f"{PREFIX}{jurisdiction.lower()}_{series.replace('-', '_')}_{part}"


def _read(path: Path) -> polars.DataFrame:
    return _kept(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _kept(path: Path, _changed: int) -> polars.DataFrame:
    import polars

    return polars.read_parquet(path)
