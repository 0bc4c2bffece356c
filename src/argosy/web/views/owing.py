"""Receivables: the board, one invoice, the cheque register; and the forms of what is done about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from argosy.kernel.errors import ArgosyError, NotFound, Refused
from argosy.publishing.owing_acts import Act, act, initial, perform
from argosy.records.action import require
from argosy.records.receivables.billing import queries as billing
from argosy.records.receivables.cheques import queries as register
from argosy.records.receivables.money import queries as money
from argosy.records.receivables.terms import named
from argosy.web import once, owing_choices, owing_page
from argosy.web.choosing import dress
from argosy.web.frame import frame
from argosy.web.listing import listing

SHOWN = ("held", "bounced", "all")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Ageing by currency, what is past due, promises."""
    on = frame(request).today
    context = {
        "on": on, "steps": owing_page.step_labels(on), "aged": owing_page.aged(request.user, on), "list": listing(request, owing_page.late(request.user, on)),
        "promises": owing_page.due_promises(request.user, on), "prepaid": money.prepayments(actor=request.user, left_only=True)[:12],
    }  # fmt: skip
    return render(request, "argosy/owing/board.html", context)


@require_safe
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    """One invoice: lines, what paid it, cheques held for it."""
    row = billing.invoice(number, actor=request.user)
    return render(request, "argosy/owing/invoice.html", {"row": row, "terms": named(row.terms), "on": frame(request).today})


@require_safe
def cheques(request: HttpRequest) -> HttpResponse:
    """The register: those held, soonest first; those bounced; all."""
    on, show = frame(request).today, request.GET.get("show", "held")
    show = show if show in SHOWN else "held"
    find = request.GET.get("q", "")[:40]
    rows = register.cheques(actor=request.user, result={"held": "", "bounced": "bounced"}.get(show), find=find)
    rows = rows.order_by("due", "number") if show == "held" else rows.order_by("-due", "number")
    context = {"list": listing(request, rows), "show": show, "on": on, "soon": owing_page.maturing(on), "q": find}
    return render(request, "argosy/owing/cheques.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, name: str) -> HttpResponse:
    """The form of an act, and the act itself. Sent twice it is done once."""
    one = act(name)
    require(request.user, one.permission, one.label)
    if request.method != "POST":
        return _page(request, one, one.form()(initial=initial(one, request.GET.dict(), request.user)))
    if not once.first(request):
        return redirect(once.outcome(request) or _back(request))
    form = one.form()(request.POST)
    try:
        perform(one, request.user, form)
    except NotFound:
        once.release(request)
        raise
    except ArgosyError as error:
        once.release(request)
        return _page(request, one, form, None if form.errors else error, 403 if isinstance(error, Refused) else 422)
    messages.success(request, _("Done."))
    once.keep(request, _back(request))
    return redirect(_back(request))


def _page(request: HttpRequest, one: Act, form: Any, problem: Any = None, status: int = 200) -> HttpResponse:
    told = form.data if form.is_bound else form.initial
    context = {
        "act": one, "form": dress(form, owing_choices.listers(request.user)), "about": owing_choices.about(one.name, told, request.user), "problem": problem, "once": once.mark(), "next": _back(request),
    }  # fmt: skip
    return render(request, "argosy/owing/act.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """The page the form was opened from, when it is one of ours; else the board."""
    told = request.POST.get("next", "") or request.GET.get("next", "")
    return told if told.startswith("/") and url_has_allowed_host_and_scheme(told, {request.get_host()}) else reverse("web:receivables")
