"""Reading sales."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.sales.intake import NewDeal
from argosy.records.sales.models import LostReason, Quotation, SalesOrder, SalesTarget
from argosy.records.sales.storing import Plan, plan

__all__ = ["LostReason", "Quotation", "SalesOrder", "SalesTarget"]
_ORDERS, _QUOTES = Text("查看銷售訂單", "see sales orders"), Text("查看報價單", "see quotations")


def orders(*, actor: Actor | None, market: str = "", find: str = "") -> QuerySet[SalesOrder]:
    """Sales orders, the latest first; ``find`` looks in the number, the customer's code and names."""
    require(actor, "sales.order.read", _ORDERS)
    return _found(SalesOrder.objects.select_related("customer", "seller"), market, find)


def order(number: str, *, actor: Actor | None) -> SalesOrder:
    """One order with its lines, or ``NotFound``."""
    require(actor, "sales.order.read", _ORDERS)
    row: SalesOrder = found(SalesOrder.objects.select_related("customer").prefetch_related("lines__product"), number, number=number)
    return row


def quotations(*, actor: Actor | None, market: str = "", outcome: str = "", find: str = "", state: str = "") -> QuerySet[Quotation]:
    """Quotations, the latest first; ``state`` as in their life, ``outcome`` as they ended."""
    require(actor, "sales.quotation.read", _QUOTES)
    rows = _found(Quotation.objects.select_related("customer", "seller"), market, find)
    wanted = {"outcome": outcome, "state": state}
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def targets(*, actor: Actor | None, territory: str = "", line: str = "") -> QuerySet[SalesTarget]:
    """Sales targets by month."""
    require(actor, "sales.target.read", Text("查看銷售目標", "see sales targets"))
    wanted = {"territory": territory, "line": line}
    return SalesTarget.objects.select_related("person").filter(**{name: value for name, value in wanted.items() if value})


def preview(deals: Sequence[NewDeal], *, actor: Actor | None) -> Plan:
    """What storing these deals would do; nothing is written. For who may import, or see orders."""
    if actor is None or not actor.may("sales.order.import"):
        require(actor, "sales.order.read", _ORDERS)
    return plan(deals)


def _found(rows: QuerySet[SalesOrder] | QuerySet[Quotation], market: str, find: str) -> QuerySet:  # type: ignore[type-arg]
    if market:
        rows = rows.filter(market=market)
    if find:
        rows = rows.filter(
            Q(number__icontains=find)
            | Q(customer__code__icontains=find)
            | Q(customer__name_zh__icontains=find)
            | Q(customer__name_en__icontains=find)
        )
    return rows
