"""Plans, sessions and modules as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.utils import timezone

from argosy.deliverables.families.market.known import in_both
from argosy.kernel.text import NOTHING, Text, same
from argosy.records.coaching.planning import queries as planning
from argosy.records.coaching.training import queries as training
from argosy.records.permission import LOCAL_READER


@dataclass(frozen=True, slots=True)
class Plan:
    """A coaching plan with its latest follow-up: target and actual since it was opened."""

    number: str
    customer: str
    name: Text
    cause_code: str
    cause: Text
    interview: str
    interviewed: date | None
    measures: str
    opened: date
    due: date
    kpi: str
    kpi_target: Fraction
    owner: Text
    state: Text
    excuse: str
    sessions: tuple[str, ...]
    first_session: date | None
    request: int | None
    checked: date | None
    target: Fraction | None
    actual: Fraction | None
    behaviour: str


@dataclass(frozen=True, slots=True)
class Invited:
    """One invited person."""

    who: Text
    customer: str
    colleague: bool
    invited: date | None
    channel: str
    reply: Text
    attended: bool | None
    before: float | None
    after: float | None
    reaction: int | None


@dataclass(frozen=True, slots=True)
class Session:
    """A session; ``customer`` is that of its plan, empty for one of no plan."""

    number: str
    customer: str
    customer_name: Text
    subject: str
    course: Text
    host: Text
    coach: str
    starts: datetime
    hours: Fraction
    place: str
    online: bool
    material: str
    state: str
    state_words: Text
    actual: date | None
    note: str
    guests: tuple[Invited, ...]
    coach_en: str = ""

    @property
    def about(self) -> Text:
        """Its subject: the course's title in both languages where nobody gave it another."""
        return self.course if self.subject in (self.course.zh, self.course.en) else same(self.subject)

    @property
    def led_by(self) -> Text:
        """The coach, a colleague by the name of each language."""
        return Text(self.coach, self.coach_en or self.coach)

    @property
    def day(self) -> date:
        """The day it is planned for."""
        return self.starts.date()

    @property
    def came(self) -> int:
        """How many came; those invited while it is to come."""
        return sum(g.attended is True for g in self.guests) if self.state == "held" else len(self.guests)


@dataclass(frozen=True, slots=True)
class Module:
    """A module of a programme."""

    no: int
    title: Text
    audience: str
    content: str
    method: str
    hours: Fraction
    material: str
    assessment: str
    goal: str
    measure: str
    target: Fraction | None
    unit: str

    @property
    def measurable(self) -> bool:
        """Whether its goal says what is measured and what is to be reached."""
        return bool(self.goal and self.measure and self.target is not None)


def gather_plans(on: date) -> tuple[Plan, ...]:
    """Plans opened by a day, with the last follow-up by then."""
    return tuple(_plan(row, on) for row in planning.plans(actor=LOCAL_READER) if row.opened <= on)


def _plan(row: Any, on: date) -> Plan:
    check = max((c for c in row.checks.all() if c.on <= on), key=lambda c: c.on, default=None)
    live = sorted((s for s in row.sessions.all() if s.state != "cancelled"), key=lambda s: s.starts)
    return Plan(
        row.number, row.customer.code, Text(row.customer.name_zh, row.customer.name_en), row.cause, in_both(row.get_cause_display), row.interview, row.interviewed,
        row.measures, row.opened, row.due, row.kpi, Fraction(row.kpi_target), Text(row.owner.name_zh, row.owner.name_en), in_both(row.get_state_display), row.no_session,
        tuple(s.number for s in live), timezone.localdate(live[0].starts) if live else None, row.request_id, check.on if check else None,
        Fraction(check.target) if check else None, Fraction(check.actual) if check else None, check.behaviour if check else "",
    )  # fmt: skip


def gather_sessions(since: date, until: date) -> tuple[Session, ...]:
    """Sessions between two days."""
    return tuple(_session(row) for row in training.sessions(actor=LOCAL_READER, since=since, until=until))


def _session(row: Any) -> Session:
    customer = row.plan.customer if row.plan else None
    return Session(
        row.number, customer.code if customer else "", Text(customer.name_zh, customer.name_en) if customer else NOTHING, row.subject,
        Text(row.course.title_zh, row.course.title_en), in_both(row.course.get_host_display), row.coach.name, timezone.localtime(row.starts), Fraction(row.hours), row.place,
        row.online, row.material, row.state, in_both(row.get_state_display), row.actual, row.note, tuple(_invited(g) for g in row.guests.all()),
        row.coach.colleague.name_en if row.coach.colleague else "",
    )  # fmt: skip


def _invited(row: Any) -> Invited:
    who = Text(row.colleague.name_zh, row.colleague.name_en) if row.colleague else Text(row.attendee, row.attendee)
    before, after = (None if x is None else float(x) for x in (row.before, row.after))
    code = row.customer.code if row.customer else ""
    return Invited(
        who,
        code,
        row.colleague is not None,
        row.invited,
        row.channel,
        in_both(row.get_reply_display),
        row.attended,
        before,
        after,
        row.reaction,
    )


def module(row: Any) -> Module:
    """A module as a plain value."""
    return Module(
        row.no, Text(row.title_zh, row.title_en), row.audience, row.content, row.method, Fraction(row.hours), row.material, row.assessment, row.goal, row.measure,
        None if row.target is None else Fraction(row.target), row.unit,
    )  # fmt: skip
