"""Targets beside sales, line by line: what was sold of a product line in a territory in the period, the year before, and why it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from argosy.engines.selling.pacing import Pace, month_end
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

    from argosy.engines.performance.variance import Variance

ZERO = Fraction(0)
UNDER = Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Why:
    """The cause of a line behind target, as its salesperson stated it."""

    cause: Text
    words: str
    measure: str
    author: Text


@dataclass(frozen=True)
class Achieved:
    """One line: ``target`` and ``actual`` of the period, ``before`` of the same days a year earlier (``None`` where the data do not reach back), the
    ``change`` split, where the month will end, and the stated cause. Money in the firm's own currency."""

    territory: str
    line: str
    person: str
    target: Fraction
    actual: Fraction
    before: Fraction | None
    change: Variance | None
    pace: Pace
    why: Why | None
    limit: Fraction = UNDER
    elapsed: Fraction = Fraction(1)

    @property
    def key(self) -> str:
        """The id of its row: territory and line."""
        return f"{self.territory.replace('+', '-')}-{self.line}"

    @property
    def rate(self) -> Fraction | None:
        """Actual ÷ target."""
        return self.actual / self.target if self.target else None

    @property
    def behind(self) -> bool:
        """Under the limit, ninety per cent unless the firm set another, of the part of the target that the days gone by make."""
        return self.rate is not None and self.rate < self.limit * self.elapsed


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a report: a month or a week, up to ``until``; ``month`` is the month its target comes from and ``share`` the part of it."""

    since: date
    until: date
    last: date
    share: Fraction

    @property
    def elapsed(self) -> Fraction:
        """Days gone by of all its days."""
        return Fraction((self.until - self.since).days + 1, (self.last - self.since).days + 1)

    @property
    def month(self) -> date:
        """First day of the month."""
        return self.since.replace(day=1)


def month_span(month: date, as_of: date) -> Span:
    """A month as far as it is known."""
    last = (month.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return Span(month.replace(day=1), min(last, as_of), last, Fraction(1))


def week_span(as_of: date) -> Span:
    """The week, Monday to Sunday, of a day; its target is the month's by days. A week over two months takes the month of its Monday."""
    since = as_of - timedelta(days=as_of.weekday())
    days = month_span(since, since).last.day
    return Span(since, as_of, since + timedelta(days=6), Fraction(7, days))


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes 28."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def achieved(
    lines: polars.DataFrame,
    targets: list[dict[str, Any]],
    whys: dict[tuple[str, str], Why],
    span: Span,
    first: date,
    limit: Fraction = UNDER,
) -> tuple[Achieved, ...]:
    """Every target of the period's month, the widest gap first. ``targets`` hold territory, line, person and amount; ``first`` is the data's first day."""
    rows = [_line(lines, target, whys.get((target["territory"], target["line"])), span, first, limit) for target in targets]
    return tuple(sorted(rows, key=lambda row: (row.actual - row.target, row.key)))


def of_line(lines: polars.DataFrame, territory: str, line: str) -> polars.DataFrame:
    """Order lines of a product line sold in a territory."""
    import polars as pl

    return lines.filter(pl.col("market").is_in(territory.split("+")) & pl.col("code").str.starts_with(line))


def total(lines: polars.DataFrame, since: date, until: date) -> Fraction:
    """Sales between two days, both included."""
    import polars as pl

    return Fraction(lines.filter(pl.col("date").is_between(since, until))["sales"].sum() or 0)


def _line(lines: polars.DataFrame, target: dict[str, Any], why: Why | None, span: Span, first: date, limit: Fraction) -> Achieved:
    from argosy.engines.performance.variance import sold_between, variance

    mine = of_line(lines, target["territory"], target["line"])
    then = (year_before(span.since), year_before(span.until))
    known = then[0] >= first
    change = variance(sold_between(mine, *then), sold_between(mine, span.since, span.until)) if known else None
    daily = {day: float(amount) for day, amount in mine.group_by("date").agg(_sum()).iter_rows()}
    return Achieved(
        target["territory"], target["line"], target["person"], Fraction(target["amount"]) * span.share, total(mine, span.since, span.until),
        total(mine, *then) if known else None, change, month_end(daily, span.until, first), why, limit, span.elapsed,
    )  # fmt: skip


def _sum() -> polars.Expr:
    import polars as pl

    return pl.col("sales").cast(pl.Float64).sum()
