"""Order files: the list, one order, and what may be changed of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from argosy.kernel.errors import ArgosyError
from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.catalog import queries as catalog
from argosy.records.people import consulting
from argosy.records.reference.places import place_name
from argosy.records.tariffs import actions
from argosy.records.tariffs import queries as tariffs
from argosy.records.tariffs.study import queries as studies
from argosy.rules import library
from argosy.web.forms.order import HeaderForm, LineForm, costs_of
from argosy.web.listing import listing
from argosy.web.words import say

CHANGE = Text("更改訂單", "change an order")
_READ = Text("訂單檔", "Order files")
HEADER = ("title_zh", "title_en", "jurisdiction", "date", "incoterm", "place", "invoice_no", "vessel", "allocation")
PARTIES = actions.PARTIES


def may_read(request: HttpRequest) -> None:
    """Refuse who may not see order files."""
    require(request.user, "tariffs.order.read", _READ)


@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """All order files, newest first."""
    may_read(request)
    words = request.GET.get("q", "")[:80]
    return render(request, "argosy/order/list.html", {"list": listing(request, tariffs.orders(words)), "q": words})


@require_safe
def order(request: HttpRequest, ref: str) -> HttpResponse:
    """One order: its lines, costs, worksheets and documents."""
    may_read(request)
    return _order_page(request, tariffs.order(ref))


@require_http_methods(["GET", "HEAD", "POST"])
def header(request: HttpRequest, ref: str) -> HttpResponse:
    """Change fields of the whole consignment, and freight and insurance."""
    require(request.user, "tariffs.order.revise", CHANGE)
    row = tariffs.order(ref)
    form = HeaderForm(request.POST if request.method == "POST" else None, initial=_header(row))
    if request.method == "POST" and form.is_valid() and _stored(request, form, lambda: _revise(request, row, form.cleaned_data)):
        messages.success(request, _("The order is changed. Drafts made from it show the new figures at once."))
        return redirect("web:order", ref)
    return render(request, "argosy/order/form.html", {"order": row, "form": form, "what": _("Consignment")})


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Change what a person decides about one line: code, origin, rates, facts, reason."""
    require(request.user, "tariffs.order.line", CHANGE)
    row = tariffs.order(ref)
    goods = next((item for item in tariffs.lines(row) if item.line_no == number), None)
    pack = library.pack_for(row.jurisdiction)
    form = LineForm(pack, request.POST if request.method == "POST" else None, initial=_line(goods) if goods else None)
    if request.method == "POST" and form.is_valid() and _stored(request, form, lambda: _revise_line(request, ref, number, goods, form)):
        messages.success(request, _("Line %(n)s is changed. Drafts made from it show the new figures at once.") % {"n": number})
        return redirect("web:order", ref)
    return render(request, "argosy/order/form.html", {"order": row, "form": form, "goods": goods, "what": _("Line %(n)s") % {"n": number}})


def _order_page(request: HttpRequest, row: Any) -> HttpResponse:
    may = {name: request.user.may(f"tariffs.order.{name}") for name in ("revise", "line")}
    context = {
        "order": row,
        "place": place_name(row.place),
        "lines": _lines(request, row),
        "costs": tariffs.costs(row),
        "worksheets": tariffs.worksheets(row),
        "studies": studies.of_order(row.ref),
        "asked": consulting.consultations(actor=request.user, subjects=[row.reference]),
        "study_states": studies.states(),
        "may": may,
        "words": _words(row.jurisdiction),
    }
    return render(request, "argosy/order/order.html", context)


def _lines(request: HttpRequest, row: Any) -> list[Any]:
    """The goods lines; one without a reason of its own carries the product's, which the worksheet uses."""
    lines = tariffs.lines(row)
    decided = catalog.reasons((line.product.sku for line in lines if line.product), actor=request.user)
    for line in lines:
        known = decided.get(line.product.sku, []) if line.product else []
        line.product_reason = next((c.rationale for c in known if line.code.startswith(c.code)), "")
    return lines


def _words(jurisdiction: str) -> dict[str, Text]:
    """Charges and costs by id, as the rule pack calls them; none for a jurisdiction without a pack."""
    if f"{jurisdiction.lower()}-import" not in library.packs():
        return {}
    pack = library.pack_for(jurisdiction)
    return {c.id: c.label for c in pack.charges} | {kind: part.label for kind, part in pack.valuation.components.items()}


def _stored(request: HttpRequest, form: Any, write: Any) -> bool:
    """Whether the write went through; what stands against it is shown on the form, with everything that was entered."""
    try:
        write()
    except ArgosyError as error:
        form.add_error(None, say(error.message))
        return False
    return True


def _revise(request: HttpRequest, row: Any, cleaned: dict[str, Any]) -> None:
    fields = {name: cleaned[name] for name in (*HEADER, *PARTIES)}
    fields["jurisdiction"] = cleaned["jurisdiction"] or row.jurisdiction
    others = {currency: rate for currency, rate in row.fx.items() if currency != row.currency}
    fields["fx"] = {**others, **({row.currency: cleaned["fx"]} if cleaned["fx"] else {})}
    actions.revise_order(actor=request.user, ref=row.ref, fields=fields, costs=costs_of(cleaned, row.currency, tariffs.costs(row)))


def _header(row: Any) -> dict[str, Any]:
    costs = {c.kind: f"{c.currency} {c.amount.normalize():f}" for c in tariffs.costs(row)}
    parties = {name: getattr(row, name).code if getattr(row, name) else "" for name in PARTIES}
    return {**{name: getattr(row, name) for name in HEADER}, **parties, **costs, "fx": row.fx.get(row.currency, "")}


def _revise_line(request: HttpRequest, ref: str, number: int, goods: Any, form: LineForm) -> None:
    cleaned = form.cleaned_data
    rates = {**(goods.rates if goods else {}), **form.rates}
    actions.revise_line(
        actor=request.user,
        ref=ref,
        line_no=number,
        rates=rates,
        facts=cleaned["facts"],
        code=cleaned["code"],
        origin=cleaned["origin"].upper(),
        rationale=cleaned["rationale"],
        description=cleaned["description"],
        preference=_claim(goods, cleaned["preference"]),
    )


def _claim(goods: Any, programme: str) -> dict[str, Any]:
    """What is claimed: another programme starts afresh, the same keeps the rate and facts that were proved."""
    kept = goods.preference if goods else {}
    return kept if kept.get("programme", "") == programme else {"programme": programme} if programme else {}


def _line(goods: Any) -> dict[str, Any]:
    facts = "\n".join(f"{name} = {value}" for name, value in goods.facts.items())
    rates = {f"rate_{name}": rate for name, rate in goods.rates.items()}
    return {
        "description": goods.description,
        "code": goods.code,
        "origin": goods.origin,
        "rationale": goods.rationale,
        "facts": facts,
        "preference": goods.preference.get("programme", ""),
        **rates,
    }
