"""What is payable on goods typed by hand or on an order: every charge, the lawful options, what is not known, and what-ifs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from argosy.engines.duty.answer import shown
from argosy.engines.duty.assessment import AssessedLine, Assessment
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.charging import LineCharge
from argosy.engines.duty.reading import read_consignment
from argosy.engines.duty.tracing import Tracer, percent_words
from argosy.engines.duty.whatif import changes, compare, sensitivity
from argosy.kernel.errors import ArgosyError, NotFound
from argosy.kernel.text import Text
from argosy.records.reference import queries as reference
from argosy.records.tariffs import consignments
from argosy.records.tariffs import queries as tariffs
from argosy.rules.library import pack_for, packs
from argosy.rules.pack import Pack
from argosy.web.forms.duty import ROWS, ConsignmentForm, GoodsRows, goods
from argosy.web.views.orders import may_read
from argosy.web.words import say


@require_http_methods(["GET", "HEAD", "POST"])
def calculator(request: HttpRequest) -> HttpResponse:
    """Goods typed by hand. Nothing is stored."""
    sent = request.POST if request.method == "POST" else None
    form, rows = ConsignmentForm(reference.today(), sent, initial=_asked(request)), GoodsRows(sent, initial=_first_rows(request))
    page: dict[str, Any] = {"form": form, "rows": rows}
    if sent is None:
        return render(request, "argosy/duty/calculator.html", page)
    if "more" in sent:
        return render(request, "argosy/duty/calculator.html", _with_more_rows(request))
    status = 422
    if form.is_valid() and rows.is_valid():
        try:
            page |= _answer(form, goods(rows))
            status = 200
        except ArgosyError as error:
            form.add_error(None, say(error.message))
    return render(request, "argosy/duty/calculator.html", page, status=status)


def _asked(request: HttpRequest) -> dict[str, str]:
    """What a link states of the entry, such as that of a code in the tariff."""
    return {name: request.GET[name] for name in ("jurisdiction", "date", "currency") if request.GET.get(name)}


def _first_rows(request: HttpRequest) -> list[dict[str, str]]:
    """The empty lines, the first with the code and origin a link states."""
    return [{name: request.GET.get(name, "") for name in ("code", "origin")}, *({} for _ in range(ROWS - 1))]


def _with_more_rows(request: HttpRequest) -> dict[str, Any]:
    """The same page with more empty lines and everything that was typed."""
    data = request.POST.copy()
    data["form-TOTAL_FORMS"] = str(int(data.get("form-TOTAL_FORMS") or ROWS) + ROWS)
    return {"form": ConsignmentForm(reference.today(), initial=data.dict()), "rows": GoodsRows(data)}


def _answer(form: ConsignmentForm, lines: list[dict[str, Any]]) -> dict[str, Any]:
    data = form.plain(lines)
    pack = pack_for(data["jurisdiction"])
    entry = consignments.completed(read_consignment(data), pack)
    return _result(assess(entry, pack, today=reference.today()), form.wishes)


@require_safe
def order(request: HttpRequest, ref: str) -> HttpResponse:
    """What an order comes to as it stands, and with the changes in ``what_if``."""
    may_read(request)
    row = tariffs.order(ref)
    pack = pack_for(row.jurisdiction, row.flow)
    made = assess(consignments.consignment(row, pack), pack, today=reference.today())
    wishes = request.GET.get("what_if", "")[:2000]
    page: dict[str, Any] = {"order": row, "what_if": wishes}
    try:
        page |= _result(made, [w.strip() for w in wishes.splitlines() if w.strip()])
    except ArgosyError as error:
        page |= {**_result(made, []), "refused": error}
    return render(request, "argosy/duty/order.html", page)


def _result(made: Assessment, wishes: list[str]) -> dict[str, Any]:
    others = changes(made.consignment, made.pack, wishes, lambda entry: consignments.completed(entry, made.pack))
    return {
        "made": made,
        "lines": _lines(made),
        "entry": made.entry,
        "swings": sensitivity(made)[:8],
        "compared": compare(made, others),
        "late": reference.today() > made.pack.review_by,
    }


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One charge of a line, ready to show; ``source`` says where its rate comes from, when that is not the law itself."""

    charge: LineCharge
    rate: str
    working: Text
    source: Text | None


def _lines(made: Assessment) -> list[tuple[AssessedLine, list[ChargeRow]]]:
    tracer = Tracer(made)
    return [(x, [_charge(tracer, x, c, made) for c in x.charges if shown(c)]) for x in made.lines]


def _charge(tracer: Tracer, x: AssessedLine, charge: LineCharge, made: Assessment) -> ChargeRow:
    return ChargeRow(charge, _rate(charge, made), tracer.line(x, charge).sentence, _source(charge))


def _rate(charge: LineCharge, made: Assessment) -> str:
    if charge.rate is not None:
        return str(charge.rate)
    facts = made.pack.facts_on(made.on)
    named = [name for name in facts if facts[name].unit == "P1" and name == f"{charge.row.id}_rate"]
    return percent_words(facts[named[0]].value) if named else ""


def _source(charge: LineCharge) -> Text | None:
    if charge.given:
        return Text("填列", "as stated")
    if charge.tariff is not None:
        return Text(f"{charge.tariff.column} {charge.tariff.edition}", f"{charge.tariff.column} {charge.tariff.edition}")
    return charge.pack_rate.label if charge.pack_rate else None


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rule packs there are, and when they must be read again."""
    keys = sorted(packs().keys())
    made = [pack_for(*_parts(key)) for key in keys]
    return render(request, "argosy/duty/rules.html", {"packs": [(p, reference.today() > p.review_by) for p in made]})


@require_safe
def rule_pack(request: HttpRequest, key: str) -> HttpResponse:
    """One pack in words: every charge, rate, programme and relief with its law, source and confidence."""
    if key not in packs():
        raise NotFound(Text("沒有規則包 {k}", "There is no rule pack {k}").format(k=key))
    made = pack_for(*_parts(key))
    return render(request, "argosy/duty/pack.html", {"pack": made, "today": reference.today(), "rates": _rates(made)})


def _rates(pack: Pack) -> list[tuple[Any, int]]:
    """The dated rates of a pack, each rule once, with how many codes it lists."""
    return [(rate, len(rate.codes)) for rate in pack.rates]


def _parts(key: str) -> tuple[str, str]:
    jurisdiction, _, flow = key.rpartition("-")
    return jurisdiction, flow
