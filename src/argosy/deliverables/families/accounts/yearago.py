"""Whether the year before is a fair base: a market's orders around the same month then, against its other months and against the other markets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from argosy.deliverables.families.accounts.achieved import Span

if TYPE_CHECKING:
    import polars

AROUND, FEWEST, Z = 2, 5, 1.959964


@dataclass(frozen=True, slots=True)
class Base:
    """Orders of a market in the five months around the same month a year before, and in all other months; the same of all other markets; and the
    ratio of the two ratios with its 95 % interval (log-normal), ``None`` with fewer than five orders in any cell."""

    market: str
    inside: int
    outside: int
    others_inside: int
    others_outside: int
    ratio: float | None
    low: float | None
    high: float | None

    @property
    def odd(self) -> bool:
        """Whether the base differs beyond chance."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high


def window(span: Span) -> tuple[date, date]:
    """First days of the five months around the same month a year before: from, and the one after the last."""
    at = (span.month.year - 1) * 12 + span.month.month - 1
    first, after = at - AROUND, at + AROUND + 1
    return date(first // 12, first % 12 + 1, 1), date(after // 12, after % 12 + 1, 1)


def bases(lines: polars.DataFrame, markets: set[str], span: Span) -> tuple[Base, ...]:
    """One for each market with enough orders, the oddest first; empty where the data do not hold the whole window."""
    import polars as pl

    start, end = window(span)
    first: date | None = lines["date"].min()  # type: ignore[assignment]
    if first is None or first.replace(day=1) > start:
        return ()
    orders = lines.select("order", "market", "date").unique().with_columns(inside=pl.col("date").is_between(start, end, closed="left"))
    rows = [(market, inside) for market, inside in orders.select("market", "inside").iter_rows()]
    found = [_base(market, rows) for market in sorted(markets)]
    return tuple(
        sorted((one for one in found if one.ratio is not None), key=lambda one: (not one.odd, -one.inside - one.outside, one.market))
    )


def _base(market: str, rows: list[tuple[str, bool]]) -> Base:
    a, b, c, d = (
        sum((where == market) is mine and inside is within for where, inside in rows) for mine in (True, False) for within in (True, False)
    )
    if min(a, b, c, d) < FEWEST:
        return Base(market, a, b, c, d, None, None, None)
    point, half = log(a / b) - log(c / d), Z * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return Base(market, a, b, c, d, exp(point), exp(point - half), exp(point + half))
