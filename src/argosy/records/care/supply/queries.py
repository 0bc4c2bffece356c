"""Reading customers' stock reports and season plans."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.care.supply.models import SeasonPlan, StockSnapshot
from argosy.records.permission import Actor, require


def reports(*, actor: Actor | None, party: str = "", sku: str = "", on: date | None = None, weeks: int = 0) -> QuerySet[StockSnapshot]:
    """Stock reports up to a day, the latest first; with ``weeks``, of those last weeks only."""
    require(actor, "care.stock.read", Text("查看客戶庫存", "see customers' stock"))
    rows = StockSnapshot.objects.select_related("party", "product")
    wanted = (("party__code", party), ("product__sku", sku), ("on__lte", on))
    rows = rows.filter(**{name: value for name, value in wanted if value})
    return rows.filter(on__gt=on - timedelta(weeks=weeks)) if on is not None and weeks else rows


def seasons(*, actor: Actor | None, party: str = "") -> QuerySet[SeasonPlan]:
    """Season plans by customer, line and month."""
    require(actor, "care.season.read", Text("查看淡旺季計畫", "see season plans"))
    rows = SeasonPlan.objects.select_related("party")
    return rows.filter(party__code=party) if party else rows
