"""The market table over 9,191,667 synthetic flows (side S): importer × HS6 with size, suppliers, HHI, own share, four-year CAGR and unit value.

Run: ``python -m benchmarks.market_table [--folder DIR] [--engine duckdb|chdb|spark] [--runs 3]``. The flows are made once per folder from a seed,
in the shape of two years of BACI; they stand for no country's trade. 1.5 s on two free cores is what is wanted of DuckDB.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from argosy.engines.market.flows import Ask
from argosy.engines.market.market_table import market_table
from argosy.warehouse.engine import open_engine
from argosy.warehouse.store import Warehouse

ROWS, MARKETS, PLACES, PRODUCTS = 9_191_667, 907_253, 222, 4_726
WANTED = 1.5
URLS = {"duckdb": "file://{f}", "chdb": "clickhouse+chdb://{f}", "spark": "spark://local[2]?warehouse={f}"}


def flows(seed: int = 20260630) -> pl.DataFrame:
    """Flows of 2020 and 2024 of the same pairs, each market with at least one supplier, one weight in twenty unknown."""
    draw = np.random.default_rng(seed)
    pairs = (ROWS + 1) // 2
    cells = np.sort(draw.choice(PLACES * PRODUCTS, MARKETS, replace=False))
    spread = draw.exponential(1.0, MARKETS)
    suppliers = 1 + draw.multinomial(pairs - MARKETS, spread / spread.sum())
    market = np.repeat(np.arange(MARKETS), suppliers)
    place = np.arange(pairs) - np.repeat(np.cumsum(suppliers) - suppliers, suppliers)
    names = pl.Series(["TW", *(f"X{n:03}" for n in range(1, PLACES))])
    codes = pl.Series([f"{n:06}" for n in range(10_100, 10_100 + PRODUCTS)])
    one = pl.DataFrame(
        {
            "exporter": names.gather((draw.integers(0, PLACES, MARKETS)[market] + place) % PLACES),
            "importer": names.gather(cells[market] // PRODUCTS),
            "product": codes.gather(cells[market] % PRODUCTS),
        }
    )
    years = [_year(one, year, draw) for year in (2020, 2024)]
    return pl.concat(years).head(ROWS)


def _year(one: pl.DataFrame, year: int, draw: np.random.Generator) -> pl.DataFrame:
    value = draw.lognormal(10, 2.5, one.height).round(0) + 1
    weight = pl.Series((value / draw.lognormal(2, 1, one.height)).round(3)).set(pl.Series(draw.random(one.height) < 0.05), None)
    made = one.with_columns(period=pl.lit(year, pl.Int32), value=pl.Series(value), quantity=weight, side=pl.lit("S"))
    return made.select("period", "exporter", "importer", "product", "value", "quantity", "side").sort("exporter", "importer", "product")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "argosy-market-table")
    parser.add_argument("--engine", choices=sorted(URLS), default="duckdb")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    store = Warehouse(given.folder)
    if "synthetic_flows" not in store.tables():
        store.put("synthetic_flows", "2024", flows())
    rows = store.read("synthetic_flows").select(pl.len()).collect().item()
    taken = []
    with open_engine(URLS[given.engine].format(f=given.folder)) as desk:
        expression = market_table(desk.table("synthetic_flows"), Ask(2024, 2020, "TW", "S"))
        for _ in range(given.runs):
            wall, cpu = time.perf_counter(), time.process_time()
            found = desk.run(expression)
            taken.append((time.perf_counter() - wall, time.process_time() - cpu))
    best = min(taken)
    print(
        f"{given.engine}: {rows:,} synthetic flows → {found.height:,} markets in {best[0]:.2f} s (all runs {', '.join(f'{w:.2f}' for w, _ in taken)}),"
        f" {best[1]:.2f} CPU-s, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; wanted {WANTED} s"
    )
    print(f"ΣHHI {found['hhi'].sum():.6f}  Σshare {found['own_share'].sum():.6f}  Σimports {found['imports'].sum():.0f}")
    return 0 if given.engine != "duckdb" or best[0] <= WANTED else 1


if __name__ == "__main__":
    raise SystemExit(main())
