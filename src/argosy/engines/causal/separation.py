"""Rows of a Poisson regression whose mean runs to nought: separated rows, which make estimates that do not exist look finite.

First the plain case: levels of an effect in which every outcome is nought. Then, unless it can be shown that no combination of regressors and
effects vanishes on all positive rows, the iterative rectifier of Correia, Guimarães and Zylkin (2019), "Verifying the existence of maximum likelihood
estimates for generalized linear models", arXiv:1903.01633, section 4.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from argosy.engines.causal.absorb import absorber, redundant, regroup
from argosy.engines.causal.columns import Codes, Floats
from argosy.engines.causal.design import Design
from argosy.engines.causal.fitting import collinear, solve

HEAVY = 1e8  # weight of the rows that must be met exactly
NEAR = 1e-5  # below this a fitted value counts as nought
ROUNDS = 1_000

Mask = NDArray[np.bool_]


def without_separated(made: Design) -> Design:
    """The design without separated rows; they are counted under ``separated_effect`` and ``separated_regressor``."""
    made = _without_empty_levels(made)
    zero = made.y == 0
    if not zero.any() or not _may_separate(made, ~zero):
        return made
    return _without_empty_levels(made.only(~_rectified(made, zero), "separated_regressor"))


def without_singletons(made: Design) -> Design:
    """The design without rows that are alone in a level of an effect, again and again until none is (Correia 2015)."""
    while True:
        keep = np.ones(made.n, dtype=bool)
        for codes in made.effects.values():
            keep &= np.bincount(codes)[codes] > 1
        if keep.all():
            return made
        made = made.only(keep, "singleton")


def _without_empty_levels(made: Design) -> Design:
    while True:
        keep = np.ones(made.n, dtype=bool)
        for codes in made.effects.values():
            keep &= np.bincount(codes, made.y)[codes] > 0
        if keep.all():
            return made
        made = made.only(keep, "separated_effect")


def _may_separate(made: Design, positive: Mask) -> bool:
    """Whether a combination that is nought on all positive rows may differ from nought elsewhere; with up to two effects the answer is exact."""
    effects = list(made.effects.values())
    if len(effects) > 2 or _rank(effects) != _rank([codes[positive] for codes in effects]):
        return True
    inside = Design(made.y[positive], made.x[positive], made.names, _named(made, regroup(effects, positive)), {}, made.rows[positive], {})
    return len(collinear(inside)) > len(collinear(made))


def _named(made: Design, effects: Sequence[Codes]) -> dict[str, Codes]:
    return dict(zip(made.effects, effects, strict=True))


def _rank(effects: Sequence[Codes]) -> int:
    """How many levels the rows tell apart: all that appear less those that repeat."""
    seen = [np.unique(codes, return_inverse=True)[1] for codes in effects]
    return sum(int(codes.max()) + 1 for codes in seen) - redundant(seen)


def _rectified(made: Design, zero: Mask) -> Mask:
    """Separated rows, by regressing a rectified indicator of nought on everything until what is fitted is nowhere negative."""
    weights = np.where(zero, 1.0, HEAVY)
    absorbing = absorber(list(made.effects.values()), made.n)
    absorbing.weigh(weights)
    x = absorbing.residual(made.x)
    target = zero.astype(np.float64)
    for _ in range(ROUNDS):
        fitted = target - _residual(absorbing.residual(target[:, None])[:, 0], x, weights)
        fitted[np.abs(fitted) < NEAR] = 0
        if (fitted >= 0).all():
            return zero & (fitted > 0)
        target = np.where(zero, np.maximum(fitted, 0), 0)
    return np.zeros(made.n, dtype=bool)


def _residual(y: Floats, x: Floats, weights: Floats) -> Floats:
    coef, _ = solve(x, y, weights)
    found: Floats = y - x @ coef
    return found
