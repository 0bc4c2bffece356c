"""Reading needs, strategies and service decisions with whom they consulted."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet

from argosy.kernel.text import Text
from argosy.records.people.consulting import consultations
from argosy.records.people.models import Consultation
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.service.needs.models import CustomerNeed, PlanFit, PlanLine, ServiceDecision, StrategyPlan


def needs(*, actor: Actor | None, confirmed: bool = False) -> QuerySet[CustomerNeed]:
    """Needs with their evidence, the weightiest first; ``confirmed`` leaves out those without."""
    require(actor, "service.need.read", Text("查看客戶需求", "see customer needs"))
    rows = CustomerNeed.objects.select_related("party", "owner").prefetch_related("evidence")
    return rows.exclude(state=CustomerNeed.State.UNCONFIRMED) if confirmed else rows


def strategies(*, actor: Actor | None) -> QuerySet[StrategyPlan]:
    """Strategies, the latest first, with lines and fits."""
    require(actor, "service.need.read", Text("查看發展策略", "see strategies"))
    fits = Prefetch("fits", PlanFit.objects.select_related("need", "waived_by"))
    lines = Prefetch("lines", PlanLine.objects.select_related("owner").prefetch_related(fits))
    return StrategyPlan.objects.select_related("owner").prefetch_related(lines)


def strategy(ref: str, *, actor: Actor | None) -> StrategyPlan:
    """One strategy, or ``NotFound``."""
    row: StrategyPlan = found(strategies(actor=actor), ref, ref=ref.strip().upper())
    return row


def decisions(*, actor: Actor | None, until: date | None = None) -> list[tuple[ServiceDecision, list[Consultation]]]:
    """Service decisions, the latest first, each with whom it consulted; written up to a day where one is given."""
    require(actor, "service.decision.read", Text("查看服務決策", "see service decisions"))
    rows = list(
        ServiceDecision.objects.select_related("author", "owner", "approver").filter(**({"written_on__lte": until} if until else {}))
    )
    asked: dict[str, list[Consultation]] = {}
    if rows:
        for one in consultations(actor=actor, subjects=[row.reference for row in rows]):
            asked.setdefault(one.subject, []).append(one)
    return [(row, asked.get(row.reference, [])) for row in rows]
