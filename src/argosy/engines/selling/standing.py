"""Targets beside what was sold: achievement, months behind, and how urgent a customer's gap is. Exact where money is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

UNDER = Fraction(9, 10)
FIXABLE: Mapping[str, int] = {"knowledge": 5, "staff": 4, "stock": 4, "channel": 3, "rival": 3, "price": 2}
"""How far coaching can mend a cause, 1 to 5: a default of the house, to be set otherwise by whoever runs it."""
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """Target and actual of one thing over some months, money in one currency. ``behind`` of ``months`` with a target were under the limit."""

    key: str
    target: Fraction
    actual: Fraction
    behind: int
    months: int

    @property
    def gap(self) -> Fraction:
        """Target less actual: above zero when behind."""
        return self.target - self.actual

    @property
    def rate(self) -> Fraction | None:
        """Actual ÷ target; ``None`` without a target."""
        return self.actual / self.target if self.target else None

    def under(self, limit: Fraction = UNDER) -> bool:
        """Whether the achievement is below the limit; never without a target."""
        return self.rate is not None and self.rate < limit


def standings(
    targets: Mapping[tuple[str, date], Fraction],
    actuals: Mapping[tuple[str, date], Fraction],
    months: Sequence[date],
    limit: Fraction = UNDER,
) -> list[Standing]:
    """The standing of every key with a target in these months, the widest gap first."""
    keys = sorted({key for key, month in targets if month in set(months)})
    found = [_standing(key, targets, actuals, months, limit) for key in keys]
    return sorted(found, key=lambda one: (-one.gap, one.key))


def _standing(
    key: str,
    targets: Mapping[tuple[str, date], Fraction],
    actuals: Mapping[tuple[str, date], Fraction],
    months: Sequence[date],
    limit: Fraction,
) -> Standing:
    pairs = [(targets[key, month], actuals.get((key, month), ZERO)) for month in months if (key, month) in targets]
    behind = sum(actual < target * limit for target, actual in pairs)
    return Standing(key, sum((t for t, _ in pairs), ZERO), sum((a for _, a in pairs), ZERO), behind, len(pairs))


def priority(gap: Fraction, margin: Fraction, fixability: int) -> Fraction:
    """What mending a gap is worth: gap × margin × fixability ÷ 5, in the gap's currency; nothing for who is not behind. ``margin`` is a fraction of one."""
    return max(gap, ZERO) * margin * fixability / 5


@dataclass(frozen=True, slots=True)
class Change:
    """A customer's buying lately against before: money a month, orders, and the ratio of order rates with its exact interval. ``sure`` when that interval
    excludes no change; ``None`` where there are too few orders to tell."""

    customer: str
    before: float
    lately: float
    orders_before: int
    orders_lately: int
    ratio: float | None
    low: float | None
    high: float | None

    @property
    def fall(self) -> float | None:
        """The change of money a month, of one: −0.8 for four fifths less; ``None`` without anything before."""
        return None if self.before <= 0 else self.lately / self.before - 1

    @property
    def sure(self) -> bool | None:
        """Whether the order rate changed beyond chance (95 %)."""
        if self.low is None or self.high is None:
            return None
        return not self.low <= 1 <= self.high


def rate_ratio(before: int, months_before: int, lately: int, months_lately: int, level: float = 0.95) -> tuple[float, float, float] | None:
    """Orders a month lately ÷ before, with the exact conditional interval of two Poisson counts (Przyborowski and Wilenski 1940; Clopper–Pearson on
    the share). ``None`` where nothing was ordered before."""
    from scipy.special import betaincinv

    if before == 0:
        return None
    tail, exposure = (1 - level) / 2, months_before / months_lately
    low = float(betaincinv(lately, before + 1, tail)) if lately else 0.0
    high = float(betaincinv(lately + 1, before, 1 - tail))
    return lately / before * exposure, low / (1 - low) * exposure, high / (1 - high) * exposure


def movements(orders: Iterable[tuple[str, date, float]], as_of: date, lately: int = 4, before: int = 12) -> tuple[list[str], list[Change]]:
    """New customers, and those who buy less: orders as (customer, day, amount).

    New: first order within the last ``lately`` months of the data. Falling: money a month down by half or more, the largest loss first. Where the data
    do not reach so far back, ``before`` is the months they do hold (``reach``).
    """
    edge, start = _back(as_of, lately), _back(as_of, lately + before)
    rows = [row for row in orders if row[1] <= as_of]
    own: dict[str, list[tuple[str, date, float]]] = {}
    for row in rows:
        own.setdefault(row[0], []).append(row)
    first = {customer: min(day for _, day, _ in held) for customer, held in own.items()}
    new = sorted(customer for customer, day in first.items() if day >= edge)
    months = (reach(min(first.values(), default=edge), as_of, lately, before), lately)
    changes = [_change(c, own[c], start, edge, months) for c in sorted(first) if first[c] < edge]
    falling = [one for one in changes if one.fall is not None and one.fall <= -0.5]
    return new, sorted(falling, key=lambda one: (one.lately - one.before, one.customer))


def reach(first: date, as_of: date, lately: int = 4, before: int = 12) -> int:
    """How many months before the last ``lately`` data that begin on a day hold, ``before`` at most and one at least."""
    edge = _back(as_of, lately)
    return max(1, min(before, edge.year * 12 + edge.month - first.year * 12 - first.month))


def _change(customer: str, rows: list[tuple[str, date, float]], start: date, edge: date, months: tuple[int, int]) -> Change:
    early = [amount for _, day, amount in rows if start <= day < edge]
    late = [amount for _, day, amount in rows if day >= edge]
    ratio = rate_ratio(len(early), months[0], len(late), months[1])
    ends = ratio or (None, None, None)
    return Change(customer, sum(early) / months[0], sum(late) / months[1], len(early), len(late), *ends)


def _back(day: date, months: int) -> date:
    """The first day of the month ``months`` − 1 before that of ``day``."""
    at = day.year * 12 + day.month - months
    return date(at // 12, at % 12 + 1, 1)
