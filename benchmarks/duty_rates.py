"""The Taiwan stack over many lines with dated rates looked up inside the pass: 60,000 codes × 6 versions, beside float arithmetic and a peer.

Run: ``python -m benchmarks.duty_rates [--lines 2000000] [--streamed 10000000]``. Totals are compared with whole-number arithmetic written out
here, line by line; the floats are what public calculators do. The streamed lines go from a Parquet file to another in a process of their own,
whose memory is told. With ``ARGOSY_PEERS`` (a Python that has trytond-customs) the peer is measured in the same run; it finds and computes one
amount a line, no percentages and no total. As stated in the fact sheet it does 2,260 lines a CPU second.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from argosy.engines.duty.batch import assess_many
from argosy.engines.duty.eras import Eras
from argosy.engines.duty.ratetable import RateTable
from argosy.rules.library import pack_for

CODES, VERSIONS = 60_000, 6
STATED = 2_260
FIRST = date(2024, 1, 1)
SPAN = 150
PIECE = 200_000


def table(seed: int = 3) -> pl.DataFrame:
    """Every code with six rates, each of 150 days."""
    rng = np.random.default_rng(seed)
    half = pl.Series("half", rng.integers(0, 61, CODES * VERSIONS))
    frame = pl.DataFrame({"n": range(CODES * VERSIONS)}).with_columns(half, version=pl.col("n") % VERSIONS, code=pl.col("n") // VERSIONS)
    start = pl.lit(FIRST) + pl.duration(days=pl.col("version") * SPAN)
    return frame.select(
        charge=pl.lit("duty"),
        code=pl.lit("39") + pl.col("code").cast(pl.String).str.zfill(8),
        valid_from=start,
        valid_to=start + pl.duration(days=SPAN - 1),
        rate_text=(pl.col("half") / 2).cast(pl.String) + "%",
        half="half",
    )


def lines(n: int, seed: int = 4) -> pl.DataFrame:
    """Random lines: a code, a day of one version, a customs value."""
    rng = np.random.default_rng(seed)
    drawn = {"code": rng.integers(0, CODES, n), "day": rng.integers(0, SPAN * VERSIONS, n), "customs_value": rng.integers(1, 5_000_000, n)}
    return pl.DataFrame(drawn).select(
        code=pl.lit("39") + pl.col("code").cast(pl.String).str.zfill(8),
        date=pl.lit(FIRST) + pl.duration(days=pl.col("day")),
        customs_value="customs_value",
    )


def rated(frame: pl.DataFrame, rates: pl.DataFrame) -> pl.DataFrame:
    """The lines with their rates in half percents, by a plain join."""
    version = (pl.col("date") - pl.lit(FIRST)).dt.total_days() // SPAN
    start = pl.lit(FIRST) + pl.duration(days=version * SPAN)
    return frame.with_columns(valid_from=start).join(
        rates.select("code", "valid_from", "half"), on=["code", "valid_from"], how="left", maintain_order="left"
    )


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


def in_memory(n: int) -> tuple[float, float, int]:
    """Best wall and CPU seconds of three for a frame of lines, and its wrong totals."""
    rates, frame, pack = table(), lines(n), pack_for("TW")
    held, eras = RateTable(rates.drop("half")), Eras(pack)
    assess_many(frame.head(10_000), pack, None, held, eras)
    best = cpu = float("inf")
    for _ in range(3):
        wall, used = time.perf_counter(), time.process_time()
        made = assess_many(frame, pack, None, held, eras)
        best, cpu = min(best, time.perf_counter() - wall), min(cpu, time.process_time() - used)
    found = rated(frame, rates)
    right = by_hand(found)
    wrong = int((made["total"].cast(pl.Int64) != right).sum())
    print(
        f"Taiwan, {n:,} lines, rates of {CODES:,} codes x {VERSIONS} versions looked up: {n / best:,.0f} lines/s wall, {n / cpu:,.0f} lines/CPU-s"
    )
    print(f"  wrong totals {wrong}")
    for name, dtype in (("float64", pl.Float64), ("float32, as OpenFisca", pl.Float32)):
        off = int((by_float(found, dtype) != right).sum())
        print(f"  {name} in its place: {off:,} wrong totals ({off / n:.2%})")
    return best, cpu, wrong


def write(path: Path, n: int) -> None:
    """The lines to stream, in row groups of one piece."""
    pl.concat([lines(min(PIECE, n - at), seed=at) for at in range(0, n, PIECE)]).write_parquet(path, row_group_size=PIECE)


def stream(path: Path, n: int) -> None:
    """Read, assess and write piece by piece; print seconds, memory, wrong totals."""
    rates, pack = table(), pack_for("TW")
    held, eras = RateTable(rates.drop("half")), Eras(pack)
    del rates
    source, out, wrong, wall, cpu = pl.scan_parquet(path), path.parent, 0, 0.0, 0.0
    for place, at in enumerate(range(0, n, PIECE)):
        start, used = time.perf_counter(), time.process_time()
        frame = source.slice(at, PIECE).collect()
        made = assess_many(frame, pack, None, held, eras)
        made.write_parquet(out / f"out-{place}.parquet", compression="lz4")
        wall, cpu = wall + time.perf_counter() - start, cpu + time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before the answers are checked, which takes memory of its own
    rates = table()
    for place in range(-(-n // PIECE)):
        made = pl.read_parquet(out / f"out-{place}.parquet")
        wrong += int((made["total"].cast(pl.Int64) != by_hand(rated(made, rates))).sum())
    print(json.dumps({"wall": wall, "cpu": cpu, "wrong": wrong, "peak": peak}))


def streamed(n: int) -> int:
    """Stream so many lines in a process of its own; the wrong totals."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.parquet"
        write(path, n)
        asked = [sys.executable, "-m", "benchmarks.duty_rates", "--from", str(path), "--streamed", str(n)]
        said = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    print(
        f"{n:,} lines streamed from Parquet to Parquet: {n / said['wall']:,.0f} lines/s wall, {n / said['cpu']:,.0f} lines/CPU-s,"
        f" peak memory {said['peak']:,.0f} MB, wrong totals {said['wrong']}"
    )
    return int(said["wrong"])


def peer(cpu: float) -> None:
    """trytond-customs in the same run, where there is a Python that has it."""
    print(f"  {cpu / STATED:,.0f} x trytond-customs as stated ({STATED:,} lines/CPU-s)")
    python = os.environ.get("ARGOSY_PEERS")
    if not python:
        return print("  trytond-customs not measured in this run: ARGOSY_PEERS is not set")
    script = Path(__file__).parent / "peers" / "duty_trytond.py"
    said = json.loads(subprocess.run([python, str(script), "10000"], check=True, capture_output=True, text=True).stdout)
    theirs = said["lines"] / said["cpu"]
    return print(f"  {cpu / theirs:,.0f} x trytond-customs in this run ({theirs:,.0f} lines/CPU-s, one amount a line)")


def main() -> int:
    """Print lines per second, ratios and wrong totals; 1 when a total of ours is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--streamed", type=int, default=10_000_000)
    parser.add_argument("--from", dest="source", type=Path)
    asked = parser.parse_args()
    if asked.source:
        stream(asked.source, asked.streamed)
        return 0
    _, cpu, wrong = in_memory(asked.lines)
    peer(asked.lines / cpu)
    return int(wrong + streamed(asked.streamed) > 0)


if __name__ == "__main__":
    raise SystemExit(main())
