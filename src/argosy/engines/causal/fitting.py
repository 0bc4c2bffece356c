"""Least squares and iteratively reweighted least squares with absorbed effects; collinear regressors are found and left out.

Sources: Correia, Guimarães and Zylkin (2020), "Fast Poisson estimation with high-dimensional fixed effects", Stata Journal 20(1);
Bergé (2018), CREA discussion paper 13. The last step is taken once more at the final weights, so that scores and Hessian are those of the optimum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.causal.absorb import Absorber, absorber
from argosy.engines.causal.columns import Floats
from argosy.engines.causal.design import CONSTANT, Design
from argosy.engines.causal.families import Family
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

CONVERGED = 1e-10  # relative change of the deviance
ITERATIONS = 200
HALVINGS = 30
COLLINEAR = 1e-9  # share of a regressor's own variation left after effects and the other regressors
HIGHEST = 500.0  # of the linear predictor: exp beyond overflows


@dataclass(frozen=True, slots=True)
class Fit:
    """``coef`` (k); ``x`` (n × k) with effects taken out; ``inverse`` (k × k) of the weighted cross product; ``score`` (n) times x is a row's score;
    ``weights`` (n) working weights; ``linear`` (n) the linear predictor with effects; ``mean`` (n) fitted outcome; ``deviance``.
    """

    coef: Floats
    x: Floats
    inverse: Floats
    score: Floats
    weights: Floats
    linear: Floats
    mean: Floats
    deviance: float
    iterations: int


def least_squares(made: Design) -> Fit:
    """OLS of y on x with the effects absorbed."""
    ones = np.ones(made.n)
    absorbing = _ready(made, ones)
    both = absorbing.residual(np.column_stack([made.y, made.x]))
    coef, inverse = solve(both[:, 1:], both[:, 0], ones)
    error = both[:, 0] - both[:, 1:] @ coef
    return Fit(coef, both[:, 1:], inverse, error, ones, made.y - error, made.y - error, float(error @ error), 1)


def reweighted(made: Design, family: Family, start: Floats | None = None) -> Fit:
    """A log-link family by iteratively reweighted least squares with step halving. ``BadInput`` when it does not converge.

    ``start`` is a first mean (n); the default is half way between the outcome and its average.
    """
    absorbing = absorber(list(made.effects.values()), made.n)
    y, mean = made.y, (made.y + made.y.mean()) / 2 if start is None else start
    linear = np.log(mean)
    deviance = family.deviance(y, mean)
    for turn in range(1, ITERATIONS + 1):
        step = _step(made, absorbing, family.weight(mean), linear, y / mean - 1)
        if turn == 1 and start is None:
            linear = step
            mean = _exp(linear)
            before, deviance = np.inf, family.deviance(y, mean)
        else:
            before = deviance
            linear, mean, deviance = _shorter(family, y, linear, step, deviance)
        if abs(before - deviance) <= CONVERGED * (0.1 + abs(deviance)):
            return _final(made, absorbing, family, linear, mean, deviance, turn)
    raise BadInput(
        Text("估計 {n} 次仍未收斂，請減少變數或改用 PPML", "No convergence after {n} steps: use fewer regressors, or PPML").format(
            n=ITERATIONS
        )
    )


def _ready(made: Design, weights: Floats) -> Absorber:
    absorbing = absorber(list(made.effects.values()), made.n)
    absorbing.weigh(weights)
    return absorbing


def _step(made: Design, absorbing: Absorber, weights: Floats, linear: Floats, error: Floats) -> Floats:
    """The next linear predictor."""
    working = linear + error
    absorbing.weigh(weights)
    both = absorbing.residual(np.column_stack([working, made.x]))
    coef, _ = solve(both[:, 1:], both[:, 0], weights)
    found: Floats = working - (both[:, 0] - both[:, 1:] @ coef)
    return found


def _exp(linear: Floats) -> Floats:
    return np.exp(np.clip(linear, -HIGHEST, HIGHEST))


def _shorter(family: Family, y: Floats, linear: Floats, target: Floats, deviance: float) -> tuple[Floats, Floats, float]:
    """The step towards ``target``, halved until the deviance does not rise."""
    share = 1.0
    for _ in range(HALVINGS):
        moved = linear + share * (target - linear) if share < 1 else target
        mean = _exp(moved)
        with np.errstate(over="ignore", invalid="ignore"):
            now = family.deviance(y, mean)
        if now <= deviance + CONVERGED * (0.1 + abs(deviance)):
            return moved, mean, now
        share /= 2
    return linear, _exp(linear), deviance


def _final(made: Design, absorbing: Absorber, family: Family, linear: Floats, mean: Floats, deviance: float, turns: int) -> Fit:
    weights = family.weight(mean)
    error = made.y / mean - 1
    absorbing.weigh(weights)
    both = absorbing.residual(np.column_stack([linear + error, made.x]))
    coef, inverse = solve(both[:, 1:], both[:, 0], weights)
    return Fit(coef, both[:, 1:], inverse, weights * error, weights, linear, mean, deviance, turns)


def solve(x: Floats, y: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted least squares of y (n) on x (n × k) of full rank: coefficients and the inverse of x'Wx, both scaled for accuracy."""
    if not x.shape[1]:
        return np.zeros(0), np.zeros((0, 0))
    weighted = x * weights[:, None]
    scale = 1 / np.sqrt((weighted * x).sum(axis=0))
    inverse = np.linalg.inv((weighted.T @ x) * scale * scale[:, None]) * scale * scale[:, None]
    coef = inverse @ (weighted.T @ y)
    return coef + inverse @ (weighted.T @ (y - x @ coef)), inverse


def collinear(made: Design) -> list[int]:
    """Regressors that the effects and the regressors before them already say, by pivoted elimination on the absorbed columns."""
    if not made.names:
        return []
    raw = (made.x * made.x).sum(axis=0)
    size = np.maximum((made.x - made.x.mean(axis=0)) ** 2, 0).sum(axis=0)
    size = np.where([name == CONSTANT for name in made.names], raw, np.maximum(size, 1e-16 * raw))
    columns = _ready(made, np.ones(made.n)).residual(made.x)
    scale = np.where(size > 0, 1 / np.sqrt(np.where(size > 0, size, 1.0)), 0.0)
    return _swept((columns.T @ columns) * scale * scale[:, None])


def _swept(cross: Floats) -> list[int]:
    """Rows of a cross-product matrix whose pivot vanishes as they are swept in order; the diagonal starts at most at one."""
    left, dropped = cross.copy(), []
    for i in range(len(left)):
        if left[i, i] <= COLLINEAR:
            dropped.append(i)
            continue
        rows = np.arange(len(left)) > i
        left[rows] -= np.outer(left[rows, i] / left[i, i], left[i])
    return dropped
