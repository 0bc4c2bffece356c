"""Reading orders with their lines and deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.apps import apps
from django.db.models import Sum

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.sales.models import SalesOrder

NONE, PART, INVOICED, PAID = "none", "part", "invoiced", "paid"


def order(number: str, *, actor: Actor | None) -> SalesOrder:
    """One order with lines, products and deliveries read at once, or ``NotFound``."""
    require(actor, "sales.order.read", Text("查看銷售訂單", "see sales orders"))
    rows = SalesOrder.objects.select_related("customer", "seller", "quotation").prefetch_related("lines__product", "lines__deliveries")
    row: SalesOrder = found(rows, number, number=number)
    return row


def billing(orders: Iterable[SalesOrder]) -> dict[int, str]:
    """By key, where the money of each order stands: none, part, invoiced or paid; from its invoices that are not voided."""
    wanted = {order.pk: order for order in orders}
    invoices = apps.get_model("receivables", "Invoice").objects.filter(order__in=wanted, cancelled_on__isnull=True)
    sums = {
        row["order"]: row
        for row in invoices.order_by().values("order").annotate(amount=Sum("amount"), total=Sum("total"), settled=Sum("settled"))
    }
    found_ = {}
    for key, order in wanted.items():
        row = sums.get(key)
        net = order.net or Decimal(0)
        found_[key] = NONE if row is None else PAID if row["settled"] >= row["total"] else INVOICED if row["amount"] >= net else PART
    return found_
