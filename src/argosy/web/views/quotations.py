"""Quotations: the list, the editor with its live figures, and everything that is done to one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from argosy.importers.offer_file import read_offer
from argosy.kernel.errors import ArgosyError, NotFound, Refused
from argosy.kernel.text import Text
from argosy.publishing import offering, ubl
from argosy.records.contracts import actions as contracts
from argosy.records.permission import Denied, require
from argosy.records.reference import queries as reference
from argosy.records.sales import queries as sales
from argosy.records.sales.naming import LOST_REASONS, STATE_WORDS
from argosy.records.sales.offering import actions
from argosy.records.sales.offering import queries as offers
from argosy.records.sales.ordering.actions import confirm_quotation
from argosy.web import once, quote_page
from argosy.web.listing import listing

DRAFTING = Text("擬報價單", "draft a quotation")
BLANK = {"incoterm": "FOB", "currency": "USD", "transship": True, "costs": {}}


@require_safe
def quotations(request: HttpRequest) -> HttpResponse:
    """All quotations, the newest first, with those that end within a week on top."""
    asked = {name: request.GET.get(name, "")[:60] for name in ("q", "state")}
    rows = sales.quotations(actor=request.user, find=asked["q"], state=asked["state"]).order_by("-number")
    ending = offers.expiring(actor=request.user, on=reference.today())
    context = {"list": listing(request, rows), "asked": asked, "states": STATE_WORDS, "marks": quote_page.STATES, "ending": ending}
    return render(request, "argosy/quote/list.html", context)


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """An empty editor, for a customer when one is named."""
    return _editor(request, BLANK | {"customer": request.GET.get("customer", "")[:20], "date": reference.today()}, None)


@require_safe
def quotation(request: HttpRequest, number: str) -> HttpResponse:
    """One quotation: its editor while it is a draft, else as it was offered."""
    return _one(request, number)


def _one(request: HttpRequest, number: str, problem: ArgosyError | None = None, status: int = 200) -> HttpResponse:
    row = offers.quotation(number, actor=request.user)
    return _editor(request, quote_page.form_of(row), row, problem=problem, status=status)


def _editor(
    request: HttpRequest, form: dict[str, Any], row: Any, *, lines: Any = None, problem: ArgosyError | None = None, status: int = 200
) -> HttpResponse:
    found = quote_page.figures(offering.standing(row, actor=request.user)) if row is not None else None
    shown = lines if lines is not None else found["lines"] if found else []
    context = {
        "row": row, "form": form, "found": found, "lines": shown, "spare": range(len(shown) + 1, len(shown) + 1 + quote_page.SPARE), "problem": problem, "once": once.mark(),
        "may_edit": (row is None or row.state == "draft") and request.user.may("sales.quotation.edit"), "mark": quote_page.STATES.get(row.state) if row else None,
        "reasons": LOST_REASONS, "bank": offering.bank(row.currency) if row else None, **quote_page.choices(request.user),
    }  # fmt: skip
    return render(request, "argosy/quote/editor.html", context, status=status)


@require_POST
def look(request: HttpRequest, number: str = "") -> HttpResponse:
    """The live part of the editor: what the form as it stands would come to; nothing is written."""
    try:
        made = offers.preview(read_offer(quote_page.offer_of(request.POST)), actor=request.user, number=number)
    except (ArgosyError, NotFound) as error:
        return render(request, "argosy/quote/live.html", {"problem": error})
    approvals = made.row.approvals.all() if number else ()
    found = quote_page.figures(offering.reckoned(made.row, made.lines, made.costs, actor=request.user, approvals=approvals))
    return render(request, "argosy/quote/live.html", {"found": found, "row": made.row, "live": True})


@require_POST
def save(request: HttpRequest, number: str = "") -> HttpResponse:
    """Keep a new draft, or a changed one. What stands against it is said above everything that was entered."""
    require(request.user, "sales.quotation.edit" if number else "sales.quotation.draft", DRAFTING)
    if not once.first(request):
        return redirect(once.outcome(request) or reverse("web:quotations"))
    data = quote_page.offer_of(request.POST)
    try:
        offer = read_offer(data)
        if number:
            version = request.POST.get("version", "")
            row = actions.edit_quotation(
                actor=request.user, number=number, version=int(version) if version.isdecimal() else -1, offer=offer
            )
        else:
            row = actions.draft_quotation(actor=request.user, offer=offer)
    except Denied:
        once.release(request)
        raise
    except ArgosyError as error:
        once.release(request)
        return _again(request, number, data, error)
    target = reverse("web:quotation", args=[row.number])
    once.keep(request, target)
    messages.success(request, _("The draft is kept."))
    return redirect(target)


def _again(request: HttpRequest, number: str, data: dict[str, Any], error: ArgosyError) -> HttpResponse:
    row = offers.quotation(number, actor=request.user) if number else None
    form = {**data, "costs": {cost["kind"]: cost for cost in data["costs"]}, "version": request.POST.get("version", "")}
    lines = [{"line_no": n, **line} for n, line in enumerate(data["lines"], 1)]
    return _editor(request, form, row, lines=lines, problem=error, status=403 if isinstance(error, Refused) else 400)


def _act(done: Any, move: Callable[[HttpRequest, str], str]) -> Callable[[HttpRequest, str], HttpResponse]:
    """An act as a view: done once, said, and the page it leads to; refused, the page with the reason."""

    def view(request: HttpRequest, number: str) -> HttpResponse:
        if not once.first(request):
            return redirect(once.outcome(request) or reverse("web:quotation", args=[number]))
        try:
            target = move(request, number) or reverse("web:quotation", args=[number])
        except Denied:
            once.release(request)
            raise
        except ArgosyError as error:
            once.release(request)
            return _one(request, number, problem=error, status=403 if isinstance(error, Refused) else 400)
        messages.success(request, done)
        once.keep(request, target)
        return redirect(target)

    return view


def _said(request: HttpRequest, name: str, longest: int = 300) -> str:
    return request.POST.get(name, "").strip()[:longest]


def _offer(request: HttpRequest, number: str) -> str:
    actions.offer_quotation(actor=request.user, number=number)
    return ""


def _revise(request: HttpRequest, number: str) -> str:
    actions.revise_quotation(actor=request.user, number=number)
    return ""


def _approve(request: HttpRequest, number: str) -> str:
    actions.approve_offer(actor=request.user, number=number, reason=_said(request, "reason"))
    return ""


def _confirm(request: HttpRequest, number: str) -> str:
    order = confirm_quotation(actor=request.user, number=number, customer_ref=_said(request, "customer_ref", 60))
    return reverse("web:sales-order", args=[order.number])


def _close(request: HttpRequest, number: str) -> str:
    actions.close_quotation(
        actor=request.user,
        number=number,
        outcome=_said(request, "outcome"),
        reason=_said(request, "reason"),
        rival=_said(request, "rival", 80),
        note=_said(request, "note"),
    )
    return ""


def _negotiate(request: HttpRequest, number: str) -> str:
    told = {name: _said(request, name, 200) for name in ("concern", "conceded", "gained")}
    worth = _said(request, "value", 20)
    actions.log_negotiation(
        actor=request.user, number=number, asked=_said(request, "asked", 200), approved_by=_said(request, "approved_by", 32), value=worth.replace(",", "") or None, **told
    )  # fmt: skip
    return ""


def _draw(request: HttpRequest, number: str) -> str:
    row = contracts.draw_contract(actor=request.user, quotation=number)
    return reverse("web:contract", args=[row.number])


ACTS: dict[str, Callable[[HttpRequest, str], HttpResponse]] = {
    "offer": _act(gettext_lazy("The quotation has gone out; this revision stays as it is."), _offer),
    "revise": _act(gettext_lazy("The next revision is open."), _revise),
    "approve": _act(gettext_lazy("The offer is approved as it stands."), _approve),
    "confirm": _act(gettext_lazy("The quotation is won; this is its order."), _confirm),
    "close": _act(gettext_lazy("The quotation is closed."), _close),
    "negotiate": _act(gettext_lazy("The step is logged."), _negotiate),
    "contract": _act(gettext_lazy("The contract is drawn up from the quotation."), _draw),
}


@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One of the acts on a quotation."""
    if act not in ACTS:
        raise NotFound(Text("沒有此項操作", "There is no such act"))
    return ACTS[act](request, number)


@require_safe
def as_ubl(request: HttpRequest, number: str) -> HttpResponse:
    """The quotation as UBL 2.3."""
    return ubl_file(ubl.quotation(number, actor=request.user), number)


def ubl_file(data: bytes, number: str) -> HttpResponse:
    """XML as a file to keep."""
    return HttpResponse(data, content_type="application/xml", headers={"Content-Disposition": f'attachment; filename="{number}.xml"'})
