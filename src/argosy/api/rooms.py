"""The lists, records and acts of rooms, made from the tables the pages and the command line use too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import translation
from ninja import Field, Query, Router, Schema, Status
from pydantic import create_model

from argosy.api.door import person, reads, writes
from argosy.api.pages import Page, Window, page
from argosy.publishing.market_acts import Act
from argosy.publishing.market_fields import Listed, Rows
from argosy.publishing.market_records import Room, plain

TYPES: tuple[tuple[type[forms.Field], Any], ...] = (
    (Listed, list[str]), (Rows, list[dict[str, str]]), (forms.JSONField, dict[str, Any] | list[Any]), (forms.NullBooleanField, bool), (forms.BooleanField, bool),
    (forms.IntegerField, int),
)  # fmt: skip
Record = dict[str, Any]
Done = Callable[[Act, Any, str, dict[str, Any]], Record]


def body_of(act: Act) -> type[Schema] | None:
    """The body an act takes: the fields of its form, with their labels; ``None`` when it takes nothing."""
    with translation.override("en"):
        fields = act.form()().fields
    if not fields:
        return None
    made = {name: typed(field) for name, field in fields.items()}
    name = f"{act.room}_{act.name}".title().replace("_", "")
    return create_model(name, __base__=Schema, __doc__=f"{act.label.en[:1].upper()}{act.label.en[1:]}.", **made)  # type: ignore[call-overload, no-any-return]


def typed(field: forms.Field) -> Any:
    """A field of a form as a field of a body: its type, and its label as description."""
    kind: Any = next((made for kind, made in TYPES if isinstance(field, kind) and not isinstance(field, forms.DecimalField)), str)
    words = str(field.label or "")
    return (kind, Field(description=words)) if field.required and kind is not bool else (kind | None, Field(None, description=words))


def filters_of(room: Room) -> type[Schema]:
    """The filters of a room's list, with its page."""
    return create_model(f"{room.name.title()}Search", __base__=Window, **dict.fromkeys(room.filters, (str, "")))  # type: ignore[call-overload, no-any-return]


def _row(room: Room, row: Any) -> Record:
    return plain(row)


@dataclass(frozen=True, slots=True)
class Rooms:
    """Rooms under one path. ``done`` does an act, ``show`` tells a row of a list; ``named`` begins the names of the operations."""

    router: Router
    path: str
    done: Done
    show: Callable[[Room, Any], Record] = _row
    named: str = ""

    def open(self, rooms: Mapping[str, Room], acts: Iterable[Act]) -> None:
        """Every act, then every list and record, so that no record's key is taken for an act."""
        for act in acts:
            self._act(act)
        for room in rooms.values():
            self._list(room)
            self._one(room)

    def _list(self, room: Room) -> None:
        search = filters_of(room)

        def view(request: HttpRequest, given: Any) -> Any:
            asked = {name: getattr(given, name) for name in room.filters if getattr(given, name)}
            return page(request, room.rows(person(request), asked), given, lambda row: self.show(room, row))

        view.__annotations__["given"] = Query[search]  # type: ignore[valid-type]
        self._tell(view, f"{room.name}_list", f"List: {room.label.en.lower()}.")
        reads(self.router, f"/{self.path}/{room.name}", Page[Record])(view)

    def _one(self, room: Room) -> None:
        def view(request: HttpRequest, key: str) -> Any:
            return room.one(person(request), key)

        self._tell(view, f"{room.name}_one", f"One of: {room.label.en.lower()}, with everything about it.")
        reads(self.router, f"/{self.path}/{room.name}/{{key}}", Record)(view)

    def _act(self, act: Act) -> None:
        view = self._changing(act) if act.key else self._making(act)
        self._tell(view, f"{act.room}_{act.name}", f"{act.label.en[:1].upper()}{act.label.en[1:]}.")
        path = f"/{self.path}/{act.room}/{{key}}/{act.name}" if act.key else f"/{self.path}/{act.room}/{act.name}"
        writes(self.router, path, Record, scope="write", status=200 if act.key else 201)(view)

    def _making(self, act: Act) -> Callable[..., Any]:
        body = body_of(act)
        if body is None:
            return lambda request: Status(201, self.done(act, person(request), "", {}))

        def view(request: HttpRequest, sent: Any) -> Any:
            return Status(201, self.done(act, person(request), "", sent.dict(exclude_unset=True)))

        view.__annotations__["sent"] = body
        return view

    def _changing(self, act: Act) -> Callable[..., Any]:
        body = body_of(act)
        if body is None:

            def bare(request: HttpRequest, key: str) -> Any:
                return self.done(act, person(request), key, {})

            return bare

        def view(request: HttpRequest, key: str, sent: Any) -> Any:
            return self.done(act, person(request), key, sent.dict(exclude_unset=True))

        view.__annotations__["sent"] = body
        return view

    def _tell(self, view: Callable[..., Any], name: str, words: str) -> None:
        view.__name__, view.__doc__ = f"{self.named}{name}".replace("-", "_"), words
