"""Where a month, or a longer period, will end: run rates from the firm's own history, each with a prediction interval, or a reason why none can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import mean, stdev

from argosy.kernel.text import NOTHING, Text

LEVEL = 0.95
FEWEST = 6
SHORT = Text("自有歷史僅 {n} 個月，少於 {fewest} 個月，無法判定", "{n} months of own history, fewer than {fewest}: cannot tell")
NO_TARGET = Text("剩餘月份沒有目標，無法推估", "the months left have no target: cannot tell")
REST = Text(
    "至今實績加上往月同日後之平均銷售；t 預測區間",
    "sold so far plus the mean of what past months sold after this day; t prediction interval",
)
RATIO = Text("剩餘月份目標 × 往月達成率；t 預測區間", "targets of the months left × achievement of past months; t prediction interval")
OVER = Text("期間已結束，即為實績", "the period is over: the actual")


@dataclass(frozen=True, slots=True)
class Pace:
    """What a period is expected to end at: ``value`` with ``low`` and ``high`` at ``level``, from ``n`` past months. ``value`` is ``None`` when it cannot
    be told, and ``why`` says so; a period that is over has its actual and no interval. Amounts in the unit of the sales given."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    method: Text
    level: float = LEVEL
    why: Text = NOTHING


def t_quantile(degrees: int, level: float = LEVEL) -> float:
    """The two-sided quantile of Student's t: 2.571 for 5 degrees at 95 %."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + level) / 2))


def month_end(sales: Mapping[date, float], today: date, first: date, fewest: int = FEWEST, level: float = LEVEL) -> Pace:
    """The end of the month of ``today``: what was sold by that day plus what past months sold after the same day of theirs.

    ``sales`` by day; ``first`` is the first day the history covers, and only whole months after it count. The interval is that of one more month,
    t·s·√(1 + 1/n) around the mean rest, and never below what is sold already. Fewer months than ``fewest``: cannot tell.
    """
    so_far = sum(amount for day, amount in sales.items() if _month(day) == _month(today) and day <= today)
    if _last_day(today):
        return Pace(so_far, None, None, 0, OVER, level, OVER)
    past = _whole_months(first, today)
    if len(past) < fewest:
        return Pace(None, None, None, len(past), REST, level, SHORT.format(n=len(past), fewest=fewest))
    rests = [sum(a for day, a in sales.items() if _month(day) == month and day.day > today.day) for month in past]
    middle, half = mean(rests), t_quantile(len(rests) - 1, level) * stdev(rests) * sqrt(1 + 1 / len(rests))
    return Pace(so_far + middle, so_far + max(0.0, middle - half), so_far + middle + half, len(rests), REST, level)


def period_end(
    so_far: float, left: Sequence[float], past: Sequence[tuple[float, float]], fewest: int = FEWEST, level: float = LEVEL
) -> Pace:
    """The end of a period of which whole months are left: sold so far plus the targets ``left`` at the achievement of ``past`` months (target, actual).

    The rate is Σ actual ÷ Σ target; its monthly spread s gives the interval t·s·√(ΣT² + (ΣT)²/n), T the targets left (months independent).
    """
    if not left:
        return Pace(so_far, None, None, 0, OVER, level, OVER)
    known = [(target, actual) for target, actual in past if target > 0]
    if len(known) < fewest:
        return Pace(None, None, None, len(known), RATIO, level, SHORT.format(n=len(known), fewest=fewest))
    total = sum(left)
    if total <= 0:
        return Pace(None, None, None, len(known), RATIO, level, NO_TARGET)
    rate = sum(actual for _, actual in known) / sum(target for target, _ in known)
    spread = stdev([actual / target for target, actual in known])
    half = t_quantile(len(known) - 1, level) * spread * sqrt(sum(t * t for t in left) + total * total / len(known))
    middle = total * rate
    return Pace(so_far + middle, so_far + max(0.0, middle - half), so_far + middle + half, len(known), RATIO, level)


def _month(day: date) -> date:
    return day.replace(day=1)


def _last_day(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _whole_months(first: date, today: date) -> list[date]:
    """First days of the months wholly inside the history and before that of ``today``."""
    month = _month(first) if first.day == 1 else _month(_month(first) + timedelta(days=32))
    found = []
    while month < _month(today):
        found.append(month)
        month = _month(month + timedelta(days=32))
    return found
