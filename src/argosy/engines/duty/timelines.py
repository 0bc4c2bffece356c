"""Dated rates of one charge as timelines: for each code, which rate begins on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

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
        rate = on_day(above, day) or on_day(below, day)
        if not made or made[-1][1] != rate:
            made.append((day, rate))
    return tuple(made)


def on_day(steps: Steps, day: int) -> int:
    """The rate of a timeline on a day."""
    return next((rate for start, rate in reversed(steps) if start <= day), NOTHING)


def timelines(spans: pl.DataFrame, unsure: int) -> pl.DataFrame:
    """The timelines of many places at once: ``place``, ``day``, ``rate``, in the order of place and day.

    ``spans`` holds ``place``, ``start``, ``end`` (days, both included) and ``rate``. Places whose spans overlap are worked out one by one.
    """
    ordered = spans.sort("place", "start")
    after = pl.col("start").shift(-1)
    followed = (pl.col("place") == pl.col("place").shift(-1)).fill_null(value=False)
    marked = ordered.with_columns(
        clash=followed & (after <= pl.col("end")), gap=(pl.col("end") < LAST_DAY) & ~(followed & (after == pl.col("end") + 1))
    )
    clashing = marked.filter("clash")["place"].unique()
    clean = marked.filter(~pl.col("place").is_in(clashing.implode()))
    begun = clean.select("place", "rate", day="start")
    ended = clean.filter("gap").select("place", day=pl.col("end") + 1, rate=pl.lit(NOTHING, dtype=pl.UInt32))
    steps = pl.concat([begun.select("place", "day", "rate"), ended]).sort("place", "day")
    same = (pl.col("place") == pl.col("place").shift(1)) & (pl.col("rate") == pl.col("rate").shift(1))
    steps = steps.filter(~same.fill_null(value=False))
    parts = marked.filter(pl.col("place").is_in(clashing.implode())).partition_by("place", as_dict=True)
    rows = [(place, *step) for (place,), part in parts.items() for step in timeline(_spans(part), unsure)]
    return pl.concat([steps, pl.DataFrame(rows, schema=steps.schema, orient="row")]).sort("place", "day", maintain_order=True)


def _spans(part: pl.DataFrame) -> list[Span]:
    return [Span(*row) for row in part.select("start", "end", "rate").iter_rows()]
