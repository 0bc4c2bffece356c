"""Codes of the Harmonized System for goods in words, and the decisions taken on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.importers.cells import tariff_code
from argosy.publishing.classifying import as_json, store_desk, suggest
from argosy.records.action import LOCAL_READER
from argosy.records.catalog import actions, queries

router = Router(tags=["HS"])


class SuggestQuery(Schema):
    """The goods in words, and how many codes at most."""

    text: str = Field(max_length=500)
    top: int = Field(5, ge=1, le=50)


class ReasonOut(Schema):
    """Why a code: the kind of text it rests on, that text, the words in common, likeness from 0 to 1, and who decided or where it is from."""

    kind: str
    label_zh: str
    label_en: str
    text: str
    matched: list[str]
    likeness: float
    note: str


class SuggestionOut(Schema):
    """A code of six digits with the probability that it is right, its titles from chapter to subheading, and its reasons."""

    code: str
    score: float
    title_en: str
    title_zh: str
    because: list[ReasonOut]


class AnswerOut(Schema):
    """Suggestions, best first. None when the text is too vague: then ``reason`` says why. ``question`` is what to ask."""

    suggestions: list[SuggestionOut]
    reason_zh: str
    reason_en: str
    question_zh: str
    question_en: str


class NewDecision(Schema):
    """A code for goods in words, with the reason; ``candidates`` are codes shown, ``ruling`` the reference of a ruling."""

    text: str = Field(min_length=1, max_length=500)
    code: str
    edition: str = Field("HS2022", max_length=40)
    rationale: str = Field(min_length=1)
    on: date
    valid_to: date | None = None
    ruling: str = Field("", max_length=120)


class DecisionOut(Schema):
    """A decision on goods, and who took and reviewed it."""

    id: int
    sku: str | None
    text: str
    code: str
    edition: str
    rationale: str
    candidates: list[dict[str, str]]
    ruling: str
    on: date
    valid_to: date | None
    decided_by: str
    reviewer: str | None
    supersedes: int | None


@reads(router, "/hs/suggest", AnswerOut)
def hs_suggest(request: HttpRequest, asked: Query[SuggestQuery]) -> Any:
    """Codes for goods in words, Chinese or English, each with the probability that it is right and its reasons."""
    made = suggest(asked.text, store_desk(person(request)), asked.top)
    reason, question = made.reason, made.question
    return {
        "suggestions": as_json(made),
        "reason_zh": reason.zh if reason else "",
        "reason_en": reason.en if reason else "",
        "question_zh": question.zh if question else "",
        "question_en": question.en if question else "",
    }


@writes(router, "/hs/decisions", DecisionOut, scope="write", status=201)
def hs_decide(request: HttpRequest, body: NewDecision) -> Any:
    """Record a decision on goods in words, with the codes suggested for them now. A second person reviews it as any classification."""
    shown = [{"code": one.code, "score": str(one.score)} for one in suggest(body.text, store_desk(LOCAL_READER)).suggestions]
    facts = body.dict() | {"code": tariff_code(body.code), "candidates": shown}
    return Status(201, _decision(actions.decide_goods(actor=person(request), **facts)))


@reads(router, "/hs/decisions/waiting", list[DecisionOut])
def hs_waiting(request: HttpRequest) -> Any:
    """Decisions that wait for a second person, the oldest first."""
    return [_decision(row) for row in queries.awaiting_review(actor=person(request))[:500]]


def _decision(row: Any) -> dict[str, Any]:
    plain = ("text", "code", "edition", "rationale", "candidates", "ruling", "valid_to")
    return {name: getattr(row, name) for name in plain} | {
        "id": row.pk,
        "sku": row.product.sku if row.product else None,
        "on": row.date,
        "decided_by": row.decided_by.login,
        "reviewer": row.reviewer.login if row.reviewer else None,
        "supersedes": row.supersedes_id,
    }
