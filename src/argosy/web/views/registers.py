"""Registers of the firm: parties and products, lists and cards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from argosy.records.catalog import queries as catalog
from argosy.records.parties import queries as parties_
from argosy.web.listing import listing
from argosy.web.templatetags.argosy import say


@require_safe
def parties(request: HttpRequest) -> HttpResponse:
    """Customers, suppliers, carriers, brokers and agents."""
    find, kind = request.GET.get("q", "")[:80], request.GET.get("kind", "")[:20]
    rows = parties_.parties(actor=request.user, kind=kind, find=find)
    found = listing(request, rows)
    kinds = {code: str(words) for code, words in parties_.Kind.choices}
    shown = [_row(one, kinds) for one in parties_.listed(found.rows)]
    context = {"list": found, "shown": shown, "q": find, "kind": kind, "kinds": kinds.items()}
    return render(request, "argosy/register/parties.html", context)


def _row(one: parties_.Listed, kinds: dict[str, str]) -> dict[str, str]:
    """One line of the list, in words."""
    between = gettext(", ")
    words = between.join(kinds[kind] for kind in one.kinds)
    return {"code": one.code, "name": say(one.name), "kinds": words, "country": one.country, "grade": one.grade, "tax_id": one.tax_id}


@require_safe
def party(request: HttpRequest, code: str) -> HttpResponse:
    """One party: capacities, addresses, contacts."""
    return render(request, "argosy/register/party.html", {"party": parties_.party(code, actor=request.user)})


@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """Products with tariff code and origin."""
    find, chapter = request.GET.get("q", "")[:80], request.GET.get("chapter", "")[:2]
    rows = catalog.products(actor=request.user, find=find, chapter=chapter)
    return render(request, "argosy/register/products.html", {"list": listing(request, rows), "q": find, "chapter": chapter})


@require_safe
def product(request: HttpRequest, sku: str) -> HttpResponse:
    """One product and why its tariff code is what it is."""
    row = catalog.product(sku, actor=request.user)
    classifications = catalog.classifications(sku, actor=request.user)
    return render(request, "argosy/register/product.html", {"product": row, "classifications": classifications})
