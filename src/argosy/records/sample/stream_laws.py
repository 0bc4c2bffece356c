"""Laws of chance on top of a table's own stream: each takes a fixed number of draws, so rows stay in step."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import exp, log
from statistics import NormalDist

from argosy.records.sample.stream import Stream

_NORMAL = NormalDist()


def normal(draws: Stream, mean: float = 0.0, deviation: float = 1.0) -> float:
    """A normal number, by the inverse of its distribution."""
    return mean + deviation * _NORMAL.inv_cdf(min(max(draws.unit(), 1e-12), 1 - 1e-12))


def lognormal(draws: Stream, mean: float, deviation: float) -> float:
    """The exponential of a normal number with this mean and standard deviation."""
    return exp(normal(draws, mean, deviation))


def poisson(draws: Stream, mean: float, most: int) -> int:
    """A Poisson number cut at ``most``, by the inverse of its distribution."""
    left, term, count = draws.unit(), exp(-mean), 0
    while left >= term and count < most:
        left -= term
        count += 1
        term *= mean / count
    return count


def logistic(draws: Stream) -> float:
    """A standard logistic number: the noise under which a logit is a chance."""
    share = min(max(draws.unit(), 1e-12), 1 - 1e-12)
    return log(share / (1 - share))


def places(draws: Stream, weights: Sequence[float], count: int) -> list[int]:
    """``count`` places drawn by their weights, in order: independent Poisson counts, given their total."""
    steps = list(accumulate(weights))
    return sorted(min(bisect_right(steps, draws.unit() * steps[-1]), len(weights) - 1) for _ in range(count))


def some(draws: Stream, things: Sequence[int], share: float) -> set[int]:
    """That share of the things, rounded, each as likely as any other."""
    return set(draws.shuffled(things)[: round(share * len(things))])
