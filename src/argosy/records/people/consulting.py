"""Asking whoever knows, and keeping the answer: each with its day, what it confirms, and what it changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.people.models import Consultation, Person
from argosy.records.permission import Actor, Denied, require
from argosy.records.record import found

_READ = Text("查看諮詢", "see consultations")
CONFIRMS = Consultation.Stance.CONFIRMS
STANCES = tuple(Consultation.Stance.values)


@action("people.consultation.ask", Text("提出諮詢", "ask for advice"))
def ask(
    *, actor: Person, subject: str, name: str, question: str, due: date, person: str = "", role: str = "", outside: str = "",
    matters: Mapping[str, str] | None = None,
) -> Consultation:  # fmt: skip
    """A question about the record ``subject`` (its reference, with the name people know it by) to one person, one role, or one outside."""
    if person.lower() == actor.login:
        raise Refused(Text("不能諮詢自己，請指定他人", "You cannot ask yourself: name somebody else"))
    asked = found(Person.objects.filter(is_active=True), person, login=person.lower()) if person else None
    row = Consultation(
        subject=subject, name=name, question=question.strip(), matters=dict(matters or {}), person=asked, role=role.upper(), outside=outside.strip(),
        due=due, asker=actor, asked_at=now(),
    )  # fmt: skip
    row.save()
    return row


@action("people.consultation.answer", Text("答覆諮詢", "answer a consultation"))
def answer(*, actor: Person, consultation: int, words: str, stance: str, effect: str, document: str = "") -> Consultation:
    """The answer, once: by the person asked, or one of the role. What somebody outside said is entered by whoever received it, with its paper."""
    row: Consultation = found(Consultation.objects.select_for_update(of=("self",)), consultation, pk=consultation)
    if not row.open:
        raise Refused(
            Text("此諮詢已答覆，不能更改；如有新情況請另行提出", "It is answered and cannot be changed: ask again if things are new")
        )
    _need_asked(actor, row)
    _need_whole(row, words, effect, document)
    row.answer, row.stance, row.effect, row.document = words.strip(), stance, effect.strip(), document.strip()
    row.answered_by, row.answered_at = actor, now()
    row.save()
    return row


def _need_whole(row: Consultation, words: str, effect: str, document: str) -> None:
    if not words.strip() or not effect.strip():
        raise BadInput(
            Text(
                "請填答覆內容與對紀錄之影響（無影響請填「無」）", "Give the answer and its effect on the record ('none' when there is none)"
            )
        )
    if row.outside and not document.strip():
        raise BadInput(Text("外部答覆須填所據文件", "An answer from outside needs the paper it stands on"))


def _need_asked(actor: Person, row: Consultation) -> None:
    if not may_answer(actor, row):
        raise Denied(Text("只有被諮詢的人能答覆", "Only who was asked may answer"))


def may_answer(person: Person, row: Consultation) -> bool:
    """Whether this person is asked. Nobody answers a question of their own, except what somebody outside said to them."""
    if row.outside:
        return True
    return row.person_id == person.pk or (bool(row.role) and row.role in person.role_codes and row.asker_id != person.pk)


def consultations(*, actor: Actor | None, subjects: Iterable[str] = (), open_only: bool = False) -> QuerySet[Consultation]:
    """Consultations, the earliest due first; about some records only, or unanswered ones only."""
    require(actor, "people.consultation.read", _READ)
    rows = Consultation.objects.select_related("person", "asker", "answered_by")
    wanted = list(subjects)
    rows = rows.filter(subject__in=wanted) if wanted else rows
    return rows.filter(answered_at=None) if open_only else rows


def consultation(number: int, *, actor: Actor | None) -> Consultation:
    """One of them, or ``NotFound``."""
    row: Consultation = found(consultations(actor=actor), number, pk=number)
    return row


def put_to(person: Person) -> QuerySet[Consultation]:
    """Unanswered questions to this person or to a role of theirs, the earliest due first."""
    asked = Q(person=person) | (Q(role__in=person.role_codes) & ~Q(asker=person))
    return consultations(actor=person, open_only=True).filter(asked)


def unanswered(person: Person, on: date) -> QuerySet[Consultation]:
    """This person's own questions that nobody answered by their day."""
    return consultations(actor=person, open_only=True).filter(asker=person, due__lt=on)


def confirmed(subjects: Iterable[str], key: str, matter: str, without: Collection[str]) -> Consultation | None:
    """The answer that confirms a matter as it stands, by somebody other than the logins of ``without``.

    ``None`` while there is none, and when the latest answer objects.
    """
    told = [row for row in answers(subjects, key, matter) if row.answered_by is not None and row.answered_by.login not in without]
    return told[0] if told and told[0].stance == CONFIRMS else None


def answers(subjects: Iterable[str], key: str, matter: str) -> list[Consultation]:
    """Every consultation that was asked about a matter as it stands now, the newest first."""
    rows = Consultation.objects.filter(subject__in=list(subjects)).select_related("person", "asker", "answered_by").order_by("-pk")
    return [row for row in rows if row.matters.get(key) == matter]
