"""Coverage: which person has shown which task, from documents issued and confirmed by an assessor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.records.people import evidence
from argosy.records.people import queries as people
from argosy.standards import catalogue
from argosy.standards.entries import Standard, Task
from argosy.web.frame import frame


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's evidence for one task: one mark for each indicator, ``ok``, ``wait`` or empty."""

    person: Any
    marks: tuple[str, ...]

    @property
    def confirmed(self) -> int:
        """Indicators confirmed."""
        return self.marks.count("ok")

    @property
    def suggested(self) -> int:
        """Indicators with a suggestion."""
        return self.marks.count("wait")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task and its cells, and how many people have shown all of it."""

    task: Task
    cells: tuple[Cell, ...]

    @property
    def able(self) -> int:
        """People with every indicator confirmed."""
        return sum(cell.confirmed == len(cell.marks) for cell in self.cells)


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Task × person for one standard; the cell chosen opens at the side."""
    job = catalogue.standard(request.GET.get("job") or frame(request).job.key)
    rows, persons = _matrix(request.user, job)
    tasks = [row for duty in rows for row in duty[1]]
    context = {
        "job": job,
        "jobs": catalogue.standards(),
        "duties": rows,
        "people": persons,
        "able": sum(row.able > 0 for row in tasks),
        "alone": sum(row.able == 1 for row in tasks),
        "open": sum(cell.suggested for row in tasks for cell in row.cells),
        "total": len(tasks),
        "chosen": _chosen(request, job),
        "may_confirm": request.user.may("people.evidence.confirm"),
    }
    return render(request, "argosy/firm/coverage.html", context)


def _matrix(actor: Any, job: Standard) -> tuple[list[tuple[Any, list[TaskRow]]], list[Any]]:
    links = people.coverage(actor=actor, standard=job.base)
    state: dict[tuple[int, str], str] = {}
    for link in links:
        best = "ok" if link.state == "confirmed" or state.get((link.person_id, link.indicator)) == "ok" else "wait"
        state[link.person_id, link.indicator] = best
    held = {person.pk: person for person in people.holders(job.key)}
    persons = list(({link.person_id: link.person for link in links} | held).values())
    persons.sort(key=lambda person: person.login)
    visible = persons if actor.may("people.evidence.confirm") else [p for p in persons if p.pk == actor.pk]
    rows = [(duty, [_row(task, visible, state) for task in duty.tasks]) for duty in job.duties]
    return rows, visible


def _row(task: Task, persons: list[Any], state: dict[tuple[int, str], str]) -> TaskRow:
    cells = (Cell(person, tuple(state.get((person.pk, code), "") for code in task.indicators)) for person in persons)
    return TaskRow(task, tuple(cells))


def _chosen(request: HttpRequest, job: Standard) -> dict[str, Any] | None:
    login, code = request.GET.get("person", ""), request.GET.get("task", "")
    if not login or not code:
        return None
    task = catalogue.task(job.key, code)
    links = people.evidence_of(login, actor=request.user).filter(standard__startswith=job.base, indicator__in=task.indicators)
    named = {code: catalogue.indicator(job.key, code) for code in task.indicators}
    return {"person": people.person(login), "task": task, "links": links, "indicators": named}


@require_POST
def confirm(request: HttpRequest, link: int) -> HttpResponse:
    """An assessor confirms a suggestion."""
    row = evidence.confirm_evidence(actor=request.user, link=link)
    messages.success(request, _("The evidence is confirmed."))
    job = next((job for job in catalogue.standards() if row.standard.startswith(job.base)), None)
    if job is None:
        raise NotFound(Text("查無此基準", "No such standard"))
    task = catalogue.indicator(job.key, row.indicator).task
    return redirect(f"{reverse('web:coverage')}?job={job.key}&person={row.person.login}&task={task}")
