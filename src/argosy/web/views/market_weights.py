"""Weights by judging the groups in pairs (AHP), with how well the judgements hang together and which to look at first."""

from __future__ import annotations

from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from argosy.engines.assessment.ahp import Judged, consistency, judge
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.rules.markets.library import scheme

STEPS = (9, 7, 5, 3, 1, -3, -5, -7, -9)
WORDS = {
    9: Text("極重要", "extremely more"),
    7: Text("非常重要", "very strongly more"),
    5: Text("重要得多", "strongly more"),
    3: Text("稍重要", "moderately more"),
    1: Text("同等", "as much"),
}


@require_safe
def weights(request: HttpRequest) -> HttpResponse:
    """Fifteen judgements; with all of them the weights. ``use`` takes them to the ranking, unless they contradict each other without a reason."""
    groups = scheme().groups
    pairs = list(combinations(groups, 2))
    given = {(a.id, b.id): _step(request.GET.get(f"{a.id}{b.id}", "1")) for a, b in pairs}
    matrix = [[_ratio(given, a.id, b.id) for b in groups] for a in groups]
    made = consistency(matrix, [g.id for g in groups])
    page: dict[str, Any] = {
        "rows": [(a, b, f"{a.id}{b.id}", given[a.id, b.id]) for a, b in pairs], "steps": [(s, WORDS[abs(s)]) for s in STEPS], "made": made,
        "labels": {g.id: g.label for g in groups}, "result": [(n + 1, g.label, round(made.weights[g.id] * 100)) for n, g in enumerate(groups)],
        "revise": _revise(made), "reason": request.GET.get("reason", ""), "product": request.GET.get("product", ""),
    }  # fmt: skip
    if "use" in request.GET:
        try:
            judged = judge(matrix, [g.id for g in groups], request.GET.get("reason", ""))
        except Refused as error:
            return render(request, "argosy/market/weights.html", page | {"problem": error}, status=422)
        if not judged.consistent:
            messages.warning(request, _("Weights whose judgements contradict each other were taken for the reason written."))
        taken = {f"w_{name}": round(value * 100) for name, value in judged.weights.items()}
        return redirect(reverse("web:market-ranking") + "?" + urlencode({"product": page["product"], **taken}))
    return render(request, "argosy/market/weights.html", page)


def _step(text: str) -> int:
    if text.lstrip("-").isdigit() and int(text) in STEPS:
        return int(text)
    raise BadInput(Text("判斷值須為 {s} 之一", "A judgement is one of {s}").format(s=", ".join(map(str, STEPS))))


def _ratio(given: dict[tuple[str, str], int], a: str, b: str) -> float:
    if a == b:
        return 1.0
    step = given[a, b] if (a, b) in given else -given[b, a]
    return float(step) if step > 0 else 1.0 if step == -1 else 1 / -step


def _revise(made: Judged) -> dict[str, Any] | None:
    """The judgement to look at first, while they do not hang together."""
    if made.consistent or made.revise is None:
        return None
    r = made.revise
    return {"first": r.first, "second": r.second, "after": f"{r.ratio_after:.2f}", "larger": r.first if r.suggested >= 1 else r.second}
