"""Data and rules: data sets with vintage, exchange rates, rule packs with review dates, imported standards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from argosy.kernel.errors import ArgosyError, BadInput, NotFound
from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.reference import queries as reference
from argosy.records.reference import standards
from argosy.rules import library
from argosy.standards import catalogue, reader
from argosy.standards.difference import carry, difference
from argosy.standards.published import PublishedStandard
from argosy.web import uploads
from argosy.web.frame import frame

MAX_BYTES = 2 * 1024 * 1024
_IMPORT = Text("匯入職能基準", "import a standard")


class StandardForm(forms.Form):
    """The text form of a published standard."""

    file = forms.FileField(label=gettext_lazy("Published standard (text)"), widget=forms.FileInput(attrs={"accept": ".txt"}))

    def clean_file(self) -> Any:
        """A text file of at most 2 MB."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES or not file.name.lower().endswith(".txt"):
            raise forms.ValidationError(_("Choose a text file (.txt) of at most 2 MB."))
        return file


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Every edition with its day, licence and cycle; what is past its day is marked."""
    return _page(request, StandardForm())


def _page(request: HttpRequest, form: StandardForm, status: int = 200, refused: ArgosyError | None = None) -> HttpResponse:
    today = frame(request).today
    context = {
        "datasets": [(row, _due(row), _late(row, today)) for row in reference.datasets()],
        "rates": reference.rates().filter(valid_from__lte=today, valid_to__gte=today),
        "packs": [(pack, pack.review_by < today) for pack in _packs()],
        "standards": [(job, reference.standard_versions(job.base).first()) for job in catalogue.standards()],
        "form": form,
        "refused": refused,
        "may_import": request.user.may("reference.standard.import"),
        "today": today,
    }
    return render(request, "argosy/firm/data.html", context, status=status)


def _due(row: Any) -> date | None:
    return row.as_of + timedelta(days=row.max_age_days) if row.max_age_days is not None else None


def _late(row: Any, today: date) -> bool:
    due = _due(row)
    return due is not None and due < today


def _packs() -> list[Any]:
    return [library.pack(key) for key in library.packs().keys()]  # noqa: SIM118  a registry is not a dict


@require_POST
def preview_standard(request: HttpRequest) -> HttpResponse:
    """Read a published standard and show what is new in it; nothing is stored yet."""
    require(request.user, "reference.standard.import", _IMPORT)
    form = StandardForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, 400)
    file = form.cleaned_data["file"]
    bytes_ = file.read()
    try:
        read = reader.read(_text(bytes_), file.name)
    except ArgosyError as error:
        return _page(request, StandardForm(), 400, error)
    before = _newest(read)
    context = {
        "new": read,
        "before": before,
        "changes": difference(before, read) if before else (),
        "carried": carry(before, read) if before else (),
        "upload": uploads.keep(request, file.name, bytes_),
    }
    return render(request, "argosy/firm/standard_preview.html", context)


@require_POST
def store_standard(request: HttpRequest) -> HttpResponse:
    """Store the standard that was looked at."""
    require(request.user, "reference.standard.import", _IMPORT)
    kept = uploads.kept(request, request.POST.get("upload", ""))
    row = standards.import_standard(actor=request.user, text=_text(kept.data), where=kept.name)
    uploads.drop(request, kept.mark)
    messages.success(request, _("%(code)s is imported; task pages show its sentences.") % {"code": row})
    return redirect("web:data")


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(Text("檔案不是 UTF-8 文字檔", "The file is not UTF-8 text")) from error


def _newest(new: PublishedStandard) -> PublishedStandard | None:
    try:
        return standards.published(standards.split_code(new.code)[0])
    except NotFound:
        return None
