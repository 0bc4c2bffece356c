"""Bringing parties in from a file, and making two entries of one party one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from argosy.importers.parties_file import read_parties
from argosy.kernel.errors import ArgosyError, BadInput
from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.parties.joining import actions as joining
from argosy.records.parties.joining import queries
from argosy.web import uploads
from argosy.web.views.care.acting import carried_out
from argosy.web.words import say

IMPORT, MAX = Text("匯入往來對象", "import parties"), 5_000_000


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what would be done and which parties may be entered already, before anything is written."""
    require(request.user, "parties.party.import", IMPORT)  # type: ignore[arg-type]
    context: dict[str, Any] = {"imports": queries.imports(actor=request.user)[:10]}  # type: ignore[arg-type]
    if request.method != "POST":
        return render(request, "argosy/care/import.html", context)
    try:
        context |= _preview(request)
    except ArgosyError as error:
        return render(request, "argosy/care/import.html", {**context, "refused": error}, status=400)
    return render(request, "argosy/care/import.html", context)


def _preview(request: HttpRequest) -> dict[str, Any]:
    given = request.FILES.get("file")
    if given is None or given.size > MAX:
        raise BadInput(Text("請選擇 5 MB 以內之檔案", "Choose a file of at most 5 MB"))
    file = read_parties(given.name, given.read())
    given.seek(0)
    upload = uploads.keep(request, given.name, given.read())
    plan = joining.preview(file.given)
    return {"file": file, "plan": plan, "upload": upload, "faults": [*file.rejected, *plan.problems]}


@require_POST
def store(request: HttpRequest) -> HttpResponse:
    """Store the file shown, with what was said of parties that may be entered already."""
    require(request.user, "parties.party.import", IMPORT)  # type: ignore[arg-type]
    upload = uploads.kept(request, request.POST.get("upload", ""))
    file = read_parties(upload.name, upload.data)
    same = {name.removeprefix("same-"): value for name, value in request.POST.items() if name.startswith("same-")}
    decided = {code: "" if value == "new" else value for code, value in same.items() if value}
    try:
        if file.rejected:
            raise BadInput(Text("檔案有誤，未寫入任何資料", "The file has faults; nothing was written"), list(file.rejected))
        kept = joining.import_parties(actor=request.user, given=file.given, file_name=file.name, sha256=file.sha256, same=decided)
    except ArgosyError as error:
        plan = joining.preview(file.given)
        context = {
            "file": file,
            "plan": plan,
            "upload": upload,
            "faults": [*file.rejected, *plan.problems],
            "refused": error,
            "imports": queries.imports(actor=request.user)[:10],
        }  # type: ignore[arg-type]
        return render(request, "argosy/care/import.html", context, status=400)
    uploads.drop(request, upload.mark)
    messages.success(request, say(Text("已匯入 {r}", "Stored as {r}").format(r=kept.ref)))
    return redirect("web:parties-import")


@require_POST
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    """Take an import back."""
    return carried_out(
        request, reverse("web:parties-import"), lambda: joining.undo_import(actor=request.user, ref=ref), _("The import is undone.")
    )


@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Parties that may be one, side by side, and merges done before."""
    context = {"pairs": queries.likely_pairs(actor=request.user), "merges": queries.merges(actor=request.user)[:20]}  # type: ignore[arg-type]
    return render(request, "argosy/care/doubles.html", context)


@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Merge one party into another, or take a merge back."""
    given, target = request.POST, reverse("web:parties-doubles")
    if given.get("undo", "").isdecimal():
        return carried_out(
            request, target, lambda: joining.undo_merge(actor=request.user, merge=int(given["undo"])), _("The merge is undone.")
        )
    return carried_out(
        request, target,
        lambda: joining.merge_parties(actor=request.user, kept=given.get("kept", ""), gone=given.get("gone", ""), reason=given.get("reason", "").strip()), _("The two parties are one now."),
    )  # fmt: skip
