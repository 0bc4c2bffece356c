"""Counting resources, stating what a market takes, and asking for more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.people.resources.models import ResourceInventory, ResourceNeed, ResourceRequest
from argosy.records.record import changed, found


@action("people.resource.count", Text("盤點資源", "count a resource"))
def count_resource(*, actor: Any, kind: str, name: str, quantity: Decimal, unit: str, on: date) -> ResourceInventory:
    """How much there is on a day; the same day again corrects it."""
    row = ResourceInventory.objects.filter(kind=kind, name=name, on=on).first() or ResourceInventory(kind=kind, name=name, on=on)
    row.quantity, row.unit, row.owner = quantity, unit, actor
    row.save()
    return row


@action("people.resource.need", Text("設定資源需求", "state a need of resources"))
def need_resource(
    *, actor: Any, market: str, kind: str, name: str, quantity: Decimal, unit: str, reason: str, **fields: Any
) -> ResourceNeed:
    """What a market takes of one resource; said again it changes. ``fields``: unit_cost, currency."""
    row = ResourceNeed.objects.filter(market=market, kind=kind, name=name).first() or ResourceNeed(market=market, kind=kind, name=name)
    changed(row, {**fields, "quantity": quantity, "unit": unit, "reason": reason, "owner": actor})
    return row


@action("people.resource.request", Text("申請資源", "request resources"))
def request_resource(*, actor: Any, need: str, **fields: Any) -> ResourceRequest:
    """Ask for hours, items or money, with reason and expected effect."""
    row = ResourceRequest(need=need, requester=actor, requested_at=now(), **fields)
    row.save()
    return row


@action("people.resource.decide", Text("決定資源申請", "decide a resource request"))
def decide_request(*, actor: Any, request: int, granted: bool, comment: str = "") -> ResourceRequest:
    """Grant or refuse a request of somebody else's, once."""
    row: ResourceRequest = found(ResourceRequest.objects.select_for_update(of=("self",)), request, pk=request)
    if row.requester_id == actor.pk:
        raise Refused(Text("申請人不得決定自己的申請", "Who asked cannot decide it"))
    if row.decision != ResourceRequest.Decision.OPEN:
        raise Refused(Text("此申請已決定", "It is decided already"))
    decision = ResourceRequest.Decision.GRANTED if granted else ResourceRequest.Decision.REFUSED
    changed(row, {"decision": decision, "decided_by": actor, "decided_at": now(), "comment": comment})
    return row
