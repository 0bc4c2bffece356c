"""Texts that repeat, numbered: every distinct text of a run is looked at once, and lines carry its number."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl


class Numbering:
    """Numbers for texts, from 0, in the order they are met; a text keeps its number for the whole run. Nothing and null are one text."""

    def __init__(self, first: Iterable[str] = ("",)) -> None:
        self._categories = pl.Categories.random()
        self._dtype = pl.Categorical(self._categories)
        self._held = pl.Series(list(first), dtype=pl.String).cast(self._dtype)  # Polars forgets texts that no column holds

    def numbers(self, texts: pl.Series) -> pl.Series:
        """The number of each text, 32 bits without sign."""
        plain = texts.cast(pl.String)
        return (plain.fill_null("") if plain.null_count() else plain).cast(self._dtype).to_physical()

    def number(self, text: str) -> int:
        """The number of one text."""
        return int(self.numbers(pl.Series([text], dtype=pl.String))[0])

    def texts(self, after: int = 0) -> pl.Series:
        """All texts met so far from number ``after`` on, in the order of their numbers."""
        return self._categories.to_series().slice(after)
