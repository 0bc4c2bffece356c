"""Prospects: the board by stage, one prospect, and what is done to it."""

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
from argosy.records.care.contacting.queries import customers, state_of
from argosy.records.care.leads import actions
from argosy.records.care.leads import queries as leads
from argosy.records.care.leads.funnel import funnel
from argosy.records.reference import queries as reference
from argosy.web.forms.care import LeadForm
from argosy.web.frame import frame
from argosy.web.views.care.acting import answer, carried_out
from argosy.web.views.care.customers import sellers

ENTER = Text("建立潛在客戶", "enter a prospect")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Open prospects by stage with their weighted worth; rates of stages and yield of sources beside."""
    who, on = request.GET.get("who", "")[:40], frame(request).today
    held = funnel(on, actor=request.user)  # type: ignore[arg-type]
    shown = [row for row in held.leads if not who or row.owner.login == who]
    limits = leads.idle_limits(on)
    lanes = []
    for rate in held.rates:
        rows = [row for row in shown if held.tracks[row.ref].stage == rate.stage]
        cards = [
            {
                "row": row,
                "weighted": held.weighted.get(row.ref),
                "late": bool(row.next_on and row.next_on < on),
                "idle": _idle(row, on, limits),
            }
            for row in rows
        ]
        worth = sum((card["weighted"].worth or 0 for card in cards if card["weighted"]), 0)
        lanes.append({"stage": leads.stage(rate.stage), "rate": rate, "cards": cards, "worth": worth})
    ended = [row for row in shown if not leads.stage(held.tracks[row.ref].stage).is_open]
    context = {
        "lanes": lanes, "held": held, "who": who, "sellers": sellers(request), "ended": sorted(ended, key=lambda row: row.stage_since, reverse=True)[:12], "currency": reference.firm().base_currency,
        "sources": [(dict(leads.LeadSource.choices)[one.source], one) for one in held.yields],
    }  # fmt: skip
    return render(request, "argosy/care/board.html", context)


def _idle(row: Any, on: Any, limits: dict[str, int]) -> int:
    """Days over the limit of its class since the last follow-up; 0 within it."""
    since = row.last_on or row.stage_since
    return max(0, (on - since).days - limits[row.grade])


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a prospect."""
    require(request.user, "care.lead.open", ENTER)  # type: ignore[arg-type]
    on = frame(request).today
    form = LeadForm(request.user, on, request.POST if request.method == "POST" else None)

    def do(told: dict[str, Any]) -> str:
        row = actions.open_lead(actor=request.user, created=on, **told)
        return reverse("web:prospect", args=[row.ref])

    return answer(request, "argosy/care/lead_form.html", form, do, _("The prospect is entered."), {})


@require_safe
def prospect(request: HttpRequest, ref: str) -> HttpResponse:
    """One prospect: where it stands, how it came there, what was said."""
    row = leads.lead(ref, actor=request.user)  # type: ignore[arg-type]
    held = funnel(frame(request).today, actor=request.user)  # type: ignore[arg-type]
    context = {
        "row": row, "stage": leads.stage(row.stage), "stages": leads.stages().values(), "weighted": held.weighted.get(ref), "seen": state_of(row), "customers": customers(actor=request.user) if row.party is None else (), "alike": leads.known_parties(row) if row.party is None else [],
        "reasons": leads.EndReason.choices, "moves": [(leads.stage(move.stage), move) for move in row.moves.all()], "currency": reference.firm().base_currency,
    }  # fmt: skip
    return render(request, "argosy/care/prospect.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Change what is known of a prospect; somebody else's change since is not overwritten."""
    require(request.user, "care.lead.change", ENTER)  # type: ignore[arg-type]
    row = leads.lead(ref, actor=request.user)  # type: ignore[arg-type]
    names = [*LeadForm.base_fields, "consent_on"]
    initial = {name: (row.product.sku if row.product else "") if name == "product" else getattr(row, name) for name in names}
    form = LeadForm(request.user, frame(request).today, request.POST if request.method == "POST" else None, initial=initial)
    seen = request.POST.get("seen", "")

    def do(told: dict[str, Any]) -> str:
        actions.change_lead(actor=request.user, ref=ref, seen=int(seen) if seen.isdecimal() else None, **told)
        return reverse("web:prospect", args=[ref])

    return answer(
        request, "argosy/care/lead_form.html", form, do, _("The prospect is changed."), {"row": row, "seen": seen or state_of(row)}
    )


def _move(request: HttpRequest, ref: str) -> None:
    seen, given = request.POST.get("seen", ""), request.POST
    actions.move_lead(
        actor=request.user, ref=ref, to=given.get("to", ""), on=frame(request).today, reason=given.get("reason", ""), note=given.get("note", "")[:300], seen=int(seen) if seen.isdecimal() else None
    )  # fmt: skip


def _screen(request: HttpRequest, ref: str) -> None:
    actions.screen_lead(actor=request.user, ref=ref, on=frame(request).today)


def _convert(request: HttpRequest, ref: str) -> None:
    names = ("party", "code", "name_zh", "name_en", "tax_id")
    actions.convert_lead(actor=request.user, ref=ref, **{name: request.POST.get(name, "").strip() for name in names})


ACTS: dict[str, tuple[Callable[[HttpRequest, str], None], Any]] = {
    "move": (_move, _("The prospect is moved.")),
    "screen": (_screen, _("The screening is noted.")),
    "convert": (_convert, _("The prospect is a customer now.")),
}


@require_POST
def act(request: HttpRequest, ref: str, act: str) -> HttpResponse:
    """Move, screen or convert a prospect; ``NotFound`` for another word."""
    if act not in ACTS:
        raise NotFound(Text("沒有這個動作：{a}", "There is no such act: {a}").format(a=act))
    do, done = ACTS[act]
    return carried_out(request, reverse("web:prospect", args=[ref]), lambda: do(request, ref), done)
