"""Logging a contact in twenty seconds: everything but how, the result and the next day is filled in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.care.contacting import actions
from argosy.records.care.contacting import queries as contacting
from argosy.records.care.leads import queries as leads
from argosy.records.parties import queries as parties
from argosy.web.forms.care import LogForm
from argosy.web.frame import frame
from argosy.web.views.care.acting import answer, carried_out

LOG = Text("登錄聯繫", "log a contact")


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Log a contact with a customer (``?party=``) or a prospect (``?lead=``); without either, choose one."""
    require(request.user, "care.interaction.log", LOG)  # type: ignore[arg-type]
    given = request.POST if request.method == "POST" else request.GET
    party, lead = given.get("party", "")[:20].strip(), given.get("lead", "")[:20].strip()
    if not party and not lead:
        rows = contacting.customers(actor=request.user).order_by("code")
        return render(request, "argosy/care/choose.html", {"rows": rows, "prospects": leads.leads(actor=request.user, stage="open")})
    return _form(request, party, lead)


def _form(request: HttpRequest, party: str, lead: str) -> HttpResponse:
    on = frame(request).today
    who = parties.party(party, actor=request.user) if party else None  # type: ignore[arg-type]
    prospect = leads.lead(lead, actor=request.user) if lead else None  # type: ignore[arg-type]
    known = list(parties.contacts(party, actor=request.user)) if party else []  # type: ignore[arg-type]
    every = contacting.frequencies([who], on)[who.pk].days if who else 7
    initial = {"purpose": "prospect"} if lead else {}
    form = LogForm(known, on, every, request.POST if request.method == "POST" else None, initial=initial)
    last = list(contacting.interactions(actor=request.user, party=party, lead=lead)[:3])  # type: ignore[arg-type]
    back = reverse("web:customer-card", args=[party]) if party else reverse("web:prospect", args=[lead])

    def do(told: dict[str, Any]) -> str:
        actions.log_contact(actor=request.user, party=party, lead=lead, **told)
        return reverse("web:morning") if request.POST.get("then") == "morning" else back

    context = {"who": who, "prospect": prospect, "last": last, "party": party, "lead": lead, "back": back}
    return answer(request, "argosy/care/log.html", form, do, _("The contact is logged."), context)


@require_POST
def close_support(request: HttpRequest, number: int) -> HttpResponse:
    """What a customer asked for was done today."""
    require(request.user, "care.support.close", Text("完成所需支援", "finish support asked for"))  # type: ignore[arg-type]
    row = contacting.interaction(number, actor=request.user)  # type: ignore[arg-type]
    target = reverse("web:customer-card", args=[row.party.code]) if row.party else reverse("web:prospect", args=[row.lead.ref])
    return carried_out(
        request,
        target,
        lambda: actions.close_support(actor=request.user, interaction=number, on=frame(request).today),
        _("The support is noted as given."),
    )
