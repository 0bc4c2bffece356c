"""Reading market data: the tables of the firm's warehouse, their editions with age, trade told in another HS edition. Open to everyone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings

from argosy.engines.concordance.converting import Converted, convert
from argosy.warehouse.store import open_warehouse
from argosy.warehouse.trade import MarketEdition, MarketTables

if TYPE_CHECKING:
    import polars

CORRESPONDENCE = "hs_correspondence"


def tables() -> MarketTables:
    """The market tables of the firm's warehouse."""
    return MarketTables(open_warehouse(settings.ARGOSY_WAREHOUSE_URL))


def editions(table: str = "") -> list[MarketEdition]:
    """Every edition of one table or of all, older before newer."""
    return tables().editions(table)


def newest() -> list[MarketEdition]:
    """The newest edition of every table."""
    return list({e.table: e for e in editions()}.values())


def edition_json(facts: MarketEdition, on: date) -> dict[str, Any]:
    """An edition as plain data, with its age in days and whether it is older than its own cycle allows."""
    return {
        "table": facts.table, "dataset": facts.dataset, "edition": facts.edition, "kind": facts.kind, "title": facts.title,
        "publisher": {"zh": facts.publisher_zh, "en": facts.publisher_en}, "licence": facts.licence, "url": facts.url, "file": facts.file,
        "sha256": facts.sha256, "retrieved": facts.retrieved, "as_of": facts.as_of, "rows": facts.rows, "first_period": facts.first_period,
        "last_period": facts.last_period, "hs_edition": facts.hs_edition, "sides": facts.sides, "value_total": facts.value_total,
        "mirror_share": facts.mirror_share, "unit": {"zh": facts.unit_zh, "en": facts.unit_en},
        "notes": [{"zh": zh, "en": en} for zh, en in zip(facts.notes_zh.split("\n"), facts.notes_en.split("\n"), strict=True) if zh],
        "synthetic": facts.synthetic, "max_age_days": facts.max_age_days, "age_days": (on - facts.as_of).days, "stale": facts.stale(on),
    }  # fmt: skip


def trade(table: str, edition: str = "") -> polars.LazyFrame:
    """A table of trade, the newest edition when none is named; ``NotFound`` names those there are."""
    return tables().frame(table, edition)


def converted(table: str, target: str, edition: str = "", source: str = "") -> Converted:
    """A table of trade told in the HS edition ``target`` (H0 to H6) by the imported conversion tables; ``source`` is that of rows that name none."""
    return convert(trade(table, edition), correspondence(), target, source=source)


def correspondence() -> polars.DataFrame:
    """The tables between HS editions, of each pair and kind the newest imported; ``NotFound`` when there is none."""
    import polars as pl

    known = editions(CORRESPONDENCE) or [tables().edition(CORRESPONDENCE)]
    frames = [tables().frame(e.table, e.edition).with_columns(at=pl.lit(place)) for place, e in enumerate(known)]
    pairs = pl.concat(frames).filter(pl.col("at") == pl.col("at").max().over("source", "target", "kind"))
    return pairs.drop("at").collect()
