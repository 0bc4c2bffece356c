"""A standard against what was measured: met, within tolerance, missed, or not measurable for want of data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from argosy.engines.performance.estimate import Estimate

Verdict = Literal["met", "near", "missed", "unmeasured"]
MOST_MISSING = 0.1
"""With more than this share of cases lacking the figure a standard is not measurable."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a standard came to: an estimate in its own unit, how many cases lack the figure, and the verdict."""

    estimate: Estimate
    missing: int
    verdict: Verdict


def measured(estimate: Estimate, missing: int, target: float, tolerance: float, least: bool, factor: float = 1.0) -> Measured:
    """``factor`` takes the estimate to the unit of the target (100 for a share against a target in percent)."""
    told = scaled(estimate, factor)
    return Measured(told, missing, verdict(told.value, told.n, missing, target, tolerance, least))


def verdict(value: float | None, n: float, missing: int, target: float, tolerance: float, least: bool) -> Verdict:
    """By the point estimate; a target reached only within ``tolerance`` is near."""
    if value is None or missing > MOST_MISSING * (n + missing):
        return "unmeasured"
    short = target - value if least else value - target
    return "met" if short <= 1e-9 else "near" if short <= tolerance + 1e-9 else "missed"


def scaled(one: Estimate, factor: float) -> Estimate:
    """An estimate in another unit."""
    ends = (None if end is None else end * factor for end in (one.value, one.low, one.high))
    value, low, high = ends
    return Estimate(value, low, high, one.n, one.events, one.method, one.level, one.why)
