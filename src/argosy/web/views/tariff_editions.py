"""The editions of tariffs: side by side, two compared, and a new one looked at before it is stored."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from argosy.engines.tariff.changes import counts
from argosy.engines.tariff.rows import EditionFacts
from argosy.importers.tariffs.given import received
from argosy.importers.tariffs.library import ReadSchedule, preview, read_schedule
from argosy.kernel.errors import ArgosyError, BadInput
from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.reference import queries as reference
from argosy.records.tariffs.schedule_actions import already, import_schedule
from argosy.records.tariffs.schedule_changes import compared
from argosy.records.tariffs.schedules import editions as every_edition
from argosy.rules.tariff_library import tariff_source
from argosy.web import uploads
from argosy.web.forms.tariff import NamedForm, TariffFileForm
from argosy.web.views.tariff import column_rate, in_force_everywhere

IMPORT = Text("匯入稅則", "import a tariff")
SHOWN = 500


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition with what it is of, how much was read, its licence and hash."""
    return _list(request, TariffFileForm())


def _list(request: HttpRequest, form: TariffFileForm, status: int = 200, **page: Any) -> HttpResponse:
    today = reference.today()
    every = every_edition()
    now = {(e.jurisdiction, e.series, e.edition) for e in in_force_everywhere(every, today)}
    before: dict[tuple[str, str], EditionFacts] = {}
    rows = []
    for facts in every:
        key = facts.jurisdiction, facts.series
        rows.append((facts, (*key, facts.edition) in now, before.get(key), _late(facts, today)))
        before[key] = facts
    return render(request, "argosy/duty/editions.html", {"rows": rows, "form": form, **page}, status=status)


def _late(facts: EditionFacts, today: date) -> bool:
    """Whether the publisher has most likely published a newer one by now."""
    series = next((s for s in tariff_source(facts.jurisdiction).series if s.id == facts.series), None)
    return bool(series and series.max_age_days and (facts.valid_from or facts.imported) + timedelta(days=series.max_age_days) < today)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two editions of one series: codes added and gone, rates that changed."""
    place, series = request.GET.get("place", "")[:2], request.GET.get("series", "")[:40]
    mine = [e for e in every_edition(place) if e.series == series] if place else []
    page: dict[str, Any] = {"place": place, "series": series, "mine": mine}
    if len(mine) < 2:
        return render(request, "argosy/duty/edition_changes.html", page)
    names = [request.GET.get("before") or mine[-2].edition, request.GET.get("after") or mine[-1].edition]
    before, after, found = compared(place, series, *names)
    source = tariff_source(place)
    rows = [(c, column_rate(source, c.column, c.names, "") if c.column else None) for c in found[:SHOWN]]
    page |= {"before": before, "after": after, "rows": rows, "counts": counts(found), "total": len(found), "shown": SHOWN}
    return render(request, "argosy/duty/edition_changes.html", page)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """A file read and shown; nothing is stored."""
    require(request.user, "tariffs.schedule.import", IMPORT)
    form = TariffFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, 400)
    file = form.cleaned_data["file"]
    data = file.read()
    try:
        read = _read(form, file.name, data)
    except ArgosyError as error:
        return _list(request, TariffFileForm(initial=request.POST.dict()), 422, refused=error)
    return _preview(request, form, uploads.keep(request, file.name, data), read)


@require_POST
def store(request: HttpRequest) -> HttpResponse:
    """The file that was shown, stored as an edition; or read again under another name."""
    require(request.user, "tariffs.schedule.import", IMPORT)
    kept = uploads.kept(request, request.POST.get("upload", ""))
    form = NamedForm(request.POST)
    if not form.is_valid():
        raise BadInput(Text("欄位填寫有誤", "A field is filled in wrongly"))
    read = _read(form, kept.name, kept.data)
    if "store" not in request.POST:
        return _preview(request, form, kept, read)
    try:
        row = import_schedule(actor=request.user, schedule=read.schedule, facts=read.facts, named=form.chosen)
    except ArgosyError as error:
        return _preview(request, form, kept, read, error)
    uploads.drop(request, kept.mark)
    messages.success(request, _("Edition %(e)s is stored.") % {"e": row.edition})
    return redirect("web:tariff-editions")


def _read(form: NamedForm, name: str, data: bytes) -> ReadSchedule:
    kind, place, edition, start = form.named
    return read_schedule(received(name, data), kind, place, edition, start, today=reference.today())


def _preview(
    request: HttpRequest, form: NamedForm, kept: uploads.Upload, read: ReadSchedule, refused: ArgosyError | None = None
) -> HttpResponse:
    answer = preview(read)
    source = tariff_source(read.facts.jurisdiction)
    columns = [(column_rate(source, name, (), ""), tally) for name, tally in answer["columns"].items()]
    why = Counter((r.why_zh, r.why_en) for r in read.schedule.worded)
    page = {
        "read": answer, "facts": read.facts, "columns": columns, "upload": kept, "known": already(read.facts), "refused": refused,
        "form": NamedForm(form.data), "why": [(Text(*words), n) for words, n in why.most_common(12)],
    }  # fmt: skip
    return render(request, "argosy/duty/edition_preview.html", page, status=422 if refused else 200)
