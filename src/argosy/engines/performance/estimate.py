"""Rates with their intervals. Wilson's score interval for proportions, Garwood's exact interval for counts, Newcombe's for a difference."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from argosy.kernel.text import NOTHING, Text

LEVEL = 0.95
NO_CASES = Text("無資料，無法判定", "no cases: cannot tell")
WILSON = Text("Wilson 分數區間", "Wilson score interval")
GARWOOD = Text("卜瓦松精確區間(Garwood)", "exact Poisson interval (Garwood)")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval at ``level``. ``n`` is what it rests on; ``value`` is ``None`` when it cannot be told, and ``why`` says so."""

    value: float | None
    low: float | None
    high: float | None
    n: float
    events: float
    method: Text
    level: float = LEVEL
    why: Text = NOTHING


def quantile(level: float = LEVEL) -> float:
    """The standard normal quantile of a two-sided interval: 1.959964 for 95 %."""
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(events: int, n: int, level: float = LEVEL) -> Estimate:
    """A proportion with Wilson's score interval without continuity correction (Wilson 1927). ``ValueError`` unless 0 ≤ events ≤ n."""
    if not 0 <= events <= n:
        raise ValueError(f"{events} of {n} is no proportion")
    if n == 0:
        return Estimate(None, None, None, 0, 0, WILSON, level, NO_CASES)
    z = quantile(level)
    share, spread = events / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    low = 0.0 if events == 0 else max(0.0, middle - half)
    high = 1.0 if events == n else min(1.0, middle + half)
    return Estimate(share, low, high, n, events, WILSON, level)


def poisson_rate(events: int, exposure: float, per: float = 1.0, level: float = LEVEL) -> Estimate:
    """Events per ``per`` units of exposure with the exact interval of a Poisson mean (Garwood 1936). ``ValueError`` for a negative number."""
    from scipy.special import gammaincinv

    if events < 0 or exposure < 0:
        raise ValueError(f"{events} events in {exposure} are no rate")
    if exposure == 0:
        return Estimate(None, None, None, 0, events, GARWOOD, level, NO_CASES)
    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    high = float(gammaincinv(events + 1, 1 - tail))
    return Estimate(events / exposure * per, low / exposure * per, high / exposure * per, exposure, events, GARWOOD, level)


def newcombe(first: Estimate, second: Estimate) -> tuple[float, float, float] | None:
    """The difference of two independent proportions and its interval, from their Wilson intervals (Newcombe 1998, method 10)."""
    bounds = (first.value, first.low, first.high, second.value, second.low, second.high)
    p1, l1, u1, p2, l2, u2 = (0.0 if bound is None else bound for bound in bounds)
    if None in bounds:
        return None
    gap = p1 - p2
    return gap, gap - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), gap + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
