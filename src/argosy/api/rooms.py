"""Rooms as operations: every room's list, its records and its acts, made from the one table the pages use too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.api.markets import Record, body_of, filters_of
from argosy.api.pages import Page, page
from argosy.publishing.market_acts import Act, perform
from argosy.publishing.market_records import Room, plain

Shown = Callable[[Room, list[Any]], list[dict[str, Any]]]


def done(act: Act, actor: Any, key: str, given: dict[str, Any]) -> Record:
    """Do an act with plain data; what it made or changed, as data."""
    made = perform(act, actor, key, act.form()(given))
    if isinstance(made, dict):
        return made
    return {"done": [plain(row) for row in made]} if isinstance(made, list) else plain(made)


def serve(router: Router, name: str, rooms: Mapping[str, Room], acts: Iterable[Act], shown: Shown) -> None:
    """Put rooms under ``/name``: the acts before the records, so that no record's key is taken for an act."""
    for act in acts:
        _act(router, name, act)
    for room in rooms.values():
        _list(router, name, room, shown)
        _one(router, name, room)


def _list(router: Router, name: str, room: Room, shown: Shown) -> None:
    search = filters_of(room)

    def view(request: HttpRequest, given: Any) -> Any:
        asked = {name: getattr(given, name) for name in room.filters if getattr(given, name)}
        return page(request, room.rows(person(request), asked), given, lambda row: shown(room, [row])[0])

    view.__annotations__["given"] = Query[search]  # type: ignore[valid-type]
    _named(view, f"{name}_{room.name}_list", f"List: {room.label.en.lower()}.")
    reads(router, f"/{name}/{room.name}", Page[Record])(view)


def _one(router: Router, name: str, room: Room) -> None:
    def view(request: HttpRequest, key: str) -> Any:
        return room.one(person(request), key)

    _named(view, f"{name}_{room.name}_one", f"One of: {room.label.en.lower()}, with everything about it.")
    reads(router, f"/{name}/{room.name}/{{key}}", Record)(view)


def _act(router: Router, name: str, act: Act) -> None:
    body = body_of(act)
    view = _changed(act, body) if act.key else _made(act, body)
    _named(view, f"{name}_{act.room}_{act.name}", f"{act.label.en[:1].upper()}{act.label.en[1:]}.")
    path = f"/{name}/{act.room}/{{key}}/{act.name}" if act.key else f"/{name}/{act.room}/{act.name}"
    writes(router, path, Record, scope="write", status=200 if act.key else 201)(view)


def _made(act: Act, body: type[Schema] | None) -> Callable[..., Any]:
    if body is None:

        def bare(request: HttpRequest) -> Any:
            return Status(201, done(act, person(request), "", {}))

        return bare

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
    view.__name__, view.__doc__ = name.replace("-", "_"), words
