"""Writes about people. Persons and roles are here; tokens, evidence and work items have modules of their own and are handed on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.people.evidence import confirm_evidence, record_competency, suggest_evidence
from argosy.records.people.models import Person, PersonRole
from argosy.records.people.tokens import issue_token, revoke_token
from argosy.records.people.work import close_work_item, open_work_item
from argosy.records.record import changed, found, in_both

__all__ = [
    "change_person",
    "close_work_item",
    "confirm_evidence",
    "give_password",
    "grant_role",
    "issue_token",
    "open_work_item",
    "record_competency",
    "register_person",
    "revoke_token",
    "set_password",
    "suggest_evidence",
    "withdraw_role",
]


@action("people.person.register", Text("新增人員", "add a person"))
def register_person(*, actor: Person, login: str, password: str, roles: tuple[str, ...] = (), **fields: Any) -> Person:
    """A new person with a first password. ``fields``: name_zh, name_en, email, language, joined."""
    person = Person(login=login.lower(), **fields)
    give_password(person, password)
    person.save()
    for role in roles:
        PersonRole(person=person, role=role).save()
    return person


@action("people.person.change", Text("修改人員資料", "change a person's data"))
def change_person(*, actor: Person, login: str, **fields: Any) -> Person:
    """Change name, email, language, joining day or whether active. One cannot switch off oneself."""
    person = found(Person.objects.all(), login, login=login)
    if person == actor and fields.get("is_active") is False:
        raise Refused(
            Text("不得停用自己的帳號，請由另一位系統管理人員辦理", "You cannot switch off your own account; another administrator must")
        )
    changed(person, fields)
    return person


@action("people.person.set_password", Text("重設密碼", "set a person's password"))
def set_password(*, actor: Person, login: str, password: str) -> Person:
    """Replace a person's password; it must pass the house rules."""
    person = found(Person.objects.all(), login, login=login)
    give_password(person, password)
    person.save()
    return person


@action("people.role.grant", Text("授予職務", "give a role"))
def grant_role(*, actor: Person, login: str, role: str) -> PersonRole:
    """Give a person a role. Nobody changes their own."""
    person = _another(actor, login)
    held = PersonRole(person=person, role=role)
    held.save()
    return held


@action("people.role.withdraw", Text("撤除職務", "take back a role"))
def withdraw_role(*, actor: Person, login: str, role: str) -> Person:
    """Take a role back from a person. Nobody changes their own."""
    person = _another(actor, login)
    found(PersonRole.objects.filter(person=person), role, role=role).delete()
    return person


def _another(actor: Person, login: str) -> Person:
    person: Person = found(Person.objects.all(), login, login=login)
    if person == actor:
        raise Refused(
            Text("不得變更自己的職務，請由另一位系統管理人員辦理", "You cannot change your own roles; another administrator must")
        )
    return person


def give_password(person: Person, password: str) -> None:
    """Set a password that passes the house rules, or raise ``BadInput`` saying what they hold against it. Does not save."""
    words = in_both(lambda: _faults(person, password))
    if words:
        raise BadInput(words)
    person.set_password(password)


def _faults(person: Person, password: str) -> str:
    """What the house rules hold against a password, in the active language: Django words it when the rule is broken, not later."""
    try:
        validate_password(password, person)
    except ValidationError as weak:
        return " ".join(weak.messages)
    return ""
