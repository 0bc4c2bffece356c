"""The rooms of service as data: one shape for the pages and the API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from argosy.kernel.text import Text
from argosy.publishing.market_records import Room, plain
from argosy.publishing.service import case_row, case_whole, wave_results
from argosy.records.clock import now
from argosy.records.permission import require
from argosy.records.record import found
from argosy.records.reference import queries as reference
from argosy.records.service.calendar.models import CalendarDay
from argosy.records.service.cases import queries as cases
from argosy.records.service.needs import queries as needs
from argosy.records.service.needs.models import ServiceDecision
from argosy.records.service.procedures import queries as procedures
from argosy.records.service.standards import queries as standards
from argosy.records.service.surveys import queries as surveys


def moment() -> datetime:
    """Now; in a sample firm the evening of the day on which its data stands."""
    today = reference.today()
    return now() if today == timezone.localdate(now()) else timezone.make_aware(datetime.combine(today, time(18)))


def parted(row: Any, **parts: Iterable[Any]) -> dict[str, Any]:
    """A record with the records that are parts of it."""
    return {**plain(row), **{name: [plain(one) for one in rows] for name, rows in parts.items()}}


def _case(actor: Any, number: str) -> dict[str, Any]:
    (one,) = cases.clocked([cases.case(number, actor=actor)], moment())
    report = getattr(one.case, "eight_d", None)
    return case_whole(one) | {"eight_d": plain(report) if report else None}


def _wave(actor: Any, ref: str) -> dict[str, Any]:
    row = surveys.wave(ref, actor=actor)
    return {**plain(row), **wave_results(ref, actor=actor)}


def _questionnaire(actor: Any, ref: str) -> dict[str, Any]:
    row = versioned(surveys.questionnaires(actor=actor), ref)
    return parted(row, items=row.items.all())


def versioned(rows: Any, ref: str) -> Any:
    """The record that ``CODE~2`` names, or ``NotFound``."""
    code, _, number = ref.rpartition("~")
    return found(rows, ref, code=code, version=int(number) if number.isdecimal() else 0)


def _procedure(actor: Any, ref: str) -> dict[str, Any]:
    row = versioned(procedures.procedures(actor=actor), ref)
    return parted(row, steps=row.steps.all(), trainings=row.trainings.all())


def _standard(actor: Any, code: str) -> dict[str, Any]:
    row = found(standards.standards(actor=actor), code, code=code.upper())
    return parted(row, results=standards.results(actor=actor, code=row.code))


def _policy(actor: Any, ref: str) -> dict[str, Any]:
    row = procedures.policy(ref, actor=actor)
    return parted(row, rules=row.rules.all(), roster=row.roster.all())


def _need(actor: Any, ref: str) -> dict[str, Any]:
    row = found(needs.needs(actor=actor), ref, ref=ref.upper())
    return parted(row, evidence=row.evidence.all())


def _strategy(actor: Any, ref: str) -> dict[str, Any]:
    row = needs.strategy(ref, actor=actor)
    return {**plain(row), "lines": [parted(line, fits=line.fits.all()) for line in row.lines.all()]}


def choice(actor: Any, ref: str) -> tuple[ServiceDecision, list[Any]]:
    """One service decision with its consultations, or ``NotFound``."""
    row = found(choices(actor), ref, ref=ref.upper())
    return next(pair for pair in needs.decisions(actor=actor) if pair[0].pk == row.pk)


def _choice(actor: Any, ref: str) -> dict[str, Any]:
    row, asked = choice(actor, ref)
    return parted(row, consultations=asked)


def choices(actor: Any) -> Any:
    """All service decisions."""
    require(actor, "service.decision.read", Text("查看服務決策", "see service decisions"))
    return ServiceDecision.objects.select_related("author", "owner", "approver")


def calendar(actor: Any) -> Any:
    """Holidays and make-up days."""
    require(actor, "service.calendar.read", Text("查看行事曆", "see the calendar"))
    return CalendarDay.objects.all()


def _by(rows: Callable[[Any], Any], **how: str) -> Callable[[Any, str], dict[str, Any]]:
    (field, kind) = next(iter(how.items()))
    return lambda actor, key: plain(
        found(rows(actor), key, **{field: key.upper() if kind == "upper" else int(key) if key.isdecimal() else 0})
    )


ROOMS: dict[str, Room] = {
    room.name: room
    for room in (
        Room("cases", Text("服務案件", "Service cases"), lambda actor, g: cases.cases(actor=actor, **g), _case, ("find", "kind", "category", "owner", "state")),
        Room("surveys", Text("滿意度調查", "Surveys"), lambda actor, g: surveys.waves(actor=actor), _wave),
        Room("questionnaires", Text("問卷", "Questionnaires"), lambda actor, g: surveys.questionnaires(actor=actor), _questionnaire),
        Room("standards", Text("服務標準", "Service standards"), lambda actor, g: standards.standards(actor=actor), _standard),
        Room("improvements", Text("改善對策", "Improvement actions"), lambda actor, g: standards.improvements(actor=actor, **g), _by(lambda a: standards.improvements(actor=a), ref="upper"), ("state",)),
        Room("nonconformities", Text("不符合事項", "Non-conformities"), lambda actor, g: standards.nonconformities(actor=actor), _by(lambda a: standards.nonconformities(actor=a), ref="upper")),
        Room("quality", Text("團隊品質", "Team quality"), lambda actor, g: standards.snapshots(actor=actor, **g), _by(lambda a: standards.snapshots(actor=a), pk="int"), ("team", "measure", "flagged")),
        Room("procedures", Text("作業程序", "Procedures"), lambda actor, g: procedures.procedures(actor=actor, **g), _procedure, ("code",)),
        Room("policies", Text("服務準則", "Service policies"), lambda actor, g: procedures.policies(actor=actor), _policy),
        Room("needs", Text("客戶需求", "Customer needs"), lambda actor, g: needs.needs(actor=actor), _need),
        Room("strategies", Text("發展策略", "Strategies"), lambda actor, g: needs.strategies(actor=actor), _strategy),
        Room("choices", Text("服務決策", "Service decisions"), lambda actor, g: choices(actor), _choice),
        Room("calendar", Text("行事曆", "Calendar"), lambda actor, g: calendar(actor), _by(calendar, pk="int")),
    )
}  # fmt: skip


def listed(room: Room, rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of a room as data; cases come with their clocks."""
    if room.name == "cases":
        return [case_row(one) for one in cases.clocked(rows, moment())]
    return [plain(row) for row in rows]


__all__ = ["ROOMS", "calendar", "choice", "choices", "listed", "moment", "parted", "versioned"]
