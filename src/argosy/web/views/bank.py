"""Bank statements: a file looked at before it is stored, then each movement matched, accepted or set aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from argosy.importers.bank_file import read_bank_file
from argosy.kernel.errors import ArgosyError, BadInput
from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.parties.banking_queries import accounts
from argosy.records.receivables.banking import actions, queries
from argosy.web import uploads

IMPORT = Text("匯入銀行對帳單", "import a bank statement")


@require_safe
def bank(request: HttpRequest) -> HttpResponse:
    """Movements that wait, with what each might pay; statements brought so far."""
    return _page(request)


def _page(request: HttpRequest, problem: Any = None, status: int = 200) -> HttpResponse:
    context = {
        "proposals": queries.proposals(actor=request.user), "aside": queries.lines(actor=request.user, state="new").filter(amount__lt=0)[:50], "statements": queries.statements(actor=request.user)[:20],
        "accounts": accounts(actor=request.user, party=""), "problem": problem,
    }  # fmt: skip
    return render(request, "argosy/owing/bank.html", context, status=status)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What a file holds; nothing is stored yet."""
    require(request.user, "receivables.bank.import", IMPORT)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, BadInput(Text("請選擇檔案", "Choose a file")), 422)
    data = file.read()
    try:
        told, sha256 = read_bank_file(file.name or "", data)
        found = queries.preview(actor=request.user, told=told, sha256=sha256, account=_account(request))
    except ArgosyError as error:
        return _page(request, error, 422)
    context = {
        "told": told,
        "found": found,
        "fresh": found["lines"] - found["known"],
        "upload": uploads.keep(request, file.name or "", data),
        "account": _account(request),
    }
    return render(request, "argosy/owing/bank_preview.html", context)


@require_POST
def store(request: HttpRequest) -> HttpResponse:
    """Store the file that was looked at."""
    require(request.user, "receivables.bank.import", IMPORT)
    kept = uploads.kept(request, request.POST.get("upload", ""))
    told, sha256 = read_bank_file(kept.name, kept.data)
    try:
        done = actions.import_statements(actor=request.user, statements=told, file_name=kept.name, sha256=sha256, account=_account(request))
    except ArgosyError as error:
        return _page(request, error, 422)
    uploads.drop(request, kept.mark)
    messages.success(request, _("%(n)s movements are new, %(m)s were known.") % {"n": done.new, "m": done.known})
    return redirect("web:bank")


def _account(request: HttpRequest) -> int | None:
    told = request.POST.get("account", "")
    return int(told) if told.isascii() and told.isdigit() else None
