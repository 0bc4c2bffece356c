"""Reading decisions, with what makes them stale and what they still lack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from argosy.kernel.text import Text
from argosy.records.markets.deciding.actions import lacking
from argosy.records.markets.deciding.checking import departures, staleness
from argosy.records.markets.deciding.models import DecisionRecord, DecisionResponse
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["DecisionRecord", "departures", "staleness"]
_READ = Text("查看決策紀錄", "see decision records")


@dataclass(frozen=True, slots=True)
class DecisionState:
    """A decision with what it lacks, where it departs from the data, what makes it stale, and who has not answered."""

    decision: DecisionRecord
    lacking: tuple[Text, ...]
    departures: tuple[Text, ...]
    stale: tuple[Text, ...]
    waiting: tuple[DecisionResponse, ...]


def decisions(*, actor: Actor | None, state: str = "", kind: str = "", market: str = "") -> QuerySet[DecisionRecord]:
    """Decisions, the newest first."""
    require(actor, "markets.decision.read", _READ)
    rows = DecisionRecord.objects.select_related("author", "owner", "approver", "assessment", "brief", "product").prefetch_related(
        "figures"
    )
    rows = rows.filter(**{name: value for name, value in (("state", state), ("kind", kind)) if value})
    if market:
        rows = rows.filter(pk__in=[row.pk for row in rows if market in row.targets])  # portable: SQLite cannot search in JSON lists
    return rows


def decision(ref: str, on: date, *, actor: Actor | None) -> DecisionState:
    """One decision as it stands on a day, or ``NotFound``."""
    told = Prefetch("responses", DecisionResponse.objects.select_related("addressee"))
    row: DecisionRecord = found(decisions(actor=actor).prefetch_related("options", told), ref, ref=ref.strip().upper())
    missing = tuple(lacking(row, on)) if row.state != DecisionRecord.State.APPROVED else ()
    waiting = tuple(one for one in row.responses.all() if not one.answer)
    return DecisionState(row, missing, tuple(departures(row, on)), tuple(staleness(row, on)), waiting)


def stale_decisions(on: date, *, actor: Actor | None) -> list[tuple[DecisionRecord, list[Text]]]:
    """Approved decisions that new data or time has overtaken, with why."""
    rows = decisions(actor=actor, state=DecisionRecord.State.APPROVED)
    return [(row, why) for row in rows if (why := staleness(row, on))]
