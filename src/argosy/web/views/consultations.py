"""Questions put to people, and their answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from argosy.kernel.errors import ArgosyError, Refused
from argosy.kernel.text import Text, same
from argosy.publishing import subjects
from argosy.records.action import require
from argosy.records.people import consulting
from argosy.records.reference import queries as reference
from argosy.web.forms.study import AskForm
from argosy.web.listing import listing
from argosy.web.words import say

ASK = Text("提出諮詢", "ask for advice")
MATTERS = {
    "total": Text("應納稅費", "Charges payable"),
    "code": Text("稅則號別", "Tariff code"),
    "remedy": Text("貿易救濟", "Trade remedy"),
    "reading": Text("法規解釋", "Reading of a rule"),
}
PAGES = {"study": "web:study", "order": "web:order", "document": "web:document", "product": "web:product"}
ROOMS = {"requirement": "briefs", "decision": "decisions"}


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Questions: those this person is asked, those still open, or all."""
    which = request.GET.get("which", "open")
    rows = consulting.consultations(actor=request.user, open_only=which != "all")
    rows = consulting.put_to(request.user) if which == "mine" else rows
    context = {"list": listing(request, rows), "which": which, "today": reference.today()}
    return render(request, "argosy/consult/list.html", context)


@require_safe
def consultation(request: HttpRequest, number: int) -> HttpResponse:
    """One question with its answer, or the form to answer it."""
    return _page(request, number)


def _page(request: HttpRequest, number: int, problem: ArgosyError | None = None, status: int = 200) -> HttpResponse:
    row = consulting.consultation(number, actor=request.user)
    may = row.open and consulting.may_answer(request.user, row)
    matters = [(MATTERS.get(key.partition(":")[0], same(key)), matter) for key, matter in row.matters.items()]
    context = {
        "row": row, "matters": matters, "about": where(subjects.about(row)), "may_answer": may, "problem": problem, "entered": request.POST if problem else {},
        "today": reference.today(),
    }  # fmt: skip
    return render(request, "argosy/consult/one.html", context, status=status)


@require_http_methods(["POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer a question."""
    given = {name: request.POST.get(name, "").strip() for name in ("words", "stance", "effect", "document")}
    try:
        consulting.answer(actor=request.user, consultation=number, **given)
    except ArgosyError as error:
        return _page(request, number, error, 403 if isinstance(error, Refused) else 400)
    messages.success(request, _("Your answer is kept."))
    return redirect("web:consultation", number)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Put a question about a study, an order or a document to somebody."""
    require(request.user, "people.consultation.ask", ASK)
    about = request.POST.get("about") or request.GET.get("about", "")
    one = subjects.subject(request.user, about)
    needs = one.needs if about.startswith("document:") else ()
    initial = {"confirms": [need.key for need in needs], "question": "\n".join(say(need.question) for need in needs)}
    form = AskForm(request.user, one.needs, reference.today(), request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = subjects.ask(actor=request.user, about=about, **form.asked)
        except ArgosyError as error:
            form.add_error(None, say(error.message))
        else:
            messages.success(request, _("The question is asked; it stands on the desk of whoever is to answer."))
            return redirect("web:consultation", row.pk)
    context = {"form": form, "subject": one, "about": where(about)}
    return render(request, "argosy/consult/ask.html", context, status=400 if form.is_bound else 200)


def where(about: str) -> dict[str, Any]:
    """The page of a subject and what it is called."""
    kind, _sep, name = about.partition(":")
    if kind in ROOMS:
        return {"url": reverse("web:market-record", args=[ROOMS[kind], name.partition(".")[0]]), "name": name, "about": about}
    return {"url": reverse(PAGES[kind], args=[name]) if kind in PAGES else "", "name": name, "about": about}
