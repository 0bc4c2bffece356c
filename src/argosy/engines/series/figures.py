"""The figures of one panel: every method fitted and rolled, one chosen for each series, and its intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from argosy.engines.series.backtest import BENCHMARK, CANDIDATES, Backtest, backtest, choose
from argosy.engines.series.intervals import LEVELS, Errors, growths, measured, widest
from argosy.engines.series.methods import fit, forecasts
from argosy.engines.series.panel import Flags, Floats, Ints, Panel


@dataclass(frozen=True, slots=True)
class Figures:
    """By column of the panel. ``names``: the method; ``points``, ``low``, ``high``: ``(horizon, n)``, and ``(levels, horizon, n)``.

    ``conformal``: ``(n,)`` steps whose 95 % interval comes from measured errors; ``floored``: ``(n,)`` whether zero was a limit;
    ``beats``: ``(n,)`` better than the benchmark in the back-test; ``coverage``: ``(levels, n)`` over ``coverage_n`` comparisons.
    """

    names: list[str]
    points: Floats
    low: Floats
    high: Floats
    conformal: Ints
    floored: Flags
    tested: Backtest | None
    beats: Flags
    coverage: Floats
    coverage_n: Ints

    def steps(self, column: int) -> Iterator[tuple[float, ...]]:
        """Point, then low and high of each level, for every step of one column."""
        limits = [one[:, column].tolist() for level in range(len(LEVELS)) for one in (self.low[level], self.high[level])]
        return zip(self.points[:, column].tolist(), *limits, strict=True)


def figures(given: Panel, known: Flags, season: int, horizon: int, method: str | None) -> Figures:
    """Fit, roll, choose and draw intervals. ``known``: ``(T, n)``, false where a value was filled in; ``method`` forces one for all."""
    fitted = fit(given, season)
    wanted = tuple(dict.fromkeys((*CANDIDATES, *(("drift",) if season == 1 else ()), BENCHMARK, *((method,) if method else ()))))
    tested = backtest(given, known, season, horizon, wanted)
    names, beats = _chosen(tested, given.width, season, method)
    points = _pick(forecasts(given, fitted, season, horizon), names)
    sources, held = _sources(tested, names, growths(fitted, given.lengths, season, horizon), method is None)
    spread = _spread(given, season)
    drawn = widest(sources, spread)
    widths = np.maximum.accumulate(np.array([width for width, _ in drawn]), axis=0)
    coverage, count = measured(sources, held, spread)
    positive = fitted.every.multiplicative
    floor = np.where(positive, 0.0, -np.inf)
    low = points - widths
    floored = np.asarray((low < floor).any(axis=(0, 1)))
    measured_steps = np.cumprod(drawn[-1][1], axis=0).sum(axis=0)
    return Figures(
        names, np.maximum(points, floor), np.maximum(low, floor), np.maximum(points + widths, floor), measured_steps, floored, tested, beats, coverage, count
    )  # fmt: skip


def _chosen(tested: Backtest | None, width: int, season: int, method: str | None) -> tuple[list[str], Flags]:
    """Method of every column, and whether it beat the benchmark."""
    if tested is None:
        return [method or BENCHMARK] * width, np.zeros(width, dtype=bool)
    if method:
        return [method] * width, np.asarray(tested.mae[method] < tested.mae[BENCHMARK])
    return choose(tested, season)


def _sources(tested: Backtest | None, names: list[str], growth: dict[str, Floats], chosen: bool) -> tuple[list[Errors], Ints]:
    """Errors of the method of every column, and those of the combination where methods were chosen; ``(n,)`` origins held."""
    own, every = _pick(growth, names), np.arange(len(names))
    if tested is None:
        return [Errors(np.full((1, *own.shape), np.nan), own, every)], np.zeros(len(names), dtype=np.int64)
    found = [Errors(np.abs(_pick(tested.rolled, names) - tested.actual), own, every)]
    others = every[np.array(names) != CANDIDATES[0]]
    if chosen and others.size:
        errors = np.abs(tested.rolled[CANDIDATES[0]][:, :, others] - tested.actual[:, :, others])
        found.append(Errors(errors, growth[CANDIDATES[0]][:, others], others))
    return found, tested.held


def _pick(by_method: dict[str, Floats], names: list[str]) -> Floats:
    """Of every column the values of its method; the last axis of all is the column."""
    chosen = np.array(names)
    found = np.empty_like(by_method[names[0]], dtype=np.float64)
    for name in dict.fromkeys(names):
        found[..., chosen == name] = by_method[name][..., chosen == name]
    return found


def _spread(given: Panel, season: int) -> Floats:
    """``(n,)``: root mean square of the changes from one season (or value) to the next: what is known of errors without a back-test."""
    step = season if given.rows > season else 1
    there = np.arange(step, given.rows)[:, None] >= given.starts + step
    change = np.where(there, given.values[step:] - given.values[:-step], 0.0)
    return np.asarray(np.sqrt((change**2).sum(axis=0) / np.maximum(given.lengths - step, 1)))
