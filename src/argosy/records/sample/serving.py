"""Standards, calendar, procedures and the service policy of the sample firm.

Planted: the freight department promises quotations within two hours while nine in ten first answers take seven.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from argosy.records.reports.models import NumberSeries
from argosy.records.sample.caring import words
from argosy.records.sample.world import Part, Plan, Row, World
from argosy.records.service.calendar.models import CalendarDay
from argosy.records.service.procedures.models import (
    EnquiryRule,
    ProcedureStep,
    ProcedureTraining,
    ProcedureVersion,
    RosterEntry,
    ServicePolicy,
)
from argosy.records.service.standards.models import ServiceStandard

FROM = date(2025, 1, 1)
NUMBERS = (
    "limit",
    "target",
    "tolerance",
    "hours",
    "first_h",
    "finish_h",
    "handle_min",
    "baseline",
    "result",
    "price",
    "cost",
    "price_ceiling",
    "expected",
)
PEOPLE = ("owner", "deputy", "accountable", "responsible", "cover", "author", "approver", "leader", "verifier", "opened_by", "person")


def made(world: World, row: Row) -> Row:
    """A written row with its numbers exact and its logins turned into people."""
    told: Row = {key: Decimal(str(value)) if key in NUMBERS else value for key, value in row.items()}
    return told | {key: world.made["person"][told[key]] for key in PEOPLE if told.get(key)}


def moment(day: str | date) -> datetime:
    """Ten in the morning of a day, Taipei time."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(on, time(10, 0), timezone.get_default_timezone())


def calendar_rows(_: Plan) -> list[Row]:
    """Holidays of Taiwan in 2025 and 2026 and the one make-up day, as the government's office calendar has them."""
    told = words("service_plan")["holidays"][0]
    rows = [("days", False), ("working", True)]
    return [
        {"place": "TW", "on": date.fromisoformat(on), "name_zh": zh, "name_en": en, "works": works, "source": told["source"]}
        for name, works in rows
        for on, zh, en in told[name]
    ]


def store_calendar(world: World, rows: list[Row]) -> None:
    """Calendar days."""
    world.keep(CalendarDay, [CalendarDay(**row) for row in rows])


def standard_rows(_: Plan) -> list[Row]:
    """Nine standards from the first day on; the promise of the freight department since January 2026."""
    return [{**row, "valid_from": date(2026, 1, 1) if row["code"] == "SS-09" else FROM} for row in words()["standards"]]


def store_standards(world: World, rows: list[Row]) -> None:
    """Standards of people kept before."""
    kept = [ServiceStandard(**made(world, row), reason="年度服務目標 Service targets of the year") for row in rows]
    world.keep(ServiceStandard, kept, "standard", "code")


def procedure_rows(_: Plan) -> list[Row]:
    """The customer service procedure in two versions, and the freight enquiry procedure."""
    told = words()
    first = {key: told["procedure"][key] for key in ("code", "title_zh", "title_en")}
    return [
        {**first, "version": 1, "effective": date(2024, 1, 2), "review_date": date(2025, 1, 2), "reason": "首版 First version", "state": "superseded", "owner": "tm1", "author": "cs1", "approver": "tm1", "steps": [step for step in told["steps"] if step["accountable"] != "tm1"]},
        {**told["procedure"], "version": 2, "effective": date(2026, 2, 1), "review_date": date(2027, 1, 31), "state": "approved", "owner": "tm1", "author": "cs1", "approver": "tm1", "steps": told["steps"]},
        {**told["freight"], "version": 1, "effective": date(2026, 1, 1), "review_date": date(2026, 12, 31), "state": "approved", "owner": "fm1", "author": "fm1", "approver": "gm", "steps": told["freight_steps"]},
    ]  # fmt: skip


def store_procedures(world: World, rows: list[Row]) -> None:
    """Procedures with their steps, and who was trained in those in force."""
    for row in rows:
        head = made(world, {key: value for key, value in row.items() if key != "steps"})
        (kept,) = world.keep(ProcedureVersion, [ProcedureVersion(**head, approved_at=moment(row["effective"] - timedelta(days=5)))])
        world.keep(ProcedureStep, [ProcedureStep(procedure=kept, no=no, **made(world, step)) for no, step in enumerate(row["steps"], 1)])
        world.made.setdefault("procedure", {})[f"{kept.code} v{kept.version}"] = kept
        if row["state"] == "approved":
            world.keep(ProcedureTraining, _trainings(world, kept, row["effective"], STAFF[row["code"]]))


STAFF = {"SOP-CS": ("cs1", "cs2", "cs3", "ws1", "ws2", "ws3"), "SOP-FQ": ("fm1", "fm2", "cs1", "cs2")}
SCORES = (92, 88, 95, 84, 90, 86)


def _trainings(world: World, kept: ProcedureVersion, day: date, people: tuple[str, ...]) -> list[ProcedureTraining]:
    return [
        ProcedureTraining(
            procedure=kept, person=world.made["person"][login], topic_zh=f"{kept.title_zh}：步驟、時限與標準用語", topic_en=f"{kept.title_en}: steps, time limits, standard words",
            hours=Decimal("2.0"), planned_on=day - timedelta(days=4), held_on=day - timedelta(days=4 - at % 2), score=SCORES[at], passing=80, acknowledged_at=moment(day - timedelta(days=1)),
        )
        for at, login in enumerate(people)
    ]  # fmt: skip


def policy_rows(_: Plan) -> list[Row]:
    """One policy with eight enquiry rules; two hours are promised for quotations."""
    return [
        {
            **words()["policy"],
            "ref": "SP-0001",
            "effective": date(2026, 1, 1),
            "review_date": date(2026, 12, 31),
            "owner": "fm1",
            "rules": words()["rules"],
        }
    ]


def store_policy(world: World, rows: list[Row]) -> None:
    """The policy, its rules and the roster of two people, with coordinators to cover."""
    (row,) = rows
    head = made(world, {key: value for key, value in row.items() if key != "rules"})
    (policy,) = world.keep(
        ServicePolicy,
        [ServicePolicy(**head, procedure=world.made["procedure"]["SOP-FQ v1"], occupancy=Decimal(70), week_hours=Decimal(40))],
    )
    NumberSeries(series="SP", last=1).save()
    world.keep(EnquiryRule, [EnquiryRule(policy=policy, **made(world, rule)) for rule in row["rules"]])
    world.keep(RosterEntry, [
        RosterEntry(policy=policy, person=world.made["person"][login], weekday=day, starts=starts, ends=ends, part=part)
        for day in range(1, 6) for login, starts, ends, part in DUTIES
    ])  # fmt: skip


DUTIES: tuple[tuple[str, time, time, Any], ...] = (
    ("fm1", time(9), time(18), "A"), ("fm2", time(9), time(18), "R"), ("cs1", time(12), time(13), "R"), ("cs2", time(17), time(18), "R"),
)  # fmt: skip


PARTS = (
    Part("calendar_day", calendar_rows, store_calendar), Part("service_standard", standard_rows, store_standards),
    Part("procedure", procedure_rows, store_procedures), Part("service_policy", policy_rows, store_policy),
)  # fmt: skip
