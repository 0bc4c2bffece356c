"""Exponential smoothing with a damped trend, ETS(M,Ad,M) and its additive sister ETS(A,Ad,A), fitted to many series at once.

Hyndman, Koehler, Ord & Snyder (2008), table 2.3. The mean of the squared one-step errors, relative ones in the multiplicative form, is made
least over alpha, beta/alpha, gamma/(1 - alpha) and phi: first on a grid, then by steps along each of them that grow shorter. A series without season
keeps a neutral one. First level and trend come from a line through the first values without season, the first season from decomposition.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from argosy.engines.series.panel import Flags, Floats, Panel
from argosy.engines.series.season import Seasons

ALPHAS, BETAS, GAMMAS, PHIS = (0.1, 0.4, 0.8), (0.01, 0.1), (0.02, 0.2), (0.85, 0.97)
LOWEST, HIGHEST = np.array([0.01, 0.001, 0.0, 0.8]), np.array([0.99, 0.6, 0.6, 0.98])  # phi as in Hyndman & Khandakar (2008)
STEPS = np.array([0.15, 0.12, 0.1, 0.04])
SHRINK = 0.6
ROUNDS = 4
LINE = 10  # values the first level and trend are taken from, or two seasons if that is more


@dataclass(frozen=True, slots=True)
class Ets:
    """``params``: ``(n, 4)`` alpha, beta/alpha, gamma/(1 - alpha), phi; ``start``: ``(n, 2)`` first level and trend.

    ``level``, ``trend``: ``(n,)`` and ``cycle``: ``(m, n)`` at the end, ``cycle[0]`` belonging to the first step ahead.
    """

    params: Floats
    start: Floats
    level: Floats
    trend: Floats
    cycle: Floats


@dataclass(slots=True)
class _Run:
    """One pass over a group: ``level``, ``trend``, ``loss``: ``(n, k)``; ``cycle``: ``(m, n, k)``, one row when there is no season."""

    level: Floats
    trend: Floats
    cycle: Floats
    loss: Floats
    multiplicative: bool

    def step(self, now: Floats, place: int, count: int, params: tuple[Floats, ...]) -> None:
        """Take in the values of one row of the ``count`` series that have begun; ``place`` is the row's in the season."""
        alpha, beta, gamma, phi = (one[:count] for one in params)
        slope = phi * self.trend[:count]
        line = self.level[:count] + slope
        season = self.cycle[place, :count]
        error = now / (line * season) - 1.0 if self.multiplicative else now - line - season
        if len(self.cycle) > 1:
            self.cycle[place, :count] = season * (1.0 + gamma * error) if self.multiplicative else season + gamma * error
        self.loss[:count] += error * error
        move = line * error if self.multiplicative else error
        self.level[:count] = line + alpha * move
        self.trend[:count] = slope + beta * move


@dataclass(frozen=True, slots=True)
class _Group:
    """Series that take the same form: which columns, their values, first season ``(m, n)`` and first level and trend ``(n, 2)``."""

    chosen: Flags
    given: Panel
    cycle: Floats
    start: Floats
    multiplicative: bool

    def run(self, params: Floats) -> _Run:
        """A pass before its first step, for ``params`` of shape ``(n, k, 4)``."""
        shape = params.shape[:2]
        level, trend = (np.broadcast_to(self.start[:, [at]], shape).copy() for at in (0, 1))
        return _Run(level, trend, np.repeat(self.cycle[:, :, None], shape[1], axis=2), np.zeros(shape), self.multiplicative)

    def filtered(self, params: Floats) -> _Run:
        """A whole pass; where it broke down its loss is infinite."""
        found, constants = self.run(params), _constants(params)
        with np.errstate(all="ignore"):
            for row, count in enumerate(self.given.active):
                found.step(self.given.values[row, :count, None], (row - self.given.rows) % len(self.cycle), count, constants)
        found.loss[~np.isfinite(found.loss)] = np.inf
        return found


def fit_ets(given: Panel, found: Seasons, rounds: int = ROUNDS) -> Ets:
    """Fit to the values with their season. ``found`` says which series are seasonal and which take the multiplicative form."""
    fit = Ets(np.empty((given.width, 4)), _start(given, found), np.empty(given.width), np.empty(given.width), found.cycle.copy())
    for group in _groups(given, found, fit.start):
        params = _search(group, rounds)
        last = group.filtered(params[:, None])
        fit.params[group.chosen] = params
        fit.level[group.chosen], fit.trend[group.chosen] = last.level[:, 0], last.trend[:, 0]
        fit.cycle[:, group.chosen] = last.cycle[:, :, 0]
    return fit


def forecast_ets(fit: Ets, multiplicative: Flags, horizon: int) -> Floats:
    """``(horizon, n)``: forecasts from the end, with season."""
    season = fit.cycle[np.arange(horizon) % fit.cycle.shape[0]]
    line = fit.level + damped(fit.params[:, 3], horizon) * fit.trend
    return np.asarray(np.where(multiplicative, line * season, line + season))


def damped(phi: Floats, horizon: int) -> Floats:
    """``(horizon, n)``: phi + phi² + … + phi^h, by which the last trend is carried h steps ahead."""
    return np.asarray(np.cumsum(phi ** np.arange(1, horizon + 1)[:, None], axis=0))


def roll_ets(fit: Ets, given: Panel, found: Seasons, origins: int, horizon: int) -> Floats:
    """``(origins, horizon, n)``: forecasts after each of the ``origins`` rows before the last, earliest first.

    ``fit`` and ``found`` come from the head of each series: constants, first level, trend and season are theirs.
    """
    result = np.empty((origins, horizon, given.width))
    for group in _groups(given, found, fit.start):
        result[:, :, group.chosen] = _rolled(group, fit.params[group.chosen, None], origins, horizon)
    return result


def _rolled(group: _Group, params: Floats, origins: int, horizon: int) -> Floats:
    """``(origins, horizon, n)`` for one group and ``params`` of shape ``(n, 1, 4)``."""
    state, constants, rows, length = group.run(params), _constants(params), group.given.rows, len(group.cycle)
    carried, first = damped(params[:, 0, 3], horizon), rows - 1 - origins
    result = np.empty((origins, horizon, group.given.width))
    with np.errstate(all="ignore"):
        for row, count in enumerate(group.given.active[:-1]):
            state.step(group.given.values[row, :count, None], (row - rows) % length, count, constants)
            if row >= first:
                line = state.level[:, 0] + carried * state.trend[:, 0]
                season = state.cycle[(row + 1 - rows + np.arange(horizon)) % length, :, 0]
                result[row - first] = line * season if group.multiplicative else line + season
    return result


def _groups(given: Panel, found: Seasons, start: Floats) -> Iterator[_Group]:
    for seasonal, multiplicative in itertools.product((True, False), repeat=2):
        chosen = (found.seasonal == seasonal) & (found.multiplicative == multiplicative)
        if chosen.any():
            cycle = found.cycle[: None if seasonal else 1, chosen]
            yield _Group(chosen, given.pick(chosen), cycle, start[chosen], multiplicative)


def _search(group: _Group, rounds: int) -> Floats:
    """``(n, 4)``: the best of the grid, then of steps along each constant."""
    seasonal = len(group.cycle) > 1
    grid = np.array(list(itertools.product(ALPHAS, BETAS, GAMMAS if seasonal else (0.0,), PHIS)))
    tried = np.broadcast_to(grid, (group.given.width, *grid.shape))
    every = np.arange(group.given.width)
    loss = group.filtered(tried).loss
    at = loss.argmin(axis=1)
    best, least = tried[every, at], loss[every, at]
    moves = np.concatenate([np.diag(STEPS), -np.diag(STEPS)])
    moves = moves if seasonal else moves[moves[:, 2] == 0]
    for turn in range(rounds):
        tried = np.clip(best[:, None] + moves * SHRINK**turn, LOWEST, HIGHEST)
        loss = group.filtered(tried).loss
        at = loss.argmin(axis=1)
        better = loss[every, at] < least
        best = np.where(better[:, None], tried[every, at], best)
        least = np.minimum(least, loss[every, at])
    return np.asarray(best)


def _constants(params: Floats) -> tuple[Floats, ...]:
    """Alpha, beta, gamma and phi from ``(n, k, 4)`` shares."""
    alpha, beta, gamma, phi = np.moveaxis(params, 2, 0)
    return np.ascontiguousarray(alpha), alpha * beta, (1.0 - alpha) * gamma, np.ascontiguousarray(phi)


def _start(given: Panel, found: Seasons) -> Floats:
    """``(n, 2)``: level before the first value and trend, by least squares through the first values without season."""
    flat = found.remove(given.values, found.along(given.rows))
    size = np.minimum(given.lengths, max(LINE, 2 * found.cycle.shape[0]))
    at = np.arange(given.rows)[:, None] - given.starts + 1.0
    used = (at >= 1) & (at <= size)
    middle = (size + 1) / 2
    mean = (flat * used).sum(axis=0) / size
    spread = np.where(size > 1, size * (size * size - 1.0) / 12, 1.0)
    trend = (flat * (at - middle) * used).sum(axis=0) / spread
    return np.stack([mean - trend * middle, trend], axis=1)
