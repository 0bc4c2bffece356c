"""Interrupted time series: did a series leave its own earlier line, more than its controls did, when something began?

Segmented regression y = a + b·t + c·after + d·after·(t − start) with Newey–West errors (Bernal, Cummins and Gasparrini 2017, International Journal of
Epidemiology 46(1)), with dummies of the season where one is given. With controls the series is the treated less the mean of its controls, level and trend of both free (a controlled series).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from argosy.engines.causal.columns import Floats
from argosy.engines.causal.newey import Line, newey_west
from argosy.engines.causal.panel import Panel
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

FEWEST = 4  # points on either side of a date, so that a line of two has something left over


@dataclass(frozen=True, slots=True)
class Interrupted:
    """``estimate`` is the mean distance after the start from the earlier line carried on, with ``se``; ``level`` and ``slope`` are the change at the
    start and per period (value, se); ``placebo_p`` the share of earlier dates (the true one counted) with a |t| as large; ``controlled`` by a series.
    """

    estimate: float
    se: float
    degrees: int
    level: tuple[float, float]
    slope: tuple[float, float]
    placebo_p: float | None
    placebo_dates: dict[str, float]
    lags: int
    controlled: bool
    gap: Floats

    @property
    def p(self) -> float:
        """Two-sided p of the estimate by t."""
        return float(2 * special.stdtr(self.degrees, -abs(self.estimate / self.se))) if self.se else 0.0


def interrupted(panel: Panel, lags: int | None = None, season: int = 1) -> Interrupted:
    """The change at the start; ``season`` is the number of periods in a cycle (12 for months). ``BadInput`` with fewer than four periods on either side, or
    fewer than two cycles.
    """
    series = panel.treated - panel.donors.mean(axis=0) if panel.controls else panel.treated
    after = len(series) - panel.start
    if len(series) < 2 * season + FEWEST:
        raise BadInput(
            Text(
                "季節週期 {s} 期，資料至少需 {k} 期；現有 {n} 期", "A season of {s} periods needs {k} periods at least; there are {n}"
            ).format(s=season, k=2 * season + FEWEST, n=len(series))
        )
    if min(panel.start, after) < FEWEST:
        raise BadInput(
            Text(
                "中斷時間序列需前後各至少 {k} 期；現有前 {a}、後 {b} 期",
                "An interrupted series needs {k} periods on either side; it has {a} before and {b} after",
            ).format(k=FEWEST, a=panel.start, b=after)
        )
    x, line = _fit(series, panel.start, lags, season)
    weights = _mean_change(x, panel.start)
    se = np.sqrt(np.diag(line.cov))
    size, error = _size(weights, line.coef, line.cov)
    dates = _placebo_dates(panel, series, lags, season)
    own = abs(size / error) if error else np.inf
    rank = (sum(abs(t) >= own for t in dates.values()) + 1) / (len(dates) + 1) if dates else None
    earlier = [i for i in range(x.shape[1]) if i not in (2, 3)]
    gap = series - x[:, earlier] @ line.coef[earlier]
    level, slope = ((float(line.coef[i]), float(se[i])) for i in (2, 3))
    return Interrupted(size, error, line.degrees, level, slope, rank, dates, line.lags, bool(panel.controls), gap)


def _fit(series: Floats, start: int, lags: int | None, season: int) -> tuple[Floats, Line]:
    t = np.arange(len(series), dtype=np.float64)
    after = (t >= start).astype(np.float64)
    x = np.column_stack([np.ones_like(t), t, after, after * (t - start), *(t % season == part for part in range(1, season))])
    return x, newey_west(x, series, lags)


def _mean_change(x: Floats, start: int) -> Floats:
    weights = np.zeros(x.shape[1])
    weights[2:4] = x[start:, 2:4].mean(axis=0)
    return weights


def _size(weights: Floats, coef: Floats, cov: Floats) -> tuple[float, float]:
    return float(weights @ coef), float(np.sqrt(max(float(weights @ cov @ weights), 0.0)))


def _placebo_dates(panel: Panel, series: Floats, lags: int | None, season: int) -> dict[str, float]:
    """t of the mean change at every earlier date that leaves enough points on either side of it before treatment."""
    early = series[: panel.start]
    found: dict[str, float] = {}
    if len(early) < 2 * season + FEWEST:
        return found
    for start in range(FEWEST, len(early) - FEWEST + 1):
        x, line = _fit(early, start, lags, season)
        size, error = _size(_mean_change(x, start), line.coef, line.cov)
        found[panel.times[start]] = size / error if error else float("inf")
    return found
