"""The page of one document, the reason of each figure, and its files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from argosy.kernel.errors import ArgosyError
from argosy.publishing import life, screen
from argosy.records.reports import queries as reports
from argosy.report import why as reasons
from argosy.report.ledger import Ledger
from argosy.web import once
from argosy.web.document_page import DocumentPage

TABS = ("paper", "write", "files", "difference")


@require_safe
def document(request: HttpRequest, ref: str) -> HttpResponse:
    """The document: where it stands, what stands against it, what it says, why each figure is what it is."""
    return page(request, ref)


def page(request: HttpRequest, ref: str, problem: ArgosyError | None = None, status: int = 200) -> HttpResponse:
    """The page, with a problem on it and what was entered kept when an act was refused."""
    shown = DocumentPage(request.user, reports.seen_by(request.user, ref))
    tab = request.GET.get("tab", "paper")
    context: dict[str, Any] = {
        "page": shown,
        "doc": shown.document,
        "tab": tab if tab in TABS else "paper",
        "problem": problem,
        "entered": request.POST if problem else {},
        "once": once.mark(),
    }
    if tab == "difference":
        context["changes"] = life.compare(ref) if shown.document.state != "draft" else []
    return render(request, "argosy/document/document.html", context, status=status)


@require_safe
def why(request: HttpRequest, ref: str) -> HttpResponse:
    """Why a figure is what it is: a fragment for the panel, or a page of its own."""
    row = reports.seen_by(request.user, ref)
    report = life.current(str(row))
    book = Ledger(report)
    figure = request.GET.get("figure", "")
    reason = reasons.explain(report, figure, book)
    context = {
        "why": reason,
        "printed": screen.printed(reason.value),
        "doc": row,
        "figures": book.places,
        "users": screen.users(book, figure),
        "agrees": screen.agrees(book, figure),
    }
    template = "argosy/document/why.html" if request.headers.get("HX-Request") else "argosy/document/why_page.html"
    return render(request, template, context)


@require_safe
def archived(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """A file of an issued document, byte for byte as it was rendered."""
    file, data = reports.file_bytes(reports.seen_by(request.user, ref), name)
    return _attachment(data, file.media_type, file.name)


@require_safe
def draft_file(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    """The document as it stands, rendered now; it says that it is a draft."""
    row = reports.seen_by(request.user, ref)
    file = screen.draft_file(life.current(str(row)), row.key, form, row.lang)
    return _attachment(file.data, file.media_type, file.name)


def _attachment(data: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def paper_css(request: HttpRequest) -> HttpResponse:
    """How documents look on the screen: the renderer's own style sheet."""
    answer = HttpResponse(screen.css(), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
