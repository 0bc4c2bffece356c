"""Importing intelligence items: a file, a feed or pasted text, looked at before anything is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from argosy.importers.intelligence_file import ItemFile, read_items, read_text
from argosy.kernel.errors import ArgosyError, BadInput
from argosy.kernel.text import Text
from argosy.publishing.item_import import IMPORT, import_file, proposed
from argosy.publishing.market_acts import source
from argosy.publishing.market_fields import prose, text
from argosy.records.action import require
from argosy.web import uploads

PASTED = "pasted.text"


def _form() -> type[forms.Form]:
    fields = {
        "file": forms.FileField(label=Text("檔案", "File").say(_language()), required=False), "pasted": prose("或貼上文字（每則之間空一行）", "Or paste text, items parted by blank lines", needed=False)(),
        "source": source()(), "market": text("市場", "Market", 2, needed=False)(),
    }  # fmt: skip
    return type("ImportForm", (forms.Form,), fields)


def _language() -> str:
    from argosy.web.words import lang

    return lang()


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file or paste text; what it holds is shown."""
    require(request.user, "markets.item.import", IMPORT)
    form = _form()(request.POST, request.FILES) if request.method == "POST" else _form()()
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    file, pasted = form.cleaned_data["file"], form.cleaned_data["pasted"]
    if not file and not pasted.strip():
        return _page(request, form, BadInput(Text("請選擇檔案或貼上文字", "Choose a file or paste text")), 422)
    kept = uploads.keep(request, file.name, file.read()) if file else uploads.keep(request, PASTED, pasted.encode())
    return _preview(request, form, kept)


@require_POST
def store(request: HttpRequest) -> HttpResponse:
    """Keep what was shown, all or nothing."""
    require(request.user, "markets.item.import", IMPORT)
    kept = uploads.kept(request, request.POST.get("upload", ""))
    form = _form()(request.POST)
    form.is_valid()
    also = [int(number) for number in request.POST.getlist("also") if number.isdecimal()]
    try:
        made = import_file(request.user, _read(kept, form), also=also)
    except ArgosyError as error:
        return _page(request, form, error, 422)
    uploads.drop(request, kept.mark)
    messages.success(request, _("%(n)s items are kept.") % {"n": len(made)})
    return redirect("web:market-list", "intelligence")


def _read(kept: uploads.Upload, form: forms.Form) -> ItemFile:
    given = {name: form.cleaned_data.get(name, "") for name in ("source", "market")}
    return read_text(kept.data.decode(), given) if kept.name == PASTED else read_items(kept.name, kept.data, given)


def _preview(request: HttpRequest, form: forms.Form, kept: uploads.Upload) -> HttpResponse:
    try:
        file = _read(kept, form)
        found = proposed(request.user, file)
    except ArgosyError as error:
        return _page(request, form, error, 422)
    fresh = sum(not one.repeats for one in found)
    return render(
        request,
        "argosy/market/import.html",
        {"form": form, "file": file, "rows": found, "fresh": fresh, "upload": kept, "given": form.cleaned_data},
    )


def _page(request: HttpRequest, form: forms.Form, problem: Any = None, status: int = 200) -> HttpResponse:
    return render(request, "argosy/market/import.html", {"form": form, "problem": problem}, status=status)
