"""A yearly trend with an error that allows for shocks that last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from argosy.engines.series.growth import newey_west, plug_in

LEAST = 4  # points below which no trend is told


@dataclass(frozen=True, slots=True)
class Trend:
    """``slope`` a year with its standard error, from ``n`` points."""

    slope: float
    error: float
    n: int


def trend(years: Sequence[float], values: Sequence[float]) -> Trend | None:
    """Least squares slope; error by Newey and West 1987 (Bartlett, ⌊4 (n/100)^(2/9)⌋ lags, × n / (n − 2)). ``None`` below four points."""
    t, y = np.asarray(years, float), np.asarray(values, float)
    n = len(t)
    if n < LEAST:
        return None
    design = np.column_stack([np.ones(n), t - t.mean()])
    fit, *_ = np.linalg.lstsq(design, y, rcond=None)
    covariance = newey_west(design, y - design @ fit, plug_in(n))
    return Trend(float(fit[1]), float(max(0.0, covariance[1, 1]) * n / (n - 2)) ** 0.5, n)


def growth(years: Sequence[float], values: Sequence[float]) -> Trend | None:
    """Yearly growth (0.05 is 5 %) by the log-linear trend of the positive values, its error by the delta method."""
    pairs = [(t, np.log(v)) for t, v in zip(years, values, strict=True) if v > 0]
    found = trend([t for t, _ in pairs], [v for _, v in pairs])
    if found is None:
        return None
    rate = float(np.exp(found.slope))
    return Trend(rate - 1, rate * found.error, found.n)
