"""The five standards, and the reading of any other published one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.publishing.coverage import coverage
from argosy.records.reference.standards import import_standard
from argosy.standards import catalogue
from argosy.standards.entries import Competence, Duty, Indicator, Task
from argosy.standards.published import to_json
from argosy.standards.reader import read

router = Router(tags=["Standards"])


class StandardRow(Schema):
    """A standard and how much it holds; from ``duties`` on: counts."""

    code: str
    name_zh: str
    name_en: str
    level: int
    duties: int
    tasks: int
    outputs: int
    indicators: int
    knowledge: int
    skills: int
    attitudes: int


class Named(Schema):
    """A code with its name in both languages."""

    code: str
    name_zh: str
    name_en: str


class TaskOut(Named):
    """A task; ``outputs`` are keys, ``indicators``, ``K`` and ``S`` codes of this standard."""

    level: int
    purpose_zh: str
    purpose_en: str
    outputs: list[str]
    indicators: list[str]
    K: list[str]
    S: list[str]


class DutyOut(Named):
    """A main duty with its tasks in printed order."""

    tasks: list[TaskOut]


class IndicatorOut(Schema):
    """A performance indicator in the product's own words."""

    code: str
    task: str
    title_zh: str
    title_en: str
    statement_zh: str
    statement_en: str
    outputs: list[str]


class StandardOut(Named):
    """One of the five standards whole."""

    level: int
    duties: list[DutyOut]
    indicators: list[IndicatorOut]
    K: list[Named]
    S: list[Named]
    A: list[Named]


class CoverageRow(Schema):
    """Where an indicator lives in the product. ``records_only``: no output evidences it, its records do."""

    standard: str
    task: str
    indicator: str
    record: list[str]
    page: str
    command: str | None
    output: list[str]
    evidence_event: str
    evidence_event_zh: str
    test: str | None
    records_only: bool


class PublishedText(Schema):
    """A published standard in its text form."""

    text: str = Field(min_length=1, description="The whole text of the published file")


class PublishedFile(PublishedText):
    """A published standard in its text form, and the name of the file it came from."""

    where: str = ""


class VersionOut(Schema):
    """A version of a published standard that was imported."""

    code: str
    version: str
    imported_by: str
    imported: datetime


@reads(router, "/standards", list[StandardRow])
def standards_list(request: HttpRequest) -> Any:
    """The five standards with their counts."""
    return catalogue.summary()


@reads(router, "/standards/read", dict[str, Any], method="POST")
def standards_read(request: HttpRequest, body: PublishedText) -> Any:
    """Read a published standard.

    Parses the text form of any standard of the same publisher into the object of `argosy standards read`; nothing is stored.
    """
    return to_json(read(body.text))


@reads(router, "/standards/{code}", StandardOut)
def standards_one(request: HttpRequest, code: str) -> Any:
    """One standard whole.

    By short key (`CS`), code (`KPS1420-002`) or code with version (`KPS1420-002v3`).
    """
    found = catalogue.standard(code)
    return {
        "code": found.code,
        "name_zh": found.name.zh,
        "name_en": found.name.en,
        "level": found.level,
        "duties": [_duty(d) for d in found.duties],
        "indicators": [_indicator(i) for i in catalogue.indicators(found.key)],
        **{
            letter: [_named(c) for c in listed]
            for letter, listed in zip("KSA", (found.knowledge, found.skills, found.attitudes), strict=True)
        },
    }


@reads(router, "/coverage", list[CoverageRow])
def coverage_list(request: HttpRequest) -> Any:
    """Where each of the 193 indicators lives in the product."""
    return coverage()


@writes(router, "/standards", VersionOut, scope="admin", status=201)
def standards_import(request: HttpRequest, body: PublishedFile) -> Any:
    """Store a published standard with its verbatim text. Earlier versions are kept."""
    return Status(201, _version(import_standard(actor=person(request), text=body.text, where=body.where)))


def _named(item: Competence | Duty | Task) -> dict[str, Any]:
    return {"code": item.code, "name_zh": item.name.zh, "name_en": item.name.en}


def _duty(duty: Duty) -> dict[str, Any]:
    return {**_named(duty), "tasks": [_task(t) for t in duty.tasks]}


def _task(task: Task) -> dict[str, Any]:
    return {
        **_named(task),
        "level": task.level,
        "purpose_zh": task.purpose.zh,
        "purpose_en": task.purpose.en,
        "outputs": list(task.outputs),
        "indicators": list(task.indicators),
        "K": list(task.knowledge),
        "S": list(task.skills),
    }


def _indicator(item: Indicator) -> dict[str, Any]:
    return {
        "code": item.code,
        "task": item.task,
        "title_zh": item.title.zh,
        "title_en": item.title.en,
        "statement_zh": item.statement.zh,
        "statement_en": item.statement.en,
        "outputs": list(item.outputs),
    }


def _version(row: Any) -> dict[str, Any]:
    return {"imported_by": row.imported_by.login, **{name: getattr(row, name) for name in ("code", "version", "imported")}}
