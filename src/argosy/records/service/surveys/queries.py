"""Reading surveys: waves, what was answered, and what is left to do."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.service.surveys.links import LINK_HOLDER, opened, token
from argosy.records.service.surveys.models import (
    LOW_SCORE,
    CommentCode,
    LowScoreFollowUp,
    QuestionItem,
    Questionnaire,
    SurveyInvitation,
    SurveyResponse,
    SurveyWave,
)

__all__ = ["LINK_HOLDER", "LOW_SCORE", "CommentCode", "LowScoreFollowUp", "QuestionItem", "SurveyWave", "opened", "token"]
_READ = Text("查看滿意度調查", "see surveys")


def waves(*, actor: Actor | None) -> QuerySet[SurveyWave]:
    """Waves, the latest first, with how many were asked (``asked``) and how many answered (``told``)."""
    require(actor, "service.survey.read", _READ)
    counts = {"asked": Count("invitations", distinct=True), "told": Count("responses", distinct=True)}
    return SurveyWave.objects.select_related("questionnaire", "owner").annotate(**counts).order_by("-starts", "-pk")


def wave(ref: str, *, actor: Actor | None) -> SurveyWave:
    """One wave with its questions, or ``NotFound``."""
    row: SurveyWave = found(waves(actor=actor).prefetch_related("questionnaire__items"), ref, ref=ref.strip().upper())
    return row


def before(row: SurveyWave, *, actor: Actor | None) -> SurveyWave | None:
    """The wave before this one with the same questionnaire code; ``None`` for the first."""
    code = row.questionnaire.code if row.questionnaire else ""
    earlier = waves(actor=actor).filter(starts__lt=row.starts, questionnaire__code=code).prefetch_related("questionnaire__items")
    return earlier.first()


def responses(row: SurveyWave, *, actor: Actor | None) -> list[SurveyResponse]:
    """The answers of a wave with coded comments and follow-ups, in order of receipt."""
    require(actor, "service.survey.read", _READ)
    follow = Prefetch("follow_ups", LowScoreFollowUp.objects.select_related("owner", "case"))
    return list(row.responses.select_related("customer", "invitation").prefetch_related("codes", follow))


def invitations(row: SurveyWave, *, actor: Actor | None) -> list[SurveyInvitation]:
    """Everyone asked, with their answer where there is one."""
    require(actor, "service.survey.read", _READ)
    return list(row.invitations.select_related("customer", "response"))


def low_scores(rows: list[SurveyResponse]) -> list[tuple[SurveyResponse, str, int, LowScoreFollowUp | None]]:
    """Each score of ``LOW_SCORE`` or less, the question of recommending apart, with its follow-up where there is one."""
    made = []
    for row in rows:
        followed = {one.item: one for one in row.follow_ups.all()}
        scales = {item.key: item for item in row.wave.questionnaire.items.all()} if row.wave.questionnaire else {}
        for key, score in row.answers.items():
            if key in scales and scales[key].kind == QuestionItem.Kind.SCORE and isinstance(score, int) and score <= LOW_SCORE:
                made.append((row, key, score, followed.get(key)))
    return made


def questionnaires(*, actor: Actor | None) -> QuerySet[Questionnaire]:
    """All versions of all questionnaires, the latest first."""
    require(actor, "service.survey.read", _READ)
    return Questionnaire.objects.select_related("author").prefetch_related("items")


def closed_by(on: date, *, actor: Actor | None) -> list[SurveyWave]:
    """Waves that had ended on a day, the latest first."""
    return list(waves(actor=actor).filter(ends__lte=on).prefetch_related("questionnaire__items"))
