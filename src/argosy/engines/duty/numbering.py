"""Texts that repeat, numbered: every distinct text of a run is looked at once, and lines carry its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Lock

import polars as pl


class Numbering:
    """Numbers for texts, from 0, in the order they are met; a text keeps its number for the whole run. Nothing and null are one text."""

    def __init__(self, first: Iterable[str] = ("",)) -> None:
        self._categories = pl.Categories.random()
        self._dtype = pl.Categorical(self._categories)
        self._lock = Lock()  # a number given in another thread has no text for a moment
        self._held = pl.Series(list(first), dtype=pl.String).cast(self._dtype)  # Polars forgets texts that no column holds

    def numbers(self, texts: pl.Series) -> pl.Series:
        """The number of each text, 32 bits without sign."""
        plain = texts.cast(pl.String)
        whole = plain.fill_null("") if plain.null_count() else plain
        with self._lock:
            return whole.cast(self._dtype).to_physical()

    def number(self, text: str) -> int:
        """The number of one text."""
        return int(self.numbers(pl.Series([text], dtype=pl.String))[0])

    def texts(self, after: int = 0) -> pl.Series:
        """All texts met so far from number ``after`` on, in the order of their numbers."""
        with self._lock:
            return pl.Series(list(self._from(after)), dtype=pl.String)

    def _from(self, number: int) -> Iterator[str]:
        while number in self._categories:  # the whole list, from Polars, costs a look at every text
            yield str(self._categories[number])
            number += 1
