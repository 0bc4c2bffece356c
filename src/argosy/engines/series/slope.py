"""Trend without a distribution: Mann–Kendall test, Theil–Sen slope with interval, and their seasonal forms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from argosy.engines.series.panel import Floats
from argosy.engines.series.shortage import Insufficient, too_few
from argosy.kernel.text import Text

MIN_TREND = 8  # below it the normal approximation to S is poor (Gilbert 1987 asks for ten, tables from four on)


@dataclass(frozen=True, slots=True)
class MonotoneTrend:
    """``s``, its ``variance`` with ties, ``z`` with continuity correction, two-sided ``p``, ``tau`` (S over all pairs).

    ``slope`` per period (seasonal: per season), with ``low`` and ``high`` at ``level``; ``intercept``: median of values less slope times time.
    """

    s: int
    variance: float
    z: float
    p: float
    tau: float
    slope: float
    low: float
    high: float
    intercept: float
    level: float
    n: int


def mann_kendall(values: Floats, level: float = 0.95) -> MonotoneTrend | Insufficient:
    """Mann (1945), Kendall (1975), variance corrected for ties; slope and interval after Theil (1950), Sen (1968), as in Gilbert (1987), 16.4–16.5.

    NaN are left out and keep their place in time.
    """
    return _trend([_pairs(values, 1)], values, level, MIN_TREND)


def seasonal_kendall(values: Floats, season: int, level: float = 0.95) -> MonotoneTrend | Insufficient:
    """Hirsch, Slack & Smith (1982): S and its variance summed over the places in the season; the slope is per season (per year of months).

    Seasons are taken as independent, as in their paper; where values of one year go together the p-value is too small (Hirsch & Slack 1984).
    """
    return _trend(
        [_pairs(values[place::season], 1) for place in range(season)], values, level, 2 * season + 1 if season > 1 else MIN_TREND, season
    )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """All pairs of known values: S, its variance, how many pairs, and their slopes."""

    s: int
    variance: float
    count: int
    slopes: Floats


def _pairs(values: Floats, step: int) -> _Pairs:
    seen = np.flatnonzero(~np.isnan(values))
    known = values[seen]
    earlier, later = np.triu_indices(len(known), 1)
    change = known[later] - known[earlier]
    _, ties = np.unique(known, return_counts=True)
    n = len(known)
    variance = (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    return _Pairs(int(np.sign(change).sum()), variance, len(change), change / ((seen[later] - seen[earlier]) * step))


def _trend(parts: list[_Pairs], values: Floats, level: float, least: int, season: int = 1) -> MonotoneTrend | Insufficient:
    n = int((~np.isnan(values)).sum())
    if n < least:
        return too_few(n, least)
    s, variance, count = sum(one.s for one in parts), sum(one.variance for one in parts), sum(one.count for one in parts)
    if variance <= 0:
        return Insufficient(n, least, Text("各值皆相同，沒有趨勢可言", "all values are the same: there is no trend to speak of"))
    z = (s - np.sign(s)) / np.sqrt(variance)
    slopes = np.sort(np.concatenate([one.slopes for one in parts]))
    slope = float(np.median(slopes))
    low, high = _interval(slopes, variance, level)
    at = np.arange(len(values)) / season
    return MonotoneTrend(
        s, float(variance), float(z), float(2 * ndtr(-abs(z))), s / count, slope, low, high, float(np.nanmedian(values - slope * at)), level, n
    )  # fmt: skip


def _interval(slopes: Floats, variance: float, level: float) -> tuple[float, float]:
    """Ranks (N - C) / 2 and (N + C) / 2 + 1 of the slopes, C = z * sqrt(variance), between neighbours where they are no whole numbers (Gilbert)."""
    reach = float(ndtri((1 + level) / 2)) * np.sqrt(variance)
    ranks = np.arange(1, len(slopes) + 1)
    low, high = np.interp([(len(slopes) - reach) / 2, (len(slopes) + reach) / 2 + 1], ranks, slopes)
    return float(low), float(high)
