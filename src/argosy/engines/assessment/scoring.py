"""The score and its parts. Parts are exact decimals, so that they sum to the score without a remainder.

score = Σ w·x − penalty · (1 − completeness), completeness = Σ w over what is known. Linear in the weights: with z = x + penalty · known,
score = Σ w·z − penalty; a browser that holds z re-ranks at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np

from argosy.engines.assessment.matrix import Flags, Floats, Matrix

PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an indicator adds to the score above the reference: ``points`` = w · (x − x of the reference), exact to six places."""

    indicator: str
    group: str
    value: float | None
    normalised: float
    known: bool
    points: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` = ``reference`` + Σ contributions + ``completeness_points``, exactly."""

    value: Decimal
    reference: Decimal
    contributions: tuple[Contribution, ...]
    completeness: float
    completeness_points: Decimal
    penalty: Decimal


def linear(matrix: Matrix, penalty: float) -> Floats:
    """z = x + penalty · known, markets × indicators: score = z @ weights − penalty."""
    return matrix.x + penalty * matrix.known


def totals(matrix: Matrix, weights: Floats, penalty: float) -> Floats:
    """The scores of all markets as floats, by ``score = z @ weights − penalty``."""
    return np.asarray(linear(matrix, penalty) @ weights - penalty, dtype=np.float64)


def scores(matrix: Matrix, weights: Floats, penalty: float, against: tuple[Floats, Floats]) -> list[Score]:
    """One ``Score`` a market. ``against`` is the reference's row of x and of known (as shares, 0 to 1)."""
    base, base_known = against
    reference = _exact(float(base @ weights - penalty * (1 - base_known @ weights)))
    return [_score(matrix, m, weights, penalty, (base, float(base_known @ weights), reference)) for m in range(len(matrix.markets))]


def settled(parts: Sequence[float], whole: Decimal) -> list[Decimal]:
    """``parts`` rounded to six places so that they sum to ``whole`` exactly; the largest remainders take what rounding left."""
    floors = [Decimal(math.floor(p * 1e6)) for p in parts]
    left = int(whole / PLACES - sum(floors))
    order = sorted(range(len(parts)), key=lambda i: parts[i] * 1e6 - math.floor(parts[i] * 1e6), reverse=True)
    step = 1 if left >= 0 else -1
    for n in range(abs(left)):
        floors[order[n % len(order)]] += step
    return [f * PLACES for f in floors]


def _score(matrix: Matrix, m: int, weights: Floats, penalty: float, against: tuple[Floats, float, Decimal]) -> Score:
    base, base_complete, reference = against
    complete = completeness(matrix.known[m], weights)
    value = _exact(float(matrix.x[m] @ weights - penalty * (1 - complete)))
    parts = [*(weights * (matrix.x[m] - base)).tolist(), penalty * (complete - base_complete)]
    *points, last = settled(parts, value - reference)
    rows = tuple(
        Contribution(i.id, i.group, _value(matrix, m, k), float(matrix.x[m, k]), bool(matrix.known[m, k]), points[k])
        for k, i in enumerate(matrix.indicators)
    )
    return Score(value, reference, rows, complete, last, _exact(penalty * (1 - complete)))


def completeness(known: Flags, weights: Floats) -> float:
    """The part of the weight whose figures are known, 0 to 1."""
    return min(1.0, float(known @ weights))


def _value(matrix: Matrix, m: int, k: int) -> float | None:
    if not matrix.known[m, k]:
        return None
    raw = float(matrix.raw[m, k])
    return math.exp(raw) if matrix.indicators[k].transform == "log" else raw


def _exact(number: float) -> Decimal:
    return Decimal(repr(number)).quantize(PLACES, ROUND_HALF_EVEN)
