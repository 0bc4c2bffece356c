"""Targets, coaching and rivals: the same figures and acts as the pages and the command line have."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.publishing import selling
from argosy.records.coaching.managing import actions as managing
from argosy.records.coaching.planning import actions as planning
from argosy.records.coaching.planning import queries as plans
from argosy.records.coaching.training import actions as training
from argosy.records.reference.queries import today
from argosy.records.sales.targeting import Cell, plan_targets

router = Router(tags=["Targets and coaching"])


class BoardQuery(Schema):
    """Whose targets, in which month or week."""

    as_of: dt.date | None = Field(None, description="Today unless given")
    person: str = Field("", max_length=60, description="A login; all salespeople unless given")
    month: str = Field("", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$", description="YYYY-MM; that of the day unless given")
    span: str = Field("month", pattern="^(month|week)$")


class TargetCell(Schema):
    """One target. `was` is the amount its author saw, left out where there was none."""

    person: str = Field(max_length=60)
    territory: str = Field(max_length=60)
    line: str = Field(max_length=6)
    month: dt.date = Field(description="The first day of the month")
    amount: Decimal = Field(ge=0)
    was: Decimal | None = None


class TargetsPlanned(Schema):
    """How many targets are new, changed and as they were."""

    new: int
    changed: int
    same: int


class Finished(Schema):
    """The result of an activity."""

    done: dt.date
    result: str = Field(max_length=300)
    order: str = Field("", max_length=30, description="The number of an order it won")


class ActivityState(Schema):
    """An activity as it stands."""

    number: str
    state: str
    result: str


class ScheduleQuery(Schema):
    """Which days."""

    as_of: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class NewSession(Schema):
    """A session to book. The hours are the course's unless given."""

    course: str = Field(max_length=20)
    coach: str = Field(max_length=20)
    starts: dt.datetime = Field(description="With its zone")
    place: str = Field(max_length=160)
    hours: Decimal | None = Field(None, gt=0, le=12)
    online: bool = False
    plan: str = Field("", max_length=20)


class Booked(Schema):
    """The session booked."""

    number: str
    starts: dt.datetime
    ends: dt.datetime


class AnswersQuery(Schema):
    """Which answers; `usable` leaves those approved and valid today."""

    product: str = Field("", max_length=20)
    theme: str = Field("", max_length=16)
    usable: bool = True


class Approved(Schema):
    """The answer approved."""

    code: str
    approver: str


class RivalsQuery(Schema):
    """Which product of ours; the one with most rivals unless given."""

    product: str = Field("", max_length=20)
    as_of: dt.date | None = None


@reads(router, "/targets/board", dict[str, Any])
def targets_board(request: HttpRequest, asked: Query[BoardQuery]) -> Any:
    """Targets and what became of them.

    Achievement by territory and product line, the change on last year split so that it sums, where the month will end with its interval and n,
    activities, hit rates, customers behind and buying less: as `argosy targets board --json`. Null cannot be told.
    """
    given = {"as_of": asked.as_of, "person": asked.person, "month": asked.month, "span": asked.span}
    return selling.board_json(selling.board(actor=person(request), **given))


@writes(router, "/targets", TargetsPlanned, scope="write", method="PUT")
def targets_plan(request: HttpRequest, cells: list[TargetCell]) -> Any:
    """Set targets, all or none.

    A target somebody else changed since its author saw it (`was`) is answered 409 with what it is now, and nothing is written.
    """
    done = plan_targets(actor=person(request), cells=[Cell(**cell.dict()) for cell in cells])
    return {"new": done.new, "changed": done.changed, "same": done.same}


@writes(router, "/targets/activities/{number}/finish", ActivityState, scope="write")
def activities_finish(request: HttpRequest, number: str, given: Finished) -> Any:
    """Close a planned activity with its result."""
    row = managing.finish_activity(actor=person(request), number=number, **given.dict())
    return {"number": row.number, "state": row.state, "result": row.result}


@reads(router, "/coaching/schedule", dict[str, Any])
def coaching_schedule(request: HttpRequest, asked: Query[ScheduleQuery]) -> Any:
    """Customers behind, the sessions set for them, loads of coaches and clashes: as `argosy coaching schedule --json`."""
    days = {name: value.isoformat() if value else "" for name, value in (("since", asked.since), ("until", asked.until))}
    return selling.schedule_json(selling.coaching(actor=person(request), as_of=asked.as_of, **days))


@writes(router, "/coaching/sessions", Booked, scope="write", status=201)
def coaching_book(request: HttpRequest, given: NewSession) -> Any:
    """Book a session. A coach who has another one at the time is answered 409, naming it."""
    more = {"hours": given.hours, "online": given.online, "plan": plans.plan(given.plan, actor=person(request)) if given.plan else None}
    row = training.book(actor=person(request), course=given.course, coach=given.coach, starts=given.starts, place=given.place, **more)
    return Status(201, {"number": row.number, "starts": row.starts, "ends": row.ends})


@reads(router, "/coaching/answers", list[dict[str, Any]])
def coaching_answers(request: HttpRequest, asked: Query[AnswersQuery]) -> Any:
    """What to answer to end customers' objections, with the evidence."""
    rows = plans.answers(actor=person(request), sku=asked.product, theme=asked.theme, usable_on=today() if asked.usable else None)
    return [
        {
            "code": r.code, "product": r.product.sku, "theme": r.theme, "objection": {"zh": r.objection_zh, "en": r.objection_en}, "answer": {"zh": r.answer_zh, "en": r.answer_en},
            "evidence": r.evidence, "approved": r.approver_id is not None, "valid_from": r.valid_from, "valid_to": r.valid_to,
        }
        for r in rows
    ]  # fmt: skip


@writes(router, "/coaching/answers/{code}/approve", Approved, scope="write")
def coaching_approve(request: HttpRequest, code: str) -> Any:
    """Approve an answer somebody else wrote; one without evidence is refused."""
    row = planning.approve_answer(actor=person(request), code=code)
    return {"code": row.code, "approver": row.approver.login}


@reads(router, "/rivals/comparison", dict[str, Any])
def rivals_comparison(request: HttpRequest, asked: Query[RivalsQuery]) -> Any:
    """A product of ours beside its rivals: verdicts, scores with what is unknown, prices, quotations won and lost."""
    return selling.comparison_json(selling.comparison(actor=person(request), sku=asked.product, as_of=asked.as_of))
