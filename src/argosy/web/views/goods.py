"""Codes for goods in words with their reasons, the decision on them, and the reviewer's queue."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from argosy.importers.cells import tariff_code
from argosy.kernel.errors import BadInput
from argosy.publishing.classifying import KINDS, store_desk, suggest
from argosy.records.catalog import actions, queries
from argosy.records.reference.queries import today
from argosy.web.forms.goods import DecisionForm
from argosy.web.words import say


@require_safe
def goods(request: HttpRequest) -> HttpResponse:
    """Describe goods; see codes, or what to ask. Nothing is stored."""
    text = request.GET.get("q", "")[:500]
    return render(request, "argosy/goods/suggest.html", _page(request, text, DecisionForm(initial={"text": text})))


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Record a decision with the codes that are suggested for its words now."""
    form = DecisionForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            given["code"] = tariff_code(given["code"])
            shown = [{"code": one.code, "score": str(one.score)} for one in _suggested(request, given["text"]).suggestions]
            actions.decide_goods(actor=request.user, on=today(), candidates=shown, **given)
        except BadInput as error:
            form.add_error(None, say(error.message))
        else:
            messages.success(request, _("The decision is recorded and waits for another person's review."))
            return redirect("web:goods")
    return render(request, "argosy/goods/suggest.html", _page(request, request.POST.get("text", "")[:500], form), status=422)


@require_POST
def review(request: HttpRequest, number: int) -> HttpResponse:
    """Agree with a decision as another person."""
    actions.review_classification(actor=request.user, classification=number, on=today())
    messages.success(request, _("The decision is reviewed."))
    return redirect("web:goods")


def _page(request: HttpRequest, text: str, form: DecisionForm) -> dict[str, Any]:
    answer = _suggested(request, text) if text.strip() else None
    rows = [(one, round(one.score * 100), [(KINDS[r.kind], r) for r in one.because]) for one in answer.suggestions] if answer else []
    return {"q": text, "answer": answer, "rows": rows, "form": form, "waiting": queries.awaiting_review(actor=request.user)[:50]}


def _suggested(request: HttpRequest, text: str) -> Any:
    return suggest(text, store_desk(request.user))
