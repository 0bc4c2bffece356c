"""Market knowledge: every room's list, its records and its acts, made from the one table the pages and the command line use too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import translation
from ninja import Field, Query, Router, Schema, Status
from pydantic import create_model

from argosy.api.door import person, reads, writes
from argosy.api.pages import Page, Window, page
from argosy.publishing.market_acts import ALL, Act
from argosy.publishing.market_fields import Listed, Rows
from argosy.publishing.market_records import ROOMS, Room, done, plain

router = Router(tags=["Markets"])
TYPES: tuple[tuple[type[forms.Field], Any], ...] = (
    (Listed, list[str]), (Rows, list[dict[str, str]]), (forms.JSONField, dict[str, Any] | list[Any]), (forms.NullBooleanField, bool), (forms.BooleanField, bool),
    (forms.IntegerField, int),
)  # fmt: skip
Record = dict[str, Any]


def body_of(act: Act) -> type[Schema] | None:
    """The body an act takes: the fields of its form, with their labels; ``None`` when it takes nothing."""
    with translation.override("en"):
        fields = act.form()().fields
    if not fields:
        return None
    made = {name: _typed(field) for name, field in fields.items()}
    name = f"{act.room}_{act.name}".title().replace("_", "")
    return create_model(name, __base__=Schema, __doc__=f"{act.label.en[:1].upper()}{act.label.en[1:]}.", **made)  # type: ignore[call-overload, no-any-return]


def _typed(field: forms.Field) -> Any:
    kind: Any = next((made for kind, made in TYPES if isinstance(field, kind) and not isinstance(field, forms.DecimalField)), str)
    words = str(field.label or "")
    return (kind, Field(description=words)) if field.required and kind is not bool else (kind | None, Field(None, description=words))


def filters_of(room: Room) -> type[Schema]:
    """The filters of a room's list, with its page."""
    return create_model(f"{room.name.title()}Search", __base__=Window, **dict.fromkeys(room.filters, (str, "")))  # type: ignore[call-overload, no-any-return]


def _list(room: Room) -> None:
    search = filters_of(room)

    def view(request: HttpRequest, given: Any) -> Any:
        asked = {name: getattr(given, name) for name in room.filters if getattr(given, name)}
        return page(request, room.rows(person(request), asked), given, plain)

    view.__annotations__["given"] = Query[search]  # type: ignore[valid-type]
    _named(view, f"{room.name}_list", f"List: {room.label.en.lower()}.")
    reads(router, f"/markets/{room.name}", Page[Record])(view)


def _one(room: Room) -> None:
    def view(request: HttpRequest, key: str) -> Any:
        return room.one(person(request), key)

    _named(view, f"{room.name}_one", f"One of: {room.label.en.lower()}, with everything about it.")
    reads(router, f"/markets/{room.name}/{{key}}", Record)(view)


def _act(act: Act) -> None:
    body = body_of(act)
    label = f"{act.label.en[:1].upper()}{act.label.en[1:]}."
    view = _made(act, body) if not act.key else _changed(act, body)
    _named(view, f"{act.room}_{act.name}", label)
    path = f"/markets/{act.room}/{{key}}/{act.name}" if act.key else f"/markets/{act.room}/{act.name}"
    writes(router, path, Record, scope="write", status=200 if act.key else 201)(view)


def _made(act: Act, body: type[Schema] | None) -> Callable[..., Any]:
    def view(request: HttpRequest, sent: Any) -> Any:
        return Status(201, done(act, person(request), "", sent.dict(exclude_unset=True)))

    view.__annotations__["sent"] = body
    return view


def _changed(act: Act, body: type[Schema] | None) -> Callable[..., Any]:
    if body is None:

        def bare(request: HttpRequest, key: str) -> Any:
            return done(act, person(request), key, {})

        return bare

    def view(request: HttpRequest, key: str, sent: Any) -> Any:
        return done(act, person(request), key, sent.dict(exclude_unset=True))

    view.__annotations__["sent"] = body
    return view


def _named(view: Callable[..., Any], name: str, words: str) -> None:
    view.__name__, view.__doc__ = name, words


for _one_act in ALL:  # before the records, so that no record's key is taken for an act
    _act(_one_act)
for _room in ROOMS.values():
    _list(_room)
    _one(_room)
