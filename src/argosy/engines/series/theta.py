"""The Theta method (Assimakopoulos & Nikolopoulos 2000), with its standard lines 0 and 2, for many series at once.

Hyndman & Billah (2003): the forecast is simple exponential smoothing with half the slope of the linear trend as drift,
``level + slope/2 * (h - 1 + 1/alpha - (1 - alpha)^n / alpha)``. Series that pass the seasonality test are adjusted before and put back after.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.series.panel import Floats, Ints, Panel
from argosy.engines.series.smoothing import levels, smooth


@dataclass(frozen=True, slots=True)
class Theta:
    """A fit to series without season: ``alpha``, ``first`` level, ``level`` at the end and ``slope`` of the whole trend, ``(n,)`` each."""

    alpha: Floats
    first: Floats
    level: Floats
    slope: Floats


def fit_theta(adjusted: Panel) -> Theta:
    """Fit to a panel already without season; every series needs two values or more."""
    smoothed = smooth(adjusted)
    return Theta(smoothed.alpha, smoothed.first, smoothed.level, slopes(adjusted))


def slopes(given: Panel) -> Floats:
    """``(n,)``: least-squares slope on time of each series; zero for a single value."""
    rows = np.arange(given.rows)[:, None] - (given.rows - 1 - (given.lengths - 1) / 2)
    size = given.lengths.astype(np.float64)
    spread = np.where(size > 1, size * (size * size - 1) / 12, 1.0)
    return np.asarray((given.values * rows * given.mask).sum(axis=0) / spread)


def ahead(level: Floats, slope: Floats, alpha: Floats, size: Floats | Ints, horizon: int) -> Floats:
    """``(horizon, …)``: forecasts without season; the arguments share one shape, ``size`` being how many values came before."""
    steps = np.arange(horizon).reshape(-1, *([1] * np.ndim(level)))
    lag = (1.0 - (1.0 - alpha) ** size) / alpha
    return np.asarray(level + 0.5 * slope * (steps + lag))


def forecast_theta(fit: Theta, lengths: Ints, horizon: int) -> Floats:
    """``(horizon, n)``: forecasts from the end, without season."""
    return ahead(fit.level, fit.slope, fit.alpha, lengths, horizon)


def roll_theta(fit: Theta, adjusted: Panel) -> tuple[Floats, Floats]:
    """Level and slope after every row, ``(T, n)`` each, with the constants of ``fit`` and the slope of the values known by then."""
    at = np.maximum(np.arange(adjusted.rows)[:, None] - adjusted.starts, 0).astype(np.float64)
    total = np.cumsum(adjusted.values, axis=0)
    moment = np.cumsum(adjusted.values * at * adjusted.mask, axis=0)
    size = at + 1
    spread = np.where(size > 1, size * (size * size - 1) / 12, 1.0)
    return levels(adjusted, fit.alpha, fit.first), (moment - total * at / 2) / spread
