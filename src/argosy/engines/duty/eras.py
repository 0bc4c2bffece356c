"""The spans of days over which a pack says the same: between two days on which one of its rules begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import polars as pl

from argosy.engines.duty.rulebook import Rulebook
from argosy.rules.authority import Span
from argosy.rules.pack import Pack


class Eras:
    """The eras of one pack, each with a rulebook made when first asked for."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.starts = sorted({day for span in _spans(pack) for day in _changes(span)})
        self._books: dict[tuple[int, tuple[tuple[str, int], ...]], Rulebook] = {}

    def numbers(self, days: pl.Series) -> pl.Series:
        """The era of each day, counted from 0 (before the first rule)."""
        return pl.Series(self.starts, dtype=pl.Date).search_sorted(days.cast(pl.Date), side="right").cast(pl.UInt32)

    def book(self, era: int, day: date, choices: Mapping[str, int]) -> Rulebook:
        """The rules of an era; ``day`` is any day in it."""
        key = (era, tuple(sorted(choices.items())))
        if key not in self._books:
            self._books[key] = Rulebook(self.pack, day, choices)
        return self._books[key]


def _spans(pack: Pack) -> Iterator[Span]:
    for rows in (pack.charges, pack.facts, pack.exemptions, pack.rates, pack.relations):
        yield from (row.span for row in rows)


def _changes(span: Span) -> Iterator[date]:
    yield span.valid_from
    if span.valid_to is not None and span.valid_to < date.max:
        yield span.valid_to + timedelta(days=1)
