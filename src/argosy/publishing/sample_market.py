"""The sample firm's synthetic market data, kept in the warehouse as any import is, and marked for what they are."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from argosy.kernel.text import Text
from argosy.records.clock import at
from argosy.records.markets.datasets.actions import import_data
from argosy.records.markets.datasets.queries import tables
from argosy.records.people import queries as people
from argosy.records.sample import context
from argosy.records.sample.flows import MIRROR, flows
from argosy.records.sample.load import SEED
from argosy.warehouse.trade import MarketEdition

if TYPE_CHECKING:
    import polars

TABLE = "trade_sample"
STANDING, TAKEN = date(2026, 6, 30), datetime(2026, 6, 30, 18)  # noqa: DTZ001 - made aware below
TITLE = Text("示範貿易流量（合成資料）", "Demo trade flows (synthetic)")
MADE_UP = Text("合成資料，量級仿真而非統計", "Synthetic: of the right order of size, no statistics")
NOTES = Text(
    f"合成資料，由種子產生，非任何國家之統計\nmirror_value 為出口方所報，與 value 之差為 N(0, {MIRROR:.0%})",
    f"Synthetic, drawn from a seed: the statistics of no country\nmirror_value is what the exporter tells, off from value by N(0, {MIRROR:.0%})",
)


def keep_market_data(seed: int = SEED) -> None:
    """The flows, and what surrounds the markets: country attributes, tariffs faced, exchange rates."""
    keep_flows(seed)
    for table, title, unit, frame in (
        ("countries_sample", Text("示範國家指標（合成資料）", "Demo country attributes (synthetic)"), Text("各指標原單位", "each indicator's own"), context.countries()),
        ("tariffs_sample", Text("示範稅率（合成資料）", "Demo tariffs faced (synthetic)"), Text("%", "percent"), context.tariffs()),
        ("fx_sample", Text("示範匯率（合成資料）", "Demo exchange rates (synthetic)"), Text("每歐元之單位數", "units a euro"), context.fx(seed)),
    ):  # fmt: skip
        _keep(_edition(table, title, unit, seed, frame), frame)


def keep_flows(seed: int = SEED) -> MarketEdition:
    """Draw the flows and keep them as the edition of their seed; the same seed again changes nothing."""
    frame = flows(seed)
    unit = Text("美元、公斤", "US dollars, kilograms")
    facts = replace(
        _edition(TABLE, TITLE, unit, seed, frame), sides="S", value_total=float(frame["value"].sum()), notes_zh=NOTES.zh, notes_en=NOTES.en
    )
    return _keep(facts, frame)


def _edition(table: str, title: Text, unit: Text, seed: int, frame: polars.DataFrame) -> MarketEdition:
    """The description of a made-up table."""
    content = sha256(frame.write_csv().encode()).hexdigest()
    first, last = (frame["period"].min(), frame["period"].max()) if "period" in frame.columns else (None, None)
    hs = "H6" if "hs" in frame.columns else ""
    return MarketEdition(
        table, "sample", f"seed-{seed}", "sample", title.zh, title.en, "示範資料", "Demo data", "Apache-2.0", "", f"seed {seed}", content, STANDING, STANDING,
        frame.height, first, last, hs, "", None, None, unit.zh, unit.en, MADE_UP.zh, MADE_UP.en, None, synthetic=True,
    )  # fmt: skip


def _keep(facts: MarketEdition, frame: polars.DataFrame) -> MarketEdition:
    """The frame as an edition, taken on the sample firm's evening."""
    with tempfile.TemporaryDirectory(prefix="sample-", dir=tables().staging()) as folder:
        path = Path(folder) / "rows.part"
        frame.write_parquet(path, compression="zstd")
        with at(timezone.make_aware(TAKEN)):
            import_data(actor=people.person("cs3"), facts=facts, rows=path)
    return facts
