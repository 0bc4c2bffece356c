"""From a price with duties and taxes inside (DDP) to the customs value: an exact search in whole units.

The customs value of a line is the greatest multiple of the quantum for which value + charges do not exceed the price. Charges must not
fall as the value rises. Rounded charges can leave less than a unit or two that no value explains; ``left`` says how much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import floor

from argosy.kernel.rounding import share

Charges = Callable[[int, Fraction], Fraction | None]
Fees = Callable[[Sequence[Fraction]], Fraction | None]
ROUNDS = 24


@dataclass(frozen=True, slots=True)
class BackedOut:
    """Customs values per line (``None`` when a charge is not known) and what the search could not place."""

    values: tuple[Fraction | None, ...]
    left: Fraction = Fraction(0)


def back_out(prices: Sequence[Fraction | None], charges: Charges, fees: Fees, quantum: Fraction, step: Fraction | None = None) -> BackedOut:
    """Customs values such that each line's value, ``charges(i, value)`` and share of ``fees(values)`` make up its price.

    Values are multiples of ``step`` (default: the quantum), fees of ``quantum``.
    """
    known = [p for p in prices if p is not None]
    if len(known) < len(prices):
        return BackedOut(tuple(None for _ in prices))
    fee = Fraction(0)
    for _ in range(ROUNDS):
        values = _values(known, fee, charges, quantum, step or quantum)
        again = fees(values) if values is not None else None
        if values is None or again is None:
            break
        if again <= fee:
            return BackedOut(tuple(values), _left(known, values, charges, again))
        fee = again
    return BackedOut(tuple(None for _ in prices))


def _values(prices: list[Fraction], fee: Fraction, charges: Charges, quantum: Fraction, step: Fraction) -> list[Fraction] | None:
    parts = share(int(fee / quantum), prices) if fee else [0] * len(prices)
    values = [_solve(price - part * quantum, partial(charges, i), step) for i, (price, part) in enumerate(zip(prices, parts, strict=True))]
    known = [v for v in values if v is not None]
    return known if len(known) == len(values) else None


def _solve(price: Fraction, charge: Callable[[Fraction], Fraction | None], quantum: Fraction) -> Fraction | None:
    low, high = 0, max(0, floor(price / quantum))
    if charge(high * quantum) is None:
        return None
    while low < high:
        middle = (low + high + 1) // 2
        taxes = charge(middle * quantum) or Fraction(0)
        low, high = (middle, high) if middle * quantum + taxes <= price else (low, middle - 1)
    return low * quantum


def _left(prices: list[Fraction], values: list[Fraction], charges: Charges, fee: Fraction) -> Fraction:
    used = sum((value + (charges(i, value) or Fraction(0)) for i, value in enumerate(values)), Fraction(0))
    return sum(prices, Fraction(0)) - used - fee
