"""Reading findings and kept results of the engines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.markets.outlook.models import CausalRun, ForecastRun, MarketAssessment, OpportunityRisk, Segment, SwotItem
from argosy.records.people.consulting import consultations
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["CausalRun", "ForecastRun", "MarketAssessment", "OpportunityRisk", "Segment", "SwotItem"]
_OUTLOOK = Text("查看機會與風險", "see opportunities and risks")
_SWOT = Text("查看 SWOT", "see SWOT items")
_SEGMENTS = Text("查看終端客群", "see segments")
_RUNS = Text("查看分析結果", "see results of analyses")


@dataclass(frozen=True, slots=True)
class Printed:
    """Findings that documents print, and how many were left out: without evidence, or past their review date."""

    rows: tuple[OpportunityRisk, ...]
    bare: int
    overdue: int


def outlook(*, actor: Actor | None, market: str = "", direction: str = "") -> QuerySet[OpportunityRisk]:
    """Opportunities and risks by market, the likeliest first."""
    require(actor, "markets.outlook.read", _OUTLOOK)
    wanted = (("market", market), ("direction", direction))
    return OpportunityRisk.objects.select_related("owner").filter(**{name: value for name, value in wanted if value})


def printed(market: str, on: date, *, actor: Actor | None) -> Printed:
    """What documents print of a market's opportunities and risks."""
    rows = list(outlook(actor=actor, market=market))
    bare = sum(not row.evidence for row in rows)
    kept = tuple(row for row in rows if row.printed(on))
    return Printed(kept, bare, len(rows) - bare - len(kept))


def swot(*, actor: Actor | None, market: str = "", state: str = "") -> QuerySet[SwotItem]:
    """SWOT items by kind."""
    require(actor, "markets.swot.read", _SWOT)
    wanted = (("market", market), ("state", state))
    rows = SwotItem.objects.select_related("product", "proposed_by", "decided_by")
    return rows.filter(**{name: value for name, value in wanted if value})


def segments(*, actor: Actor | None, market: str = "") -> QuerySet[Segment]:
    """Segments by market."""
    require(actor, "markets.segment.read", _SEGMENTS)
    rows = Segment.objects.select_related("owner")
    return rows.filter(market=market) if market else rows


def assessments(*, actor: Actor | None, product: str = "") -> QuerySet[MarketAssessment]:
    """Market assessments, the newest first; ``product`` is the beginning of a commodity code."""
    require(actor, "markets.run.read", _RUNS)
    rows = MarketAssessment.objects.select_related("author", "brief")
    return rows.filter(product__startswith=product) if product else rows


def assessment(ref: str, *, actor: Actor | None) -> MarketAssessment:
    """One assessment, or ``NotFound``."""
    row: MarketAssessment = found(assessments(actor=actor), ref, ref=ref.upper())
    return row


def forecasts(*, actor: Actor | None) -> QuerySet[ForecastRun]:
    """Forecasts, the newest first."""
    require(actor, "markets.run.read", _RUNS)
    return ForecastRun.objects.select_related("author")


def causes(*, actor: Actor | None) -> QuerySet[CausalRun]:
    """Causal studies, the newest first."""
    require(actor, "markets.run.read", _RUNS)
    return CausalRun.objects.select_related("author", "accepted_by")


def run(ref: str, *, actor: Actor | None) -> Any:
    """A kept result by its reference: ``MA-…``, ``FR-…`` or ``CR-…``."""
    rows: Any = {"FR": forecasts, "CR": causes}.get(ref[:2].upper(), assessments)(actor=actor)
    return found(rows, ref, ref=ref.upper())


def help_open(row: Any, *, actor: Actor | None) -> bool:
    """Whether help was asked about a result and nobody answered: its conclusion is not printed until then."""
    return consultations(actor=actor, subjects=[row.reference], open_only=True).exists()
