"""What the page of one task shows: the steps, the records they use, the outputs and what has been made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse

from argosy.deliverables.registry import DELIVERABLES
from argosy.kernel.text import Text
from argosy.records.people import queries as people
from argosy.records.reference.standards import verbatim
from argosy.records.reports import queries as reports
from argosy.standards import catalogue
from argosy.standards.entries import Indicator, Output, Standard, Task

# Where the pages keep a shared record of the standards; the others come with their own field.
KEPT = {
    "ApplicabilityStudy": "studies",
    "Consultation": "consultations",
    "TariffMeasure": "studies",
    "TaxOption": "studies",
    "TaxWorksheet": "orders",
    "ReportVersion": "documents",
    "SendingLog": "documents",
    "Approval": "documents",
    "WorkItem": "deadlines",
    "CompetencyRecord": "coverage",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One indicator as something to do; ``printed`` is the publisher's sentence when the standard was imported."""

    indicator: Indicator
    printed: str
    author: int
    checker: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Made:
    """One output of the task: whether it can be made here, by this person, and the latest documents of it."""

    output: Output
    built: bool
    may_make: bool
    documents: list[Any]
    total: int


@dataclass(frozen=True, slots=True)
class Used:
    """A record the task uses, and where it is kept."""

    title: Text
    url: str


@dataclass(frozen=True)
class TaskPage:
    """The page of one task for one person."""

    job: Standard
    task: Task
    duty: Any
    steps: list[Step]
    outputs: list[Made]
    used: list[Used]
    before: Task | None
    after: Task | None


def task_page(person: Any, job_key: str, code: str) -> TaskPage:
    """The page, or ``NotFound`` for a task no standard has."""
    job, task = catalogue.standard(job_key), catalogue.task(job_key, code)
    at = job.tasks.index(task)
    return TaskPage(
        job=job,
        task=task,
        duty=next(duty for duty in job.duties if task in duty.tasks),
        steps=list(_steps(person, job, task)),
        outputs=[_made(person, catalogue.output(key)) for key in task.outputs],
        used=list(_used(task)),
        before=job.tasks[at - 1] if at else None,
        after=job.tasks[at + 1] if at + 1 < len(job.tasks) else None,
    )


def _steps(person: Any, job: Standard, task: Task) -> Iterator[Step]:
    texts = verbatim(job.base)
    links = people.evidence_of(person.login, actor=person).filter(standard__startswith=job.base, indicator__in=task.indicators)
    parts: Counter[tuple[str, str]] = Counter()
    for link in links:
        parts[link.indicator, link.part] += 1
        parts[link.indicator, link.state] += 1
    for code in task.indicators:
        yield Step(
            catalogue.indicator(job.key, code),
            texts.get(code, ""),
            parts[code, "author"],
            parts[code, "checker"],
            parts[code, "confirmed"],
        )


def _made(person: Any, output: Output) -> Made:
    rows = reports.search(person, key=output.key)
    return Made(output, output.key in DELIVERABLES, people.may_document(person, "make", output.key), list(rows[:5]), rows.count())


def _used(task: Task) -> Iterator[Used]:
    for record in _records_of(task.standard, task.code):
        name = KEPT.get(record.name, "")
        yield Used(record.title, reverse(f"web:{name}") if name else "")


@cache
def _records_of(standard: str, code: str) -> tuple[Any, ...]:
    wanted = {(standard, indicator) for indicator in catalogue.task(standard, code).indicators}
    return tuple(record for record in catalogue.records() if wanted & set(record.indicators))
