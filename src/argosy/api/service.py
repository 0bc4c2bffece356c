"""Service: every room's list, its records and its acts, made from the one table the pages use too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.api.markets import Record, body_of, filters_of
from argosy.api.pages import Page, page
from argosy.publishing.market_acts import Act, perform
from argosy.publishing.market_records import Room, plain
from argosy.publishing.service_acts import ALL
from argosy.publishing.service_rooms import ROOMS, listed

router = Router(tags=["Service"])


def done(act: Act, actor: Any, key: str, given: dict[str, Any]) -> Record:
    """Do an act with plain data; what it made or changed, as data."""
    made = perform(act, actor, key, act.form()(given))
    return {"done": [plain(row) for row in made]} if isinstance(made, list) else plain(made)


def _list(room: Room) -> None:
    search = filters_of(room)

    def view(request: HttpRequest, given: Any) -> Any:
        asked = {name: getattr(given, name) for name in room.filters if getattr(given, name)}
        return page(request, room.rows(person(request), asked), given, lambda row: listed(room, [row])[0])

    view.__annotations__["given"] = Query[search]  # type: ignore[valid-type]
    _named(view, f"{room.name}_list", f"List: {room.label.en.lower()}.")
    reads(router, f"/service/{room.name}", Page[Record])(view)


def _one(room: Room) -> None:
    def view(request: HttpRequest, key: str) -> Any:
        return room.one(person(request), key)

    _named(view, f"{room.name}_one", f"One of: {room.label.en.lower()}, with everything about it.")
    reads(router, f"/service/{room.name}/{{key}}", Record)(view)


def _act(act: Act) -> None:
    body = body_of(act)
    view = _changed(act, body) if act.key else _made(act, body)
    _named(view, f"{act.room}_{act.name}", f"{act.label.en[:1].upper()}{act.label.en[1:]}.")
    path = f"/service/{act.room}/{{key}}/{act.name}" if act.key else f"/service/{act.room}/{act.name}"
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
    view.__name__, view.__doc__ = f"service_{name}", words


for _one_act in ALL:  # before the records, so that no record's key is taken for an act
    _act(_one_act)
for _room in ROOMS.values():
    _list(_room)
    _one(_room)
