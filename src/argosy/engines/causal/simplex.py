"""Weights that add up to one and are nowhere negative: the exact least-squares optimum, by an active-set method."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from argosy.engines.causal.columns import Floats

TOLERANCE = 1e-10
FLAT = 1e-12  # added to the unit diagonal, so that of weights that fit alike the evenest are taken


def simplex_weights(columns: Floats, target: Floats, ridge: float = 0.0, intercept: bool = False) -> Floats:
    """w (J) that minimises ‖columns · w − target‖² + ridge · ‖w‖² with w ≥ 0 and Σw = 1. ``columns`` is T × J, ``target`` T.

    ``intercept`` lets the two sides differ by a constant. The optimum meets the Karush–Kuhn–Tucker conditions to 1e-10 of the scale
    (Nocedal and Wright 2006, *Numerical Optimization*, section 16.5).
    """
    if intercept:
        columns, target = columns - columns.mean(axis=0), target - target.mean()
    gap = columns - target[:, None]  # on the simplex, columns·w − target = gap·w
    cross = gap.T @ gap
    scale = float(np.trace(cross)) / len(cross) or 1.0
    matrix = cross / scale + (ridge / scale + FLAT) * np.eye(len(cross))
    return _active_set(matrix)


def _active_set(matrix: Floats) -> Floats:
    """The w on the simplex that minimises w'Mw, M positive definite."""
    count = len(matrix)
    weights = np.zeros(count)
    weights[int(np.argmin(np.diag(matrix)))] = 1.0
    free = weights > 0
    for _ in range(50 * count + 100):
        weights, free = _descend(matrix, weights, free)
        slope = matrix @ weights
        lack = slope - float(weights @ slope)  # multipliers of w ≥ 0
        lack[free] = 0
        worst = int(np.argmin(lack))
        if lack[worst] >= -TOLERANCE * max(1.0, float(np.abs(slope).max())):
            break
        free[worst] = True
    return _polished(weights)


def _descend(matrix: Floats, weights: Floats, free: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    """To the optimum of the free weights, stopping at each bound on the way and freeing no more of it."""
    while True:
        best = np.zeros_like(weights)
        rows = np.flatnonzero(free)
        raw = np.linalg.solve(matrix[np.ix_(rows, rows)], np.ones(len(rows)))
        best[rows] = raw / raw.sum()
        if (best[rows] >= 0).all():
            return best, free
        falling = rows[best[rows] < 0]
        steps = weights[falling] / (weights[falling] - best[falling])
        step = float(steps.min())
        weights = weights + step * (best - weights)
        free = free.copy()
        free[falling[steps <= step]] = False
        weights[~free] = 0


def _polished(weights: Floats) -> Floats:
    clean = np.maximum(weights, 0)
    found: Floats = clean / clean.sum()
    return found


def frank_wolfe(columns: Floats, target: Floats, ridge: float, stop: float, intercept: bool) -> Floats:
    """The same criterion by Frank–Wolfe steps from even weights, as the R package synthdid does: 100 steps, weights below a quarter of the largest
    set to nought, then up to 10,000 steps until the mean square falls by less than ``stop`` squared. Published synthetic DiD figures come from
    this path, whose end lies near the optimum but not on it. Arkhangelsky et al. (2021), American Economic Review 111(12).
    """
    if intercept:
        columns, target = columns - columns.mean(axis=0), target - target.mean()
    even = np.full(columns.shape[1], 1 / columns.shape[1])
    rough = _steps(columns, target, ridge, stop, even, 100)
    kept = np.where(rough <= rough.max() / 4, 0.0, rough)
    return _steps(columns, target, ridge, stop, kept / kept.sum(), 10_000)


def _steps(columns: Floats, target: Floats, ridge: float, stop: float, weights: Floats, most: int) -> Floats:
    """Frank–Wolfe with exact line search; the gradient is carried along, so that a step costs one column of the cross product."""
    matrix = columns.T @ columns + ridge * np.eye(columns.shape[1])
    pull, rest, before = columns.T @ target, float(target @ target), np.inf
    slope = matrix @ weights - pull
    for turn in range(most):
        best = int(slope.argmin())
        fall = float(weights @ slope - slope[best])
        image = slope + pull
        curve = float(matrix[best, best] - 2 * image[best] + weights @ image)
        step = min(1.0, max(0.0, fall / curve)) if curve > 0 else 0.0
        weights = weights * (1 - step)
        weights[best] += step
        slope = slope * (1 - step) + step * (matrix[:, best] - pull)
        value = float(weights @ slope - weights @ pull + rest) / len(target)
        if turn and before - value <= stop**2:
            break
        before = value
    return weights
