"""People: who calls, and who works here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from argosy.api.door import person, reads
from argosy.api.pages import Page, Window, page
from argosy.records.people import queries
from argosy.records.people.roles import roles
from argosy.records.reports import queries as reports

router = Router(tags=["People"])


class RoleOut(Schema):
    """A role. ``standard`` is the competency standard it follows, empty outside the five jobs."""

    code: str
    name_zh: str
    name_en: str
    standard: str


class PersonOut(Schema):
    """A person and the codes of the roles they hold."""

    login: str
    name_zh: str
    name_en: str
    language: str
    is_active: bool
    roles: list[str]


class Desk(Schema):
    """How many documents wait for me, and how many of mine are open."""

    waiting: int
    open: int


class Me(PersonOut):
    """Who calls. ``scopes`` is what the token may be used for; null for a web session, which has all."""

    scopes: list[str] | None
    roles_held: list[RoleOut]
    desk: Desk


@reads(router, "/me", Me)
def me(request: HttpRequest) -> Any:
    """Who I am here."""
    who = person(request)
    return {
        **person_json(who),
        "scopes": None if who.scopes is None else sorted(who.scopes),
        "roles_held": [_role(code) for code in sorted(who.role_codes)],
        "desk": reports.counts(who),
    }


@reads(router, "/people", Page[PersonOut])
def people_list(request: HttpRequest, window: Query[Window]) -> Any:
    """Everyone here, by login."""
    return page(request, queries.people(actor=person(request)), window, person_json)


@reads(router, "/roles", list[RoleOut])
def roles_list(request: HttpRequest) -> Any:
    """The nine roles: five jobs, finance, legal, general manager, administrator."""
    return [_role(code) for code in roles()]


def person_json(who: Any) -> dict[str, Any]:
    """A person as others see them."""
    held = sorted(part.role for part in who.roles_held.all())
    return {"roles": held, **{name: getattr(who, name) for name in ("login", "name_zh", "name_en", "language", "is_active")}}


def _role(code: str) -> dict[str, Any]:
    role = roles()[code]
    return {"code": role.code, "name_zh": role.title.zh, "name_en": role.title.en, "standard": role.standard}
