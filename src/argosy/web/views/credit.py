"""Credit: what stands against every limit, and one customer's panel."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from argosy.records.credit import queries as credit_
from argosy.records.parties import queries as parties
from argosy.records.receivables.billing import queries as billing
from argosy.records.receivables.cheques import queries as register
from argosy.records.receivables.terms import named
from argosy.web import credit_sheets, owing_page
from argosy.web.frame import frame
from argosy.web.listing import listing
from argosy.web.sheet import Sheet


@require_safe
def credit(request: HttpRequest) -> HttpResponse:
    """Every customer's exposure against its limit; requests that wait; reports that are open."""
    on, actor = frame(request).today, request.user
    context = {
        "on": on, "list": listing(request, owing_page.standings(actor, on)), "requests": credit_.requests(actor=actor, state="asked"), "reports": credit_.anomalies(actor=actor, open_only=True),
    }  # fmt: skip
    return render(request, "argosy/owing/credit.html", context)


@require_safe
def panel(request: HttpRequest, code: str) -> HttpResponse:
    """One customer: verdict with reasons, the parts of its exposure, papers, requests, reports."""
    on, actor = frame(request).today, request.user
    party = parties.party(code, actor=actor)
    found = credit_.look(code, actor=actor, at=on)
    peers = credit_.trade_references(actor=actor, customers=[code]) if actor.may("credit.trade_reference.read") else None  # type: ignore[union-attr]
    profile = credit_.profiles(actor=actor, customers=[code]).first()
    context = {
        "party": party, "found": found, "level": owing_page.LEVELS[found.verdict], "parts": [(label, found.parts[key]) for key, label in owing_page.PARTS], "on": on, "profile": profile,
        "terms": named(profile.terms if profile else ""), "used": found.utilisation and found.utilisation * 100, "altman": owing_page.altman(credit_.statements(actor=actor, customers=[code]).first())[1],
        "banks": credit_.bank_references(actor=actor, customers=[code])[:5], "peers": peers, "requests": credit_.requests(actor=actor, customer=code)[:10],
        "overrides": credit_.overrides(actor=actor, customer=code)[:10], "reports": credit_.anomalies(actor=actor, customer=code)[:10], "covers": credit_.covers(actor=actor, customers=[code], on=on),
        "sheets": [(reverse(f"web:{name}", args=[party.code]), words) for name, words in credit_sheets.SHEETS],
        "bills": billing.invoices(actor=actor, customer=code, open_only=True)[:30], "cheques": register.cheques(actor=actor, customer=code).order_by("-due")[:20],
    }  # fmt: skip
    return render(request, "argosy/owing/panel.html", context)


@require_safe
def statements(request: HttpRequest, code: str) -> HttpResponse:
    """A customer's accounts year by year, with the form of Altman's score that is for each."""
    return _shown(request, credit_sheets.statements(parties.party(code, actor=request.user), request.user))


@require_safe
def scorecard(request: HttpRequest, code: str) -> HttpResponse:
    """A customer's scorecard, every point with its source."""
    return _shown(request, credit_sheets.scorecard(parties.party(code, actor=request.user), request.user, frame(request).today))


@require_safe
def log(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked, decided, let pass, reported and checked of a customer."""
    party = parties.party(code, actor=request.user)
    checks = listing(request, credit_.checks(actor=request.user, customer=party.code), 30)
    return _shown(request, credit_sheets.log(party, request.user, frame(request).today, checks))


def _shown(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    return render(request, "argosy/market/sheet.html", {"sheet": sheet})
