"""Rooms as pages: lists, records and what can be done with each, drawn from tables. A form sent twice is done once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from argosy.kernel.errors import ArgosyError, NotFound, Refused
from argosy.kernel.text import Text
from argosy.publishing.market_acts import Act, perform
from argosy.publishing.market_records import Room
from argosy.records.action import require
from argosy.records.reference import queries as reference
from argosy.web import once
from argosy.web.choosing import Lister, dress
from argosy.web.listing import listing
from argosy.web.market_lists import NONE, Listed
from argosy.web.sheet import Filter, Offer, Sheet, Table

TEMPLATE = "argosy/market/sheet.html"
NAMES = ("ref", "number", "code")
View = Callable[..., HttpResponse]


def _always(room: str, held: Mapping[str, Any]) -> str | None:
    return None


def _today(room: str, held: Mapping[str, Any]) -> dict[str, Any]:
    return dict.fromkeys(("on", "valid_from"), reference.today())


def _none(request: HttpRequest, room: str) -> list[tuple[str, Any]]:
    return []


def _typed(room: str, key: str, name: str, actor: Any) -> Mapping[str, Lister]:
    return {}


def _nothing(request: HttpRequest) -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Family:
    """Rooms that belong together under one address. ``now`` gives the acts that fit what a record holds, ``None`` where all do; ``begin`` what a new
    form begins with; ``beside`` the rooms that stand near another; ``links`` what else a list leads to; ``listers`` what to choose from in the place
    of a code; ``told`` what the page one comes from says already, which opens the form of the act ``first``.
    """

    name: str
    rooms: Mapping[str, Room]
    lists: Mapping[str, Listed]
    cards: Mapping[str, Callable[[str, date, Any], Sheet]]
    acts: tuple[Act, ...]
    now: Callable[[str, Mapping[str, Any]], str | None] = _always
    begin: Callable[[str, Mapping[str, Any]], dict[str, Any]] = _today
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Callable[[HttpRequest, str], list[tuple[str, Any]]] = _none
    listers: Callable[[str, str, str, Any], Mapping[str, Lister]] = _typed
    told: Callable[[HttpRequest], dict[str, str]] = _nothing
    first: str = ""

    def act(self, room: str, name: str) -> Act:
        """One act, or ``NotFound``."""
        found = next((one for one in self.acts if (one.room, one.name) == (room, name)), None)
        if found is None:
            raise NotFound(Text("沒有動作 {r}/{n}", "There is no act {r}/{n}").format(r=room, n=name))
        return found

    def home(self, room: str, key: Any = "") -> str:
        """The address of a list, or of one record."""
        kind = "record" if key != "" else "list"
        return reverse(f"web:{self.name}-{kind}", args=[room, key] if key != "" else [room])

    def key(self, room: str, row: Any) -> str:
        """What names a record that was made; empty where its room has no cards."""
        if room not in self.cards or isinstance(row, list):
            return ""
        return str(next((getattr(row, name) for name in NAMES if hasattr(row, name)), row.pk))


def pages(family: Family) -> tuple[View, View, View, View]:
    """The views of a family: a list, a record, making one, and doing something with one."""

    @require_safe
    def rows(request: HttpRequest, room: str) -> HttpResponse:
        """A list with its filters, and the forms that make a record."""
        return render(request, TEMPLATE, {"sheet": _list(family, request, room)})

    @require_safe
    def record(request: HttpRequest, room: str, key: str) -> HttpResponse:
        """One record, and what can be done with it."""
        return render(request, TEMPLATE, {"sheet": _card(family, request, room, key)})

    @require_POST
    def make(request: HttpRequest, room: str, name: str) -> HttpResponse:
        """Make a record."""
        return _do(family, request, family.act(room, name), "")

    @require_POST
    def change(request: HttpRequest, room: str, key: str, name: str) -> HttpResponse:
        """Do something with a record."""
        return _do(family, request, family.act(room, name), key)

    return rows, record, make, change


def _do(family: Family, request: HttpRequest, one: Act, key: str) -> HttpResponse:
    require(request.user, one.permission, one.label)
    if bool(one.key) != bool(key):
        raise NotFound(Text("沒有這個動作", "There is no such act"))
    if not once.first(request):
        return redirect(once.outcome(request) or family.home(one.room, key))
    form = one.form()(request.POST)
    try:
        made = perform(one, request.user, key, form)
    except NotFound:
        once.release(request)
        raise
    except ArgosyError as error:
        once.release(request)
        sheet = _card(family, request, one.room, key, one, form) if key else _list(family, request, one.room, one, form)
        sheet.problem = None if form.errors else error
        return render(request, TEMPLATE, {"sheet": sheet}, status=403 if isinstance(error, Refused) else 422)
    messages.success(request, _("Done."))
    where = family.home(one.room, key or family.key(one.room, made))
    if request.POST.get("once"):
        once.keep(request, where)
    return redirect(where)


def _list(family: Family, request: HttpRequest, room: str, failed: Act | None = None, form: Any = None) -> Sheet:
    if room not in family.lists:
        raise NotFound(Text("沒有「{r}」", "There is nothing called {r}").format(r=room))
    how, on = family.lists[room], reference.today()
    asked = {name: request.GET.get(name, "")[:80].strip() for name in how.filters}
    found = listing(request, family.rooms[room].rows(request.user, {name: value for name, value in asked.items() if value}))
    shown = list(found.rows)
    beside = how.beside(shown, on, request.user)
    sheet = Sheet(family.rooms[room].label, sub=how.sub, list=found)
    sheet.filters = [Filter(name, label, asked[name], choices) for name, (label, choices) in how.filters.items()]
    sheet.tables = [Table("", how.heads, [how.cells(row, on, beside) for row in shown], NONE)]
    sheet.links = [
        *family.links(request, room),
        *((family.home(other), family.rooms[other].label) for other in family.beside.get(room, ())),
    ]
    sheet.offers = _offers(family, request, room, "", failed, form, {})
    return sheet


def _card(family: Family, request: HttpRequest, room: str, key: str, failed: Act | None = None, form: Any = None) -> Sheet:
    if room not in family.cards:
        raise NotFound(Text("沒有「{r}」", "There is nothing called {r}").format(r=room))
    sheet = family.cards[room](key, reference.today(), request.user)
    sheet.path = ((family.home(room), family.rooms[room].label),)
    sheet.offers = _offers(family, request, room, key, failed, form, family.rooms[room].one(request.user, key))
    return sheet


def _offers(
    family: Family, request: HttpRequest, room: str, key: str, failed: Act | None, form: Any, held: dict[str, Any]
) -> list[Offer]:  # fmt: skip
    """The acts this person may do here; a change begins with what the record holds, and one that failed stands open."""
    offered = []
    now = family.now(room, held) if key else None
    said = {} if key else family.told(request)
    for one in family.acts:
        if one.room != room or bool(one.key) != bool(key) or not request.user.may(one.permission):  # type: ignore[union-attr]
            continue
        if now is not None and one is not failed and one.name not in now.split():
            continue
        again = failed is one
        kind, told = ("change", [room, key, one.name]) if key else ("make", [room, one.name])
        where = reverse(f"web:{family.name}-{kind}", args=told)
        begin = held if one.partial else family.begin(room, held) | said
        shown = form if again else one.form()(initial=begin, auto_id=f"{one.name}-%s")
        dress(shown, family.listers(room, key, one.name, request.user))
        offered.append(Offer(one, where, shown, again or bool(said and one.name == family.first), once.mark()))
    return offered
