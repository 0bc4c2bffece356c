"""Each line of a book: a sale, goods that came back, or left out for one reason. Sales, returns and lines left out add up to the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

import polars as pl

from argosy.engines.book.lines import Rules, Tally
from argosy.engines.book.returning import Cancelled, Taken, cancelled

# In the order in which they are asked: a line is left out for the first that holds.
REASONS = (
    "no_customer", "not_goods", "duplicate", "no_price", "no_quantity", "negative_not_cancelled", "positive_on_cancellation", "two_customers",
    "cancelled_pair", "cancellation_without_sale",
)  # fmt: skip
SALE, BACK = "sale", "return"


@dataclass(frozen=True, slots=True)
class Sorted:
    """The book sorted. ``lines`` carries ``fate``: sale, return, or a reason. ``taken`` says of which sale the goods of a return were."""

    lines: pl.DataFrame
    taken: tuple[Taken, ...]
    touched: dict[str, int]

    def of(self, fate: str) -> pl.DataFrame:
        """The lines of one fate."""
        return self.lines.filter(pl.col("fate") == fate)

    @property
    def left_out(self) -> pl.DataFrame:
        """The lines that are neither sale nor return, in the order of the file."""
        return self.lines.filter(~pl.col("fate").is_in([SALE, BACK]))

    def tallies(self) -> dict[str, Tally]:
        """Lines and amount of every fate that occurs: sales and returns first, reasons as they are asked."""
        found = {fate: self.of(fate) for fate in (SALE, BACK, *REASONS)}
        return {fate: Tally.of(frame) for fate, frame in found.items() if frame.height}


def sort_out(lines: pl.DataFrame, rules: Rules) -> Sorted:
    """Sort a frame of lines (see ``lines``). ``touched`` counts the lines to which a reason would apply, whichever was asked first."""
    faults = dict(_faults(lines, rules))
    tested = lines.with_columns(**faults)
    touched = {name: int(tested[name].sum()) for name in faults}
    fate = pl.coalesce(*(pl.when(pl.col(name)).then(pl.lit(name)) for name in faults), pl.lit(SALE))
    sorted_ = tested.with_columns(fate=fate).with_columns(
        fate=pl.when((pl.col("fate") == SALE) & _cancels(rules)).then(pl.lit(BACK)).otherwise(pl.col("fate"))
    )
    made = _with_returns(sorted_.drop(list(faults)), rules)
    counts = made.lines["fate"].value_counts()
    later = {name: n for name, n in zip(counts["fate"], counts["count"], strict=True) if name in REASONS[-3:]}
    return Sorted(made.lines, made.taken, touched | later)


def _cancels(rules: Rules) -> pl.Expr:
    return pl.col("number").str.to_uppercase().str.starts_with(rules.cancels.upper()) if rules.cancels else pl.lit(value=False)


def _faults(lines: pl.DataFrame, rules: Rules) -> Iterator[tuple[str, pl.Expr]]:
    back = _cancels(rules)
    codes = lines["sku"].unique()
    apart = pl.Series([code for code in codes if not_goods(code, rules)], dtype=pl.String)
    yield "no_customer", pl.col("customer") == ""
    yield "not_goods", (pl.col("sku") == "") | pl.col("sku").is_in(apart.implode())
    yield "duplicate", pl.col("again")
    yield "no_price", pl.col("price") <= 0
    yield "no_quantity", pl.col("quantity") == 0
    yield "negative_not_cancelled", (pl.col("quantity") < 0) & ~back
    yield "positive_on_cancellation", (pl.col("quantity") > 0) & back


def not_goods(code: str, rules: Rules) -> bool:
    """Whether a stock code stands for postage, fees, adjustments and the like."""
    return any(fnmatchcase(code.strip().upper(), pattern.strip().upper()) for pattern in rules.not_goods)


def _with_returns(lines: pl.DataFrame, rules: Rules) -> Sorted:
    """Returns matched with the sales they cancel; numbers of two customers left out before."""
    sold = lines.filter(pl.col("fate") == SALE)
    torn = sold.group_by("number").agg(n=pl.col("customer").n_unique()).filter(pl.col("n") > 1)["number"]
    two = (pl.col("fate") == SALE) & pl.col("number").is_in(torn.implode())
    lines = lines.with_columns(fate=pl.when(two).then(pl.lit("two_customers")).otherwise(pl.col("fate")))
    found: Cancelled = cancelled(lines.filter(pl.col("fate") == SALE), lines.filter(pl.col("fate") == BACK), rules.same_days)
    pairs, alone = (pl.Series(sorted(rows), dtype=pl.Int64) for rows in (found.pairs, found.alone))
    fate = (
        pl.when(pl.col("row").is_in(pairs.implode())).then(pl.lit("cancelled_pair"))
        .when(pl.col("row").is_in(alone.implode())).then(pl.lit("cancellation_without_sale"))
        .otherwise(pl.col("fate"))
    )  # fmt: skip
    return Sorted(lines.with_columns(fate=fate), found.taken, {})
