"""What people do to a study: every act is a POST that ends on its page, done or with the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from argosy.kernel.errors import ArgosyError, BadInput, NotFound, Refused
from argosy.kernel.text import Text
from argosy.records.tariffs.study import actions, checking, choosing, queries, stating
from argosy.web import once
from argosy.web.views.studies import page

Doer = Callable[[HttpRequest, str], str]


def _act(done: Any) -> Callable[[Doer], Callable[..., HttpResponse]]:
    """An act as a view. ``done`` is said when it went through; the act returns the tab to show next."""

    def make(move: Doer) -> Callable[..., HttpResponse]:
        @require_POST
        @wraps(move)
        def view(request: HttpRequest, ref: str) -> HttpResponse:
            if not once.first(request):
                return redirect(once.outcome(request) or reverse("web:study", args=[ref]))
            try:
                tab = move(request, ref)
            except ArgosyError as error:
                once.release(request)
                return page(request, ref, problem=error, status=403 if isinstance(error, Refused) else 400)
            messages.success(request, done)
            target = reverse("web:study", args=[ref]) + (f"?tab={tab}" if tab else "")
            once.keep(request, target)
            return redirect(target)

        return view

    return make


@_act(gettext_lazy("The decisions are kept."))
def mark(request: HttpRequest, ref: str) -> str:
    """Decisions of one group of measures, one for all others of the group, and the same for alike measures of other lines where that is wanted."""
    decisions = _judged(request, "decision", "reason")
    decisions = _rest(request, ref) | decisions
    if not decisions:
        raise BadInput(Text("請至少判定一項措施並填理由", "Decide at least one measure and give the reason"))
    if request.POST.get("alike"):
        decisions = _alike(ref, decisions) | decisions
    actions.mark_measures(actor=request.user, ref=ref, decisions=decisions)
    return "measures"


def _judged(request: HttpRequest, verdict: str, note: str) -> dict[int, tuple[str, str]]:
    """``verdict-12=…`` and ``note-12=…`` as pairs by number."""
    numbers = (name.removeprefix(f"{verdict}-") for name in request.POST if name.startswith(f"{verdict}-"))
    return {
        int(n): (_said(request, f"{verdict}-{n}"), _said(request, f"{note}-{n}"))
        for n in numbers
        if n.isdecimal() and _said(request, f"{verdict}-{n}")
    }


def _rest(request: HttpRequest, ref: str) -> dict[int, tuple[str, str]]:
    """One decision for every measure of a group that nobody decided."""
    decision, group = _said(request, "rest"), _said(request, "group")
    if not decision or not group.isdecimal():
        return {}
    rows = queries.measures(queries.study(ref))
    left = (row.place for row in rows if row.line_no == int(group) and not row.decision and row.kind not in actions.UNDECIDED)
    return dict.fromkeys(left, (decision, _said(request, "rest-reason")))


def _alike(ref: str, decisions: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Undecided measures of other lines that are the same rule at the same rate."""
    rows = queries.measures(queries.study(ref))
    known = {(row.kind, row.rule, row.rate, row.coverage): decisions[row.place] for row in rows if row.place in decisions}
    found = {row.place: known.get((row.kind, row.rule, row.rate, row.coverage)) for row in rows if not row.decision}
    return {place: decision for place, decision in found.items() if decision}


@_act(gettext_lazy("The code is settled; the measures of the other candidates are marked as not applying."))
def code(request: HttpRequest, ref: str) -> str:
    """Decide between candidate codes."""
    actions.settle_code(
        actor=request.user, ref=ref, line_no=_number(request, "line"), code=_said(request, "code"), reason=_said(request, "reason")
    )
    return "measures"


@_act(gettext_lazy("The candidate codes are added."))
def candidates(request: HttpRequest, ref: str) -> str:
    """More codes to consider for a line."""
    codes = [word for word in _said(request, "codes").replace("、", ",").replace(".", "").replace(" ", "").split(",") if word]
    actions.add_candidates(actor=request.user, ref=ref, line_no=_number(request, "line"), codes=codes)
    return "measures"


@_act(gettext_lazy("Your answers are kept, and the options are worked out again."))
def state(request: HttpRequest, ref: str) -> str:
    """Answers to what the rules ask: fields called ``state-1.facts.name``."""
    answers = {
        name.removeprefix("state-"): _said(request, name) for name in request.POST if name.startswith("state-") and _said(request, name)
    }
    if not answers:
        raise BadInput(Text("請至少填一項", "Fill in at least one answer"))
    stating.state_facts(actor=request.user, ref=ref, answers=answers)
    return "options"


@_act(gettext_lazy("The evidence is kept, and the options are worked out again."))
def evidence(request: HttpRequest, ref: str) -> str:
    """Evidence for one condition of an option."""
    given = choosing.Evidence(_said(request, "document"), _day(request, "on"), _said(request, "value"), _said(request, "note"))
    lines = _lines(request)
    choosing.give_evidence(
        actor=request.user, ref=ref, programme=_said(request, "programme"), key=_said(request, "key"), evidence=given, lines=lines
    )
    return "options"


@_act(gettext_lazy("The option is chosen, and the order claims it."))
def choose(request: HttpRequest, ref: str) -> str:
    """Choose an option."""
    choosing.choose_option(
        actor=request.user, ref=ref, programme=_said(request, "programme"), reason=_said(request, "reason"), lines=_lines(request)
    )
    return "options"


@_act(gettext_lazy("Sent to check. A second person sees what was compared, item by item."))
def send(request: HttpRequest, ref: str) -> str:
    """To the second person."""
    checking.send_study(actor=request.user, ref=ref)
    return "check"


@_act(gettext_lazy("Your verdicts are kept."))
def check(request: HttpRequest, ref: str) -> str:
    """Verdicts of the second person; ``agree_line`` agrees to the rest of a line, where nothing differs."""
    verdicts = _judged(request, "verdict", "note")
    whole = _said(request, "agree_line")
    if whole.isdecimal():
        rows = queries.checks(queries.study(ref))
        same = {row.pk: ("agree", "") for row in rows if row.line_no == int(whole) and not row.verdict and row.outcome != "differs"}
        verdicts = same | verdicts
    if not verdicts:
        raise BadInput(Text("請至少查核一項", "Give a verdict on at least one item"))
    checking.check_study(actor=request.user, ref=ref, verdicts=verdicts)
    return "check"


@_act(gettext_lazy("Your answer is kept; the checker decides whether it settles the matter."))
def answer(request: HttpRequest, ref: str) -> str:
    """An answer to a disagreement."""
    checking.answer_disagreement(actor=request.user, ref=ref, item=_number(request, "item"), words=_said(request, "words"))
    return "check"


@_act(gettext_lazy("The study is open for changes again."))
def reopen(request: HttpRequest, ref: str) -> str:
    """Take a study back."""
    checking.reopen_study(actor=request.user, ref=ref)
    return "measures"


@_act(gettext_lazy("The study lists the order and the rules as they are now."))
def renew(request: HttpRequest, ref: str) -> str:
    """List everything anew."""
    actions.renew_study(actor=request.user, ref=ref)
    return "measures"


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


def _number(request: HttpRequest, name: str) -> int:
    words = _said(request, name)
    return int(words) if words.isdecimal() else 0


def _lines(request: HttpRequest) -> list[int]:
    return [int(n) for n in request.POST.getlist("lines") if n.isdecimal()]


def _day(request: HttpRequest, name: str) -> date | None:
    words = _said(request, name)
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise BadInput(Text("日期須為 YYYY-MM-DD", "A date is YYYY-MM-DD")) from error


ACTS: dict[str, Callable[..., HttpResponse]] = {
    "mark": mark, "code": code, "candidates": candidates, "state": state, "evidence": evidence, "choose": choose, "send": send, "check": check, "answer": answer,
    "reopen": reopen, "renew": renew,
}  # fmt: skip


def act(request: HttpRequest, ref: str, act: str) -> HttpResponse:
    """The act named in the address; ``NotFound`` for a name that is none."""
    if act not in ACTS:
        raise NotFound(Text("沒有這個動作：{a}", "There is no such act: {a}").format(a=act))
    return ACTS[act](request, ref)
