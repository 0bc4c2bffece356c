"""What there is, what a market takes, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.people.resources.models import ResourceInventory, ResourceNeed, ResourceRequest
from argosy.records.permission import Actor, require

__all__ = ["ResourceInventory", "ResourceNeed", "ResourceRequest"]
_READ = Text("查看資源", "see resources")
STALE_DAYS = 365
"""An entry older than twelve months is stale (KPS1420-001v4 P2.3.4)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One need beside what there is. ``missing`` is ``None`` when the entry is absent, stale or in another unit: not assessed."""

    need: ResourceNeed
    held: ResourceInventory | None
    stale: bool
    missing: Decimal | None
    cost: Decimal | None


def resources(on: date, *, actor: Actor | None) -> list[ResourceInventory]:
    """The latest count of each resource by a day."""
    require(actor, "people.resource.read", _READ)
    rows = ResourceInventory.objects.filter(on__lte=on).select_related("owner").order_by("kind", "name", "on")
    return list({(row.kind, row.name): row for row in rows}.values())


def stale(row: ResourceInventory, on: date) -> bool:
    """Whether an entry is older than twelve months."""
    return row.on < on - timedelta(days=STALE_DAYS)


def needs(*, actor: Actor | None, market: str = "") -> QuerySet[ResourceNeed]:
    """What markets take."""
    require(actor, "people.resource.read", _READ)
    rows = ResourceNeed.objects.select_related("owner")
    return rows.filter(market=market) if market else rows


def gaps(market: str, on: date, *, actor: Actor | None) -> list[Gap]:
    """Needed minus available for a market, each with its cost."""
    held = {(row.kind, row.name): row for row in resources(on, actor=actor)}
    return [_gap(need, held.get((need.kind, need.name)), on) for need in needs(actor=actor, market=market)]


def assessed(found: list[Gap]) -> bool:
    """Whether the market counts as assessed: it has needs, and every one could be compared."""
    return bool(found) and all(gap.missing is not None for gap in found)


def requests(*, actor: Actor | None, open_only: bool = False) -> QuerySet[ResourceRequest]:
    """Requests for resources, the newest first."""
    require(actor, "people.resource.read", _READ)
    rows = ResourceRequest.objects.select_related("requester", "decided_by")
    return rows.filter(decision=ResourceRequest.Decision.OPEN) if open_only else rows


def _gap(need: ResourceNeed, held: ResourceInventory | None, on: date) -> Gap:
    late = held is not None and stale(held, on)
    if held is None or late or held.unit != need.unit:
        return Gap(need, held, late, None, None)
    missing = max(need.quantity - held.quantity, Decimal(0))
    return Gap(need, held, False, missing, None if need.unit_cost is None else missing * need.unit_cost)
