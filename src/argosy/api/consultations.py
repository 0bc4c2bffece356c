"""Questions put to people about a study, an order or a document, and what a document needs confirmed."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - a field is called date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.api.pages import Page, Window, page
from argosy.publishing import life, subjects
from argosy.publishing.studies import consultation
from argosy.records.people import consulting
from argosy.records.reference import queries as reference
from argosy.records.reports import queries as reports

router = Router(tags=["Consultations"])
Stance = Literal["confirms", "objects"]


class Question(Schema):
    """A question about ``about`` (``study:ST-0001``, ``order:OF-0001``, ``document:d-…``) to one person, one role, or one outside.

    ``confirms`` are keys of what the record needs confirmed; how each stands now is kept with the question.
    """

    about: str
    question: str = Field(min_length=1, max_length=2000)
    due: Day
    person: str = ""
    role: str = ""
    outside: str = Field("", max_length=120)
    confirms: list[str] = Field(default_factory=list)


class Reply(Schema):
    """The answer, whether it confirms or objects, and its effect on the record. ``document`` where somebody outside answered."""

    words: str = Field(min_length=1, max_length=4000)
    stance: Stance
    effect: str = Field(min_length=1, max_length=500)
    document: str = Field("", max_length=120)


class ConsultationOut(Schema):
    """A consultation. ``matters`` maps what is confirmed to how it stood when it was asked."""

    id: int
    subject: str
    name: str
    question: str
    matters: dict[str, str]
    asked: str
    asked_kind: Literal["person", "role", "outside"]
    due: Day
    overdue: bool
    asker: str
    asked_at: str
    answer: str
    stance: Stance | None
    effect: str
    document: str
    answered_by: str | None
    answered_at: str | None


class ConsultationSearch(Window):
    """Which consultations: those still open, those this person is to answer, or all; about one record only."""

    which: Literal["open", "mine", "all"] = "open"
    about: str = ""


class ConfirmationOut(Schema):
    """One thing a document needs confirmed before it is approved, and how far it is."""

    key: str
    matter: str
    why: dict[Literal["zh", "en"], str]
    question: dict[Literal["zh", "en"], str]
    state: Literal["open", "asked", "objected", "confirmed"]
    consultation: int | None


def _out(row: Any) -> dict[str, Any]:
    return consultation(row, reference.today())


@reads(router, "/consultations", Page[ConsultationOut])
def consultations_list(request: HttpRequest, search: Query[ConsultationSearch]) -> Any:
    """Questions, the earliest due first."""
    who = person(request)
    about = [subjects.subject(who, search.about).reference] if search.about else []
    rows = consulting.consultations(actor=who, subjects=about, open_only=search.which != "all")
    return page(request, consulting.put_to(who) if search.which == "mine" else rows, search, _out)


@reads(router, "/consultations/{number}", ConsultationOut)
def consultations_one(request: HttpRequest, number: int) -> Any:
    """One question with its answer."""
    return _out(consulting.consultation(number, actor=person(request)))


@writes(router, "/consultations", ConsultationOut, scope="write", status=201)
def consultations_ask(request: HttpRequest, body: Question) -> Any:
    """Put a question to somebody."""
    return Status(201, _out(subjects.ask(actor=person(request), **body.dict())))


@writes(router, "/consultations/{number}/answer", ConsultationOut, scope="write", method="PUT")
def consultations_answer(request: HttpRequest, number: int, body: Reply) -> Any:
    """Answer a question, once."""
    return _out(consulting.answer(actor=person(request), consultation=number, **body.dict()))


@reads(router, "/documents/{ref}/confirmations", list[ConfirmationOut])
def documents_confirmations(request: HttpRequest, ref: str) -> Any:
    """What a document needs confirmed by somebody who knows before it is approved."""
    return [
        {
            "key": s.needed.key,
            "matter": s.needed.matter,
            "why": {"zh": s.needed.why.zh, "en": s.needed.why.en},
            "question": {"zh": s.needed.question.zh, "en": s.needed.question.en},
            "state": s.state,
            "consultation": s.consultation.pk if s.consultation else None,
        }
        for s in life.confirmations(reports.seen_by(person(request), ref))
    ]
