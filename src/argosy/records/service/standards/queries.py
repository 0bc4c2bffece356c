"""Reading standards and what they came to, non-conformities, improvement actions and snapshots."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.service.standards.models import (
    ImprovementAction,
    NonConformity,
    ServiceStandard,
    StandardResult,
    TeamQualitySnapshot,
)

__all__ = ["ServiceStandard", "TeamQualitySnapshot"]
_READ = Text("查看服務標準", "see service standards")


def standards(*, actor: Actor | None, on: date | None = None) -> QuerySet[ServiceStandard]:
    """Standards by code; those in force on a day, or all."""
    require(actor, "service.standard.read", _READ)
    rows = ServiceStandard.objects.select_related("owner").order_by("code", "-valid_from")
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on) if on else rows


def results(*, actor: Actor | None, code: str = "") -> QuerySet[StandardResult]:
    """Kept results, the latest first."""
    require(actor, "service.standard.read", _READ)
    rows = StandardResult.objects.select_related("standard", "reviewer")
    return rows.filter(standard__code=code) if code else rows


def nonconformities(*, actor: Actor | None) -> QuerySet[NonConformity]:
    """Non-conformities, the latest first."""
    require(actor, "service.standard.read", _READ)
    return NonConformity.objects.select_related("standard", "owner", "verifier")


def improvements(*, actor: Actor | None, state: str = "") -> QuerySet[ImprovementAction]:
    """Improvement actions, the earliest due first."""
    require(actor, "service.standard.read", _READ)
    rows = ImprovementAction.objects.select_related("owner", "opened_by")
    return rows.filter(state=state) if state else rows


def snapshots(*, actor: Actor | None, team: str = "", measure: str = "", flagged: str = "") -> QuerySet[TeamQualitySnapshot]:
    """Team snapshots, the latest week first; those of one team or measure, or only those beyond a limit."""
    require(actor, "service.standard.read", _READ)
    wanted = {name: value for name, value in (("team", team.upper()), ("measure", measure)) if value}
    rows = TeamQualitySnapshot.objects.filter(**wanted).order_by("-week", "team", "measure")
    return rows.filter(flagged=True) if flagged else rows
