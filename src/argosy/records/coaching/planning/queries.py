"""Reading coaching plans, notes and answers to objections."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.coaching.causes import Cause
from argosy.records.coaching.planning.models import AnswerLibrary, CoachingNote, CoachingPlan
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["AnswerLibrary", "Cause", "CoachingNote", "CoachingPlan"]
_READ = Text("查看輔導計畫", "see coaching plans")
_ANSWERS = Text("查看異議答覆庫", "see the answer library")


def plans(*, actor: Actor | None, customer: str = "", state: str = "", programme: str = "") -> QuerySet[CoachingPlan]:
    """Plans by number, with follow-ups and sessions."""
    require(actor, "coaching.plan.read", _READ)
    wanted = (("customer__code", customer), ("state", state), ("programme__code", programme))
    rows = CoachingPlan.objects.select_related("customer", "owner", "request", "programme").prefetch_related("checks", "sessions")
    return rows.filter(**{name: value for name, value in wanted if value})


def plan(number: str, *, actor: Actor | None) -> CoachingPlan:
    """One plan, or ``NotFound``."""
    row: CoachingPlan = found(plans(actor=actor), number, number=number)
    return row


def notes(*, actor: Actor | None, about: str = "", customer: str = "") -> QuerySet[CoachingNote]:
    """Notes, the newest first."""
    require(actor, "coaching.note.read", Text("查看輔導紀錄", "see coaching notes"))
    wanted = (("about__login", about), ("customer__code", customer))
    rows = CoachingNote.objects.select_related("about", "customer", "by")
    return rows.filter(**{name: value for name, value in wanted if value})


def answers(
    *, actor: Actor | None, sku: str = "", theme: str = "", find: str = "", usable_on: date | None = None
) -> QuerySet[AnswerLibrary]:
    """Answers by code; ``usable_on`` leaves those approved and valid on a day."""
    require(actor, "coaching.answer.read", _ANSWERS)
    wanted = (("product__sku", sku), ("theme", theme))
    rows = AnswerLibrary.objects.select_related("product", "author", "approver").filter(**{name: value for name, value in wanted if value})
    if find:
        rows = rows.filter(Q(objection_zh__icontains=find) | Q(objection_en__icontains=find) | Q(answer_zh__icontains=find))
    if usable_on is not None:
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=usable_on), approver__isnull=False, valid_from__lte=usable_on)
    return rows


def answer(code: str, *, actor: Actor | None) -> AnswerLibrary:
    """One answer, or ``NotFound``."""
    row: AnswerLibrary = found(answers(actor=actor), code, code=code)
    return row
