"""The Taiwan stack over many lines with dated rates looked up inside the pass: 60,000 codes × 6 versions, beside float arithmetic and a stated peer.

Run: ``python -m benchmarks.duty_rates [--lines 1000000]``. Totals are compared with whole-number arithmetic written out here, line by line;
the floats are what public calculators do. trytond-customs (2,260 lines per CPU second, one charge, no total) was measured on two shared cores.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import date, timedelta
from random import Random

import polars as pl

from argosy.engines.duty.batch import assess_many
from argosy.engines.duty.ratetable import RateTable
from argosy.rules.library import pack_for

CODES, VERSIONS = 60_000, 6
PEER = 2_260
FIRST = date(2024, 1, 1)
SPAN = 150


def table(seed: int = 3) -> pl.DataFrame:
    """Every code with six rates, each of 150 days."""
    rng = Random(seed)
    rows = [
        (
            "duty",
            f"39{code:08d}",
            FIRST + timedelta(days=SPAN * v),
            FIRST + timedelta(days=SPAN * (v + 1) - 1),
            f"{rng.randrange(61) / 2:g}%",
        )
        for code in range(CODES)
        for v in range(VERSIONS)
    ]
    return pl.DataFrame(rows, schema=["charge", "code", "valid_from", "valid_to", "rate_text"], orient="row")


def lines(n: int, seed: int = 4) -> pl.DataFrame:
    """Random lines: a code, a day of one version, a customs value."""
    rng = Random(seed)
    days = [FIRST + timedelta(days=d) for d in range(SPAN * VERSIONS)]
    return pl.DataFrame(
        {
            "code": [f"39{rng.randrange(CODES):08d}" for _ in range(n)],
            "date": [days[rng.randrange(len(days))] for _ in range(n)],
            "customs_value": [rng.randrange(1, 5_000_000) for _ in range(n)],
        }
    )


def rated(frame: pl.DataFrame, rates: pl.DataFrame) -> pl.DataFrame:
    """The lines with their rates in half percents, by a plain join."""
    half = rates.with_columns(half=(pl.col("rate_text").str.strip_chars("%").cast(pl.Float64) * 2).round(0).cast(pl.Int64)).sort(
        "valid_from"
    )
    found = frame.with_row_index().sort("date")
    joined = found.join_asof(  # both are sorted; Polars cannot see it per code
        half.select("code", "valid_from", "half"), left_on="date", right_on="valid_from", by="code"
    )
    return joined.sort("index")


def by_hand(frame: pl.DataFrame) -> pl.Series:
    """Duty, business tax and the trade fee in whole dollars, halves up."""
    value = pl.col("customs_value")
    made = frame.with_columns(duty=(value * pl.col("half") + 100) // 200, fee=(value * 4 + 5_000) // 10_000)
    made = made.with_columns(vat=((value + pl.col("duty")) * 5 + 50) // 100)
    return made.select(pl.col("duty") + pl.col("vat") + pl.when(pl.col("fee") < 100).then(0).otherwise(pl.col("fee")))["duty"]


def by_float(frame: pl.DataFrame, dtype: type[pl.DataType]) -> pl.Series:
    """The same in binary floats, halves up."""

    def whole(amount: pl.Expr) -> pl.Expr:
        return (amount + pl.lit(0.5, dtype=dtype)).floor()

    value, rate = pl.col("customs_value").cast(dtype), pl.col("half").cast(dtype) / pl.lit(200, dtype=dtype)
    made = frame.with_columns(duty=whole(value * rate), fee=whole(value * pl.lit(0.0004, dtype=dtype)))
    made = made.with_columns(vat=whole((value + pl.col("duty")) * pl.lit(0.05, dtype=dtype)))
    total = pl.col("duty") + pl.col("vat") + pl.when(pl.col("fee") < 100).then(0).otherwise(pl.col("fee"))
    return made.select(total.cast(pl.Int64).alias("total"))["total"]


def main() -> int:
    """Print lines per second, ratios and wrong totals; 1 when a total of ours is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    n = parser.parse_args().lines
    rates, frame, pack = table(), lines(n), pack_for("TW")
    held = RateTable(rates)
    assess_many(frame.head(10_000), pack, None, held)
    best = cpu = float("inf")
    for _ in range(3):
        wall, used = time.perf_counter(), time.process_time()
        made = assess_many(frame, pack, None, held)
        best, cpu = min(best, time.perf_counter() - wall), min(cpu, time.process_time() - used)
    found = rated(frame, rates)
    total, right = made["total"].cast(pl.Int64), by_hand(found)
    wrong = int((total != right).sum())
    print(
        f"Taiwan, {n:,} lines, rates of {CODES:,} codes x {VERSIONS} versions looked up: {n / best:,.0f} lines/s wall, {n / cpu:,.0f} lines/CPU-s"
    )
    print(
        f"  {n / cpu / PEER:,.0f} x trytond-customs as stated ({PEER:,} lines/CPU-s); wrong totals {wrong}; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
    )
    for name, dtype in (("float64", pl.Float64), ("float32", pl.Float32)):
        off = int((by_float(found, dtype) != right).sum())
        print(f"  {name} in its place: {off:,} wrong totals ({off / n:.2%})")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
