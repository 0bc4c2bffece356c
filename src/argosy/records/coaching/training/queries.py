"""Reading courses, coaches, programmes and sessions; how busy coaches are, and who still needs training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from argosy.kernel.text import Text
from argosy.records.coaching.training.models import Coach, Course, Guest, Host, Programme, TrainingSession
from argosy.records.people.models import Person
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["Coach", "Course", "Guest", "Host", "Programme", "TrainingSession"]
_READ = Text("查看訓練與輔導", "see training and coaching")


@dataclass(frozen=True, slots=True)
class Load:
    """How busy a coach is in a month: hours booked of hours there are; ``share`` is ``None`` where there are none."""

    coach: Coach
    sessions: int
    hours: Decimal
    capacity: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Untrained:
    """A course a colleague has not passed yet: ``attended`` without a passing score, or not at all."""

    person: Person
    course: Course
    attended: bool


def courses(*, actor: Actor | None, host: str = "", hs: str = "") -> QuerySet[Course]:
    """Courses by code; ``hs`` is the beginning of a code."""
    require(actor, "coaching.course.read", _READ)
    wanted = (("host", host), ("hs__startswith", hs))
    return Course.objects.filter(**{name: value for name, value in wanted if value})


def coaches(*, actor: Actor | None) -> QuerySet[Coach]:
    """Coaches by code."""
    require(actor, "coaching.session.read", _READ)
    return Coach.objects.select_related("colleague")


def sessions(
    *, actor: Actor | None, since: date | None = None, until: date | None = None, coach: str = "", customer: str = "", programme: str = "",
    host: str = "",
) -> QuerySet[TrainingSession]:  # fmt: skip
    """Sessions by start, with their guests; ``since`` and ``until`` are days, both included."""
    require(actor, "coaching.session.read", _READ)
    guests = Prefetch("guests", Guest.objects.select_related("customer", "colleague"))
    rows = TrainingSession.objects.select_related("course", "coach__colleague", "plan__customer", "programme").prefetch_related(guests)
    wanted = (("coach__code", coach), ("guests__customer__code", customer), ("programme__code", programme), ("course__host", host))
    rows = rows.filter(**{name: value for name, value in wanted if value})
    if since is not None:
        rows = rows.filter(starts__gte=_midnight(since))
    if until is not None:
        rows = rows.filter(starts__lt=_midnight(until + timedelta(days=1)))
    return rows.distinct() if customer else rows


def session(number: str, *, actor: Actor | None) -> TrainingSession:
    """One session with its guests, or ``NotFound``."""
    row: TrainingSession = found(sessions(actor=actor), number, number=number)
    return row


def loads(month: date, *, actor: Actor | None) -> list[Load]:
    """How busy each coach is in the month of a day, those not cancelled counted."""
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    booked: dict[int, list[Decimal]] = {}
    for row in sessions(actor=actor, since=first, until=after - timedelta(days=1)).exclude(state=TrainingSession.State.CANCELLED):
        booked.setdefault(row.coach_id, []).append(row.hours)
    return [_load(coach, booked.get(coach.pk, [])) for coach in coaches(actor=actor)]


def clashes(rows: list[TrainingSession]) -> list[tuple[TrainingSession, TrainingSession]]:
    """Pairs of sessions, not cancelled, that hold one coach at one time."""
    live = sorted((row for row in rows if row.state != TrainingSession.State.CANCELLED), key=lambda row: (row.coach_id, row.starts))
    return [
        (first, second)
        for at, first in enumerate(live)
        for second in live[at + 1 :]
        if first.coach_id == second.coach_id and second.starts < first.ends
    ]


def programmes(*, actor: Actor | None) -> QuerySet[Programme]:
    """Programmes, the latest first, with modules and costs."""
    require(actor, "coaching.programme.read", _READ)
    return Programme.objects.select_related("owner").prefetch_related("modules__course", "costs")


def programme(code: str, *, actor: Actor | None) -> Programme:
    """One programme, or ``NotFound``."""
    row: Programme = found(programmes(actor=actor), code, code=code)
    return row


def own_training(*, actor: Actor | None, on: date, login: str = "") -> QuerySet[Guest]:
    """What colleagues attended by a day, the newest first."""
    require(actor, "coaching.session.read", _READ)
    rows = Guest.objects.filter(colleague__isnull=False, session__starts__lt=_midnight(on + timedelta(days=1)))
    rows = rows.select_related("session__course", "session__coach", "colleague").order_by("-session__starts", "pk")
    return rows.filter(colleague__login=login) if login else rows


def untrained(on: date, *, actor: Actor | None, role: str = "WS") -> list[Untrained]:
    """Courses on offer that people of a role have not passed by a day, by person and course."""
    passed: dict[tuple[int, int], bool] = {}
    for guest in own_training(actor=actor, on=on).filter(attended=True):
        key = (guest.colleague_id or 0, guest.session.course_id)
        passed[key] = passed.get(key, False) or (guest.after is not None and guest.after >= guest.session.course.pass_mark)
    who = Person.objects.filter(is_active=True, roles_held__role=role).order_by("login").distinct()
    known = list(courses(actor=actor).filter(is_active=True))
    pairs = [(person, course) for person in who for course in known]
    return [Untrained(p, c, (p.pk, c.pk) in passed) for p, c in pairs if not passed.get((p.pk, c.pk), False)]


def _load(coach: Coach, hours: list[Decimal]) -> Load:
    total = sum(hours, Decimal(0))
    return Load(coach, len(hours), total, coach.capacity, total / coach.capacity if coach.capacity else None)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
