"""Reading people. Rows are handed on as querysets for lists and as persons for sign-in and tests."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.people.models import ApiToken, CompetencyRecord, EvidenceLink, Person, WorkItem
from argosy.records.people.permissions import document_permission
from argosy.records.people.roles import Role, roles
from argosy.records.permission import Actor, Denied, require
from argosy.records.record import found

_READ_PEOPLE = Text("查看人員", "see people")

__all__ = ["Person", "Role", "roles"]


def people(*, actor: Actor) -> QuerySet[Person]:
    """Everyone, by login, with roles fetched."""
    require(actor, "people.person.read", _READ_PEOPLE)
    return Person.objects.prefetch_related("roles_held")


def person(login: str) -> Person:
    """The person with this login, or ``NotFound``. For doors that know who signed in, not for showing others' data."""
    row: Person = found(Person.objects.all(), login, login=login.lower())
    return row


def may(who: Actor | None, permission: str) -> bool:
    """Whether someone holds a permission; nobody holds none."""
    return who is not None and who.may(permission)


def may_document(who: Actor | None, act: str, key: str) -> bool:
    """Whether someone may ``make``, ``check`` or ``approve`` the output ``key`` (unversioned, ``KPS1420-002/O1.2.1``)."""
    return may(who, document_permission(act, key))


def holders(role: str) -> QuerySet[Person]:
    """Active persons holding a role, by login."""
    return Person.objects.filter(roles_held__role=role, is_active=True)


def own_tokens(*, actor: Person) -> QuerySet[ApiToken]:
    """One's own tokens, newest first."""
    return ApiToken.objects.filter(person=actor)


def all_tokens(*, actor: Actor) -> QuerySet[ApiToken]:
    """Everyone's tokens, for who administers people."""
    require(actor, "people.token.read", Text("查看他人權杖", "see others' tokens"))
    return ApiToken.objects.select_related("person")


def open_work(*, actor: Person) -> QuerySet[WorkItem]:
    """One's own open work items, the most urgent first."""
    return WorkItem.objects.filter(owner=actor, status=WorkItem.Status.OPEN)


def overdue_work(*, actor: Actor, on: date) -> QuerySet[WorkItem]:
    """Everyone's open items past their day."""
    require(actor, "people.work_item.read", Text("查看工作事項", "see work items"))
    return WorkItem.objects.filter(status=WorkItem.Status.OPEN, due__lt=on).select_related("owner")


def evidence_of(login: str, *, actor: Actor) -> QuerySet[EvidenceLink]:
    """Evidence of one person: their own, or anybody's for who assesses."""
    if actor is None or (actor.login != login and not actor.may("people.evidence.confirm")):
        raise Denied(Text("只能查看自己的證據", "You can see your own evidence only"))
    return EvidenceLink.objects.filter(person__login=login).select_related("assessor")


def competencies_of(login: str, *, actor: Actor) -> QuerySet[CompetencyRecord]:
    """What a person has shown, newest first."""
    require(actor, "people.competency.read", Text("查看能力紀錄", "see competency records"))
    return CompetencyRecord.objects.filter(person__login=login)


def coverage(*, actor: Actor, standard: str) -> QuerySet[EvidenceLink]:
    """All evidence for one standard (unversioned code) with its person: everybody's for who assesses, else one's own."""
    rows = EvidenceLink.objects.filter(standard__startswith=standard).select_related("person")
    return rows if actor.may("people.evidence.confirm") else rows.filter(person__login=actor.login)
