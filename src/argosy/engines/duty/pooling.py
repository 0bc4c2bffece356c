"""Sums over the lines of one consignment, and amounts of a consignment given back to its lines by largest remainder, in whole numbers."""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from argosy.engines.duty.columns import Columns
from argosy.engines.duty.integers import Scaled, choose, constant, dtype_for, times, unknown


class Pool:
    """The consignments of a frame; without an ``entry`` column each line is its own."""

    def __init__(self, columns: Columns) -> None:
        self.key = columns.entry
        self.most = int(columns.frame.group_by(self.key).len()["len"].max() or 1) if self.key and columns.frame.height else 1  # type: ignore[arg-type]

    def _over(self, expr: pl.Expr) -> pl.Expr:
        return expr.over(self.key) if self.key else expr

    def summed(self, part: Scaled) -> Scaled:
        """The sum over the consignment; null when one line has none."""
        if self.key is None:
            return part
        bound = part.bound * self.most
        dtype = dtype_for(bound)
        total = self._over(part.expr.cast(dtype).sum())
        if part.whole:
            return Scaled(total, part.den, bound, part.positive, whole=True)
        return Scaled(pl.when(self._over(part.expr.is_null().any())).then(None).otherwise(total), part.den, bound, part.positive)

    def agreed(self, stated: Scaled | None) -> Scaled:
        """What the lines say with one voice; null when none does or two differ."""
        if stated is None:
            return unknown()
        if self.key is None:
            return stated
        low, high = self._over(stated.expr.min()), self._over(stated.expr.max())
        return Scaled(pl.when(low == high).then(low), stated.den, stated.bound)

    def any_of(self, test: pl.Expr) -> pl.Expr:
        """Whether it holds on any line of the consignment."""
        return self._over(test.any()) if self.key else test

    def shared(self, lazy: pl.LazyFrame, name: str, whole: Scaled, weight: Scaled, to: Fraction) -> tuple[pl.LazyFrame, Scaled]:
        """The part of each line of an amount of its consignment, in multiples of ``to``; ties go to the earlier line."""
        if self.key is None:
            return _kept(lazy, f"~charge_{name}", choose(weight.expr.is_not_null(), whole, unknown()))
        units = times(whole, constant(1 / to))
        lazy, total = _kept(lazy, f"~units_{name}", Scaled(units.expr // units.den if units.den != 1 else units.expr, 1, units.bound))
        lazy, weighed = _kept(lazy, f"~weight_{name}", weight)
        lazy, every = _kept(lazy, f"~weights_{name}", self.summed(weighed))
        count = self._over(pl.len()).cast(every.dtype)
        heavy = every.expr > 0
        own = pl.when(heavy).then(weighed.expr.cast(every.dtype)).otherwise(pl.lit(1, dtype=every.dtype))
        of = pl.when(heavy).then(every.expr).otherwise(count)
        wide = dtype_for(max(total.bound * max(weighed.bound, 1), every.bound, self.most))
        product, divisor = total.expr.cast(wide) * own.cast(wide), of.cast(wide)
        lazy = lazy.with_columns((product // divisor).alias(f"~low_{name}"), (product % divisor).alias(f"~rest_{name}"))
        rank = self._over(pl.col(f"~rest_{name}").rank("ordinal", descending=True))
        left = total.expr.cast(wide) - self._over(pl.col(f"~low_{name}").sum())
        part = pl.col(f"~low_{name}") + (rank.cast(wide) <= left).cast(wide)
        narrow = Scaled(part.cast(dtype_for(total.bound + 1)), 1, total.bound + 1)
        return _kept(lazy, f"~charge_{name}", times(narrow, constant(to)))


def _kept(lazy: pl.LazyFrame, name: str, value: Scaled) -> tuple[pl.LazyFrame, Scaled]:
    return lazy.with_columns(value.expr.alias(name)), Scaled(pl.col(name), value.den, value.bound, value.positive, value.whole)
