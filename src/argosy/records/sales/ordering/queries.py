"""Reading orders with their lines and deliveries."""

from __future__ import annotations

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.sales.models import SalesOrder


def order(number: str, *, actor: Actor | None) -> SalesOrder:
    """One order with lines, products and deliveries read at once, or ``NotFound``."""
    require(actor, "sales.order.read", Text("查看銷售訂單", "see sales orders"))
    rows = SalesOrder.objects.select_related("customer", "seller", "quotation").prefetch_related("lines__product", "lines__deliveries")
    row: SalesOrder = found(rows, number, number=number)
    return row
