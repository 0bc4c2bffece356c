"""Writes about courses, coaches and sessions. A coach is never booked twice at one time: it is looked for with the coach's row held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.coaching.training.models import Coach, Course, Guest, Programme, ProgrammeCost, ProgrammeModule, TrainingSession
from argosy.records.parties.models import Party
from argosy.records.people.models import CompetencyRecord, Person
from argosy.records.record import changed, found
from argosy.records.reference.queries import today
from argosy.records.reports.ledger import next_number

CLASH = Text(
    "講師 {coach} 在 {starts} 至 {ends} 已有場次 {number}（{subject}）。請改時間或改派講師",
    "Coach {coach} has session {number} ({subject}) from {starts} to {ends}. Take another time or another coach",
)
OVER = Text("場次 {number} 已{state}，不可更改", "Session {number} is {state}: it cannot change")
EMPTY = Text("請指定至少一位受邀者", "Name at least one person to invite")
STRANGER = Text("場次 {number} 沒有受邀者 {guest}", "Session {number} has no invited person {guest}")
STATES = {"held": Text("辦理", "held"), "cancelled": Text("取消", "cancelled")}


@action("coaching.course.write", Text("登錄課程", "enter a course"))
def write_course(*, actor: Any, code: str, **fields: Any) -> Course:
    """A course by its code; one known changes in the fields given."""
    row: Course = changed(Course.objects.filter(code=code).first() or Course(code=code), fields)
    return row


@action("coaching.coach.write", Text("登錄講師", "enter a coach"))
def write_coach(*, actor: Any, code: str, colleague: str = "", **fields: Any) -> Coach:
    """A coach by code; ``colleague`` is a login. ``fields``: name, firm, capacity (hours a month), is_active."""
    row = Coach.objects.filter(code=code).first() or Coach(code=code)
    if colleague:
        fields["colleague"] = found(Person.objects.all(), colleague, login=colleague)
    kept: Coach = changed(row, fields)
    return kept


@action("coaching.session.book", Text("排定訓練場次", "book a training session"))
def book(*, actor: Any, course: str, coach: str, starts: datetime, place: str, **fields: Any) -> TrainingSession:
    """Book a course with a coach. ``fields``: subject, hours (default: the course's), online, material, note, plan and programme (their rows).

    A coach who has another session at the time raises ``Refused``, saying which.
    """
    subject: Course = found(Course.objects.all(), course, code=course)
    given = {"subject": subject.title_zh, "hours": subject.hours, "material": subject.material} | {k: v for k, v in fields.items() if v}
    row = TrainingSession(number=f"TS-{next_number('training-session'):05d}", course=subject, starts=starts, place=place)
    _seated(row, coach, given)
    return row


@action("coaching.session.move", Text("異動訓練場次", "change a training session"))
def move(*, actor: Any, number: str, coach: str = "", **fields: Any) -> TrainingSession:
    """Change a planned session: starts, hours, place, coach, subject, material, note. A clash raises ``Refused``, and nothing changes."""
    row = _planned(number)
    _seated(row, coach or row.coach.code, fields)
    return row


@action("coaching.session.cancel", Text("取消訓練場次", "cancel a training session"))
def cancel(*, actor: Any, number: str, reason: str) -> TrainingSession:
    """Call a planned session off, with the reason."""
    if not reason.strip():
        raise BadInput(Text("請填取消原因", "Say why it is cancelled"))
    row: TrainingSession = changed(_planned(number), {"state": TrainingSession.State.CANCELLED, "note": reason})
    return row


@action("coaching.session.invite", Text("邀請參加訓練", "invite to a training session"))
def invite(
    *, actor: Any, number: str, customers: Iterable[tuple[str, str]] = (), colleagues: Iterable[str] = (), channel: str = "e-mail",
    on: date | None = None,
) -> TrainingSession:  # fmt: skip
    """Invite customers (code and who) and colleagues (login). Who was invited before is left as is."""
    row = _planned(number)
    there = {(g.customer_id, g.colleague_id, g.attendee) for g in row.guests.all()}
    asked = [Guest(customer=found(Party.objects.all(), code, code=code), attendee=who) for code, who in customers]
    asked += [Guest(colleague=found(Person.objects.all(), login, login=login)) for login in colleagues]
    if not asked:
        raise BadInput(EMPTY)
    for guest in asked:
        if (guest.customer_id, guest.colleague_id, guest.attendee) not in there:
            guest.session, guest.invited, guest.channel = row, on or today(), channel
            guest.save()
    return row


@action("coaching.session.reply", Text("登錄邀請回覆", "record an answer to an invitation"))
def reply(*, actor: Any, number: str, guest: int, coming: bool) -> Guest:
    """What an invited person answered."""
    row = _guest(_planned(number), guest)
    kept: Guest = changed(row, {"reply": Guest.Reply.YES if coming else Guest.Reply.NO})
    return kept


@action("coaching.session.attend", Text("登錄出席與測驗", "record attendance and tests"))
def attend(*, actor: Any, number: str, actual: date, marks: Iterable[Mapping[str, Any]]) -> TrainingSession:
    """Who came: ``marks`` hold guest (key), attended, before, after, reaction. The session is held from then on; marks may be mended later.

    A colleague whose test reaches the pass mark gets a competency record; attendance without a score changes none.
    """
    row: TrainingSession = found(_held(), number, number=number)
    if row.state == TrainingSession.State.CANCELLED:
        raise Refused(OVER.format(number=number, state=STATES["cancelled"]))
    changed(row, {"state": TrainingSession.State.HELD, "actual": actual})
    for mark in marks:
        guest = _guest(row, mark["guest"])
        values = {name: mark.get(name) for name in ("before", "after", "reaction")}
        changed(guest, {"attended": bool(mark.get("attended")), **values})
        _competent(guest, row, actual)
    return row


@action("coaching.programme.write", Text("編寫輔導與訓練方案", "write a programme"))
def write_programme(
    *, actor: Any, code: str, modules: Iterable[Mapping[str, Any]] | None = None, costs: Iterable[Mapping[str, Any]] | None = None,
    **fields: Any,
) -> Programme:  # fmt: skip
    """A programme by its code. ``modules`` and ``costs``, when given, replace those there; ``course`` of a module is a course's code."""
    row = Programme.objects.select_for_update().filter(code=code).first() or Programme(code=code, owner=actor)
    kept: Programme = changed(row, fields)
    if modules is not None:
        kept.modules.all().delete()
        for no, module in enumerate(modules, 1):
            course = module.get("course")
            linked = found(Course.objects.all(), course, code=course) if course else None
            ProgrammeModule(**{**module, "programme": kept, "no": no, "course": linked}).save()
    if costs is not None:
        kept.costs.all().delete()
        for cost in costs:
            ProgrammeCost(**{**cost, "programme": kept}).save()
    return kept


def _held() -> Any:
    return TrainingSession.objects.select_for_update(of=("self",)).select_related("course", "coach")


def _planned(number: str) -> TrainingSession:
    row: TrainingSession = found(_held(), number, number=number)
    if row.state != TrainingSession.State.PLANNED:
        raise Refused(OVER.format(number=number, state=STATES[row.state]))
    return row


def _guest(row: TrainingSession, key: int) -> Guest:
    guest: Guest | None = row.guests.select_related("colleague").filter(pk=key).first()
    if guest is None:
        raise BadInput(STRANGER.format(number=row.number, guest=key))
    return guest


def _seated(row: TrainingSession, coach: str, fields: Mapping[str, Any]) -> None:
    """The session saved with its coach, whose row is held while other sessions are looked for."""
    row.coach = found(Coach.objects.select_for_update(of=("self",)), coach, code=coach)
    if not row.coach.is_active:
        raise Refused(Text("講師 {coach} 目前不排課", "Coach {coach} is not to be booked").format(coach=row.coach.name))
    starts, hours = fields.get("starts", row.starts), Decimal(fields.get("hours", row.hours))
    _free(row, starts, starts + timedelta(minutes=int(hours * 60)))
    changed(row, dict(fields))


def _free(row: TrainingSession, starts: datetime, ends: datetime) -> None:
    others = TrainingSession.objects.filter(coach=row.coach, starts__lt=ends, ends__gt=starts).exclude(pk=row.pk)
    other = others.exclude(state=TrainingSession.State.CANCELLED).first()
    if other is not None:
        first, last = (timezone.localtime(at).strftime("%Y-%m-%d %H:%M") for at in (other.starts, other.ends))
        raise Refused(CLASH.format(coach=row.coach.name, starts=first, ends=last, number=other.number, subject=other.subject))


def _competent(guest: Guest, row: TrainingSession, on: date) -> None:
    if guest.colleague is None or guest.after is None or guest.after < row.course.pass_mark:
        return
    subject = f"{row.course.code} {row.course.title_zh}"
    if not CompetencyRecord.objects.filter(person=guest.colleague, subject=subject, date=on).exists():
        CompetencyRecord(person=guest.colleague, subject=subject, date=on).save()
