"""Whether a product made from a bill of materials originates: the question typed or pasted in, a verdict for every agreement with its working."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from argosy.engines.origin.outcome import money
from argosy.engines.origin.tested import tested
from argosy.engines.origin.verdict import Verdict
from argosy.kernel.errors import ArgosyError, BadInput
from argosy.kernel.text import Text
from argosy.records.reference import queries as reference
from argosy.rules.origin.agreement import Proof
from argosy.rules.origin.codes import dotted
from argosy.rules.origin.library import agreements, process_names
from argosy.web.forms.origin import BillForm, MaterialRows, OriginForm, materials
from argosy.web.words import say

ROWS, MORE = 4, 6
PREFIX = "form"
CRITERIA = {
    "wholly_obtained": Text("完全取得", "wholly obtained"),
    "exclusively_originating": Text("全由原產材料製成", "made of originating materials only"),
    "product_rule": Text("符合產品特定規則", "by the product-specific rule"),
    "none": Text("未具原產資格之依據", "no criterion is met"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def origin(request: HttpRequest) -> HttpResponse:
    """The question and, once it is asked, the verdicts. Nothing is stored."""
    today = reference.today()
    if request.method != "POST":
        page = {"form": OriginForm(today), "rows": MaterialRows(initial=[{}] * ROWS), "bill": BillForm()}
        return render(request, "argosy/duty/origin.html", page)
    bill = BillForm(request.POST, request.FILES)
    data = request.POST.copy()
    try:
        read = bill.rows() if bill.is_valid() else ()
    except BadInput as error:
        page = {"form": _unasked(today, data), "rows": MaterialRows(data), "bill": BillForm(initial=data.dict()), "refused": error}
        return render(request, "argosy/duty/origin.html", page, status=422)
    if read or "test" not in request.POST:
        _add_rows(data, read, MORE if "more" in request.POST else 0)
        return render(request, "argosy/duty/origin.html", {"form": _unasked(today, data), "rows": MaterialRows(data), "bill": BillForm()})
    return _answered(request, OriginForm(today, request.POST), MaterialRows(request.POST))


def _answered(request: HttpRequest, form: OriginForm, rows: Any) -> HttpResponse:
    page: dict[str, Any] = {"form": form, "rows": rows, "bill": BillForm()}
    status = 422
    if form.is_valid() & rows.is_valid():
        try:
            made = tested(form.plain(materials(rows)), agreements(), process_names())
            page |= {"made": made, "code": dotted(made.question.product.code), "shown": [_shown(v) for v in made.verdicts]}
            status = 200
        except ArgosyError as error:
            _tell(form, error)
    return render(request, "argosy/duty/origin.html", page, status=status)


def _unasked(today: Any, data: Any) -> OriginForm:
    """The form with what was typed and no word about what is missing yet."""
    lists = {name: data.getlist(name) for name in ("processes", "minimal", "operations")}
    return OriginForm(today, initial={**data.dict(), **lists})


def _add_rows(data: Any, read: tuple[dict[str, str], ...], empty: int) -> None:
    """Put materials read from a file below the lines that were typed, then some empty lines."""
    total = min(int(data.get(f"{PREFIX}-TOTAL_FORMS") or 0), 1000)
    names = list(MaterialRows.form.base_fields)
    typed = [{name: data.get(f"{PREFIX}-{i}-{name}", "") for name in names} for i in range(total)]
    kept = [row for row in typed if any(row.values())] if read else typed
    rows = [*kept, *read, *([{}] * empty)]
    for i, row in enumerate(rows):
        for name in names:
            data[f"{PREFIX}-{i}-{name}"] = row.get(name, "")
    data[f"{PREFIX}-TOTAL_FORMS"] = str(len(rows))


def _tell(form: OriginForm, error: ArgosyError) -> None:
    """Each fault at its field, where the page has that field."""
    for problem in error.problems or ():
        head, _, tail = problem.field.partition(".")
        name = {"proof": f"proof_{tail}", "transport": tail, "product": tail.removeprefix("costs.")}.get(head, head)
        form.add_error(name if name in form.fields else None, say(problem.message))
    if not error.problems:
        form.add_error(None, say(error.message))


@dataclass(frozen=True, slots=True)
class Shown:
    """One verdict ready to show: its steps with depth, what it came to, materials with their value, and the proofs accepted."""

    verdict: Verdict
    criterion: Text
    product: list[tuple[int, Any]]
    trade: list[tuple[int, Any]]
    bill: list[tuple[Any, str, str]]
    proofs: list[Proof]


def _shown(made: Verdict) -> Shown:
    party = made.agreement.party(made.facts.importer, made.facts.on)
    name = party.name if party else made.facts.importer
    return Shown(
        made,
        CRITERIA[made.criterion],
        [row for check in made.product for row in check.flat()],
        [row for check in made.trade for row in check.flat()],
        [(s, dotted(s.material.code), "" if s.material.value is None else money(s.material.value)) for s in made.standings],
        [p for p in made.agreement.proofs if p.holds(name, made.facts.on)],
    )


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Every agreement: its parties, how much of it the data holds and how sure it is."""
    rows = [(a, len(a.rules), sum(1 for r in a.rules if r.authority.confidence == "low")) for a in agreements()]
    return render(request, "argosy/duty/agreements.html", {"rows": rows})
