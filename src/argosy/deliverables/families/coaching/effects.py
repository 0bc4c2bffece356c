"""What coaching brought on four levels: reaction, tests, behaviour, sales."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import mean
from typing import TYPE_CHECKING

from argosy.deliverables.families.coaching.planned import Plan, gather_sessions
from argosy.engines.selling.gains import Effect, Gain, paired_gain, sales_effect
from argosy.kernel.text import Text
from argosy.records.coaching.managing import queries as managing
from argosy.records.permission import LOCAL_READER

if TYPE_CHECKING:
    import polars

BEGINNING = date(2000, 1, 1)
AROUND = 3


@dataclass(frozen=True)
class Effects:
    """``reaction``: mean of 1 to 5 and how many gave it; ``courses``: gain by course; ``gain`` of customers' people and ``own`` of colleagues;
    ``behaviour``: customer, what was seen; ``sales`` with the month coaching began (``None`` where it cannot be set)."""

    reaction: float | None
    answered: int
    courses: tuple[tuple[Text, Gain], ...]
    gain: Gain
    own: Gain
    behaviour: tuple[tuple[Text, str], ...]
    sales: Effect
    began: date | None
    times: tuple[str, ...]


def gather_effects(lines: polars.DataFrame, plans: tuple[Plan, ...], on: date) -> Effects:
    """Tests and reactions of sessions held by a day; behaviour as followed up; sales three months before and after against other customers."""
    held = [s for s in gather_sessions(BEGINNING, on) if s.state == "held"]
    tested = [(s.course, g) for s in held for g in s.guests if g.before is not None and g.after is not None]
    pairs = {side: [(g.before or 0.0, g.after or 0.0) for _, g in tested if g.colleague is side] for side in (True, False)}
    names = {course.zh: course for course, _ in tested}
    courses = tuple((names[zh], paired_gain([(g.before or 0.0, g.after or 0.0) for c, g in tested if c.zh == zh])) for zh in sorted(names))
    marks = [g.reaction for s in held for g in s.guests if g.reaction is not None]
    seen = tuple((plan.name, plan.behaviour) for plan in plans if plan.behaviour)
    began, times, sales = _sales(lines, plans, on)
    return Effects(
        mean(marks) if marks else None, len(marks), courses, paired_gain(pairs[False]), paired_gain(pairs[True]), seen, sales, began, times
    )


def _sales(lines: polars.DataFrame, plans: tuple[Plan, ...], on: date) -> tuple[date | None, tuple[str, ...], Effect]:
    """Sales a month three months before the month coaching began and three after; the month itself is left out.

    Coached are the customers whose first session lay in the month in which most began; controls are customers with targets and no plan.
    """
    starts = [plan.first_session.replace(day=1) for plan in plans if plan.first_session is not None and plan.first_session <= on]
    began = max(set(starts), key=lambda month: (starts.count(month), month), default=None)
    if began is None or _shift(began, AROUND + 1) > _shift(on, 1):
        return began, (), sales_effect({}, {}, (), 1)
    months = [_shift(began, at) for at in (*range(-AROUND, 0), *range(1, AROUND + 1))]
    sold: dict[tuple[str, date], float] = {}
    for customer, day, amount in lines.select("customer", "date", "sales").iter_rows():
        key = (customer, day.replace(day=1))
        sold[key] = sold.get(key, 0.0) + float(amount)
    coached = {p.customer for p in plans if p.first_session is not None and p.first_session.replace(day=1) == began}
    planned = {p.customer for p in plans}
    others = {row.customer.code for row in managing.customer_targets(actor=LOCAL_READER)} - planned
    series = {code: [sold.get((code, month), 0.0) for month in months] for code in coached | others}
    times = tuple(f"{month:%Y-%m}" for month in months)
    return began, times, sales_effect({c: series[c] for c in coached}, {c: series[c] for c in others}, times, AROUND)


def _shift(month: date, by: int) -> date:
    at = month.year * 12 + month.month - 1 + by
    return date(at // 12, at % 12 + 1, 1)
