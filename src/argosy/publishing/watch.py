"""The nightly watch: every issued document in force is rebuilt on the data of now, and marked when it would say something else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from argosy.kernel.errors import ArgosyError
from argosy.kernel.text import Text
from argosy.publishing import life
from argosy.records.reports import actions, queries
from argosy.report.difference import Change

AT_NIGHT = 2


@dataclass(frozen=True, slots=True)
class Watchman:
    """Who marks documents at night: nobody of the firm, with this one right."""

    login: str = "night-watch"

    def may(self, permission: str) -> bool:
        """To mark documents, whatever output they are of."""
        return permission == "reports.document.flag" or permission.startswith("document.check:")


def review_issued() -> dict[str, str]:
    """Compare and mark; gives the marks now standing, by document number. A document that can no longer be built says so."""
    marks = {}
    for document in queries.in_force():
        why = _reason(document.ref)
        if why != document.needs_review:
            actions.flag(actor=Watchman(), ref=document.ref, why=why)  # type: ignore[arg-type]
        if why:
            marks[document.doc_no] = why
    return marks


def _reason(ref: str) -> str:
    try:
        material = [change for change in life.compare(ref) if change.material]
    except ArgosyError as error:
        return error.message.zh[:300]
    return _words(material).zh if material else ""


def _words(material: list[Change]) -> Text:
    first = material[0]
    return Text(
        f"{len(material)} 處重大差異，例：{first.label.zh} {first.old} → {first.new}"[:300],
        f"{len(material)} material differences, such as {first.label.en}: {first.old} → {first.new}"[:300],
    )


@task()
def nightly() -> dict[str, str]:
    """The watch as a queued task; it asks for the next night before it starts."""
    schedule()
    return review_issued()


def schedule() -> None:
    """Ask for the watch at two in the morning, unless it is asked for already."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(task_path=nightly.module_path, status="READY")
    if not waiting.filter(run_after__gt=timezone.now()).exists():
        nightly.using(run_after=_next_night()).enqueue()


def _next_night() -> timezone.datetime:
    moment = timezone.localtime().replace(hour=AT_NIGHT, minute=0, second=0, microsecond=0)
    return moment if moment > timezone.localtime() else moment + timedelta(days=1)
