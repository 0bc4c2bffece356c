"""Market knowledge: lists, records, and what can be done with each."""

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
from argosy.publishing.market_acts import ALL, Act, act, perform
from argosy.publishing.market_records import ROOMS
from argosy.records.action import require
from argosy.records.reference import queries as reference
from argosy.web.listing import listing
from argosy.web.market_cards import CARDS
from argosy.web.market_lists import LISTS, NONE
from argosy.web.sheet import Filter, Offer, Sheet, Table

TEMPLATE = "argosy/market/sheet.html"
# Acts of a record by its state, where they depend on it; the actions themselves refuse the others.
BY_STATE = {
    "decisions": {"draft": "rewrite cite check explain submit", "submitted": "approve return", "approved": "check address respond remind"},
    "briefs": {"open": "change require reword link gap approve remind close", "approved": "change require reword link gap remind close", "closed": ""},
}  # fmt: skip


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
    if one.room not in LISTS or bool(one.key) != bool(key):
        raise NotFound(Text("沒有這個動作", "There is no such act"))
    form = one.form()(request.POST)
    try:
        made = perform(one, request.user, key, form)
    except NotFound:
        raise
    except ArgosyError as error:
        sheet = _card(request, one.room, key, one, form) if key else _list(request, one.room, one, form)
        sheet.problem = None if form.errors else error
        return render(request, TEMPLATE, {"sheet": sheet}, status=403 if isinstance(error, Refused) else 422)
    messages.success(request, _("Done."))
    return redirect("web:market-record", one.room, key or _key(one.room, made))


def _key(room: str, row: Any) -> Any:
    return next((getattr(row, name) for name in ("ref", "code") if hasattr(row, name)), row.pk)


def _list(request: HttpRequest, room: str, failed: Act | None = None, form: Any = None) -> Sheet:
    if room not in LISTS:
        raise NotFound(Text("沒有「{r}」", "There is nothing called {r}").format(r=room))
    how, on = LISTS[room], reference.today()
    asked = {name: request.GET.get(name, "")[:80].strip() for name in how.filters}
    given = {name: value.upper() if name in ("market", "grade") else value for name, value in asked.items() if value}
    found = listing(request, ROOMS[room].rows(request.user, given))
    shown = list(found.rows)
    beside = how.beside(shown, on, request.user)
    sheet = Sheet(ROOMS[room].label, sub=how.sub, list=found)
    sheet.filters = [Filter(name, label, asked[name], choices) for name, (label, choices) in how.filters.items()]
    sheet.tables = [Table("", how.heads, [how.cells(row, on, beside) for row in shown], NONE)]
    sheet.links = (
        [(reverse("web:item-import"), Text("匯入", "Import"))] if room == "intelligence" and request.user.may("markets.item.import") else []
    )
    sheet.offers = _offers(request, room, "", failed, form, {})
    return sheet


def _card(request: HttpRequest, room: str, key: str, failed: Act | None = None, form: Any = None) -> Sheet:
    if room not in CARDS:
        raise NotFound(Text("沒有「{r}」", "There is nothing called {r}").format(r=room))
    sheet = CARDS[room](key, reference.today(), request.user)
    sheet.path = ((reverse("web:market-list", args=[room]), ROOMS[room].label),)
    sheet.offers = _offers(request, room, key, failed, form, ROOMS[room].one(request.user, key))
    return sheet


def _offers(request: HttpRequest, room: str, key: str, failed: Act | None, form: Any, held: dict[str, Any]) -> list[Offer]:
    """The acts this person may do here; a change begins with what the record holds, and one that failed stands open."""
    offered = []
    now = BY_STATE.get(room, {}).get(str(held.get("state")))
    for one in ALL:
        if one.room != room or bool(one.key) != bool(key) or not request.user.may(one.permission):
            continue
        if now is not None and one is not failed and one.name not in now.split():
            continue
        again = failed is one
        where = reverse("web:market-change", args=[room, key, one.name]) if key else reverse("web:market-make", args=[room, one.name])
        fresh = one.form()(initial=held if one.partial else _today(request), auto_id=f"{one.name}-%s")
        offered.append(Offer(one, where, form if again else fresh, again))
    return offered


def _today(request: HttpRequest) -> dict[str, Any]:
    """What a new record begins with: today, where a day is asked for."""
    return dict.fromkeys(("observed", "on", "as_of"), reference.today())
