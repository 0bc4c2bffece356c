"""Events: the list, one event with who was invited, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.care.contacting import queries as contacting
from argosy.records.care.events import actions
from argosy.records.care.events import queries as events
from argosy.records.care.leads import queries as leads
from argosy.web.forms.care import EventForm
from argosy.web.frame import frame
from argosy.web.listing import listing
from argosy.web.views.care.acting import answer, carried_out

OPEN = Text("建立活動", "open an event")
CAME = {"yes": True, "no": False, "": None}


@require_safe
def events_(request: HttpRequest) -> HttpResponse:
    """Events, the latest first, with how many were invited, answered and came."""
    rows = events.events(actor=request.user)  # type: ignore[arg-type]
    return render(request, "argosy/care/events.html", {"list": listing(request, rows), "today": frame(request).today})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open an event."""
    require(request.user, "care.event.open", OPEN)  # type: ignore[arg-type]
    form = EventForm(request.POST if request.method == "POST" else None)

    def do(told: dict[str, Any]) -> str:
        return reverse("web:event", args=[actions.open_event(actor=request.user, **told).ref])

    return answer(request, "argosy/care/event_form.html", form, do, _("The event is opened."), {})


@require_safe
def event(request: HttpRequest, ref: str) -> HttpResponse:
    """One event: invite, note answers and who came."""
    row = events.event(ref, actor=request.user)  # type: ignore[arg-type]
    invited = {one.party.code for one in row.invitations.all() if one.party}
    rest = contacting.customers(actor=request.user).exclude(code__in=invited).order_by("grade", "code")  # type: ignore[arg-type]
    context = {
        "row": row,
        "rest": rest,
        "prospects": leads.leads(actor=request.user, stage="open"),
        "answers": events.Answer.choices,
        "over": row.ends < frame(request).today,
    }  # type: ignore[arg-type]
    return render(request, "argosy/care/event.html", context)


def _invite(request: HttpRequest, ref: str) -> None:
    chosen = request.POST.getlist("whom")
    actions.invite(
        actor=request.user, event=ref, on=frame(request).today, parties=[one for one in chosen if not one.startswith("PL-")], leads=[one for one in chosen if one.startswith("PL-")]
    )  # fmt: skip


def _number(request: HttpRequest) -> int:
    text = request.POST.get("invitation", "")
    return int(text) if text.isdecimal() else 0


def _answer(request: HttpRequest, ref: str) -> None:
    actions.answer(actor=request.user, invitation=_number(request), answer=request.POST.get("answer", "none"), on=frame(request).today)


def _attend(request: HttpRequest, ref: str) -> None:
    actions.attend(actor=request.user, invitation=_number(request), came=CAME.get(request.POST.get("came", "")))


ACTS: dict[str, tuple[Callable[[HttpRequest, str], None], Any]] = {
    "invite": (_invite, _("The invitations are noted.")),
    "answer": (_answer, _("The answer is noted.")),
    "attend": (_attend, _("The attendance is noted.")),
}


@require_POST
def act(request: HttpRequest, ref: str, act: str) -> HttpResponse:
    """Invite, or note an answer or who came; ``NotFound`` for another word."""
    if act not in ACTS:
        raise NotFound(Text("沒有這個動作：{a}", "There is no such act: {a}").format(a=act))
    do, done = ACTS[act]
    return carried_out(request, reverse("web:event", args=[ref]), lambda: do(request, ref), done)
