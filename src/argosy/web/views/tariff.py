"""Looking something up in a tariff: the lines that fit words best, and a code with everything stated of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from argosy.engines.tariff.rows import EditionFacts
from argosy.engines.tariff.shown import gathered
from argosy.engines.tariff.versions import in_force
from argosy.kernel.text import Text
from argosy.records.reference import queries as reference
from argosy.records.tariffs import finding
from argosy.records.tariffs.schedules import editions
from argosy.rules.library import pack_for, packs
from argosy.rules.tariff_library import tariff_source
from argosy.rules.tariff_source import TariffSource
from argosy.web.forms.tariff import FindForm

MOST = 40
FIRST = "TW"
USES = {
    "standard": Text("一般", "standard"), "preference": Text("優惠", "preference"), "quota": Text("配額", "quota"), "suspension": Text("暫停課徵", "suspension"),
    "end_use": Text("特定用途", "end use"), "document": Text("憑證明文件", "on a document"),
}  # fmt: skip


@require_safe
def tariff(request: HttpRequest) -> HttpResponse:
    """Words give a ranked list; a code goes straight to its page."""
    held = editions()
    first = held[0].jurisdiction if held and FIRST not in {e.jurisdiction for e in held} else FIRST
    start = {"jurisdiction": first, "date": reference.today()}
    if "q" not in request.GET:
        page = {"form": FindForm(initial={**start, **request.GET.dict()}), "held": held, "now": in_force_everywhere(held, start["date"])}
        return render(request, "argosy/duty/tariff.html", page)
    form = FindForm(request.GET)
    if not form.is_valid():
        return render(request, "argosy/duty/tariff.html", {"form": form, "held": held}, status=422)
    asked = form.cleaned_data
    on = asked["date"] or start["date"]
    more = urlencode({"date": on.isoformat(), "origin": asked["origin"]})
    if finding.is_code(asked["q"]):
        return redirect(reverse("web:tariff-code", args=[asked["jurisdiction"], finding.digits(asked["q"])]) + f"?{more}")
    found = finding.by_words(asked["jurisdiction"], asked["q"], on, MOST)
    source = tariff_source(asked["jurisdiction"])
    lines = [(line, _rates(source, line["columns"])) for line in found["lines"]]
    page = {"form": form, "held": held, "found": found, "lines": lines, "more": more, "place": source.jurisdiction}
    return render(request, "argosy/duty/tariff.html", page)


def in_force_everywhere(every: list[EditionFacts], on: date) -> list[EditionFacts]:
    """The editions that hold on a day, of every tariff."""
    return [e for place in sorted({f.jurisdiction for f in every}) for e in in_force([f for f in every if f.jurisdiction == place], on)]


@dataclass(frozen=True, slots=True)
class ColumnRate:
    """The rate of one column for some of its programmes; ``person`` when nobody could read it yet."""

    label: Text
    programmes: tuple[str, ...]
    text: str
    person: bool


def _rates(source: TariffSource, columns: dict[str, str]) -> list[ColumnRate]:
    """A rate per column: the usual one first, then the other standard ones as the source orders them, then what may be claimed."""
    order = [c.id for c in sorted(source.columns, key=lambda c: (c.use != "standard", not c.default))]
    made = sorted(gathered(columns), key=lambda row: (order.index(row[0]) if row[0] in order else len(order), row[1]))
    return [column_rate(source, *row) for row in made]


def column_rate(source: TariffSource, name: str, programmes: tuple[str, ...], text: str) -> ColumnRate:
    """A rate under the name the source gives its column."""
    column = source.column(name)
    return ColumnRate(column.label if column else Text(name, name), programmes, text.removeprefix("? "), text.startswith("?"))


@require_safe
def code(request: HttpRequest, jurisdiction: str, code: str) -> HttpResponse:
    """One code: whether it may be declared on the day, what is above and below it, and all that is stated of it."""
    start = {"q": code, "jurisdiction": jurisdiction.upper(), "date": reference.today().isoformat(), **request.GET.dict()}
    form = FindForm(start)
    on, origin = reference.today(), ""
    if form.is_valid():
        on, origin = form.cleaned_data["date"] or on, form.cleaned_data["origin"]
    place = tariff_source(jurisdiction).jurisdiction
    found = finding.by_code(place, finding.digits(code), on, origin)
    page = {
        "form": form,
        "found": found,
        "place": place,
        "on": on,
        "origin": origin,
        "more": urlencode({"date": on.isoformat(), "origin": origin}),
    }
    if found["lines"]:
        page |= _stated(found["lines"][0], _charges(place))
    return render(request, "argosy/duty/tariff_code.html", page)


def _stated(line: dict[str, Any], names: dict[str, Text]) -> dict[str, Any]:
    """What is stated of a line: without a claim, on a claim, and everything else."""

    def rows(offers: Iterable[dict[str, Any]]) -> list[tuple[dict[str, Any], Text, Text]]:
        return [(o, names.get(o["charge"], Text(o["charge"], o["charge"])), USES.get(o["use"], Text(o["use"], o["use"]))) for o in offers]

    mine = [o for o in line["programmes"] if o["eligible"] is not False]
    return {
        "line": line,
        "plain": rows([*line["rates"].values(), *line["needs_person"]]),
        "claims": rows(sorted(mine, key=lambda o: (o["eligible"] is None, o["charge"], o["programme"] or ""))),
        "all": rows(line["stated"]),
    }


def _charges(place: str) -> dict[str, Text]:
    """What the rule pack of the place calls its charges."""
    if f"{place.lower()}-import" not in packs():
        return {}
    return {c.id: c.label for c in pack_for(place).charges}
