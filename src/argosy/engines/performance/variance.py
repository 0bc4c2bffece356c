"""Why sales changed between two periods: price, exchange rate, volume, mix, new and lost items. Exact: the parts sum to the change, to the cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from argosy.engines.performance.frames import LINES, need

PARTS = ("price", "exchange", "volume", "mix", "new", "lost")
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Sold:
    """What was sold of one item in one period: quantity in ``unit``, ``local`` amount in the item's currency, ``home`` amount in the firm's own."""

    quantity: Fraction
    local: Fraction
    home: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Variance:
    """A change and its parts, exact. ``after`` − ``before`` = ``price`` + ``exchange`` + ``volume`` + ``mix`` + ``new`` + ``lost``."""

    before: Fraction
    after: Fraction
    price: Fraction
    exchange: Fraction
    volume: Fraction
    mix: Fraction
    new: Fraction
    lost: Fraction

    @property
    def change(self) -> Fraction:
        """``after`` − ``before``."""
        return self.after - self.before

    @property
    def parts(self) -> Fraction:
        """The sum of the six parts; equal to ``change``."""
        return sum((Fraction(getattr(self, name)) for name in PARTS), ZERO)


Item = tuple[str, ...]


def variance(before: Mapping[Item, Sold], after: Mapping[Item, Sold]) -> Variance:
    """The parts of the change between two periods, item by item.

    For items sold in both: price = q₁·(p₁−p₀)·f₀ in the item's own currency; exchange = q₁·p₁·(f₁−f₀), f the mean exchange rate of the item's
    sales; volume = the base sales grown as the total quantity of their unit, R₀·(Q₁/Q₀−1); mix = Σ(q₁−q₀·Q₁/Q₀)·p₀·f₀. Quantities are added
    within one unit only, never pieces to kilograms. Items sold in one period alone are ``new`` or ``lost``: they have no price to compare.
    """
    both = [item for item in before if item in after and _comparable(before[item], after[item])]
    apart = set(both)
    parts: dict[str, Fraction] = dict.fromkeys(PARTS, ZERO)
    parts["new"] = sum((sold.home for item, sold in after.items() if item not in apart), ZERO)
    parts["lost"] = -sum((sold.home for item, sold in before.items() if item not in apart), ZERO)
    growth = _growth(before, after, both)
    for item in both:
        for name, amount in _item(before[item], after[item], growth[before[item].unit]).items():
            parts[name] += amount
    return Variance(_total(before), _total(after), **parts)


def _comparable(first: Sold, second: Sold) -> bool:
    return first.unit == second.unit and min(first.quantity, second.quantity, first.local, second.local) > 0


def _item(first: Sold, second: Sold, growth: Fraction) -> dict[str, Fraction]:
    base_rate = first.home / first.local
    at_base_price = second.quantity * first.local / first.quantity * base_rate
    at_base_rate = second.local * base_rate
    volume = first.home * (growth - 1)
    return {
        "price": at_base_rate - at_base_price,
        "exchange": second.home - at_base_rate,
        "volume": volume,
        "mix": at_base_price - first.home - volume,
    }


def _growth(before: Mapping[Item, Sold], after: Mapping[Item, Sold], both: Iterable[Item]) -> dict[str, Fraction]:
    """Q₁/Q₀ of each unit over the items sold in both periods."""
    first: dict[str, Fraction] = defaultdict(Fraction)
    second: dict[str, Fraction] = defaultdict(Fraction)
    for item in both:
        first[before[item].unit] += before[item].quantity
        second[before[item].unit] += after[item].quantity
    return {unit: second[unit] / quantity for unit, quantity in first.items()}


def _total(sold: Mapping[Item, Sold]) -> Fraction:
    return sum((each.home for each in sold.values()), ZERO)


def sold_between(lines: pl.DataFrame, start: date, end: date, by: tuple[str, ...] = ("sku", "market")) -> dict[Item, Sold]:
    """Items sold from one day to another, both included, by the keys and their currency and unit."""
    keys = [*by, "currency", "unit"]
    rows = need(lines, LINES).filter(pl.col("date").is_between(start, end))
    sums = rows.group_by(keys).agg(pl.col("quantity", "amount", "sales").sum()).sort(keys)
    wide = len(keys)
    return {
        tuple(map(str, row[:wide])): Sold(Fraction(row[wide]), Fraction(row[wide + 1]), Fraction(row[wide + 2]), str(row[wide - 1]))
        for row in sums.iter_rows()
    }
