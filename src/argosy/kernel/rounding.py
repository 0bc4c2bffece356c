"""Rounding and sharing of exact amounts. Rounding is part of a rule, so the mode and the unit are always data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
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
    n, d = amount.as_integer_ratio()
    m, e = to.as_integer_ratio()
    if m <= 0:
        raise ValueError(f"cannot round to a multiple of {to}")
    whole = _WHOLE[mode](n * e, d * m) * m
    return Fraction(whole) if e == 1 else Fraction(whole, e)


def whole_multiple(n: int, d: int, mode: Mode) -> int:
    """``n`` / ``d`` as a whole number; ``d`` is above 0."""
    return _WHOLE[mode](n, d)


def _half_up(n: int, d: int) -> int:
    return (2 * n + d) // (2 * d) if n >= 0 else -((d - 2 * n) // (2 * d))


def _half_even(n: int, d: int) -> int:
    low, rest = divmod(n, d)
    return low + (2 * rest > d or (2 * rest == d and low % 2 == 1))


def _floor(n: int, d: int) -> int:
    return n // d


def _ceiling(n: int, d: int) -> int:
    return -(-n // d)


def _down(n: int, d: int) -> int:
    return n // d if n >= 0 else -(-n // d)


def _up(n: int, d: int) -> int:
    return -(-n // d) if n >= 0 else n // d


_WHOLE: dict[str, Callable[[int, int], int]] = {
    "half_up": _half_up,
    "half_even": _half_even,
    "down": _down,
    "up": _up,
    "floor": _floor,
    "ceiling": _ceiling,
}


def less(a: Fraction, b: Fraction) -> bool:
    """Whether ``a`` is below ``b``, quicker than ``<``, which first finds out what kind of number each is."""
    n, d = a.as_integer_ratio()
    m, e = b.as_integer_ratio()
    return n * e < m * d


def added(amounts: Iterable[Fraction]) -> Fraction:
    """The sum, exact: numbers of one denominator are added as whole numbers first."""
    tops: dict[int, int] = {}
    for amount in amounts:
        n, d = amount.as_integer_ratio()
        tops[d] = tops.get(d, 0) + n
    if len(tops) == 1:
        return Fraction(tops[d]) if d == 1 else Fraction(tops[d], d)
    den = lcm(*tops)
    return Fraction(sum(n * (den // d) for d, n in tops.items()), den)


def share(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """``total`` (scaled integer) split in proportion to ``weights`` by largest remainder; the parts sum to ``total``.

    Ties go to the earlier part. Weights must not be negative nor all zero (``ValueError``).
    """
    pairs = [w.as_integer_ratio() for w in weights]
    den = lcm(*{d for _, d in pairs})
    sizes = [n * (den // d) for n, d in pairs]
    whole = sum(sizes)
    if whole <= 0 or min(sizes) < 0:
        raise ValueError("weights must be positive")
    raw = [divmod(total * size, whole) for size in sizes]
    parts = [low for low, _ in raw]
    left = total - sum(parts)
    for i in sorted(range(len(parts)), key=lambda i: (-raw[i][1], i))[:left]:
        parts[i] += 1
    return parts
