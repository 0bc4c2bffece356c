"""Why a market stands where it does, and what to find out next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from argosy.engines.assessment.drawing import Draws
from argosy.engines.assessment.matrix import Matrix
from argosy.engines.assessment.scoring import Score

TOLD = 5  # how many reasons are told


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The market just above or below: how far, and the indicator that made most of the difference (its points, same sign as the gap)."""

    market: str
    gap: Decimal
    indicator: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Decisive:
    """An indicator that holds the first two apart: its points for the first less those for the second; ``known`` of both, not imputed."""

    indicator: str
    points: Decimal
    known: bool


@dataclass(frozen=True, slots=True)
class Collect:
    """An indicator worth knowing better: the share of the contested scores' variance from figures that it makes, and who lacks it."""

    indicator: str
    share: float
    unknown: tuple[str, ...]


def neighbours(markets: Sequence[str], scored: Sequence[Score]) -> list[tuple[Neighbour | None, Neighbour | None]]:
    """For each market in rank order: the nearest that beat it, and the nearest it beat."""
    found = []
    for n, own in enumerate(scored):
        above = _neighbour(markets[n - 1], scored[n - 1], own) if n else None
        below = _neighbour(markets[n + 1], own, scored[n + 1]) if n + 1 < len(scored) else None
        found.append((above, below))
    return found


def decisive(first: Score, second: Score) -> tuple[Decisive, ...]:
    """The indicators that part two markets, known ones before imputed, then the greatest difference first, both for and against."""
    known = {a.indicator: a.known and b.known for a, b in zip(first.contributions, second.contributions, strict=True)}
    rows = [Decisive(i, p, known[i]) for i, p in _differences(first, second) if p]
    return tuple(sorted(rows, key=lambda r: (not r.known, -abs(r.points)))[:TOLD])


def collecting(matrix: Matrix, draws: Draws, rows: list[int], contested: list[int]) -> tuple[tuple[Collect, ...], float | None]:
    """What to find out, most worth first, for the draws' markets ``contested``; and the part of all variance that weights make.

    Value of information by variance share: Σ over contested markets of Cov(w·x of the indicator, score) from the figures ÷ Var(score).
    """
    if not contested:
        return (), None
    by_indicator = draws.variance[contested].sum(axis=0)
    figures, weights = float(by_indicator.sum()), float(draws.weight_variance[contested].sum())
    if figures <= 0:
        return (), 1.0 if weights > 0 else None
    order = np.argsort(-by_indicator, kind="stable")[:TOLD]
    unknown = {int(k): tuple(matrix.markets[rows[n]] for n in contested if not matrix.known[rows[n], k]) for k in order}
    found = tuple(Collect(matrix.indicators[k].id, float(by_indicator[k] / figures), unknown[int(k)]) for k in order if by_indicator[k] > 0)
    return found, weights / (weights + figures)


def _neighbour(market: str, upper: Score, lower: Score) -> Neighbour:
    indicator, points = max(_differences(upper, lower), key=lambda pair: pair[1])
    return Neighbour(market, upper.value - lower.value, indicator, points)


def _differences(one: Score, other: Score) -> list[tuple[str, Decimal]]:
    return [(a.indicator, a.points - b.points) for a, b in zip(one.contributions, other.contributions, strict=True)]
