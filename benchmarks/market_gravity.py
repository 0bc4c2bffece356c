"""PPML with two-way fixed effects on 28,152 flows, beside warm pyfixest in the same run; coefficients and errors must be the same.

Run: ``ARGOSY_PEERS=python-with-pyfixest python -m benchmarks.market_gravity AGTPA.parquet [--times 9]`` (the table of the Advanced Guide's applications).
Each side reads the table once, then times whole calls by wall and by processor: formula, absorption, separation, errors clustered by pair. Calls of the
two sides alternate, so that whatever else the machine does falls on both. Ends with 1 when Argosy takes over 1.5 times as long, or differs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

from argosy.engines.causal.gravity import Options, estimate

MOST = 1.5
SAME = 1e-6
FORMULA = "trade ~ ldist + cntg + lang + clny | exp_year + imp_year"
PEER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import pandas, pyfixest
table = pandas.read_parquet(sys.argv[1])
for line in sys.stdin:
    wall, cpu = time.perf_counter(), time.process_time()
    fit = pyfixest.fepois(sys.argv[2], table, vcov={"CRV1": "pair_id"})
    coef, se = fit.coef(), fit.se()
    taken = [time.perf_counter() - wall, time.process_time() - cpu]
    print(json.dumps({"taken": taken, "coef": coef.to_dict(), "se": se.to_dict()}), flush=True)
"""


def flows(file: Path) -> pl.DataFrame:
    """Flows between countries in the six years of the guide, with the columns of its formula."""
    years = [1986.0, 1990.0, 1994.0, 1998.0, 2002.0, 2006.0]
    table = pl.read_parquet(file).filter(pl.col("exporter") != pl.col("importer"), pl.col("year").is_in(years))
    year = pl.col("year").cast(pl.Int64).cast(pl.String)
    return table.with_columns(ldist=pl.col("dist").log(), exp_year=pl.col("exporter") + year, imp_year=pl.col("importer") + year)


def own(table: pl.DataFrame) -> dict[str, Any]:
    """One call of Argosy."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = estimate(table, FORMULA, Options(clusters=("pair_id",)))
    taken = [time.perf_counter() - wall, time.process_time() - cpu]
    return {"taken": taken, "coef": dict(zip(found.names, found.coef, strict=True)), "se": dict(zip(found.names, found.se, strict=True))}


def peer(process: subprocess.Popen[str]) -> dict[str, Any]:
    """One call of pyfixest in its own process."""
    assert process.stdin
    assert process.stdout
    process.stdin.write("again\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def apart(left: dict[str, Any], right: dict[str, Any]) -> float:
    """The largest difference between coefficients or errors, in parts of the error."""
    pairs = [(left[kind][n], right[kind][n], right["se"][n]) for kind in ("coef", "se") for n in right["coef"]]
    return max(abs(a - b) / unit for a, b, unit in pairs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--times", type=int, default=9)
    asked = parser.parse_args()
    python = os.environ.get("ARGOSY_PEERS", "")
    if not python:
        print("skipped: ARGOSY_PEERS names no Python that has pyfixest")
        return 0
    table = flows(asked.table)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "flows.parquet")
        table.write_parquet(made)
        with subprocess.Popen(
            [python, "-c", PEER, str(made), FORMULA], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            cold = peer(process), own(table)
            rounds = [(peer(process), own(table)) for _ in range(asked.times)]
            assert process.stdin
            process.stdin.close()
    return report(table.height, cold, rounds)


def report(rows: int, cold: tuple[dict[str, Any], dict[str, Any]], rounds: list[tuple[dict[str, Any], dict[str, Any]]]) -> int:
    """Print both sides and their ratio; 1 when a bound is broken."""
    print(f"{rows:,} flows, {len(rounds)} rounds; first call: pyfixest {cold[0]['taken'][0]:.2f} s, Argosy {cold[1]['taken'][0]:.2f} s")
    ratios = []
    for clock, name in enumerate(("wall", "CPU")):
        theirs, ours = (median(pair[side]["taken"][clock] for pair in rounds) for side in (0, 1))
        ratios.append(ours / theirs)
        print(f"{name:<5} pyfixest {theirs * 1000:7.1f} ms   Argosy {ours * 1000:7.1f} ms   {ours / theirs:.2f} times (at most {MOST})")
    difference = apart(rounds[-1][1], rounds[-1][0])
    print(f"largest difference of a coefficient or error: {difference:.1e} standard errors (at most {SAME})")
    return int(ratios[0] > MOST or difference > SAME)


if __name__ == "__main__":
    raise SystemExit(main())
