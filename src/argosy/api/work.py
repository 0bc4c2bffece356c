"""What people have to do by a day, and the evidence of what they did."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.api.pages import Page, Window, page
from argosy.records.people import actions, queries

router = Router(tags=["Work and evidence"])


class WorkOut(Schema):
    """Something a person has to do. ``origin`` is the record it came from."""

    id: int
    title: str
    origin: str
    owner: str
    due: date
    status: str
    closing_note: str


class NewWork(Schema):
    """Something ``owner`` has to do by ``due``."""

    title: str = Field(min_length=1, max_length=200)
    owner: str
    due: date
    origin: str = Field("", max_length=100)


class Closing(Schema):
    """What came of it; ``dropped`` when it need not be done any more."""

    note: str = Field(min_length=1)
    dropped: bool = False


class EvidenceOut(Schema):
    """What a person did that an assessor may count for an indicator; a suggestion until confirmed."""

    id: int
    person: str
    part: str
    standard: str
    indicator: str
    record: str
    at: datetime
    state: str
    assessor: str | None


class Whose(Window):
    """Whose evidence; one's own when no login is given."""

    login: str = ""


@reads(router, "/work", list[WorkOut])
def work_list(request: HttpRequest) -> Any:
    """My open work, the most urgent first."""
    return [_work(row) for row in queries.open_work(actor=person(request))]


@writes(router, "/work", WorkOut, scope="write", status=201)
def work_open(request: HttpRequest, body: NewWork) -> Any:
    """Give somebody, or myself, something to do."""
    return Status(201, _work(actions.open_work_item(actor=person(request), **body.dict())))


@writes(router, "/work/{item}/close", WorkOut, scope="write")
def work_close(request: HttpRequest, item: int, body: Closing) -> Any:
    """Close work of my own, with what came of it."""
    return _work(actions.close_work_item(actor=person(request), item=item, note=body.note, dropped=body.dropped))


@reads(router, "/evidence", Page[EvidenceOut])
def evidence_list(request: HttpRequest, search: Query[Whose]) -> Any:
    """My evidence, or anybody's for who assesses; the latest first."""
    who = person(request)
    return page(request, queries.evidence_of(search.login or who.login, actor=who).select_related("person"), search, _evidence)


@writes(router, "/evidence/{link}/confirm", EvidenceOut, scope="admin")
def evidence_confirm(request: HttpRequest, link: int) -> Any:
    """Confirm a suggestion as an assessor. Nobody confirms their own."""
    return _evidence(actions.confirm_evidence(actor=person(request), link=link))


def _work(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "owner": row.owner.login, **{n: getattr(row, n) for n in ("title", "origin", "due", "status", "closing_note")}}


def _evidence(row: Any) -> dict[str, Any]:
    plain = ("part", "standard", "indicator", "record", "at", "state")
    return {
        "id": row.pk,
        "person": row.person.login,
        "assessor": row.assessor.login if row.assessor else None,
        **{name: getattr(row, name) for name in plain},
    }
