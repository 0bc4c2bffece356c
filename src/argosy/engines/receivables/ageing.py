"""Ageing of open items by days past due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from argosy.engines.receivables.book import Book, open_at
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

EDGES = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One step of the ageing. ``low`` and ``high`` are days past due, both included; the first is not due, the last has no end."""

    key: str
    low: int | None
    high: int | None
    amount: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Ageing:
    """The steps of one currency, in ten-thousandths, and each customer's share of them by step."""

    on: date
    buckets: tuple[Bucket, ...]
    customers: dict[str, tuple[int, ...]]

    @property
    def total(self) -> int:
        """Everything open."""
        return sum(bucket.amount for bucket in self.buckets)

    @property
    def overdue(self) -> int:
        """Everything past due."""
        return sum(bucket.amount for bucket in self.buckets[1:])


def edges(text: str) -> tuple[int, ...]:
    """The upper ends of the steps, as the setting writes them: ``30,60,90``. They rise and are above zero, else ``BadInput``."""
    try:
        found = tuple(int(part) for part in text.split(","))
    except ValueError:
        found = ()
    if not found or list(found) != sorted({*found}) or found[0] < 1:
        raise BadInput(
            Text("帳齡級距「{t}」應為遞增之正整數，例如 30,60,90", "Ageing steps '{t}' are rising whole numbers, like 30,60,90").format(
                t=text
            )
        )
    return found


def steps(upper: tuple[int, ...] = EDGES) -> tuple[Bucket, ...]:
    """The empty steps for these upper ends: not due, 1-30, 31-60 …, and beyond the last."""
    lows = (1, *(edge + 1 for edge in upper[:-1]))
    middle = [Bucket(f"{low}-{high}", low, high) for low, high in zip(lows, upper, strict=True)]
    return (Bucket("not_due", None, 0), *middle, Bucket(f">{upper[-1]}", upper[-1] + 1, None))


def place(upper: tuple[int, ...], days: Any) -> Any:
    """The number of the step a count of days past due falls in, as an expression: 0 is not due."""
    import polars as pl

    found: Any = pl.when(days <= 0).then(0)
    for at, edge in enumerate(upper, 1):
        found = found.when(days <= edge).then(at)
    return found.otherwise(len(upper) + 1).cast(pl.Int8)


def with_steps(items: polars.DataFrame, day: date, upper: tuple[int, ...]) -> polars.DataFrame:
    """Open items with ``days`` past due (negative: still to come) and ``step``."""
    import polars as pl

    days = (pl.lit(day) - pl.col("due")).dt.total_days()
    return items.with_columns(days.alias("days")).with_columns(place(upper, pl.col("days")).alias("step"))


def age(book: Book, day: date, upper: tuple[int, ...] = EDGES) -> Ageing:
    """The ageing of one currency's book on a day. An item due on the day itself is not past due."""
    import polars as pl

    items = with_steps(open_at(book, day), day, upper)
    sums = items.group_by("customer", "step").agg(pl.col("open").cast(pl.Int128).sum().alias("open"), pl.len().alias("n"))
    blank = steps(upper)
    amounts, counts = [0] * len(blank), [0] * len(blank)
    customers: dict[str, list[int]] = {}
    for customer, step, amount, count in sums.select("customer", "step", "open", "n").iter_rows():
        amounts[step] += int(amount)
        counts[step] += count
        customers.setdefault(customer, [0] * len(blank))[step] += int(amount)
    buckets = tuple(Bucket(b.key, b.low, b.high, amount, count) for b, amount, count in zip(blank, amounts, counts, strict=True))
    return Ageing(day, buckets, {name: tuple(customers[name]) for name in sorted(customers)})
