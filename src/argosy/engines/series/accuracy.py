"""How good forecasts were: sMAPE, MASE, OWA, coverage and the Winkler score, as the forecasting competitions define them.

Forecasts and actual values share one shape whose last axis is the horizon; the answer lacks that axis. NaN among the actual values is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from argosy.engines.series.panel import Floats


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Means over series: ``smape`` in percent, ``mase`` as a ratio, over ``n`` series; MASE over the ``scaled`` ones that have a scale."""

    smape: float
    mase: float
    n: int
    scaled: int


def smape(actual: Floats, forecast: Floats) -> Floats:
    """Symmetric mean absolute percentage error, 0 to 200: ``200 * mean(|y - f| / (|y| + |f|))``; nothing forecast as nothing counts as no error.

    Makridakis & Hibon (2000), with the absolute values of Chen & Yang (2004) below the line.
    """
    below = np.abs(actual) + np.abs(forecast)
    return np.asarray(200.0 * _mean(np.where(below == 0, 0.0, np.abs(actual - forecast) / np.where(below == 0, 1.0, below))))


def scale(history: Floats, season: int) -> float:
    """Mean of ``|y[t] - y[t - season]|`` over the history; NaN when it is zero or there is none. Hyndman & Koehler (2006)."""
    change = np.abs(history[season:] - history[:-season]) if len(history) > season else np.array([])
    known = change[~np.isnan(change)]
    return float(known.mean()) if known.size and known.mean() > 0 else float("nan")


def mase(actual: Floats, forecast: Floats, history: Floats, season: int) -> Floats:
    """Mean absolute scaled error: the mean absolute error over that of the seasonal naive method within the history."""
    return np.asarray(_mean(np.abs(actual - forecast)) / scale(history, season))


def owa(smape_: float, mase_: float, naive2_smape: float, naive2_mase: float) -> float:
    """Overall weighted average of the M4 competition: the mean of sMAPE and MASE, each as a ratio to that of NAIVE2."""
    return (smape_ / naive2_smape + mase_ / naive2_mase) / 2


def coverage(actual: Floats, low: Floats, high: Floats) -> Floats:
    """Share of the actual values from ``low`` to ``high``."""
    return np.asarray(_mean(np.where(np.isnan(actual), np.nan, (actual >= low) & (actual <= high))))


def winkler(actual: Floats, low: Floats, high: Floats, level: float) -> Floats:
    """Mean interval score at ``level`` (0.95 …): width, and 2 / (1 - level) times the distance of what fell outside. Winkler (1972)."""
    outside = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    return np.asarray(_mean(high - low + 2 / (1 - level) * outside))


def competition(actual: Sequence[Floats], forecast: Sequence[Floats], history: Sequence[Floats], season: int) -> Accuracy:
    """Accuracy over many series, each series counting alike, as published for the M competitions."""
    errors = np.array([float(smape(y, f)) for y, f in zip(actual, forecast, strict=True)])
    scaled = np.array([float(mase(y, f, x, season)) for y, f, x in zip(actual, forecast, history, strict=True)])
    known = scaled[np.isfinite(scaled)]
    return Accuracy(float(errors.mean()), float(known.mean()) if known.size else float("nan"), len(errors), known.size)


def _mean(values: Floats) -> Floats:
    """Mean over the last axis without NaN; NaN where nothing is left."""
    there = ~np.isnan(values)
    count = there.sum(axis=-1)
    return np.asarray(np.where(count > 0, np.where(there, values, 0.0).sum(axis=-1) / np.maximum(count, 1), np.nan))
