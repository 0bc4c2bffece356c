"""Contacts held against the plan: how many there were by channel and period, how many were to be, and the grid of customers by weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

Grain = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Touch:
    """One contact: with whom, on which day, by which channel."""

    customer: str
    day: date
    channel: str


@dataclass(frozen=True, slots=True)
class Period:
    """Some days in a row, the last one included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Upkeep:
    """A customer in a period: contacts by channel, how many were planned (``None`` while paused)."""

    customer: str
    period: Period
    counts: dict[str, int]
    planned: int | None

    @property
    def total(self) -> int:
        """All contacts."""
        return sum(self.counts.values())


def periods(first: date, last: date, grain: Grain) -> list[Period]:
    """The days, weeks (from Monday) or months between two days; those at the ends are cut at them."""
    made: list[Period] = []
    day = first
    while day <= last:
        end = min(_end(day, grain), last)
        made.append(Period(day, end))
        day = end + timedelta(days=1)
    return made


def _end(day: date, grain: Grain) -> date:
    if grain == "day":
        return day
    if grain == "week":
        return day + timedelta(days=6 - day.weekday())
    following = day.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)


def planned(period: Period, every: int | None) -> int | None:
    """Contacts due in a period at one every so many days: whole intervals in it, at least one in a period as long as an interval."""
    return None if every is None else int(Fraction(period.days, every))


def count(touches: Iterable[Touch], period: Period, customers: Sequence[tuple[str, int | None]], channels: Sequence[str]) -> list[Upkeep]:
    """Every customer's contacts in a period by channel; ``customers`` are codes with their intervals in days."""
    held: dict[str, Counter[str]] = {}
    for one in touches:
        if period.holds(one.day):
            held.setdefault(one.customer, Counter())[one.channel] += 1
    nothing: Counter[str] = Counter()
    return [
        Upkeep(code, period, {channel: held.get(code, nothing)[channel] for channel in channels}, planned(period, every))
        for code, every in customers
    ]


def grid(touches: Iterable[Touch], weeks: Sequence[Period], customers: Sequence[str]) -> list[list[int]]:
    """Contacts of every customer (row) in every week (column)."""
    places = {week.first: at for at, week in enumerate(weeks)}
    rows = {code: [0] * len(weeks) for code in customers}
    for one in touches:
        monday = one.day - timedelta(days=one.day.weekday())
        at = places.get(monday, places.get(max(monday, weeks[0].first)) if weeks else None)
        if at is not None and one.customer in rows and weeks[at].holds(one.day):
            rows[one.customer][at] += 1
    return [rows[code] for code in customers]
