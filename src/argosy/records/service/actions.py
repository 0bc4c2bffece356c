"""Writes about what happens after a sale."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Sum

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.record import changed, found
from argosy.records.service.models import ReturnNote, ServiceCase

TOO_MANY = Text("退回數量超過已出貨數量 {most}", "More would come back than was shipped: at most {most}")


@action("service.return.record", Text("登錄退貨", "record a return"))
def record_return(
    *, actor: Actor, number: str, order: str, line_no: int, date: date, quantity: Decimal, reason: str, credit: Decimal | None = None
) -> ReturnNote:
    """Goods of an order line that came back. ``credit`` in the firm's own currency; without it the goods' share of the line's amount.

    ``Refused`` when more would have come back than was shipped.
    """
    line = found(
        apps.get_model("sales", "SalesOrderLine").objects.select_related("order"),
        f"{order}/{line_no}",
        order__number=order,
        line_no=line_no,
    )
    earlier = ReturnNote.objects.filter(line=line).aggregate(total=Sum("quantity"))["total"] or Decimal(0)
    left = (line.shipped_quantity or Decimal(0)) - earlier
    if quantity > left:
        raise Refused(TOO_MANY.format(most=f"{left.normalize():f}"))
    worth = (quantity / line.quantity * line.amount * line.order.fx).quantize(Decimal("0.01")) if credit is None else credit
    row = ReturnNote(number=number, line=line, date=date, quantity=quantity, credit=worth, reason=reason)
    row.save()
    return row


@action("service.case.open", Text("開立服務案件", "open a service case"))
def open_case(
    *, actor: Actor, number: str, kind: str, customer: str, received: datetime, sku: str = "", owner: str = "", cause: str = ""
) -> ServiceCase:
    """Something a customer asks or complains of, about a product where one is named."""
    row = ServiceCase(
        number=number, kind=kind, customer=found(Party.objects.all(), customer, code=customer), received=received, cause=cause,
        product=found(Product.objects.all(), sku, sku=sku) if sku else None, owner=found(Person.objects.all(), owner, login=owner) if owner else None,
    )  # fmt: skip
    row.save()
    return row


@action("service.case.change", Text("更新服務案件", "update a service case"))
def change_case(*, actor: Actor, number: str, **fields: Any) -> ServiceCase:
    """When it was answered or closed, and its cause: ``answered``, ``closed``, ``cause``."""
    row: ServiceCase = changed(found(ServiceCase.objects.all(), number, number=number), fields)
    return row
