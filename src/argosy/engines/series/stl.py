"""Seasonal and trend decomposition by loess (STL): Cleveland, Cleveland, McRae & Terpenning (1990), Journal of Official Statistics 6, 3–73."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.series.panel import Floats
from argosy.engines.series.shortage import Insufficient, too_few
from argosy.kernel.text import Text

SEASONAL_SPAN = 7
ROBUST_LOOPS = 15
INNER, INNER_ROBUST = 5, 2


@dataclass(frozen=True, slots=True)
class Decomposed:
    """``trend``, ``seasonal``, ``rest``: ``(n,)``, adding up to the values; ``weights``: those of the robust loops.

    ``trend_strength``, ``seasonal_strength``: 0 to 1, ``1 - var(rest) / var(rest + part)`` cut at 0 (Wang, Smith & Hyndman 2006).
    """

    trend: Floats
    seasonal: Floats
    rest: Floats
    weights: Floats
    trend_strength: float
    seasonal_strength: float
    n: int


def stl(values: Floats, season: int, seasonal_span: int = SEASONAL_SPAN, robust: bool = False) -> Decomposed | Insufficient:
    """Decompose values at even steps without NaN, two seasons or more. Loess is of degree one throughout and looks at every point.

    Spans as in the paper: trend the odd number from ``1.5 season / (1 - 1.5 / seasonal_span)``, low-pass the odd number from the season up; five
    inner loops, or with ``robust`` two in a first pass and in each of fifteen that weigh outliers down.
    """
    n = len(values)
    if season < 2 or n < 2 * season:
        return too_few(n, 2 * max(season, 2))
    if np.isnan(values).any():
        return Insufficient(n, 2 * season, Text("有缺漏，請先補值", "there are gaps: fill them first"))
    trend_span = _odd(1.5 * season / (1 - 1.5 / seasonal_span))
    spans = (seasonal_span, trend_span, _odd(season))
    weights, trend, seasonal = np.ones(n), np.zeros(n), np.zeros(n)
    for turn in range(1 + (ROBUST_LOOPS if robust else 0)):
        weights = _bisquare(values - trend - seasonal) if turn else weights
        for _ in range(INNER_ROBUST if robust else INNER):
            trend, seasonal = _inner(values, trend, weights, season, spans)
    rest = values - trend - seasonal
    return Decomposed(trend, seasonal, rest, weights, _strength(rest, trend), _strength(rest, seasonal), n)


def loess(values: Floats, span: int, weights: Floats, at: Floats) -> Floats:
    """Local lines with tricube weights through values at 0, 1, 2 …, read at the places ``at``; ``span``: points in a neighbourhood.

    With a span beyond the values the reach grows by half the excess, as in the authors' program.
    """
    n = len(values)
    near = min(span, n)
    left = np.clip(at.astype(np.int64) + 1 - (span + 1) // 2, 0, n - near)
    places = left[:, None] + np.arange(near)
    away = places - at[:, None]
    reach = np.maximum(at - left, left + near - 1 - at) + (max(span - n, 0) // 2)
    distance = np.abs(away)
    share = np.clip(distance / np.maximum(reach, 1e-12)[:, None], 0, 1)
    kernel = np.where(distance <= 0.001 * reach[:, None], 1.0, np.where(distance <= 0.999 * reach[:, None], (1 - share**3) ** 3, 0.0))
    kernel *= weights[places]
    total = kernel.sum(axis=1, keepdims=True)
    kernel /= np.where(total > 0, total, 1.0)
    centre = (kernel * away).sum(axis=1, keepdims=True)
    spread = (kernel * (away - centre) ** 2).sum(axis=1, keepdims=True)
    sloped = np.sqrt(spread) > 0.001 * (n - 1)
    kernel *= np.where(sloped, 1 - centre * (away - centre) / np.where(sloped, spread, 1.0), 1.0)
    return np.asarray((kernel * values[places]).sum(axis=1))


def _inner(values: Floats, trend: Floats, weights: Floats, season: int, spans: tuple[int, int, int]) -> tuple[Floats, Floats]:
    """One pass of the inner loop: new trend and season."""
    seasonal_span, trend_span, low_span = spans
    n = len(values)
    detrended, cycle = values - trend, np.empty(n + 2 * season)
    for place in range(season):
        part = detrended[place::season]
        cycle[place::season] = loess(part, seasonal_span, weights[place::season], np.arange(-1.0, len(part) + 1))
    smooth = cycle
    for width in (season, season, 3):
        smooth = np.convolve(smooth, np.full(width, 1 / width), mode="valid")
    level = loess(smooth, low_span, np.ones(n), np.arange(float(n)))
    seasonal = cycle[season : season + n] - level
    return loess(values - seasonal, trend_span, weights, np.arange(float(n))), seasonal


def _bisquare(rest: Floats) -> Floats:
    """Weights that fall to zero at six times the median absolute remainder."""
    size = np.abs(rest)
    limit = 6 * float(np.median(size))
    if limit <= 0:
        return np.ones(len(rest))
    share = np.clip(size / limit, 0, 1)
    return np.where(share <= 0.001, 1.0, np.where(share <= 0.999, (1 - share**2) ** 2, 0.0))


def _strength(rest: Floats, part: Floats) -> float:
    both = float(np.var(rest + part))
    return max(0.0, 1 - float(np.var(rest)) / both) if both > 0 else 0.0


def _odd(span: float) -> int:
    """The next odd whole number."""
    up = int(np.ceil(span))
    return up + (up % 2 == 0)
