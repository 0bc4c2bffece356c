"""Growth per period and per year: log-linear trend with a Newey–West interval, compound rate, change on the year before.

The growth of a trend ``log y = a + b t (+ season)`` is ``exp(b) - 1`` per period and ``exp(b * season) - 1`` per year. Its standard error allows for
errors that depend on those before: Bartlett kernel (Newey & West 1987), bandwidth by the AR(1) rule of Andrews (1991), no small-sample factor.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from argosy.engines.series.panel import Floats
from argosy.engines.series.shortage import Insufficient, too_few
from argosy.kernel.text import Text

MIN_GROWTH = 8  # values, besides two seasons where there is one


@dataclass(frozen=True, slots=True)
class Growth:
    """``rate`` per period with ``low`` and ``high`` at ``level``, the same per ``year`` (one season), and how it was found.

    ``slope``, ``error``: of log value per period; ``lags``: those of the Bartlett kernel, the floor of ``bandwidth``; ``p``: two-sided, of no trend
    (Student's t, n less the coefficients); ``r2``: of the regression.
    """

    rate: float
    low: float
    high: float
    year: float
    year_low: float
    year_high: float
    level: float
    slope: float
    error: float
    p: float
    bandwidth: float
    lags: int
    r2: float
    n: int


def growth(values: Floats, season: int = 1, level: float = 0.95, lags: int | None = None) -> Growth | Insufficient:
    """Log-linear growth of values above zero at even steps; NaN are left out of the fit but keep their place in time.

    ``season`` above one adds a constant for each place in the season. ``lags`` replaces the bandwidth of Andrews.
    """
    seen = np.flatnonzero(~np.isnan(values))
    least = max(MIN_GROWTH, 2 * season + 1 if season > 1 else 0)
    if len(seen) < least:
        return too_few(len(seen), least)
    if (values[seen] <= 0).any():
        return Insufficient(len(seen), least, Text("有零或負值，無法取對數", "zero or negative values have no logarithm"))
    design = _design(seen, season)
    target = np.log(values[seen])
    if np.ptp(target) == 0:
        return _told(0.0, 0.0, 0.0, 0, 1.0, len(seen), design.shape[1], season, level)
    weights, *_ = np.linalg.lstsq(design, target, rcond=None)
    residual = target - design @ weights
    if float(residual @ residual) <= 1e-20 * max(float(target @ target), 1.0):
        return _told(float(weights[1]), 0.0, 0.0, 0, 1.0, len(seen), len(weights), season, level)
    bandwidth = andrews(design * residual[:, None]) if lags is None else float(lags)
    error = float(np.sqrt(newey_west(design, residual, int(bandwidth))[1, 1]))
    spread = float(((target - target.mean()) ** 2).sum())
    r2 = 1 - float(residual @ residual) / spread if spread > 0 else 0.0
    return _told(float(weights[1]), error, bandwidth, int(bandwidth), r2, len(seen), len(weights), season, level)


def newey_west(design: Floats, residual: Floats, lags: int) -> Floats:
    """``(k, k)``: covariance of least-squares coefficients that allows for unequal variance and for dependence up to ``lags`` (Bartlett weights)."""
    return sandwich(design, residual, np.asarray(np.linalg.inv(design.T @ design), float), lags)


def sandwich(design: Floats, residual: Floats, bread: Floats, lags: int) -> Floats:
    """``bread`` (the inverse of x'x) around the Bartlett-weighted products of the scores: ``(k, k)``."""
    scores = design * residual[:, None]
    middle = scores.T @ scores
    for lag in range(1, min(lags, len(scores) - 1) + 1):
        crossed = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (lags + 1)) * (crossed + crossed.T)
    return np.asarray(bread @ middle @ bread)


def plug_in(n: int) -> int:
    """Lags for a series of ``n``: the floor of 4 (n/100)^(2/9). Newey and West (1987)."""
    return int(4 * (n / 100) ** (2 / 9))


def andrews(scores: Floats) -> float:
    """Bandwidth for the Bartlett kernel: ``1.1447 (alpha n)^(1/3)``, alpha from an AR(1) of each score but the constant's. Andrews (1991), eq. 6.2, 6.4."""
    top = below = 0.0
    for score in scores[:, 1:].T:
        before, after = score[:-1], score[1:]
        rho = float(np.clip((before @ after) / max(float(before @ before), 1e-300), -0.97, 0.97))
        variance = float(((after - rho * before) ** 2).mean())
        top += 4 * rho**2 * variance**2 / ((1 - rho) ** 6 * (1 + rho) ** 2)
        below += variance**2 / (1 - rho) ** 4
    return float(min(1.1447 * (top / below * len(scores)) ** (1 / 3), len(scores) - 1)) if below > 0 else 0.0


def cagr(first: float, last: float, periods: float) -> float:
    """Compound growth per period, ``(last / first)^(1 / periods) - 1``; NaN unless both are above zero and ``periods`` too."""
    return (last / first) ** (1 / periods) - 1 if first > 0 and last > 0 and periods > 0 else float("nan")


def year_on_year(values: Floats, season: int) -> Floats:
    """``(n,)``: change on the value one season before, as a share of it; NaN for the first season and where that value is not above zero."""
    found = np.full(len(values), np.nan)
    before = values[:-season] if season < len(values) else values[:0]
    found[season:] = np.where(before > 0, values[season:] / np.where(before > 0, before, 1.0) - 1, np.nan)
    return found


def _design(seen: np.ndarray, season: int) -> Floats:
    """Constant, time and, with a season, a column for each place in it but the first."""
    places = [(seen % season == place).astype(np.float64) for place in range(1, season) if (seen % season == place).any()]
    return np.column_stack([np.ones(len(seen)), seen.astype(np.float64), *places])


def _told(slope: float, error: float, bandwidth: float, lags: int, r2: float, n: int, used: int, season: int, level: float) -> Growth:
    half = float(stdtrit(n - used, (1 + level) / 2)) * error
    period = [float(np.expm1(slope + side)) for side in (0.0, -half, half)]
    year = [float(np.expm1((slope + side) * season)) for side in (0.0, -half, half)]
    p = float(2 * stdtr(n - used, -abs(slope) / error)) if error > 0 else float(slope == 0)
    return Growth(period[0], period[1], period[2], year[0], year[1], year[2], level, slope, error, p, bandwidth, lags, r2, n)
