"""Importing an order file: upload, look at what was understood, store. Nothing is stored before that."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from argosy.importers.order_file import OrderPreview, read_order, total
from argosy.kernel.errors import ArgosyError
from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.tariffs import actions
from argosy.web import uploads
from argosy.web.forms.order import GivenForm, UploadForm
from argosy.web.words import say

_IMPORT = Text("匯入訂單檔", "import an order file")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; what it says is shown before anything is stored."""
    require(request.user, "tariffs.order.import", _IMPORT)
    if request.method != "POST":
        return _choose(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, form, 400)
    file = form.cleaned_data["file"]
    return _preview(request, form, uploads.keep(request, file.name, file.read()))


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """The same file read again with other fields stated beside it, or stored."""
    require(request.user, "tariffs.order.import", _IMPORT)
    kept = uploads.kept(request, request.POST.get("upload", ""))
    form = GivenForm(request.POST)
    if not form.is_valid() or "store" not in request.POST:
        return _preview(request, form, kept)
    return _store(request, form, kept)


def _store(request: HttpRequest, form: GivenForm, kept: uploads.Upload) -> HttpResponse:
    preview = read_order(kept.name, kept.data, form.given)
    if preview.order is None:
        return _preview(request, form, kept, 422)
    try:
        row = actions.import_order(actor=request.user, order=preview.order)
    except ArgosyError as error:
        form.add_error(None, say(error.message))
        return _preview(request, form, kept, 422)
    uploads.drop(request, kept.mark)
    messages.success(request, _("Order %(ref)s is stored with %(n)s lines.") % {"ref": row.ref, "n": len(preview.lines)})
    return redirect("web:order", row.ref)


def _preview(request: HttpRequest, form: GivenForm, kept: uploads.Upload, status: int = 200) -> HttpResponse:
    try:
        preview = read_order(kept.name, kept.data, form.given if form.is_valid() else {})
    except ArgosyError as error:
        refused = UploadForm(initial=form.data.dict() if hasattr(form.data, "dict") else None)
        return render(request, "argosy/order/upload.html", {"form": refused, "refused": error}, status=400)
    page = {"preview": preview, "form": GivenForm(form.data), "upload": kept, "total": total(preview.lines), "size": len(kept.data)}
    return render(request, "argosy/order/preview.html", {**page, "faulty": _faulty(preview)}, status=status)


def _faulty(preview: OrderPreview) -> int:
    return len({problem.row for problem in preview.rejected if problem.row})


def _choose(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    return render(request, "argosy/order/upload.html", {"form": form}, status=status)
