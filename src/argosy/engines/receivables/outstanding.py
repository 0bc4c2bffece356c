"""Days sales outstanding in three forms, collection effectiveness, and how late customers pay.

Definitions (facts/commerce.md; C. M. Group and the Credit Research Foundation use the same):
DSO = receivables ÷ credit sales × days of the period. Best possible DSO = receivables not past due ÷ credit sales × days; ADD = DSO − best possible.
Count-back DSO takes each month's credit sales, the latest first, off the receivables, counting the month's days for each used up whole and their
share for the one that is not. CEI = (opening + sales − closing) ÷ (opening + sales − closing not past due) × 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from argosy.engines.receivables.book import Book, open_at


@dataclass(frozen=True, slots=True)
class Outstanding:
    """Measures of one currency over the days ``first`` to ``last``. Amounts in ten-thousandths; ``None`` where nothing divides."""

    first: date
    last: date
    days: int
    opening: int
    sales: int
    closing: int
    current: int
    dso: Fraction | None
    best: Fraction | None
    countback: Fraction | None
    cei: Fraction | None

    @property
    def add(self) -> Fraction | None:
        """Average days delinquent."""
        return None if self.dso is None or self.best is None else self.dso - self.best


@dataclass(frozen=True, slots=True)
class Lateness:
    """How payments of a period stood to their due days, weighted by amount; early ones negative in ``mean``, nought in ``late_only``."""

    n: int
    amount: int
    mean: Fraction | None
    late_only: Fraction | None


def outstanding(book: Book, last: date, days: int) -> Outstanding:
    """The measures over ``days`` ending with ``last``; where the book begins later, over the days it holds."""
    import polars as pl

    begun: Any = book.bills["issued"].min()
    if begun is not None and begun <= last:
        days = min(days, (last - begun).days + 1)
    first = last - timedelta(days=days - 1)
    closing_items = open_at(book, last)
    closing = _sum(closing_items["open"])
    current = _sum(closing_items.filter(pl.col("due") >= last)["open"])
    sales = _sum(book.bills.filter(pl.col("issued").is_between(first, last))["amount"])
    opening = _sum(open_at(book, first - timedelta(days=1))["open"])
    return Outstanding(
        first, last, days, opening, sales, closing, current, _of(closing, sales, days), _of(current, sales, days), countback(book, last, closing),
        cei(opening, sales, closing, current),
    )  # fmt: skip


def cei(opening: int, sales: int, closing: int, current: int) -> Fraction | None:
    """Collection effectiveness in percent: what was collected of what could be; ``None`` when nothing could."""
    collectable = opening + sales - current
    return Fraction(opening + sales - closing, collectable) * 100 if collectable else None


def _sum(column: Any) -> int:
    import polars as pl

    return int(column.cast(pl.Int128).sum())


def _of(amount: int, sales: int, days: int) -> Fraction | None:
    return Fraction(amount, sales) * days if sales > 0 else None


def countback(book: Book, last: date, receivables: int) -> Fraction | None:
    """Days of the latest sales the receivables stand for; ``None`` when all the sales there are do not come to them."""
    import polars as pl

    months = book.bills.filter(pl.col("issued") <= last).group_by(pl.col("issued").dt.truncate("1mo").alias("month"))
    sales = dict(months.agg(pl.col("amount").cast(pl.Int128).sum()).iter_rows())
    begun = min(sales, default=None)
    left, counted, end = receivables, Fraction(0), last
    while left > 0:
        start = end.replace(day=1)
        if begun is None or start < begun:
            return None
        length, sold = (end - start).days + 1, int(sales.get(start, 0))
        if sold >= left:
            return counted + Fraction(left, sold) * length
        left -= max(sold, 0)
        counted += length
        end = start - timedelta(days=1)
    return counted


def lateness(book: Book, first: date, last: date) -> Lateness:
    """How late the payments between two days came, weighted by amount."""
    import polars as pl

    paid = book.payments.filter(pl.col("on").is_between(first, last)).join(book.bills.select("id", "due"), on="id")
    days = (pl.col("on") - pl.col("due")).dt.total_days()
    wide = pl.col("amount").cast(pl.Int128)
    sums = paid.select(
        wide.sum().alias("amount"), (wide * days).sum().alias("mean"), (wide * days.clip(lower_bound=0)).sum().alias("late")
    ).row(0)
    amount, mean, late = (int(value or 0) for value in sums)
    return Lateness(paid.height, amount, Fraction(mean, amount) if amount else None, Fraction(late, amount) if amount else None)
