"""How long things took: shares within a limit, the 90th percentile with an interval that assumes no distribution, and the people it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, comb

from argosy.engines.performance.estimate import LEVEL, Estimate, wilson
from argosy.kernel.text import Text

ORDER = Text("順序統計量區間（二項分配，不假設分布）", "interval of order statistics (binomial, no distribution assumed)")
FEW = Text("樣本不足以給出區間", "too few for an interval")
NINETY = 0.9
MAX_EXACT = 1000


def within(spans: Sequence[float], limit: float, level: float = LEVEL) -> Estimate:
    """The share of ``spans`` at or under a limit, with Wilson's interval."""
    return wilson(sum(span <= limit for span in spans), len(spans), level)


def percentile(spans: Sequence[float], share: float = NINETY, level: float = LEVEL) -> Estimate:
    """A percentile by linear interpolation (Hyndman & Fan 1996, type 7), between the order statistics that hold it with ``level`` or more.

    Without such a pair the interval is open and ``why`` says so.
    """
    n = len(spans)
    if n == 0:
        return Estimate(None, None, None, 0, 0, ORDER, level, FEW)
    ordered = sorted(spans)
    at = (n - 1) * share
    below = int(at)
    point = ordered[below] + (at - below) * (ordered[min(below + 1, n - 1)] - ordered[below])
    ends = _ends(n, share, level)
    if ends is None:
        return Estimate(point, None, None, n, n, ORDER, level, FEW)
    return Estimate(point, ordered[ends[0] - 1], ordered[ends[1] - 1], n, n, ORDER, level)


def _ends(n: int, share: float, level: float) -> tuple[int, int] | None:
    """Ranks r ≤ s with P(X(r) ≤ ξ < X(s)) at least ``level``, each tail at most half of the rest; ``None`` when the sample is too small."""
    tail = (1 - level) / 2
    chances = _binomial(n, share)
    low, under = 0, 0.0
    while low < n and under + chances[low] <= tail:
        under += chances[low]
        low += 1
    high, over = n, 0.0
    while high > 0 and over + chances[high] <= tail:
        over += chances[high]
        high -= 1
    return (low, high + 1) if low >= 1 and high + 1 <= n else None


def _binomial(n: int, share: float) -> list[float]:
    if n <= MAX_EXACT:
        return [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    from scipy.special import bdtr

    sums = [float(bdtr(k, n, share)) for k in range(n + 1)]
    return [sums[0], *(after - before for before, after in pairwise(sums))]


@dataclass(frozen=True, slots=True)
class Staffing:
    """People needed: ``exact`` = arrivals × handling ÷ (hours × occupancy), ``people`` rounded up, ``spare`` of those at hand (below 0: missing)."""

    arrivals: float
    handle_h: float
    exact: float
    people: int
    at_hand: int
    spare: float


def staffing(arrivals: float, handle_min: float, hours: float, occupancy: float, at_hand: int) -> Staffing:
    """Arrivals and hours in the same period; ``occupancy`` a fraction. ``ValueError`` unless hours and occupancy are above 0 and occupancy at most 1."""
    if hours <= 0 or not 0 < occupancy <= 1 or arrivals < 0 or handle_min < 0:
        raise ValueError("staffing needs hours above 0 and an occupancy above 0 up to 1")
    load = arrivals * handle_min / 60
    exact = load / (hours * occupancy)
    return Staffing(arrivals, handle_min / 60, exact, max(0, ceil(exact - 1e-9)), at_hand, at_hand - exact)
