"""Training passed on a product's line, courses still missing, and approved answers to objections about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from argosy.deliverables.families.market.known import in_both
from argosy.kernel.text import Text
from argosy.records.coaching.planning import queries as planning
from argosy.records.coaching.training import queries as training
from argosy.records.permission import LOCAL_READER


@dataclass(frozen=True, slots=True)
class Training:
    """One person's part in a session; ``after`` is ``None`` where no test was taken."""

    on: date
    course: Text
    host: Text
    hours: Decimal
    person: Text
    before: Decimal | None
    after: Decimal | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """An objection and the approved answer."""

    code: str
    segment: str
    theme: Text
    objection: Text
    answer: Text
    evidence: str
    owner: Text


def gather_training(code: str, on: date) -> tuple[tuple[Training, ...], tuple[tuple[Text, Text], ...]]:
    """Sessions on the product's line that colleagues attended, the newest first, and who has not passed which course on it."""
    guests = [g for g in training.own_training(actor=LOCAL_READER, on=on).filter(attended=True) if about(g.session.course.hs, code)]
    rows = tuple(
        Training(
            g.session.actual or g.session.starts.date(), Text(g.session.course.title_zh, g.session.course.title_en), in_both(g.session.course.get_host_display),
            g.session.hours, Text(g.colleague.name_zh, g.colleague.name_en), g.before, g.after, g.after is not None and g.after >= g.session.course.pass_mark,
        )
        for g in guests if g.colleague is not None
    )  # fmt: skip
    missing = tuple(
        (Text(one.person.name_zh, one.person.name_en), Text(one.course.title_zh, one.course.title_en))
        for one in training.untrained(on, actor=LOCAL_READER)
        if about(one.course.hs, code)
    )
    return rows, missing


def about(hs: str, code: str) -> bool:
    """Whether a course of a commodity code is about a product; one of no code is about none in particular."""
    return bool(hs) and code.startswith(hs)


def gather_answers(sku: str, on: date) -> tuple[Answer, ...]:
    """Approved answers about a product that hold on a day."""
    return tuple(
        Answer(
            row.code, row.segment, in_both(row.get_theme_display), Text(row.objection_zh, row.objection_en), Text(row.answer_zh, row.answer_en), row.evidence,
            Text(row.author.name_zh, row.author.name_en),
        )
        for row in planning.answers(actor=LOCAL_READER, sku=sku, usable_on=on)
    )  # fmt: skip
