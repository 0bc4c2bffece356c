"""Many series of unequal length side by side, so that one step in time is one numpy operation over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Panel:
    """Series in columns, time in rows, longest first, all ending in the last row.

    ``values``: ``(T, n)``, zero before a series begins. ``lengths``: ``(n,)``, falling. ``order``: ``(n,)``, where column j stood among the
    series that were given. ``active[t]``: how many columns have begun by row t, which are the first ones.
    """

    values: Floats
    lengths: Ints
    order: Ints
    active: Ints

    @property
    def rows(self) -> int:
        """How many points in time: the length of the longest series."""
        return int(self.values.shape[0])

    @property
    def width(self) -> int:
        """How many series."""
        return int(self.values.shape[1])

    @property
    def starts(self) -> Ints:
        """``(n,)``: the row each series begins in."""
        return self.rows - self.lengths

    @property
    def mask(self) -> Flags:
        """``(T, n)``: true where a series has a value."""
        return np.asarray(np.arange(self.rows)[:, None] >= self.starts[None, :])

    def like(self, values: Floats) -> Panel:
        """Other values of the same shape, for example without season; zeros are put before each series begins."""
        return Panel(np.where(self.mask, values, 0.0), self.lengths, self.order, self.active)

    def pick(self, chosen: Flags) -> Panel:
        """The panel of some of the columns; ``chosen``: ``(n,)``. ``order`` then counts among the columns of this one."""
        lengths = self.lengths[chosen]
        return Panel(np.ascontiguousarray(self.values[:, chosen]), lengths, np.flatnonzero(chosen), _active(lengths, self.rows))

    def head(self, drop: Ints) -> Panel:
        """The panel without the last ``drop[j]`` values of column j; ``drop``: ``(n,)``. Series move down and are sorted anew."""
        kept = [self.values[self.rows - size : self.rows - cut, j] for j, (size, cut) in enumerate(zip(self.lengths, drop, strict=True))]
        return panel(kept)

    def restore(self, found: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """``(n, …)`` in the order of columns to the order the series were given in."""
        back = np.empty_like(found)
        back[self.order] = found
        return back


def panel(series: Sequence[Floats]) -> Panel:
    """A panel of one-dimensional series, each of at least one value, without NaN."""
    sizes = np.array([len(one) for one in series], dtype=np.int64)
    order = np.argsort(-sizes, kind="stable")
    rows = int(sizes.max(initial=0))
    values = np.zeros((rows, len(series)))
    for column, at in enumerate(order):
        values[rows - sizes[at] :, column] = series[at]
    lengths = sizes[order]
    return Panel(values, lengths, order, _active(lengths, rows))


def _active(lengths: Ints, rows: int) -> Ints:
    """How many series have begun by each row."""
    begun = np.bincount(rows - lengths, minlength=max(rows, 1))
    return np.cumsum(begun)[:rows]
