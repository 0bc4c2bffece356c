"""Simple exponential smoothing of many series: the constant and the first level that make the one-step squared errors least.

For a given constant the errors are linear in the first level, so its best value is exact; the constant is found on a grid that is made finer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.series.panel import Floats, Panel

LOWEST, HIGHEST = 0.01, 0.99
COARSE = 15
ROUNDS = 3
FINE = 5


@dataclass(frozen=True, slots=True)
class Smoothed:
    """``alpha``, ``first`` (level before the first value), ``level`` (after the last) and ``sse``: ``(n,)`` each."""

    alpha: Floats
    first: Floats
    level: Floats
    sse: Floats


def smooth(given: Panel) -> Smoothed:
    """The best constant between 0.01 and 0.99 for every series, to about 0.0005."""
    grid = np.broadcast_to(np.linspace(LOWEST, HIGHEST, COARSE), (given.width, COARSE))
    step = (HIGHEST - LOWEST) / (COARSE - 1)
    every = np.arange(given.width)
    sse, level, first = _run(given, grid)
    best = sse.argmin(axis=1)
    for _ in range(ROUNDS):
        centre = grid[every, best]
        offsets = np.linspace(-step, step, FINE + 2)[1:-1]
        step = offsets[1] - offsets[0]
        grid = np.clip(centre[:, None] + offsets, LOWEST, HIGHEST)
        sse, level, first = _run(given, grid)
        best = sse.argmin(axis=1)
    return Smoothed(grid[every, best], first[every, best], level[every, best], sse[every, best])


def levels(given: Panel, alpha: Floats, first: Floats) -> Floats:
    """``(T, n)``: the level after each row for constants and first levels already known; before a series begins, its first level."""
    found = np.empty_like(given.values)
    level = first.copy()
    for row, count in enumerate(given.active):
        level[:count] += alpha[:count] * (given.values[row, :count] - level[:count])
        found[row] = level
    return found


def _run(given: Panel, alpha: Floats) -> tuple[Floats, Floats, Floats]:
    """Squared errors, last level and best first level, ``(n, k)`` each, for ``alpha`` of that shape."""
    keep = 1.0 - alpha
    level, power = np.zeros(alpha.shape), np.ones(alpha.shape)
    sse, cross = np.zeros(alpha.shape), np.zeros(alpha.shape)
    begun = 0
    for row, count in enumerate(given.active):
        now = given.values[row, :count, None]
        level[begun:count] = now[begun:]
        begun = count
        error = now - level[:count]
        sse[:count] += error * error
        cross[:count] += error * power[:count]
        level[:count] += alpha[:count] * error
        power[:count] *= keep[:count]
    own = (1.0 - power * power) / (1.0 - keep * keep)
    shift = cross / own
    start = given.values[given.starts, np.arange(given.width)][:, None]
    return np.maximum(sse - shift * cross, 0.0), level + shift * power, start + shift
