"""Service: lists, records, and what can be done with each. A form sent twice is done once."""

from __future__ import annotations

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
from argosy.publishing.service_acts import ALL, act
from argosy.publishing.service_rooms import ROOMS
from argosy.records.action import require
from argosy.records.reference import queries as reference
from argosy.web import once
from argosy.web.choosing import dress
from argosy.web.listing import listing
from argosy.web.market_lists import NONE
from argosy.web.service_cards import CARDS
from argosy.web.service_listers import listers
from argosy.web.service_lists import LISTS
from argosy.web.sheet import Filter, Offer, Sheet, Table

TEMPLATE = "argosy/market/sheet.html"
# Acts of a record by its state, where they depend on it; the actions themselves refuse the others.
BY_STATE = {
    "surveys": {"draft": "change open invite", "open": "invite remind close follow settle code", "closed": "follow settle code"},
    "procedures": {"draft": "approve plan", "approved": "plan hold acknowledge", "superseded": ""},
    "choices": {"draft": "change approve", "approved": "follow"},
    "improvements": {"open": "close", "done": "", "dropped": ""},
}  # fmt: skip
OPEN_CASE = "answer cause act confirm close assign escalate note discipline"
NAMES = ("ref", "number", "code")


@require_safe
def rows(request: HttpRequest, room: str) -> HttpResponse:
    """A list with its filters, and the forms that make a record."""
    return render(request, TEMPLATE, {"sheet": _list(request, room)})


@require_safe
def record(request: HttpRequest, room: str, key: str) -> HttpResponse:
    """One record, and what can be done with it."""
    return render(request, TEMPLATE, {"sheet": _card(request, room, key)})


@require_POST
def make(request: HttpRequest, room: str, name: str) -> HttpResponse:
    """Make a record."""
    return _do(request, act(room, name), "")


@require_POST
def change(request: HttpRequest, room: str, key: str, name: str) -> HttpResponse:
    """Do something with a record."""
    return _do(request, act(room, name), key)


def _do(request: HttpRequest, one: Act, key: str) -> HttpResponse:
    require(request.user, one.permission, one.label)
    if bool(one.key) != bool(key):
        raise NotFound(Text("沒有這個動作", "There is no such act"))
    if not once.first(request):
        return redirect(once.outcome(request) or _home(one.room, key))
    form = one.form()(request.POST)
    try:
        made = perform(one, request.user, key, form)
    except NotFound:
        once.release(request)
        raise
    except ArgosyError as error:
        once.release(request)
        sheet = _card(request, one.room, key, one, form) if key else _list(request, one.room, one, form)
        sheet.problem = None if form.errors else error
        return render(request, TEMPLATE, {"sheet": sheet}, status=403 if isinstance(error, Refused) else 422)
    messages.success(request, _("Done."))
    where = _home(one.room, key or _key(one.room, made))
    if request.POST.get("once"):
        once.keep(request, where)
    return redirect(where)


def _key(room: str, row: Any) -> str:
    if room not in CARDS or isinstance(row, list):
        return ""
    return str(next((getattr(row, name) for name in NAMES if hasattr(row, name)), row.pk))


def _home(room: str, key: str) -> str:
    return reverse("web:service-record", args=[room, key]) if key else reverse("web:service-list", args=[room])


def _list(request: HttpRequest, room: str, failed: Act | None = None, form: Any = None) -> Sheet:
    if room not in LISTS:
        raise NotFound(Text("沒有「{r}」", "There is nothing called {r}").format(r=room))
    how, on = LISTS[room], reference.today()
    asked = {name: request.GET.get(name, "")[:80].strip() for name in how.filters}
    found = listing(request, ROOMS[room].rows(request.user, {name: value for name, value in asked.items() if value}))
    shown = list(found.rows)
    beside = how.beside(shown, on, request.user)
    sheet = Sheet(ROOMS[room].label, sub=how.sub, list=found)
    sheet.filters = [Filter(name, label, asked[name], choices) for name, (label, choices) in how.filters.items()]
    sheet.tables = [Table("", how.heads, [how.cells(row, on, beside) for row in shown], NONE)]
    sheet.links = [(_home(other, ""), ROOMS[other].label) for other in BESIDE.get(room, ())]
    if room == "cases":
        mine = f"{_home('cases', '')}?state=open&owner={request.user.get_username()}"
        sheet.links.insert(0, (mine, Text("我的案件", "My cases")))
    sheet.offers = _offers(request, room, "", failed, form, {})
    return sheet


BESIDE = {
    "cases": ("improvements", "nonconformities", "calendar"), "surveys": ("questionnaires",), "standards": ("improvements", "choices"), "procedures": ("policies",), "policies": ("procedures",),
    "needs": ("strategies", "choices"),
}  # fmt: skip
"""Rooms that stand near another and have no line of their own in the rail."""


def _card(request: HttpRequest, room: str, key: str, failed: Act | None = None, form: Any = None) -> Sheet:
    if room not in CARDS:
        raise NotFound(Text("沒有「{r}」", "There is nothing called {r}").format(r=room))
    sheet = CARDS[room](key, reference.today(), request.user)
    sheet.path = ((_home(room, ""), ROOMS[room].label),)
    sheet.offers = _offers(request, room, key, failed, form, ROOMS[room].one(request.user, key))
    return sheet


def _offers(request: HttpRequest, room: str, key: str, failed: Act | None, form: Any, held: dict[str, Any]) -> list[Offer]:
    """The acts this person may do here; a change begins with what the record holds, and one that failed stands open."""
    offered = []
    now = _now(room, held) if key else None
    for one in ALL:
        if one.room != room or bool(one.key) != bool(key) or not request.user.may(one.permission):
            continue
        if now is not None and one is not failed and one.name not in now.split():
            continue
        again = failed is one
        where = reverse("web:service-change", args=[room, key, one.name]) if key else reverse("web:service-make", args=[room, one.name])
        begin = held if one.partial else _begin(room, held) | ({} if key else _told(request))
        shown = dress(form if again else one.form()(initial=begin, auto_id=f"{one.name}-%s"), listers(room, key, one.name, request.user))
        offered.append(Offer(one, where, shown, again or bool(one.name == "open" and not key and _told(request)), once.mark()))
    return offered


def _now(room: str, held: dict[str, Any]) -> str | None:
    """The acts that fit the state a record is in; ``None`` where all do."""
    if room == "cases":
        return "reopen discipline" if held["closed"] else OPEN_CASE
    return BY_STATE.get(room, {}).get(str(held.get("state")))


def _told(request: HttpRequest) -> dict[str, str]:
    """What the page one comes from says already: the customer and the order."""
    return {name: request.GET[name][:30] for name in ("customer", "order") if request.GET.get(name)}


def _begin(room: str, held: dict[str, Any]) -> dict[str, Any]:
    """What a new form begins with: today, and the version of a case."""
    days = dict.fromkeys(("on", "starts", "effective", "valid_from"), reference.today())
    return days | ({"version": held.get("version")} if room == "cases" else {})
