"""Sums over the lines of one consignment, and amounts of a consignment given back to its lines by largest remainder, in whole numbers.

The lines of a consignment stand together; every sum is a difference of running totals.
"""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from argosy.engines.duty.integers import Scaled, choose, constant, dtype_for, times, unknown
from argosy.engines.duty.stages import Stages

FEW = 12  # lines of the largest consignment up to which remainders are ranked by looking at neighbours


class Pool:
    """The consignments of a frame; without an ``entry`` column each line is its own."""

    def __init__(self, stages: Stages) -> None:
        self.stages = stages
        frame = stages.frame
        self.most = 1
        if "entry" in frame.columns and frame.height:
            self._placed(frame["entry"])
        self.single = self.most == 1

    def _placed(self, entry: pl.Series) -> None:
        """Where the consignment of each line begins and ends."""
        frame = bounds_of(entry)
        self.most = whole_top(frame["~last"] - frame["~first"]) + 1
        if self.most > 1:
            self.stages.lazy = self.stages.lazy.with_columns(frame["~first"], frame["~last"])

    def lines(self) -> Scaled:
        """How many lines the consignment has."""
        if self.single:
            return constant(1)
        return Scaled((pl.col("~last") - pl.col("~first") + 1).cast(pl.Int64), 1, self.most, whole=True)

    def summed(self, part: Scaled) -> Scaled:
        """The sum over the consignment; null when one line has none."""
        if self.single:
            return part
        if part.value is not None:
            return times(part, self.lines())
        part = self.stages.keep(part)
        bound = part.bound * self.most
        total = self._total(part.expr if part.whole else part.expr.fill_null(0), part.bound).cast(dtype_for(bound))
        if not part.whole:
            total = pl.when(~self.any_of(part.expr.is_null())).then(total)
        return Scaled(total, part.den, bound, part.positive, part.whole)

    def _total(self, expr: pl.Expr, bound: int) -> pl.Expr:
        """The sum of whole numbers none of which is null."""
        wide = dtype_for(bound * max(self.stages.frame.height, 1))
        own = self.stages.put(expr.cast(wide))
        running = self.stages.put(own.cum_sum())
        first, last = pl.col("~first"), pl.col("~last")
        return running.gather(last) - running.gather(first) + own.gather(first)

    def agreed(self, stated: Scaled | None) -> tuple[Scaled, pl.Expr]:
        """What the lines say with one voice, null when none does or two differ; and whether any says something."""
        if stated is None:
            return unknown(), pl.lit(value=False)
        if self.single:
            return stated, stated.expr.is_not_null()
        stated = self.stages.keep(stated)
        low, high = (pick.over("~first") for pick in (stated.expr.min(), stated.expr.max()))
        return Scaled(pl.when(low == high).then(low), stated.den, stated.bound, stated.positive), low.is_not_null()

    def any_of(self, test: pl.Expr) -> pl.Expr:
        """Whether it holds on any line of the consignment."""
        return test if self.single else self._total(test.fill_null(value=False).cast(pl.Int64), 1) > 0

    def shared(self, whole: Scaled, weight: Scaled, to: Fraction) -> Scaled:
        """The part of each line of an amount of its consignment, in multiples of ``to``; ties go to the earlier line."""
        if self.single:
            return choose(weight.expr.is_not_null(), whole, unknown(), sure=True)
        units = times(whole, constant(1 / to))
        total = self.stages.keep(Scaled(units.expr // units.den if units.den != 1 else units.expr, 1, units.bound, units.positive))
        return times(self.parts(total, weight), constant(to))

    def parts(self, total: Scaled, weight: Scaled) -> Scaled:
        """Whole units of a consignment shared over its lines by weight, equally where they weigh nothing."""
        if self.single:
            return choose(weight.expr.is_not_null(), total, unknown(), sure=True)
        none = pl.lit(0, dtype=weight.dtype)
        borne = (
            weight if weight.positive else Scaled(pl.when(weight.expr < none).then(none).otherwise(weight.expr), weight.den, weight.bound)
        )
        weighed = self.stages.keep(borne)
        every = self.stages.keep(self.summed(weighed))
        one = pl.lit(1, dtype=every.dtype)
        heavy = every.expr > 0
        wide = dtype_for(max(total.bound * max(weighed.bound, 1), every.bound, self.most))
        own = pl.when(heavy).then(weighed.expr.cast(every.dtype)).otherwise(one)
        of = pl.when(heavy).then(every.expr).otherwise(self.lines().expr.cast(every.dtype))
        product, divisor = total.expr.cast(wide) * own.cast(wide), self.stages.put(of.cast(wide))
        low = self.stages.put((self.stages.put(product) // divisor).cast(dtype_for(total.bound + 1)))
        rest = self.stages.put(product - low.cast(wide) * divisor)
        room = dtype_for((total.bound + 1) * self.most)
        left = total.expr.cast(room) - self._total(low.fill_null(0), total.bound + 1).cast(room)
        part = low + (self._beaten(rest).cast(room) < left).cast(dtype_for(total.bound + 1))
        return Scaled(pl.when(every.expr.is_not_null()).then(part), 1, total.bound + 1, total.positive)

    def _beaten(self, rest: pl.Expr) -> pl.Expr:
        """How many lines of the consignment come before this one for what is left over: those with a larger remainder, or the same earlier."""
        if self.most > FEW:
            return rest.rank("ordinal", descending=True).over("~first") - 1
        entry, count = pl.col("~first"), pl.lit(0, dtype=pl.UInt32)
        for k in range(1, self.most):
            before = (entry.shift(k) == entry) & (rest.shift(k) >= rest)
            after = (entry.shift(-k) == entry) & (rest.shift(-k) > rest)
            count = count + before.fill_null(value=False).cast(pl.UInt32) + after.fill_null(value=False).cast(pl.UInt32)
        return count


def whole_top(numbers: pl.Series) -> int:
    """The largest of some whole numbers; 0 without any."""
    top = numbers.max()
    return top if isinstance(top, int) else 0


def bounds_of(entry: pl.Series) -> pl.DataFrame:
    """The first and the last row (``~first``, ``~last``) of the run of equal entries each row stands in; a row without one is alone."""
    frame = pl.DataFrame({"entry": entry}).with_row_index("~row").lazy()
    begins = (pl.col("entry") != pl.col("entry").shift()).fill_null(value=True)
    ends = (pl.col("entry") != pl.col("entry").shift(-1)).fill_null(value=True)
    row = pl.col("~row")
    return frame.select(
        pl.when(begins).then(row).forward_fill().alias("~first"), pl.when(ends).then(row).backward_fill().alias("~last")
    ).collect()
