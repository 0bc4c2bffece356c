"""The desk: today, what waits, deadlines, and the list of one's tasks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from argosy.records.people import work
from argosy.records.reports import queries as reports
from argosy.standards import catalogue
from argosy.web import agenda
from argosy.web.frame import frame


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    return redirect("web:today")


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The day: what to do first and why, what waits, one's own documents, deadlines."""
    around = frame(request)
    todos = agenda.todos(around)
    context: dict[str, Any] = {
        "todos": todos,
        "late": sum(item.level == "stop" for item in todos),
        "waiting": agenda.waiting(around),
        "outputs": reports.made_by(around.person)[:6],
        "deadlines": agenda.deadlines(around)[:5],
    }
    return render(request, "argosy/desk/today.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Documents others have handed to this person, and where one's own have got to."""
    around = frame(request)
    sent = [row for row in around.drafts if row.state in ("in_check", "checked")]
    return render(request, "argosy/desk/waiting.html", {"todos": agenda.waiting(around), "sent": sent})


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """Everything with a day, the earliest first."""
    return render(request, "argosy/desk/deadlines.html", {"todos": agenda.deadlines(frame(request)), "items": _own_items(request)})


def _own_items(request: HttpRequest) -> Any:
    from argosy.records.people import queries as people

    return people.open_work(actor=request.user)


@require_POST
def close_item(request: HttpRequest, item: int) -> HttpResponse:
    """Close a work item with a note."""
    work.close_work_item(actor=request.user, item=item, note=request.POST.get("note", "").strip())
    messages.success(request, _("The work item is closed."))
    return redirect("web:deadlines")


@require_POST
def job(request: HttpRequest) -> HttpResponse:
    """Switch the rail to another of one's jobs."""
    chosen = catalogue.standard(request.POST.get("job", "")).key
    request.session["job"] = chosen
    return redirect("web:work")


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """All tasks of the job in hand with their outputs: the rail, for a phone."""
    around = frame(request)
    outputs = {output.key: output for output in catalogue.outputs()}
    return render(request, "argosy/desk/work.html", {"job": around.job, "outputs": outputs})
