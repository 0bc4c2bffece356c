"""The benchmarks every forecast stands beside: last value, last season, and the line through the first and the last value."""

from __future__ import annotations

import numpy as np

from argosy.engines.series.panel import Floats, Panel


def last_season(given: Panel, season: int, row: int, horizon: int) -> Floats:
    """``(horizon, n)``: seasonal naive, the value of the same place in the last season up to ``row``; the last value with ``season`` 1."""
    back = np.minimum(np.arange(horizon) % season - season, -1)
    return np.asarray(given.values[np.maximum(row + 1 + back, 0)])


def last_value(given: Panel, row: int, horizon: int) -> Floats:
    """``(horizon, n)``: the value of ``row``, for every step."""
    return np.broadcast_to(given.values[row], (horizon, given.width))


def drift(given: Panel, row: int, horizon: int) -> Floats:
    """``(horizon, n)``: the value of ``row`` and the mean change per step from the first value to it."""
    first = given.values[given.starts, np.arange(given.width)]
    change = (given.values[row] - first) / np.maximum(row - given.starts, 1)
    return np.asarray(given.values[row] + change * np.arange(1, horizon + 1)[:, None])


def naive_scale(given: Panel, season: int) -> Floats:
    """``(n,)``: mean absolute error of the seasonal naive method within the data, by which MASE is scaled; NaN where it is zero or not defined.

    Hyndman & Koehler (2006): the mean of ``|y[t] - y[t - m]|`` over t = m+1 … n.
    """
    if given.rows <= season:
        return np.full(given.width, np.nan)
    there = np.arange(season, given.rows)[:, None] >= given.starts + season
    total = np.where(there, np.abs(given.values[season:] - given.values[:-season]), 0.0).sum(axis=0)
    count = np.maximum(given.lengths - season, 0)
    return np.where((count > 0) & (total > 0), total / np.maximum(count, 1), np.nan)
