"""The archive: all documents a person may see, and the chain that proves the issued ones."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from argosy.records.reports import proof
from argosy.records.reports import queries as reports
from argosy.standards import catalogue
from argosy.web.listing import listing
from argosy.web.steps import STEP_WORDS


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Search and filter; the newest change first."""
    asked = {name: request.GET.get(name, "")[:80] for name in ("q", "key", "state", "mine")}
    rows = reports.search(request.user, asked["q"], asked["key"], asked["state"])
    if asked["mine"]:
        rows = rows.filter(maker=request.user)
    context = {"list": listing(request, rows), "asked": asked, "outputs": catalogue.outputs(), "states": STEP_WORDS}
    return render(request, "argosy/firm/documents.html", context)


@require_safe
def chain(request: HttpRequest) -> HttpResponse:
    """The newest links, and on request the proof of every hash and file."""
    told = proof.verify() if "verify" in request.GET else None
    return render(request, "argosy/firm/chain.html", {"links": reports.chain(), "proof": told})
