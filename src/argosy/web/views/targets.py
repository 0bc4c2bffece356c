"""The target board and the grid in which targets are set."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from argosy.deliverables.families.accounts.achievement import group_name, line_name
from argosy.deliverables.families.accounts.params import read_month
from argosy.kernel.errors import ArgosyError, BadInput, Refused
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.publishing import selling
from argosy.records.coaching.managing import actions as managing
from argosy.records.coaching.planning.queries import Cause
from argosy.records.permission import Denied
from argosy.records.reference import queries as reference
from argosy.records.sales import queries as sales
from argosy.records.sales.targeting import Cell, plan_targets
from argosy.web import once

MONTHS = 3
NO_NUMBER = Text("{where}：「{text}」不是金額", "{where}: “{text}” is no amount")
STALE = Text("表單內容不完整，請重新載入", "The form is not whole: load the page again")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Achievement line by line, where the month will end, what was planned and done."""
    return _board(request)


def _board(request: HttpRequest, problem: ArgosyError | None = None) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:20] for name in ("person", "month", "span")}
    facts = selling.board(actor=request.user, **{k: v for k, v in asked.items() if v})  # type: ignore[arg-type]
    target, actual = selling.summed(facts.rows)
    people = sorted({row.person.login for row in sales.targets(actor=request.user)})  # type: ignore[arg-type]
    context = {
        "facts": facts, "asked": asked, "people": people, "target": target, "actual": actual, "rate": _percent(actual, target), "rows": [_row(one) for one in facts.rows],
        "behind": [(name, one, _percent(one.actual, one.target)) for name, one in facts.behind], "causes": Cause.choices, "today": reference.today(),
        "once": request.POST.get("once") or once.mark(), "problem": problem, "entered": request.POST if problem else {}, "query": request.GET.urlencode(),
        "months": [(month, goal, sold, _percent(sold, goal)) for month, goal, sold in facts.months], "open": [a for a in facts.activities if a.state == "planned"],
    }  # fmt: skip
    status = 200 if problem is None else 403 if isinstance(problem, Refused) else 400
    return render(request, "argosy/selling/board.html", context, status=status)


def _percent(part: Fraction, whole: Fraction) -> float | None:
    return float(part / whole * 100) if whole else None


def _row(one: Any) -> dict[str, Any]:
    rate = None if one.rate is None else float(one.rate * 100)
    before = None if not one.before else float((one.actual / one.before - 1) * 100)
    return {
        "one": one,
        "line": line_name(one.line),
        "group": group_name(one.territory),
        "rate": rate,
        "meter": min(rate or 0, 120),
        "growth": before,
    }


@require_http_methods(["POST"])
def target_act(request: HttpRequest, act: str) -> HttpResponse:
    """Say why a line is behind, or report what came of an activity; once, however often the form is sent."""
    acts = {"review": _review, "finish": _finish, "plan": _plan}
    if act not in acts:
        return redirect("web:targets")
    if not once.first(request):
        return redirect(once.outcome(request) or reverse("web:targets"))
    try:
        acts[act](request)
    except ArgosyError as error:
        once.release(request)
        if isinstance(error, Denied):
            raise
        return _board(request, error)
    messages.success(request, _("It is kept."))
    where = reverse("web:targets") + (f"?{request.GET.urlencode()}" if request.GET else "")
    once.keep(request, where)
    return redirect(where)


def _review(request: HttpRequest) -> None:
    given = {name: request.POST.get(name, "").strip() for name in ("territory", "line", "cause", "words", "measure")}
    managing.write_review(actor=request.user, month=_day(request, "month"), **given)


def _finish(request: HttpRequest) -> None:
    managing.finish_activity(
        actor=request.user, number=request.POST.get("number", ""), done=_day(request, "done"), result=request.POST.get("result", "").strip()
    )


def _plan(request: HttpRequest) -> None:
    given = {name: request.POST.get(name, "").strip() for name in ("title", "expected", "customer", "kind")}
    managing.plan_activity(actor=request.user, planned=_day(request, "planned"), **given)


def _day(request: HttpRequest, name: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        raise BadInput(Text("請填日期", "Give the date")) from None


@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest) -> HttpResponse:
    """Set targets line by line for three months; what somebody else changed meanwhile is not overwritten."""
    text = request.GET.get("month", "")[:7]
    today = reference.today()
    month = read_month(text) if text else (today.replace(day=28).replace(day=1))
    problem: ArgosyError | None = None
    if request.method == "POST":
        try:
            done = plan_targets(actor=request.user, cells=_cells(request))
        except ArgosyError as error:
            problem = error
        else:
            words = _("%(new)d new, %(changed)d changed, %(same)d as they were.")
            messages.success(request, words % {"new": done.new, "changed": done.changed, "same": done.same})
            return redirect(f"{reverse('web:target-grid')}?month={month:%Y-%m}")
    rows = selling.grid(actor=request.user, month=month, months=MONTHS)  # type: ignore[arg-type]
    entered = request.POST if problem else {}
    context = {
        "rows": [_grid_row(row, entered) for row in rows], "months": [one for one, _a, _b in rows[0].cells] if rows else [], "month": month, "problem": problem,
        "currency": reference.firm().base_currency if rows else "", "may": request.user.may("sales.target.plan"),  # type: ignore[union-attr]
    }  # fmt: skip
    status = 200 if problem is None else 403 if isinstance(problem, Refused) else 400
    return render(request, "argosy/selling/grid.html", context, status=status)


def _grid_row(row: selling.GridRow, entered: Any) -> dict[str, Any]:
    cells = []
    for month, amount, before in row.cells:
        name = f"{row.territory}|{row.line}|{month.isoformat()}|{row.person}"
        seen = "" if amount is None else decimal_text(amount)
        cells.append(
            {
                "name": name,
                "seen": entered.get(f"was:{name}", seen),
                "value": entered.get(f"to:{name}", seen),
                "before": before,
                "month": month,
            }
        )
    return {"group": group_name(row.territory), "line": line_name(row.line), "person": row.person, "cells": cells}


def _cells(request: HttpRequest) -> list[Cell]:
    """The cells that differ from what their author saw."""
    found = []
    for key in request.POST:
        name = key.removeprefix("to:")
        if not key.startswith("to:"):
            continue
        text, seen = request.POST[key].replace(",", "").strip(), request.POST.get(f"was:{name}", "")
        if text == seen or not text:
            continue
        parts = name.split("|")
        if len(parts) != 4:
            raise BadInput(STALE)
        territory, line, month, person = parts
        where = f"{territory} {line} {month[:7]}"
        found.append(Cell(person, territory, line, date.fromisoformat(month), _amount(text, where), _amount(seen, where) if seen else None))
    return found


def _amount(text: str, where: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise BadInput(NO_NUMBER.format(where=where, text=text)) from None
