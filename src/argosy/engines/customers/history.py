"""Purchases of many customers, and the summary of them that the models of repeat buying take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from argosy.kernel.text import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNITS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12}
"""Days in a unit of time."""
NO_CUSTOMER = Text("無客戶", "no customer")
NEGATIVE = Text("金額為負（退貨或調整）", "a negative amount (a return or an adjustment)")
NO_NUMBER = Text("金額無法讀取", "an amount that cannot be read")
LATER = Text("在截止日之後", "after the last day asked for")


@dataclass(frozen=True, slots=True)
class Purchases:
    """Purchases by customer: each day's amounts added up, days in order; one at no charge
    is a purchase too. ``left_out`` counts the rows that are no purchase, by reason."""

    days: Mapping[str, tuple[date, ...]]
    amounts: Mapping[str, tuple[float, ...]]
    first: date
    last: date
    rows: int
    left_out: Mapping[Text, int]

    @property
    def count(self) -> int:
        """How many purchases there are, a customer's purchases of one day being one."""
        return sum(len(days) for days in self.days.values())

    def until(self, on: date) -> Purchases | None:
        """Those up to a day; ``None`` when there are none."""
        rows = [
            (name, day, amount)
            for name, days in self.days.items()
            for day, amount in zip(days, self.amounts[name], strict=True)
            if day <= on
        ]
        return purchases(rows, on) if rows else None


@dataclass(frozen=True, slots=True)
class Summary:
    """By customer, in units of time: ``x`` repeat purchases, ``recency`` from the first to the last one, ``age`` from the first to the last day.

    ``value`` is the mean amount of a repeat purchase (nan without one), ``total`` and ``orders`` are over all purchases.
    """

    names: tuple[str, ...]
    x: Floats
    recency: Floats
    age: Floats
    value: Floats
    total: Floats
    orders: Ints
    unit: str

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.names)


def purchases(rows: Iterable[tuple[str, date, float]], last: date | None = None) -> Purchases | None:
    """Purchases of rows of customer, day and amount; rows that are none are counted by reason. ``None`` when no purchase is left."""
    sums: dict[str, dict[date, float]] = {}
    left_out: Counter[Text] = Counter()
    n = 0
    for name, day, amount in rows:
        n += 1
        why = _not_one(name, day, amount, last)
        if why is not None:
            left_out[why] += 1
            continue
        own = sums.setdefault(name, {})
        own[day] = own.get(day, 0.0) + amount
    if not sums:
        return None
    days = {name: tuple(sorted(own)) for name, own in sorted(sums.items())}
    amounts = {name: tuple(sums[name][day] for day in own) for name, own in days.items()}
    first = min(own[0] for own in days.values())
    return Purchases(days, amounts, first, last or max(own[-1] for own in days.values()), n, dict(left_out))


def _not_one(name: str, day: date, amount: float, last: date | None) -> Text | None:
    if not name:
        return NO_CUSTOMER
    if not isfinite(amount):
        return NO_NUMBER
    if amount < 0:
        return NEGATIVE
    return LATER if last is not None and day > last else None


def summary(bought: Purchases, unit: str = "week") -> Summary:
    """Frequency, recency and age of every customer at ``bought.last``, in days, weeks or months; ``ValueError`` for another unit.

    As Fader, Hardie and Lee (2005) count them: the first purchase starts the clock and is no repeat.
    """
    if unit not in UNITS:
        raise ValueError(f"{unit} is no unit of time")
    per = UNITS[unit]
    names = tuple(bought.days)
    x = np.array([len(bought.days[name]) - 1 for name in names], dtype=np.float64)
    recency = np.array([(bought.days[name][-1] - bought.days[name][0]) / timedelta(days=per) for name in names], dtype=np.float64)
    age = np.array([(bought.last - bought.days[name][0]) / timedelta(days=per) for name in names], dtype=np.float64)
    totals = np.array([sum(bought.amounts[name]) for name in names], dtype=np.float64)
    firsts = np.array([bought.amounts[name][0] for name in names], dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(x > 0, (totals - firsts) / x, np.nan)
    orders = np.array([len(bought.days[name]) for name in names], dtype=np.int64)
    return Summary(names, x, recency, age, value, totals, orders, unit)
