"""The clock of a case: how long until it has to be answered and closed, by kind, in office hours or hours passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from argosy.engines.service.hours import OfficeHours
from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.text import Text
from argosy.records.people.models import Person
from argosy.records.reference.queries import setting
from argosy.records.service.calendar.hours import office_hours
from argosy.records.service.models import ServiceCase, Severity


@dataclass(frozen=True, slots=True)
class Limits:
    """What one kind of case is held to: hours to the first answer, days to the close, and which hours count. Read once for many cases."""

    answer_h: Decimal
    close_d: Decimal
    office: bool
    most_worth: Decimal


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a case stands at a moment. Hours to the answer are office hours or hours passed (``office``); the close counts days passed."""

    answer_due: datetime
    close_due: datetime
    answered_after: Decimal | None
    closed_after: Decimal | None
    answer_late: bool
    close_late: bool
    left: timedelta | None
    severe: bool
    costly: bool

    @property
    def late(self) -> bool:
        """Whether either limit was passed."""
        return self.answer_late or self.close_late

    def why_up(self) -> Text | None:
        """Why it goes to the manager; ``None`` when it need not."""
        reasons = (
            (self.answer_late, Text("首次回覆逾時", "first answer overdue")),
            (self.close_late, Text("結案逾時", "close overdue")),
            (self.severe, Text("嚴重案件", "severe")),
            (self.costly, Text("涉及金額逾限", "amount above the limit")),
        )
        return next((words for holds, words in reasons if holds), None)


def clock_of(case: ServiceCase, at: datetime, hours: OfficeHours | None = None, limits: Limits | None = None) -> Clock:
    """The clock of one case at a moment; hand in hours and limits when asking for many."""
    day = timezone.localdate(case.received)
    limits = limits or limits_of(case.kind, day)
    hours = hours or office_hours(day)
    start = timezone.localtime(case.received)
    answer_due = hours.after(start, limits.answer_h) if limits.office else start + timedelta(hours=float(limits.answer_h))
    close_due = start + timedelta(days=float(limits.close_d))
    due = answer_due if case.answered is None else close_due
    return Clock(
        answer_due, close_due, spent(case, limits.office, hours), _days(start, case.closed), (case.answered or at) > answer_due, (case.closed or at) > close_due,
        None if case.closed else due - at, case.severity == Severity.HIGH, case.worth is not None and case.worth > limits.most_worth,
    )  # fmt: skip


def spent(case: ServiceCase, office: bool, hours: OfficeHours) -> Decimal | None:
    """Hours from receipt to the first answer; ``None`` while there is none."""
    if case.answered is None:
        return None
    start, end = timezone.localtime(case.received), timezone.localtime(case.answered)
    return hours.between(start, end) if office else Decimal(round((end - start).total_seconds())) / 3600


def limits_of(kind: str, on: date) -> Limits:
    """The dated limits of one kind of case."""
    return Limits(
        _number(f"service.answer_h.{kind}", on), _number(f"service.close_d.{kind}", on), setting("service.clock", on) == "office",
        _number("service.escalate_worth", on),
    )  # fmt: skip


def manager(on: date) -> Any:
    """Who overdue cases go to: the first active person of the role that the setting names, or ``NotFound``."""
    role = setting("service.escalate_role", on)
    row = Person.objects.filter(is_active=True, roles_held__role=role).order_by("login").first()
    if row is None:
        raise NotFound(Text("無在職之「{r}」可接升級案件，請修改設定 service.escalate_role", "Nobody active is {r}: change the setting service.escalate_role").format(r=role))  # fmt: skip
    return row


def _days(start: datetime, end: datetime | None) -> Decimal | None:
    return None if end is None else Decimal(round((end - start).total_seconds())) / 86400


def _number(name: str, on: date) -> Decimal:
    value = setting(name, on)
    try:
        return Decimal(value)
    except InvalidOperation:
        raise BadInput(Text("設定 {n} 應為數字，而非「{v}」", "Setting {n} is a number, not '{v}'").format(n=name, v=value)) from None
