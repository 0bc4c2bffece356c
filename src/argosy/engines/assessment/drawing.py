"""How sure a ranking is: the same ranking under weights and figures that might as well have been.

Weights are drawn from a Dirichlet around those given (group sums then are Dirichlet too, with the same concentration); known figures within their
standard error; unknown ones within the spread of the universe, those of one group together, as what is bad in one is likely bad in the next. Each market draws from a stream of its own, so a further candidate changes no
other market's draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from argosy.engines.assessment.matrix import Floats, Matrix, place

LEVELS = (80, 95)


@dataclass(frozen=True, slots=True)
class Draws:
    """``scores`` (draws × markets), ``ranks`` (1 the best, equal scores share the better), ``variance`` (markets × indicators): each indicator's
    covariance with the score, from the figures alone (a market's sum is the score's variance), and ``weight_variance`` per market: that of the
    score from the weights alone."""

    scores: Floats
    ranks: Floats
    variance: Floats
    weight_variance: Floats

    def interval(self, market: int, level: int) -> tuple[int, int]:
        """The ranks between which a market lies in ``level`` of 100 draws, both ends included."""
        tail = (1 - level / 100) / 2
        low = np.quantile(self.ranks[:, market], tail, method="lower")
        return int(low), int(np.quantile(self.ranks[:, market], 1 - tail, method="higher"))

    def within(self, market: int, top: int) -> float:
        """The share of draws in which a market is among the first ``top``."""
        return float((self.ranks[:, market] <= top).mean())

    def beats(self, one: int, other: int) -> float:
        """The share of draws in which ``one`` scores above ``other``."""
        return float((self.scores[:, one] > self.scores[:, other]).mean())


def draw(matrix: Matrix, rows: list[int], weights: Floats, penalty: float, how: tuple[int, int, int]) -> Draws:
    """Draws for the markets in ``rows``; ``how`` is (number of draws, concentration, seed). The same seed gives the same draws."""
    count, concentration, seed = how
    drawn = _weights(weights, count, concentration, seed)
    scores, variance, weight_variance = np.empty((count, len(rows))), np.empty((len(rows), len(weights))), np.empty(len(rows))
    for n, m in enumerate(rows):
        x = _values(matrix, m, count, seed)
        z = x + penalty * matrix.known[m]
        scores[:, n] = np.einsum("dk,dk->d", drawn, z) - penalty
        apart = x - x.mean(axis=0)
        variance[n] = weights * (apart.T @ (apart @ weights)) / count
        weight_variance[n] = (drawn @ (matrix.x[m] + penalty * matrix.known[m])).var()
    from scipy.stats import rankdata  # heavy: read when first needed

    ranks = rankdata(-np.round(scores, 12), method="min", axis=1).astype(np.float64)
    return Draws(scores, ranks, variance, weight_variance)


def _weights(weights: Floats, count: int, concentration: int, seed: int) -> Floats:
    drawn = np.random.default_rng([seed, 0]).standard_gamma(concentration * weights, (count, len(weights)))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True), dtype=np.float64)


def _values(matrix: Matrix, m: int, count: int, seed: int) -> Floats:
    stream = np.random.default_rng([seed, 1, crc32(matrix.markets[m].encode())])
    noise = stream.standard_normal((count, len(matrix.indicators)))
    groups = {name: stream.standard_normal(count) for name in dict.fromkeys(i.group for i in matrix.indicators)}
    x = np.empty_like(noise)
    for k, indicator in enumerate(matrix.indicators):
        if matrix.known[m, k]:
            x[:, k] = place(matrix.raw[m, k] + matrix.error[m, k] * noise[:, k], matrix.scales[indicator.id], indicator.direction)
        else:
            x[:, k] = np.clip(matrix.x[m, k] + matrix.spread[k] * groups[indicator.group], 0.0, 1.0)
    return x
