"""Studies of what applies to goods: the list, a new one, and one whole."""

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
from argosy.records.reference import queries as reference
from argosy.records.tariffs.study import actions, queries
from argosy.records.tariffs.study.intake import NewStudy
from argosy.web import once
from argosy.web.forms.study import GoodsRows, GoodsStudyForm, OrderStudyForm
from argosy.web.listing import listing
from argosy.web.study_page import TABS, StudyPage
from argosy.web.words import say

READ = Text("查看適用性研究", "see applicability studies")
MAKE = Text("建立適用性研究", "make an applicability study")


def may_read(request: HttpRequest) -> None:
    """Refuse who may not see studies."""
    require(request.user, "tariffs.study.read", READ)


@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """All studies, newest first."""
    may_read(request)
    words, state = request.GET.get("q", "")[:80], request.GET.get("state", "")
    states = queries.states()
    rows = queries.studies(words, state if state in states else "")
    return render(request, "argosy/study/list.html", {"list": listing(request, rows), "q": words, "state": state, "states": states})


@require_safe
def study(request: HttpRequest, ref: str) -> HttpResponse:
    """One study: measures, options, check, questions."""
    return page(request, ref)


def page(request: HttpRequest, ref: str, problem: ArgosyError | None = None, status: int = 200) -> HttpResponse:
    """The page, with a problem on it and what was entered kept when an act was refused."""
    may_read(request)
    tab = request.POST.get("tab") or request.GET.get("tab", "")
    row = queries.study(ref)
    shown = StudyPage(request.user, row, tab if tab in TABS else "check" if row.state == "in_check" else "measures")
    context: dict[str, Any] = {"page": shown, "study": row, "tab": shown.tab, "problem": problem, "once": once.mark()}
    context |= {"entered": request.POST if problem else {}, "states": queries.states(), "procedures": dict(queries.procedures())}
    return render(request, "argosy/study/study.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a study: of an order, or of goods typed in."""
    require(request.user, "tariffs.study.make", MAKE)
    source = request.POST.get("source", "")
    order = OrderStudyForm(request.POST if source == "order" else None, initial={"order": request.GET.get("order", "")}, prefix="order")
    goods = GoodsStudyForm(request.POST if source == "goods" else None, initial={"date": reference.today()}, prefix="goods")
    rows = GoodsRows(request.POST if source == "goods" else None, prefix="rows")
    if source == "order" and order.is_valid():
        return _made(request, order, order.new) or _form(request, order, goods, rows, 400)
    if source == "goods" and goods.is_valid() and rows.is_valid():
        return _made(request, goods, _typed(goods, rows)) or _form(request, order, goods, rows, 400)
    return _form(request, order, goods, rows, 400 if source else 200)


def _typed(form: Any, rows: Any) -> NewStudy:
    cleaned = form.cleaned_data
    goods = tuple(row.goods for row in rows if row.has_changed())
    return NewStudy(
        title=cleaned["title"], jurisdiction=cleaned["jurisdiction"], date=cleaned["date"], procedure=cleaned["procedure"] or "release", goods=goods
    )  # fmt: skip


def _made(request: HttpRequest, form: Any, new: NewStudy) -> HttpResponse | None:
    """The page of the new study; nothing when it was refused, which then stands on the form."""
    if not once.first(request):
        return redirect(once.outcome(request) or "web:studies")
    try:
        made = actions.make_study(actor=request.user, new=new)
    except ArgosyError as error:
        once.release(request)
        form.add_error(None, say(error.message))
        return None
    messages.success(request, _("Study %(ref)s is made. Decide each measure with your reason.") % {"ref": made.ref})
    answer = redirect("web:study", made.ref)
    once.keep(request, answer.url)
    return answer


def _form(request: HttpRequest, order: Any, goods: Any, rows: Any, status: int) -> HttpResponse:
    context = {"order_form": order, "goods_form": goods, "rows": rows, "once": once.mark()}
    return render(request, "argosy/study/new.html", context, status=status)
