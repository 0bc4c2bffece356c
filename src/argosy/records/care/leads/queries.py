"""Reading prospects, their moves and what finding them cost."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.care.leads.models import EndReason, Lead, LeadSource, LeadStage, SourceCost
from argosy.records.care.leads.stages import Stage, open_stages, stage, stages
from argosy.records.parties.models import Party
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.reference.queries import setting

__all__ = ["EndReason", "Lead", "LeadSource", "Stage", "open_stages", "stage", "stages"]
_READ = Text("查看潛在客戶", "see prospects")


def leads(*, actor: Actor | None, stage: str = "", source: str = "", owner: str = "", find: str = "") -> QuerySet[Lead]:
    """Prospects, the newest first; ``stage`` may be ``open`` for all in which work goes on."""
    require(actor, "care.lead.read", _READ)
    rows = Lead.objects.select_related("owner", "product", "event", "party")
    rows = rows.filter(stage__in=open_stages() if stage == "open" else [stage]) if stage else rows
    rows = rows.filter(**{name: value for name, value in (("source", source), ("owner__login", owner)) if value})
    return (
        rows.filter(Q(ref__iexact=find) | Q(company__icontains=find) | Q(need__icontains=find) | Q(contact__icontains=find))
        if find
        else rows
    )


def lead(ref: str, *, actor: Actor | None) -> Lead:
    """One prospect with its moves, or ``NotFound``."""
    row: Lead = found(leads(actor=actor).prefetch_related("moves__by", "interactions__owner"), ref, ref=ref)
    return row


def moves(*, actor: Actor | None, until: date) -> QuerySet[LeadStage]:
    """All moves up to a day, by prospect in their order."""
    require(actor, "care.lead.read", _READ)
    return LeadStage.objects.filter(on__lte=until).select_related("lead").order_by("lead", "on", "pk")


def costs(*, actor: Actor | None, first: date, last: date) -> QuerySet[SourceCost]:
    """What finding prospects cost in the months between two days."""
    require(actor, "care.lead.read", _READ)
    return SourceCost.objects.filter(month__gte=first.replace(day=1), month__lte=last)


def idle_limits(on: date) -> dict[str, int]:
    """Days a prospect of each class may go without a follow-up."""
    return {grade: int(setting(f"care.idle.{grade}", on)) for grade in "ABC"}


def known_parties(row: Lead) -> list[Party]:
    """Parties of the prospect's country whose name holds the company's, or the reverse: perhaps the same firm."""
    name = row.company.strip().casefold()
    rows = Party.objects.filter(country=row.country)
    return [party for party in rows if any(word and (word in name or name in word) for word in _names(party))][:5]


def _names(party: Party) -> tuple[str, str]:
    return party.name_zh.casefold(), party.name_en.casefold()
