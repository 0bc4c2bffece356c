"""Reading dunning notices and promises."""

from __future__ import annotations

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.receivables.chasing.models import DunningNotice, Kept, PaymentPromise

__all__ = ["Kept"]


def notices(*, actor: Actor | None, customer: str = "") -> QuerySet[DunningNotice]:
    """Dunning notices, the latest first."""
    require(actor, "receivables.dunning.read", Text("查看催款", "see dunning"))
    rows = DunningNotice.objects.select_related("customer", "sent_by").prefetch_related("lines__invoice")
    return rows.filter(customer__code=customer) if customer else rows


def promises(*, actor: Actor | None, customer: str = "", open_only: bool = False) -> QuerySet[PaymentPromise]:
    """Promises by the day they fall due."""
    require(actor, "receivables.promise.read", Text("查看付款承諾", "see promises to pay"))
    rows = PaymentPromise.objects.select_related("customer", "invoice", "recorded_by")
    if customer:
        rows = rows.filter(customer__code=customer)
    return rows.filter(outcome="open") if open_only else rows
