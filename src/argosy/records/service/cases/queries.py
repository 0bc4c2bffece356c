"""Reading cases: the board with its clocks, one case whole, and how cases were served in a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.service.calendar.hours import office_hours
from argosy.records.service.cases.clock import Clock, clock_of, limits_of, spent
from argosy.records.service.cases.models import CaseEvent
from argosy.records.service.models import CaseKind, EnquiryCategory, ServiceCase, Severity

__all__ = ["CaseEvent", "CaseKind", "EnquiryCategory", "Severity"]
_READ = Text("查看服務案件", "see service cases")


@dataclass(frozen=True, slots=True)
class Clocked:
    """A case and its clock."""

    case: ServiceCase
    clock: Clock


@dataclass(frozen=True, slots=True)
class Served:
    """One case of a period: hours to the first answer by each clock (``None`` while unanswered), days to the close, and whether it is late."""

    number: str
    kind: str
    category: str
    customer: str
    received: date
    answer_elapsed: float | None
    answer_office: float | None
    close_days: float | None
    answer_late: bool
    close_late: bool
    cause: str
    action: str
    owner: str
    sku: str
    closed: bool
    order: str


def cases(
    *, actor: Actor | None, find: str = "", kind: str = "", category: str = "", owner: str = "", state: str = ""
) -> QuerySet[ServiceCase]:
    """Cases, the latest first. ``state``: open, closed, escalated; ``owner`` a login."""
    require(actor, "service.case.read", _READ)
    rows = ServiceCase.objects.select_related("customer", "product", "owner", "helper", "escalated_to")
    wanted = {"kind": kind, "category": category, "owner__login": owner}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    states = {"open": Q(closed=None), "closed": Q(closed__isnull=False), "escalated": Q(escalated_at__isnull=False, closed=None)}
    rows = rows.filter(states[state]) if state in states else rows
    words = (
        Q(number__icontains=find)
        | Q(customer__code__iexact=find)
        | Q(customer__name_zh__icontains=find)
        | Q(customer__name_en__icontains=find)
    )
    return rows.filter(words | Q(cause__icontains=find) | Q(words__icontains=find)) if find else rows


def case(number: str, *, actor: Actor | None) -> ServiceCase:
    """One case with its events and 8D report, or ``NotFound``."""
    events = Prefetch("events", CaseEvent.objects.select_related("by"))
    row: ServiceCase = found(
        cases(actor=actor).select_related("eight_d__leader").prefetch_related(events), number, number=number.strip().upper()
    )
    return row


def clocked(rows: Any, at: datetime) -> list[Clocked]:
    """Cases with their clocks at a moment; calendar and limits are read once a year of receipt."""
    hours: dict[int, Any] = {}
    limits: dict[tuple[str, int], Any] = {}
    made = []
    for row in rows:
        day = timezone.localdate(row.received)
        if day.year not in hours:
            hours[day.year] = office_hours(day)
        key = (row.kind, day.toordinal())
        if key not in limits:
            limits[key] = limits_of(row.kind, day)
        made.append(Clocked(row, clock_of(row, at, hours[day.year], limits[key])))
    return made


def served(since: date, until: date, at: datetime, *, actor: Actor | None) -> list[Served]:
    """Cases received in a period, as they stood at a moment: what came later is not known yet."""
    start = timezone.make_aware(datetime.combine(since, datetime.min.time()))
    end = timezone.make_aware(datetime.combine(until + timedelta(days=1), datetime.min.time()))
    rows = cases(actor=actor).filter(received__gte=start, received__lt=end).order_by("received", "pk")
    made = []
    for one in clocked([_as_known(row, at) for row in rows], at):
        row, clock = one.case, one.clock
        hours = office_hours(timezone.localdate(row.received)) if row.answered and clock.answered_after is not None else None
        elapsed = None if row.answered is None else (row.answered - row.received).total_seconds() / 3600
        office = None if hours is None else float(spent(row, True, hours) or 0)
        made.append(Served(
            row.number, row.kind, row.category, row.customer.code, timezone.localdate(row.received), elapsed, office,
            None if clock.closed_after is None else float(clock.closed_after), clock.answer_late, clock.close_late, row.cause, row.action,
            row.owner.login if row.owner else "", row.product.sku if row.product else "", row.closed is not None, row.order,
        ))  # fmt: skip
    return made


def _as_known(row: ServiceCase, at: datetime) -> ServiceCase:
    """The row without what happened after the moment. It is never saved."""
    for name in ("answered", "closed"):
        if getattr(row, name) is not None and getattr(row, name) > at:
            setattr(row, name, None)
    return row
