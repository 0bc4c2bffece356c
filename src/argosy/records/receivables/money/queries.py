"""Reading receipts and prepayments."""

from __future__ import annotations

from django.db.models import F, QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.receivables.money.models import Method, Prepayment, Receipt

__all__ = ["Method"]


def receipts(*, actor: Actor | None, customer: str = "") -> QuerySet[Receipt]:
    """Receipts, the latest first, with what they paid."""
    require(actor, "receivables.receipt.read", Text("查看收款", "see receipts"))
    rows = Receipt.objects.select_related("customer").prefetch_related("allocations__invoice")
    return rows.filter(customer__code=customer) if customer else rows


def prepayments(*, actor: Actor | None, customer: str = "", left_only: bool = False) -> QuerySet[Prepayment]:
    """What customers have with us, the latest first."""
    require(actor, "receivables.prepayment.read", Text("查看預收款", "see prepayments"))
    rows = Prepayment.objects.select_related("customer", "receipt", "credit_note", "order")
    if customer:
        rows = rows.filter(customer__code=customer)
    return rows.filter(amount__gt=F("used") + F("refunded")) if left_only else rows
