"""Adding people, changing their data, passwords and roles: for administrators."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Schema, Status

from argosy.api.door import person, sent, writes
from argosy.api.people import PersonOut, person_json, router
from argosy.records.people import actions, queries

__all__ = ["router"]


class NewPerson(Schema):
    """A new person and their first password, which must pass the house rules (12 characters or more)."""

    login: str
    name_zh: str
    name_en: str
    password: str
    email: str = ""
    language: Literal["zh-Hant", "en"] = "zh-Hant"
    joined: date | None = None
    roles: list[str] = Field(default_factory=list)


class PersonChange(Schema):
    """What changes; a field that is not sent stays."""

    name_zh: str | None = None
    name_en: str | None = None
    email: str | None = None
    language: Literal["zh-Hant", "en"] | None = None
    joined: date | None = None
    is_active: bool | None = None


class Password(Schema):
    """A new password."""

    password: str


@writes(router, "/people", PersonOut, scope="admin", status=201, keyed=False)
def people_register(request: HttpRequest, body: NewPerson) -> Any:
    """Add a person."""
    given = body.dict(exclude={"roles"})
    return Status(201, person_json(actions.register_person(actor=person(request), roles=tuple(body.roles), **given)))


@writes(router, "/people/{login}", PersonOut, scope="admin", method="PATCH")
def people_change(request: HttpRequest, login: str, body: PersonChange) -> Any:
    """Change a person's data, or switch them off. Nobody switches off themselves."""
    return person_json(actions.change_person(actor=person(request), login=login, **sent(body)))


@writes(router, "/people/{login}/password", PersonOut, scope="admin", method="PUT", keyed=False)
def people_password(request: HttpRequest, login: str, body: Password) -> Any:
    """Set a new first password."""
    return person_json(actions.set_password(actor=person(request), login=login, password=body.password))


@writes(router, "/people/{login}/roles/{role}", PersonOut, scope="admin", method="PUT")
def people_grant(request: HttpRequest, login: str, role: str) -> Any:
    """Give a person a role. Nobody changes their own."""
    actions.grant_role(actor=person(request), login=login, role=role)
    return person_json(queries.person(login))


@writes(router, "/people/{login}/roles/{role}", PersonOut, scope="admin", method="DELETE")
def people_withdraw(request: HttpRequest, login: str, role: str) -> Any:
    """Take a role back. Nobody changes their own."""
    actions.withdraw_role(actor=person(request), login=login, role=role)
    return person_json(queries.person(login))
