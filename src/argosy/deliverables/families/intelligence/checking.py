"""How good a table of flows is, market by market: periods present, what the other side tells, rows told twice, weights missing or in another unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from argosy.deliverables.families.intelligence.extract import Extract

if TYPE_CHECKING:
    import polars

UNIT_JUMP = 10.0
"""A unit value this many times above or below the median of its flow looks like another unit."""
KEYS = ("period", "exporter", "importer", "product")


@dataclass(frozen=True, slots=True)
class Quality:
    """One HS6 and market. ``gap``: median of |X − M| ÷ max(X, M) over ``flows`` told by both sides, ``gap_high`` its ninetieth percentile; ``None`` where one side alone tells."""

    product: str
    market: str
    present: int
    expected: int
    gap: float | None
    gap_high: float | None
    flows: int
    twice: int
    weightless: int
    jumps: int


def quality(trade: Extract, products: tuple[str, ...], markets: tuple[str, ...]) -> tuple[Quality, ...]:
    """Every product and market asked about; a code without any row has no period present."""
    held = sorted({hs for hs, _, _ in trade.cells})
    asked = [hs for hs in held if any(hs.startswith(p) for p in products)]
    asked += [p for p in products if not any(hs.startswith(p) for hs in held)]
    periods = trade.rows["period"].unique().len()
    told = _mirror(trade)
    return tuple(_one(trade, hs, m, periods, told.get((hs, m))) for hs in asked for m in markets)


def _one(trade: Extract, hs: str, market: str, periods: int, mirror: tuple[float, float, int] | None) -> Quality:
    import polars as pl

    rows = trade.rows.filter((pl.col("product") == hs) & (pl.col("importer") == market))
    gap, high, flows = mirror or (None, None, 0)
    weightless = rows.filter((pl.col("value") > 0) & (pl.col("quantity").fill_null(0) <= 0)).height
    return Quality(
        hs, market, rows["period"].n_unique(), periods, gap, high, flows, trade.twice.get((hs, market), 0), weightless, _jumps(rows)
    )


def _jumps(rows: polars.DataFrame) -> int:
    import polars as pl

    told = rows.filter((pl.col("value") > 0) & (pl.col("quantity") > 0)).with_columns(unit=pl.col("value") / pl.col("quantity"))
    apart = told.with_columns(times=pl.col("unit") / pl.col("unit").median().over("exporter"))
    return apart.filter((pl.col("times") >= UNIT_JUMP) | (pl.col("times") <= 1 / UNIT_JUMP)).height


def _mirror(trade: Extract) -> dict[tuple[str, str], tuple[float, float, int]]:
    """Median and ninetieth percentile of the mirror gap, and the flows compared, by product and market."""
    import polars as pl

    if trade.others is None:
        return {}
    sums = [frame.group_by(KEYS).agg(pl.col("value").sum()) for frame in (trade.rows, trade.others)]
    both = sums[0].join(sums[1], on=KEYS, suffix="_other").filter(pl.max_horizontal("value", "value_other") > 0)
    apart = (pl.col("value") - pl.col("value_other")).abs() / pl.max_horizontal("value", "value_other")
    found = both.with_columns(gap=apart).group_by("product", "importer").agg(
        pl.col("gap").median(), pl.col("gap").quantile(0.9, "linear").alias("high"), pl.len()
    )  # fmt: skip
    return {(hs, m): (gap, high, n) for hs, m, gap, high, n in found.iter_rows()}
