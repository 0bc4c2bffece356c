"""Whether the rows of every entry stand together: an entry that begins again after another one cannot be worked out as a whole."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

APART = Text(
    "「{f}」第 {r} 列：報單「{e}」之各列不相鄰。請依報單排序後再計算",
    "{f}, row {r}: the rows of entry “{e}” do not stand together. Sort the file by entry",
)


class Adjacency:
    """The entries met so far, by their hashes. ``column`` names the entry; without one there is nothing to check."""

    def __init__(self, file: str, column: str | None) -> None:
        self.file, self.column = file, column
        self._met = pl.Series([], dtype=pl.UInt64)

    def known(self, frames: Iterable[pl.DataFrame]) -> None:
        """Take note of entries that were checked in an earlier run."""
        for frame in frames:
            self._met.append(_hashes(frame[self.column or ""].drop_nulls().unique()))

    def check(self, rows: pl.DataFrame, first: int) -> None:
        """``BadInput`` when an entry of these rows was met before, in them or earlier. ``first`` is the number of the first row for people."""
        if self.column is None:
            return
        entries = rows[self.column]
        begins = (entries != entries.shift()).fill_null(value=True) & entries.is_not_null()
        starts = entries.filter(begins)
        hashes = _hashes(starts)
        met = self._met.is_in(hashes.implode()) if len(self._met) else None
        again = starts.is_duplicated()
        if met is not None and bool(met.any()):
            again = again | hashes.is_in(self._met.filter(met).implode())
        if bool(again.any()):
            self._refuse(starts.filter(again)[-1], first + begins.arg_true().filter(again)[-1])
        self._met.append(hashes)

    def _refuse(self, entry: object, row: int) -> None:
        message = APART.format(f=self.file, r=row, e=entry)
        raise BadInput(message, [Problem(message, self.file, row, self.column or "")])


def _hashes(entries: pl.Series) -> pl.Series:
    return entries.cast(pl.String).hash(seed=7)
