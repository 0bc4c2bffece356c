"""Reading sources, culture notes, compliance checklists and watch rules. Open to everyone who works here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.reference.models import Dataset
from argosy.records.reference.sourcing.models import (
    ComplianceChecklist,
    ComplianceRule,
    CultureNote,
    Reliability,
    Source,
    SourceGrade,
    WatchRule,
)

__all__ = ["ComplianceChecklist", "ComplianceRule", "CultureNote", "Reliability", "Source", "WatchRule"]
_SOURCES = Text("查看情報來源", "see sources")
_CULTURE = Text("查看文化筆記", "see culture notes")
_COMPLIANCE = Text("查看法規檢核表", "see compliance checklists")
_WATCH = Text("查看監看規則", "see watch rules")


def sources(*, actor: Actor | None, find: str = "", kind: str = "", active: bool = True) -> QuerySet[Source]:
    """Sources by code; ``find`` looks in code, names and owner."""
    require(actor, "reference.source.read", _SOURCES)
    rows = Source.objects.select_related("steward")
    rows = rows.filter(is_active=True) if active else rows
    rows = rows.filter(kind=kind) if kind else rows
    wanted = Q(code__icontains=find) | Q(name_zh__icontains=find) | Q(name_en__icontains=find) | Q(owner__icontains=find)
    return rows.filter(wanted) if find else rows


def source(code: str, *, actor: Actor | None) -> Source:
    """One source with its grades and watch rules, or ``NotFound``."""
    require(actor, "reference.source.read", _SOURCES)
    grades = Prefetch("grades", SourceGrade.objects.select_related("by"))
    rows = Source.objects.select_related("steward").prefetch_related(grades, "watch_rules")
    row: Source = found(rows, code, code=code)
    return row


def refreshed_by_data() -> dict[str, date]:
    """The newest day on which an edition of each data set was taken."""
    rows = Dataset.objects.values_list("name").annotate(taken=Max("retrieved"), stands=Max("as_of"))
    return {name: taken or stands for name, taken, stands in rows}


def stale_sources(on: date, *, actor: Actor | None) -> list[Source]:
    """Sources in use that were not refreshed by their due day, neither by hand nor by an import of their data set."""
    imported = refreshed_by_data()
    found_late = []
    for row in sources(actor=actor).exclude(refresh_days=None):
        row.refreshed = max(filter(None, (row.refreshed, imported.get(row.dataset))), default=None)
        if row.due is not None and row.due < on:
            found_late.append(row)
    return found_late


def culture_notes(*, actor: Actor | None, market: str = "", factor: str = "") -> QuerySet[CultureNote]:
    """Culture notes by market and factor."""
    require(actor, "reference.culture.read", _CULTURE)
    rows = CultureNote.objects.select_related("source", "recorder")
    return rows.filter(**{name: value for name, value in (("market", market), ("factor", factor)) if value})


def verified_notes(market: str, on: date, *, actor: Actor | None) -> tuple[list[CultureNote], list[CultureNote]]:
    """The notes documents may print, and those left out: without a source, or past their review date."""
    rows = list(culture_notes(actor=actor, market=market))
    return [row for row in rows if row.verified(on)], [row for row in rows if not row.verified(on)]


def uncovered_factors(market: str, on: date, *, actor: Actor | None) -> list[Any]:
    """Factor headings of a market under which no verified note stands, not even one that says 'no effect'."""
    told = {row.factor for row in verified_notes(market, on, actor=actor)[0]}
    return [factor for factor in CultureNote.Factor if factor.value not in told]


def checklists(*, actor: Actor | None, market: str = "") -> QuerySet[ComplianceChecklist]:
    """Compliance checklists with their rules."""
    require(actor, "reference.compliance.read", _COMPLIANCE)
    rows = ComplianceChecklist.objects.select_related("opened_by").prefetch_related("rules__decided_by")
    return rows.filter(market=market) if market else rows


def checklist(number: int, *, actor: Actor | None) -> ComplianceChecklist:
    """One checklist, or ``NotFound``."""
    row: ComplianceChecklist = found(checklists(actor=actor), number, pk=number)
    return row


def tally(row: ComplianceChecklist, on: date) -> dict[str, int]:
    """How many rules count as met, gap, na, waived, and ``open`` ones that nobody decided; ``bare`` gaps have no effect entered."""
    rules = list(row.rules.all())
    counts = [rule.counts_as(on) or "open" for rule in rules]
    bare = sum(rule.counts_as(on) == "gap" and not rule.effect for rule in rules)
    return {**{word: counts.count(word) for word in (*ComplianceRule.Verdict.values, "open")}, "bare": bare}


def uncovered_topics(row: ComplianceChecklist) -> list[Any]:
    """Topics of a checklist under which no rule stands."""
    told = {rule.topic for rule in row.rules.all()}
    return [topic for topic in ComplianceRule.Topic if topic.value not in told]


def watch_rules(*, actor: Actor | None, active: bool = True) -> QuerySet[WatchRule]:
    """Watch rules with source and owner."""
    require(actor, "reference.watch.read", _WATCH)
    rows = WatchRule.objects.select_related("source", "owner")
    return rows.filter(is_active=True) if active else rows
