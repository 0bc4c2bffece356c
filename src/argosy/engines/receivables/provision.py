"""Expected credit losses: the provision matrix of IFRS 9 (B5.5.35), with given loss rates or rates from a book's own rolls.

allowance = Σ open amount of a step × its loss rate. Roll-rate method: what of a step's amount at a month's end is still open a month later is its
roll; a step's loss rate is the product of the rolls from it to the last step, times the loss of what reaches that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from argosy.engines.receivables.ageing import EDGES, Ageing, with_steps
from argosy.engines.receivables.book import Book, exact, open_at
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

IFRS9_EXAMPLE_12 = tuple(Decimal(rate) for rate in ("0.3", "1.6", "3.6", "6.6", "10.6"))
"""Loss rates in percent of IFRS 9 Illustrative Example 12 (IE74-IE77): not due, 1-30, 31-60, 61-90 and beyond 90 days past due."""
LEAST_MONTHS = 3
CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One step: its open amount, loss rate in percent and allowance, the amounts in units of the currency."""

    key: str
    amount: Decimal
    rate: Decimal | None
    allowance: Decimal | None


@dataclass(frozen=True, slots=True)
class Rolls:
    """Rolls of the steps, the share still open a month later, with the loss rates in percent they come to; or why there are none."""

    months: int
    rolls: tuple[Fraction | None, ...]
    rates: tuple[Decimal | None, ...]
    reason: Text | None = None


def rates_of(text: str, steps: int) -> tuple[Decimal, ...]:
    """Loss rates in percent as the setting writes them; as many as there are steps, each from 0 to 100, else ``BadInput``."""
    try:
        found = tuple(Decimal(part.strip()) for part in text.split(","))
    except ArithmeticError:
        found = ()
    if len(found) != steps or not all(rate.is_finite() and 0 <= rate <= 100 for rate in found):
        raise BadInput(
            Text(
                "損失率應為 {n} 個 0 至 100 之百分比，例如 0.3,1.6,3.6,6.6,10.6",
                "Loss rates are {n} percentages from 0 to 100, like 0.3,1.6,3.6,6.6,10.6",
            ).format(n=steps)
        )
    return found


def matrix(ageing: Ageing, rates: Sequence[Decimal | None]) -> tuple[Line, ...]:
    """The allowance of every step, to the cent. A step with credits over its invoices has no negative allowance."""
    return tuple(_line(bucket.key, exact(bucket.amount), rate) for bucket, rate in zip(ageing.buckets, rates, strict=True))


def _line(key: str, amount: Decimal, rate: Decimal | None) -> Line:
    allowance = None if rate is None else (max(amount, Decimal(0)) * rate / 100).quantize(CENTS, ROUND_HALF_UP)
    return Line(key, amount, rate, allowance)


def total(lines: Sequence[Line]) -> Decimal | None:
    """The whole allowance; ``None`` when a step that has an amount has no rate."""
    if any(line.allowance is None and line.amount > 0 for line in lines):
        return None
    return sum((line.allowance or Decimal(0) for line in lines), Decimal(0))


def month_ends(last: date, count: int) -> list[date]:
    """That many ends of months up to a day, the earliest first."""
    found, end = [], (last + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    for _ in range(count):
        found.append(end)
        end = end.replace(day=1) - timedelta(days=1)
    return found[::-1]


def rolls(book: Book, last: date, upper: tuple[int, ...] = EDGES, months: int = 12, end_loss: Decimal = Decimal(100)) -> Rolls:
    """The rolls of up to ``months`` pairs of months' ends. Fewer than three pairs with anything open tell nothing."""
    import polars as pl

    begun: Any = book.bills["issued"].min()
    ends = [end for end in month_ends(last, months + 1) if begun is not None and end >= begun]
    had, kept = [0] * (len(upper) + 2), [0] * (len(upper) + 2)
    seen, before = 0, None
    for end in ends:
        items = open_at(book, end)
        if before is not None and before.height:
            seen += 1
            still = before.join(items.select("id", pl.col("open").alias("later")), on="id", how="left")
            wide = still.select("step", pl.col("open").cast(pl.Int128), pl.col("later").fill_null(0).cast(pl.Int128))
            for step, was, later in wide.group_by("step").agg(pl.col("open").sum(), pl.col("later").sum()).iter_rows():
                had[step] += int(was)
                kept[step] += int(later)
        before = with_steps(items, end, upper)
    shares = tuple(Fraction(later, was) if was > 0 else None for was, later in zip(had[:-1], kept[:-1], strict=True))
    if seen < LEAST_MONTHS:
        words = Text("月底資料僅 {n} 組，不足 {m} 組，無法判定", "only {n} pairs of months' ends, fewer than {m}: cannot tell").format(
            n=seen, m=LEAST_MONTHS
        )
        return Rolls(seen, shares, (None,) * (len(shares) + 1), words)
    return Rolls(seen, shares, loss_rates(shares, end_loss))


def loss_rates(shares: Sequence[Fraction | None], end_loss: Decimal = Decimal(100)) -> tuple[Decimal | None, ...]:
    """Loss rate of each step in percent: the product of the rolls from it to the last step, times the loss at the end, which is the last step's own.

    A step whose roll is not known, and every one before it, has no rate.
    """
    whole: Fraction | None = Fraction(end_loss) / 100
    found = [_percent(whole)]
    for share in reversed(shares):
        whole = None if whole is None or share is None else whole * min(max(share, Fraction(0)), Fraction(1))
        found.append(_percent(whole))
    return tuple(reversed(found))


def _percent(share: Fraction | None) -> Decimal | None:
    return (
        None if share is None else (Decimal(share.numerator) / Decimal(share.denominator) * 100).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    )


def rising(rates: Sequence[Decimal | None]) -> bool:
    """Whether known loss rates never fall from step to step, as they should."""
    known = [rate for rate in rates if rate is not None]
    return all(low <= high for low, high in pairwise(known))
