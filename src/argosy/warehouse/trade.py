"""Market data in the warehouse: bilateral trade, country attributes, tariffs faced, exchange rates, HS nomenclature and correspondence.

A data set has a table of its own, named by family and data set: ``trade_baci``, ``trade_comtrade``, ``trade_tw_customs``, ``countries_wdi``,
``tariffs_wits``, ``fx_ecb``, ``hs_nomenclature`` … Each edition stands beside the earlier ones and never changes. Its row of description is
in ``<table>_source`` and is written last, so an edition is there whole or not at all.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.warehouse.store import Warehouse

if TYPE_CHECKING:
    import polars

SOURCE = "_source"
TRADE, COUNTRIES, TARIFFS, FX, HS = "trade", "countries", "tariffs", "fx", "hs"
FAMILIES = (TRADE, COUNTRIES, TARIFFS, FX, HS)
COLUMNS: dict[str, dict[str, str]] = {
    TRADE: {"period": "INTEGER", "exporter": "VARCHAR", "importer": "VARCHAR", "product": "VARCHAR", "value": "DOUBLE", "quantity": "DOUBLE",
            "side": "VARCHAR", "hs": "VARCHAR"},
    COUNTRIES: {"country": "VARCHAR", "period": "INTEGER", "indicator": "VARCHAR", "value": "DOUBLE"},
    TARIFFS: {"importer": "VARCHAR", "exporter": "VARCHAR", "product": "VARCHAR", "period": "INTEGER", "kind": "VARCHAR", "mfn": "DOUBLE",
              "preferential": "DOUBLE", "applied": "DOUBLE", "hs": "VARCHAR"},
    FX: {"date": "DATE", "currency": "VARCHAR", "per_eur": "DOUBLE"},
    "hs_nomenclature": {"hs": "VARCHAR", "code": "VARCHAR", "level": "INTEGER", "parent": "VARCHAR", "text_zh": "VARCHAR", "text_en": "VARCHAR"},
    "hs_correspondence": {"source": "VARCHAR", "target": "VARCHAR", "kind": "VARCHAR", "from_code": "VARCHAR", "to_code": "VARCHAR"},
}  # fmt: skip
"""Columns and SQL types by family (or by table where a family's tables differ). Values of trade are whole US dollars, quantities kilograms."""


@dataclass(frozen=True, slots=True)
class MarketEdition:
    """One edition of one data set: what it is, from which file, how old, how much, and what to know before relying on it.

    ``value_total`` is the sum of its values in US dollars (trade alone); ``mirror_share`` the share of it told by importers rather than by
    the exporter, ``None`` where the source does not say. ``hs_edition`` is H0 to H6, CCC, ``mixed``, or empty. ``notes`` are one per line.
    """

    table: str
    dataset: str
    edition: str
    kind: str
    title_zh: str
    title_en: str
    publisher_zh: str
    publisher_en: str
    licence: str
    url: str
    file: str
    sha256: str
    retrieved: date
    as_of: date
    rows: int
    first_period: int | None
    last_period: int | None
    hs_edition: str
    sides: str
    value_total: float | None
    mirror_share: float | None
    unit_zh: str
    unit_en: str
    notes_zh: str
    notes_en: str
    max_age_days: int | None = None
    synthetic: bool = False
    reader: int = 1

    @property
    def title(self) -> Text:
        """What the data set is called."""
        return Text(self.title_zh, self.title_en)

    def stale(self, on: date) -> bool:
        """Whether it is older on a day than its own cycle allows."""
        return self.max_age_days is not None and (on - self.as_of).days > self.max_age_days


class MarketTables:
    """The market tables of a warehouse."""

    def __init__(self, store: Warehouse) -> None:
        self.store = store

    def editions(self, table: str = "") -> list[MarketEdition]:
        """The description of every edition, of one table or of all, older before newer by ``as_of`` and the day they were taken."""
        names = [
            t
            for t in self.store.tables()
            if t.endswith(SOURCE) and t.split("_")[0] in FAMILIES and t in (f"{table}{SOURCE}", t if not table else "")
        ]
        found = [self._described(name, edition) for name in names for edition in self.store.editions(name)]
        return sorted(found, key=lambda e: (e.table, e.as_of, e.retrieved, e.edition))

    def edition(self, table: str, edition: str = "") -> MarketEdition:
        """One edition, or the newest of a table by its data; ``NotFound`` names those there are."""
        known = self.editions(table)
        found = [e for e in known if edition in ("", e.edition)]
        if not found:
            there = ", ".join(f"{e.table} {e.edition}" for e in known or self.editions()) or "—"
            words = Text(
                "倉儲沒有 {t} {e}；現有：{k}。請以 argosy market import 匯入",
                "The warehouse has no {t} {e}; there are: {k}. Import with argosy market import",
            )
            raise NotFound(words.format(t=table, e=edition, k=there))
        return found[-1]

    def path(self, table: str, edition: str = "") -> Path:
        """The Parquet file of an edition, the newest when none is named."""
        return self._file(table, self.edition(table, edition).edition)

    def frame(self, table: str, edition: str = "") -> polars.LazyFrame:
        """An edition as a lazy frame, the newest when none is named."""
        import polars

        return polars.scan_parquet(self.path(table, edition))

    def family(self, family: str) -> polars.LazyFrame:
        """The newest edition of every table of a family as one frame with ``dataset``; ``NotFound`` when there is none.

        Good for country attributes, whose data sets complete each other. Trade of different sources is never to be added up.
        """
        import polars

        newest = {e.table: e for e in self.editions() if e.table.split("_")[0] == family}
        if not newest:
            self.edition(f"{family}_…")
        frames = [self.frame(e.table, e.edition).with_columns(dataset=polars.lit(e.dataset)) for e in newest.values()]
        return polars.concat(frames, how="diagonal")

    def keep(self, facts: MarketEdition, rows: Path) -> bool:
        """Move a finished Parquet file in as an edition, then its description; False when that edition is there already.

        The file must lie on the warehouse's disk (see ``staging``), so that it appears whole or not at all.
        """
        if any(e.edition == facts.edition for e in self.editions(facts.table)):
            return False
        target = self._file(facts.table, facts.edition)
        target.parent.mkdir(parents=True, exist_ok=True)
        rows.replace(target)
        self.store.discard(facts.table + SOURCE, facts.edition)
        self.store.put(facts.table + SOURCE, facts.edition, _frame(facts))
        return True

    def staging(self) -> Path:
        """The folder on the same disk in which files are made before they are kept. It holds no table, so nobody reads it as one."""
        folder = self.store.folder / ".staging"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _file(self, table: str, edition: str) -> Path:
        return self.store.folder / table / f"{edition}.parquet"

    def _described(self, table: str, edition: str) -> MarketEdition:
        import polars

        row = polars.read_parquet(self._file(table, edition)).row(0, named=True)
        return MarketEdition(**{f.name: row[f.name] for f in fields(MarketEdition)})


def columns_of(table: str) -> dict[str, str]:
    """The columns of a table and their SQL types."""
    return COLUMNS.get(table) or COLUMNS[table.split("_")[0]]


def _frame(facts: MarketEdition) -> polars.DataFrame:
    import polars as pl

    kinds: dict[str, Any] = {
        "str": pl.String,
        "date": pl.Date,
        "int": pl.Int64,
        "int | None": pl.Int64,
        "float | None": pl.Float64,
        "bool": pl.Boolean,
    }
    return pl.DataFrame([asdict(facts)], schema={f.name: kinds[str(f.type)] for f in fields(facts)}, orient="row")
