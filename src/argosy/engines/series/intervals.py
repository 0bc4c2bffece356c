"""Prediction intervals from the errors of rolling origins.

Conformal per step: with c absolute errors, the half-width is the k-th smallest, k = ceil((c + 1) * level). Where k > c it is Student's t times the root
mean square of the errors of that step, with c / h degrees of freedom (errors h steps ahead overlap), two at least; where there are fewer than two
errors, that of the last step that has two, times the growth of the standard error that the method's model implies (Hyndman et al. 2008, table 6.1),
and never less than that growth from the first step on. A half-width never shrinks with the horizon, nor below that of the combination where the method
was chosen: the errors of what did best are smaller than they will be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from argosy.engines.series.ets import Ets
from argosy.engines.series.methods import Fitted
from argosy.engines.series.panel import Flags, Floats, Ints

LEVELS = (0.80, 0.95)
LEAST_FREEDOM = 2


@dataclass(frozen=True, slots=True)
class Errors:
    """What a method's intervals rest on, for the columns ``columns``, ``(c,)``, of a panel.

    ``absolute``: ``(origins, horizon, c)``, NaN where there is none; ``growth``: ``(horizon, c)``, one at the first step.
    """

    absolute: Floats
    growth: Floats
    columns: Ints


def widest(sources: Sequence[Errors], spread: Floats) -> list[tuple[Floats, Flags]]:
    """By level, half-widths of the first of ``sources``, which has every column, not below those of the others; and where they are conformal."""
    found = half_widths(sources[0], spread)
    for other in sources[1:]:
        for (width, _), (more, _) in zip(found, half_widths(other, spread[other.columns]), strict=True):
            width[:, other.columns] = np.maximum(width[:, other.columns], more)
    return found


def half_widths(errors: Errors, spread: Floats) -> list[tuple[Floats, Flags]]:
    """By level, ``(horizon, c)``: half-widths, and where they are conformal. ``spread``: ``(c,)``, error of one step where no origin tells."""
    ranked = np.sort(np.ascontiguousarray(np.moveaxis(errors.absolute, 0, 2)), axis=2)  # NaN last
    count = (~np.isnan(ranked)).sum(axis=2)
    found = []
    for level in LEVELS:
        wanted = np.ceil((count + 1) * level).astype(np.int64)
        conformal = (wanted <= count) & (count > 0)
        at = np.where(conformal, wanted - 1, 0)
        ordered = np.take_along_axis(ranked, at[:, :, None], axis=2)[:, :, 0]
        width = np.where(conformal, ordered, _parametric(ranked, count, level, errors.growth, spread))
        found.append((np.asarray(np.maximum.accumulate(width, axis=0)), conformal))
    return found


def _parametric(ranked: Floats, count: Ints, level: float, growth: Floats, spread: Floats) -> Floats:
    """``(horizon, n)``: half-widths by Student's t; without two errors at any step, from ``spread`` by the normal quantile."""
    squares = np.where(np.isnan(ranked), 0.0, ranked**2).sum(axis=2) / np.maximum(count, 1)
    usable = np.cumprod(count >= 2, axis=0).sum(axis=0)  # steps from the first on that have two errors
    every = np.arange(count.shape[1])
    base = np.minimum(np.arange(len(count))[:, None], np.maximum(usable - 1, 0))
    freedom = np.where(usable > 0, np.maximum(count[base, every] / (base + 1), LEAST_FREEDOM), 1e9)
    error = np.where(usable > 0, np.sqrt(squares[base, every]), spread)
    carried = growth / np.where(usable > 0, growth[base, every], 1.0)
    distinct, back = np.unique(freedom, return_inverse=True)
    width = stdtrit(distinct, (1 + level) / 2)[back].reshape(freedom.shape) * error * carried
    return np.asarray(np.maximum(width, width[0] * growth))


def measured(sources: Sequence[Errors], held: Ints, spread: Floats) -> tuple[Floats, Ints]:
    """Coverage of the first of ``sources`` that was measured: ``(levels, n)`` shares, and ``(n,)`` comparisons they rest on.

    Intervals made with the errors known at the middle of the held part, compared with what followed it.
    """
    errors = sources[0].absolute
    origins, horizon = errors.shape[:2]
    at, split = np.arange(origins)[:, None], origins - (held + 1) // 2  # the origin after whose value the check begins
    known = at[:, :, None] + 1 + np.arange(horizon)[None, :, None] <= split
    earlier = [Errors(np.where(known[:, :, one.columns], one.absolute, np.nan), one.growth, one.columns) for one in sources]
    later = (at >= split)[:, None, :] & ~np.isnan(errors)
    count = later.sum(axis=(0, 1))
    hits = np.array([(later & (errors <= width)).sum(axis=(0, 1)) for width, _ in widest(earlier, spread)])
    return np.where(count > 0, hits / np.maximum(count, 1), np.nan), count


def growths(fitted: Fitted, lengths: Ints, season: int, horizon: int) -> dict[str, Floats]:
    """Method to ``(horizon, n)``: standard error h steps ahead over that of one step, by the model of each."""
    steps = np.arange(1, horizon + 1)[:, None] * np.ones(len(lengths))
    theta, classic = (np.sqrt(1 + (steps - 1) * one.theta.alpha**2) for one in (fitted.either, fitted.classic))
    damped = _ets_growth(fitted.ets, season, horizon)
    return {
        "theta": theta,
        "theta_classic": classic,
        "ets": damped,
        "combination": (theta + damped) / 2,
        "naive": np.sqrt(steps),
        "naive2": np.sqrt(steps),
        "snaive": np.sqrt((steps - 1) // season + 1),
        "drift": np.sqrt(steps * (1 + steps / np.maximum(lengths - 1, 1)) / (1 + 1 / np.maximum(lengths - 1, 1))),
    }


def _ets_growth(ets: Ets, season: int, horizon: int) -> Floats:
    """``(horizon, n)``: sqrt(1 + sum of c_j²), c_j = alpha + beta (phi + … + phi^j) + gamma when j is a whole season."""
    alpha, share, seasonal, phi = ets.params.T
    steps = np.arange(1, horizon)[:, None]
    moves = (
        alpha + alpha * share * np.cumsum(phi**steps, axis=0) + np.where(steps % season == 0, (1 - alpha) * seasonal, 0.0) * (season > 1)
    )
    return np.asarray(np.sqrt(1 + np.concatenate([np.zeros((1, len(alpha))), np.cumsum(moves**2, axis=0)])))
