"""Office hours of a place: how many lie between two moments, and when so many will have passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

WEEKEND = 5
LONGEST = 3660
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Monday to Friday from ``opens`` to ``closes`` in the place's own time, less ``holidays``, with ``working`` weekend days.

    Moments handed in carry the zone of the place. Closing before opening raises ``BadInput``.
    """

    opens: time
    closes: time
    holidays: frozenset[date] = field(default_factory=frozenset)
    working: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Refuse hours that are no hours."""
        if self.opens >= self.closes:
            raise BadInput(Text("上班時間須早於下班時間", "office hours open before they close"))

    def works(self, day: date) -> bool:
        """Whether the office works on a day."""
        return day in self.working or (day.weekday() < WEEKEND and day not in self.holidays)

    def between(self, start: datetime, end: datetime) -> Decimal:
        """Office hours from one moment to another, to the second; 0 when the end is not after the start."""
        if end <= start:
            return Decimal(0)
        seconds = self._seconds(start, end)
        return Decimal(seconds) / _HOUR

    def _seconds(self, start: datetime, end: datetime) -> int:
        total = 0
        for opened, shut in self._days(start):
            if opened >= end:
                break
            total += max(0, round((min(end, shut) - max(start, opened)).total_seconds()))
        return total

    def after(self, start: datetime, hours: Decimal) -> datetime:
        """The moment by which so many office hours have passed. A calendar without working days for ten years raises ``BadInput``."""
        left = round(hours * _HOUR)
        for opened, shut in self._days(start):
            begins = max(start, opened)
            here = max(0, round((shut - begins).total_seconds()))
            if left <= here:
                return begins + timedelta(seconds=left)
            left -= here
        raise BadInput(Text("行事曆十年內無足夠之上班日", "the calendar holds too few working days in ten years"))

    def _days(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing of every working day from that of ``start``."""
        for step in range(LONGEST):
            day = start.date() + timedelta(days=step)
            if self.works(day):
                yield datetime.combine(day, self.opens, start.tzinfo), datetime.combine(day, self.closes, start.tzinfo)
