"""The weekly look at the quality of teams: every Monday the week that ended is counted, judged and kept, and what stands out goes to who leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django_tasks import task

from argosy.records.permission import Actor
from argosy.records.reference import queries as reference
from argosy.records.service.standards import actions
from argosy.records.service.standards.models import TeamQualitySnapshot
from argosy.records.service.standards.quality import Judged, judged, lead

IN_THE_MORNING = 3


@dataclass(frozen=True, slots=True)
class Counter:
    """Who counts on Mondays: nobody of the firm, with the rights to keep snapshots, to read what they count, and to open the work they call for."""

    login: str = "weekly-count"

    def may(self, permission: str) -> bool:
        """To keep snapshots and open work, and to read service."""
        return permission in ("service.snapshot.keep", "people.work_item.open") or (
            permission.startswith("service.") and permission.endswith(".read")
        )


def review_teams(*, actor: Actor | None = None, on: date | None = None) -> int:
    """Keep every week of the last 26 that is not kept yet or now counts otherwise; gives how many were. Once more on the same data keeps none.

    Only the week that ended last opens work for the lead: what is older was seen in its time.
    """
    day, who = on or reference.today(), actor or Counter()
    found = judged(day, actor=who)
    kept = {(row.team, row.measure, row.week): row for row in TeamQualitySnapshot.objects.filter(week__gte=day - timedelta(weeks=30))}
    latest = max((one.week for one in found), default=day)
    changed = [one for one in found if not _same(kept.get((one.team, one.measure, one.week)), one)]
    for one in changed:
        _keep(one, who, lead() if one.week == latest and one.week >= day - timedelta(days=14) else "")
    return len(changed)


def _same(row: TeamQualitySnapshot | None, one: Judged) -> bool:
    return row is not None and all(getattr(row, name) == getattr(one, name) for name in ("k", "n", "centre", "lower", "upper", "flagged"))


def _keep(one: Judged, actor: Actor, lead: str) -> None:
    actions.keep_snapshot(
        actor=actor, team=one.team, week=one.week, measure=one.measure, n=one.n, k=one.k, lead=lead, centre=one.centre, lower=one.lower, upper=one.upper,
        flagged=one.flagged,
    )  # fmt: skip


@task()
def weekly() -> int:
    """The count as a queued task; it asks for the next Monday before it starts."""
    schedule()
    return review_teams()


def schedule() -> None:
    """Ask for the count at three on Monday morning, unless it is asked for already."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(task_path=weekly.module_path, status="READY")
    if not waiting.filter(run_after__gt=timezone.now()).exists():
        weekly.using(run_after=next_monday()).enqueue()


def next_monday() -> timezone.datetime:
    """Three in the morning of the Monday that comes next."""
    now = timezone.localtime()
    moment = (now + timedelta(days=-now.weekday())).replace(hour=IN_THE_MORNING, minute=0, second=0, microsecond=0)
    return moment if moment > now else moment + timedelta(days=7)
