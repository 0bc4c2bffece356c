"""Rounding and sharing of exact amounts. Rounding is part of a rule, so the mode and the unit are always data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, trunc
from typing import Literal

Mode = Literal["half_up", "half_even", "down", "up", "floor", "ceiling"]
MODES: tuple[Mode, ...] = ("half_up", "half_even", "down", "up", "floor", "ceiling")


@dataclass(frozen=True, slots=True)
class Rounding:
    """Round to a multiple of ``to`` (in the unit of the amount). ``half_up`` takes ties away from zero."""

    mode: Mode = "half_up"
    to: Fraction = Fraction(1)

    def apply(self, amount: Fraction) -> Fraction:
        """The rounded amount, exact."""
        return round_to(amount, self.to, self.mode)


def round_to(amount: Fraction, to: Fraction = Fraction(1), mode: Mode = "half_up") -> Fraction:
    """``amount`` rounded to a multiple of ``to``; raises ``ValueError`` for a ``to`` of zero or less."""
    if to <= 0:
        raise ValueError(f"cannot round to a multiple of {to}")
    return _WHOLE[mode](amount / to) * to


def _half_up(x: Fraction) -> int:
    return floor(x + Fraction(1, 2)) if x >= 0 else -floor(-x + Fraction(1, 2))


def _away(x: Fraction) -> int:
    return ceil(x) if x >= 0 else floor(x)


_WHOLE: dict[str, Callable[[Fraction], int]] = {
    "half_up": _half_up,
    "half_even": round,
    "down": trunc,
    "up": _away,
    "floor": floor,
    "ceiling": ceil,
}


def share(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """``total`` (scaled integer) split in proportion to ``weights`` by largest remainder; the parts sum to ``total``.

    Ties go to the earlier part. Weights must not be negative nor all zero (``ValueError``).
    """
    exact = [Fraction(w) for w in weights]
    whole = sum(exact, Fraction(0))
    if whole <= 0 or min(exact) < 0:
        raise ValueError("weights must be positive")
    raw = [total * w / whole for w in exact]
    parts = [floor(r) for r in raw]
    left = total - sum(parts)
    for i in sorted(range(len(parts)), key=lambda i: (parts[i] - raw[i], i))[:left]:
        parts[i] += 1
    return parts
