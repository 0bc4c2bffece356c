"""Cases, surveys and standards as the public contract writes them, for the API and the command line alike."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from argosy.engines.service.scores import Change, change, said, scored
from argosy.records.permission import Actor
from argosy.records.service.cases.queries import Clocked
from argosy.records.service.surveys import queries as surveys


def case_row(one: Clocked) -> dict[str, Any]:
    """A case with its clock, one line of the board."""
    row, clock = one.case, one.clock
    return {
        "case": row.number, "kind": row.kind, "category": row.category, "severity": row.severity, "customer": row.customer.code,
        "owner": row.owner.login if row.owner else None, "received": _at(row.received), "answered": _at(row.answered), "closed": _at(row.closed),
        "answer_due": _at(clock.answer_due), "close_due": _at(clock.close_due), "answer_hours": _decimal(clock.answered_after), "close_days": _decimal(clock.closed_after),
        "late": clock.late, "answer_late": clock.answer_late, "close_late": clock.close_late, "escalated_to": row.escalated_to.login if row.escalated_to else None, "version": row.version,
    }  # fmt: skip


def case_whole(one: Clocked) -> dict[str, Any]:
    """A case with everything that happened to it."""
    row = one.case
    events = [{"event": e.kind, "at": _at(e.at), "by": e.by.login, "words": e.words} for e in row.events.all()]
    return case_row(one) | {
        "words": row.words, "cause": row.cause, "action": row.action, "confirmed_by": row.confirmed_by, "confirmed_at": _at(row.confirmed_at), "order": row.order or None,
        "sku": row.product.sku if row.product else None, "worth": _decimal(row.worth), "reopened": row.reopened, "events": events,
    }  # fmt: skip


def wave_row(row: Any) -> dict[str, Any]:
    """One wave of a survey."""
    return {
        "wave": row.ref, "title": row.title_en, "title_zh": row.title_zh, "state": row.state, "questionnaire": str(row.questionnaire) if row.questionnaire else None,
        "channel": row.channel, "starts": row.starts.isoformat(), "ends": row.ends.isoformat(), "asked": row.asked, "answered": row.told,
    }  # fmt: skip


def wave_results(ref: str, *, actor: Actor | None) -> dict[str, Any]:
    """The results of a wave: each question with its interval, before and change; low scores still to be followed up."""
    row = surveys.wave(ref, actor=actor)
    given = surveys.responses(row, actor=actor)
    earlier = surveys.before(row, actor=actor)
    past = surveys.responses(earlier, actor=actor) if earlier else []
    items = (
        []
        if row.questionnaire is None
        else [item for item in row.questionnaire.items.all() if item.kind != surveys.QuestionItem.Kind.WORDS]
    )
    low = [
        {"customer": one.customer.code, "item": key, "score": score, "response": one.pk}
        for one, key, score, done in surveys.low_scores(given)
        if done is None
    ]
    return wave_row(row) | {
        "before": earlier.ref if earlier else None,
        "items": [_item(item, given, past) for item in items],
        "low_open": low,
    }


def _item(item: Any, given: list[Any], past: list[Any]) -> dict[str, Any]:
    scores, former = answers(given, item.key), answers(past, item.key)
    told, moved = scored(item.key, scores, item.most, len(given) - len(scores)), change(former, scores)
    return {
        "item": item.key, "name": item.name_en, "name_zh": item.name_zh, "n": told.n, "missing": told.missing, "mean": said(told.mean), "sd": told.sd,
        "top2": said(told.top_two), "nps": None if told.nps is None else said(told.nps), "before": said(moved.before), "change": said(moved.gap), "overlap": moved.overlap,
        "tells": moved.tells,
    }  # fmt: skip


def answers(rows: list[Any], key: str) -> list[float]:
    """The scores given to one question."""
    return [float(row.answers[key]) for row in rows if isinstance(row.answers.get(key), int)]


def moved(past: list[Any], given: list[Any], key: str) -> Change:
    """One question from one wave to the next."""
    return change(answers(past, key), answers(given, key))


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else timezone.localtime(moment).isoformat(timespec="minutes")


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:.2f}"
