"""The spans of days over which a pack says the same, each with the rules that hold in it made ready for many lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from threading import Lock

import polars as pl

from argosy.engines.duty.numbering import Numbering
from argosy.engines.duty.rowbook import era_starts
from argosy.engines.duty.rulebook import Rulebook
from argosy.rules.pack import Pack


class Eras:
    """The eras of one pack, each with a rulebook made when first asked for. Kept over many frames, it looks at every code but once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._starts = pl.Series(era_starts(pack), dtype=pl.Date)
        self._codes = Numbering()
        self._books: dict[tuple[int, tuple[tuple[str, int], ...]], Rulebook] = {}
        self._lock = Lock()

    def numbers(self, days: pl.Series) -> pl.Series:
        """The era of each day, counted from 0 (before the first rule)."""
        return self._starts.search_sorted(days.cast(pl.Date), side="right").cast(pl.UInt32)

    def book(self, era: int, day: date, choices: Mapping[str, int]) -> Rulebook:
        """The rules of an era; ``day`` is any day in it."""
        key = (era, tuple(sorted(choices.items())))
        with self._lock:
            if key not in self._books:
                self._books[key] = Rulebook(self.pack, day, choices, self._codes)
            return self._books[key]
