"""Dated rates of one charge as timelines: for each code, which rate begins on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

EPOCH = date(1970, 1, 1)
NOTHING = 0
FIRST_DAY, LAST_DAY = -(2**31), 2**31 - 1
Steps = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """One rate, by number, from one day to another, both included; days are counted from 1970-01-01."""

    start: int
    end: int
    rate: int


def day_number(day: date | None, otherwise: int) -> int:
    """A day as the number of days since 1970-01-01."""
    return otherwise if day is None else (day - EPOCH).days


def timeline(spans: Sequence[Span], unsure: int) -> Steps:
    """The days on which something changes, each with the rate from then on; ``NOTHING`` where none holds.

    Where two different rates hold on one day it is ``unsure``: a person must choose.
    """
    days = sorted({s.start for s in spans} | {s.end + 1 for s in spans if s.end < LAST_DAY})
    steps: list[tuple[int, int]] = []
    for day in days:
        rates = {s.rate for s in spans if s.start <= day <= s.end}
        rate = rates.pop() if len(rates) == 1 else unsure if rates else NOTHING
        if not steps or steps[-1][1] != rate:
            steps.append((day, rate))
    return tuple(steps)


def overlaid(above: Steps, below: Steps) -> Steps:
    """``above`` where it says something, ``below`` elsewhere."""
    made: list[tuple[int, int]] = []
    for day in sorted({d for d, _ in (*above, *below)}):
        rate = _on(above, day) or _on(below, day)
        if not made or made[-1][1] != rate:
            made.append((day, rate))
    return tuple(made)


def _on(steps: Steps, day: int) -> int:
    return next((rate for start, rate in reversed(steps) if start <= day), NOTHING)
