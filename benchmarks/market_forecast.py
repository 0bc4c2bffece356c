"""Forecasts of 1,000 monthly series, the 617 of the M1 competition repeated, beside statsmodels' Theta in the same run.

Run: ``ARGOSY_PEERS=PYTHON python -m benchmarks.market_forecast M1.parquet`` where M1 holds series, period, t, y and split (train or test). Without
``ARGOSY_PEERS``, the path of a Python with statsmodels, only Argosy is measured and the reason is printed. Accuracy is over the 617, once each.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from argosy.engines.series.accuracy import competition, coverage
from argosy.engines.series.forecast import forecast
from argosy.engines.series.methods import METHODS
from argosy.engines.series.panel import panel
from argosy.engines.series.prepare import Series
from argosy.engines.series.season import is_seasonal, seasons
from argosy.engines.series.theta import fit_theta, forecast_theta

MANY, ROUNDS = 1000, 5
SEASONS = {"MONTHLY": (12, 18), "QUARTERLY": (4, 8), "YEARLY": (1, 6)}
PEER = """
import json, sys, time, warnings
import numpy as np
from statsmodels.tsa.forecasting.theta import ThetaModel
warnings.filterwarnings("ignore")
series = [np.array(one) for one in json.load(open(sys.argv[1]))]
ThetaModel(series[0], period=12).fit().forecast(18)
start = time.perf_counter()
points = [np.asarray(ThetaModel(one, period=12).fit().forecast(18)).tolist() for one in series]
print(json.dumps({"seconds": time.perf_counter() - start, "points": points}))
"""
Arrays = Sequence[np.ndarray]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("m1", type=Path)
    rows = pl.read_parquet(parser.parse_args().m1)
    history, actual = competition_series(rows, "MONTHLY")
    repeated = [history[at % len(history)] for at in range(MANY)]
    alone = best(lambda: theta(repeated))
    whole = best(lambda: forecast(named(repeated, 12), 18, 12))
    report("Theta alone, 1,000 series, h = 18", alone)
    report("chosen by rolling origins, with intervals and coverage", whole)
    points = [np.array(one) for one in theta(history)]
    print(line("  Theta", competition(actual, points, history, 12)))
    compare(repeated, history, actual, alone, whole)
    for period in SEASONS:
        accuracy(rows, period)
    return 0


def competition_series(rows: pl.DataFrame, period: str) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Histories and what followed them."""
    parts = rows.filter(pl.col("period") == period).sort("series", "t").partition_by("series", maintain_order=True)
    both = [[part.filter(pl.col("split") == split)["y"].to_numpy() for part in parts] for split in ("train", "test")]
    return both[0], both[1]


def named(series: Arrays, season: int) -> list[Series]:
    """Series with dates, as a file has them."""
    labels = {
        12: lambda at: f"{1960 + at // 12}-{at % 12 + 1:02}",
        4: lambda at: f"{1960 + at // 4}Q{at % 4 + 1}",
        1: lambda at: str(1900 + at),
    }
    written = [labels[season](at) for at in range(max(map(len, series)))]
    return [Series(str(at), tuple(written[: len(one)]), tuple(one.tolist())) for at, one in enumerate(series)]


def theta(series: Arrays) -> np.ndarray:
    """``(n, 18)``: the Theta method and nothing else, for what the peer does."""
    given = panel(series)
    found = seasons(given, 12).where(is_seasonal(given, 12) | is_seasonal(given, 12, differenced=True))
    flat = given.like(found.remove(given.values, found.along(given.rows)))
    return given.restore(found.put_back(forecast_theta(fit_theta(flat), given.lengths, 18), found.ahead(18)).T)


def best(act: Callable[[], object]) -> float:
    """The middle of five rounds, in seconds, after one that is not counted."""
    act()
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return float(np.median(took))


def compare(repeated: Arrays, history: Arrays, actual: Arrays, alone: float, whole: float) -> None:
    peers = os.environ.get("ARGOSY_PEERS", "")
    if not peers:
        print("peer not measured: ARGOSY_PEERS names no Python that has statsmodels")
        return
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([one.tolist() for one in repeated], file)
        file.flush()
        told = json.loads(subprocess.run([peers, "-c", PEER, file.name], capture_output=True, text=True, check=True).stdout)
    report("statsmodels ThetaModel", told["seconds"])
    print(f"  {told['seconds'] / alone:,.0f} times Theta alone, {told['seconds'] / whole:,.0f} times the whole forecast")
    print(line("  statsmodels", competition(actual, [np.array(one) for one in told["points"][: len(history)]], history, 12)))


def accuracy(rows: pl.DataFrame, period: str) -> None:
    season, horizon = SEASONS[period]
    history, actual = competition_series(rows, period)
    print(f"M1 {period.lower()}, {len(history)} series, h = {horizon}")
    for method in (None, *METHODS):
        made = forecast(named(history, season), horizon, season, method)
        kept = [at for at, one in enumerate(made) if one.steps]
        points = [np.array([step.point for step in made[at].steps]) for at in kept]
        print(
            line(f"  {method or 'chosen'}", competition([actual[at] for at in kept], points, [history[at] for at in kept], season)), end=""
        )
        truth = np.array([actual[at] for at in kept])
        for level in ("80", "95"):
            low, high = (
                np.array([[getattr(step, side + level) for step in made[at].steps] for at in kept], dtype=float) for side in ("lo", "hi")
            )
            print(
                f"  {level} % holds {np.nanmean(np.where(np.isnan(low), np.nan, coverage(truth[..., None], low[..., None], high[..., None]))):.3f}",
                end="",
            )
        print()


def report(what: str, seconds: float) -> None:
    print(f"{what}: {seconds:.3f} s")


def line(name: str, found: object) -> str:
    return f"{name:14} sMAPE {found.smape:6.3f}  MASE {found.mase:.4f}  n {found.n}"  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
