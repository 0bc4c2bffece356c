"""Writes about what happens after a sale."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.apps import apps
from django.db.models import Sum

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.catalog.models import Product
from argosy.records.clock import now
from argosy.records.parties.models import Party
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.service.cases.models import CaseEvent
from argosy.records.service.models import ReturnNote, ServiceCase
from argosy.records.staff import someone

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
    worth = (quantity / line.quantity * line.amount * line.order.fx).quantize(Decimal("0.01"), ROUND_HALF_UP) if credit is None else credit
    row = ReturnNote(number=number, line=line, date=date, quantity=quantity, credit=worth, reason=reason)
    row.save()
    return row


@action("service.case.open", Text("開立服務案件", "open a service case"))
def open_case(
    *, actor: Actor, kind: str, customer: str, received: datetime | None = None, number: str = "", sku: str = "", owner: str = "", **fields: Any
) -> ServiceCase:  # fmt: skip
    """Something a customer asks or complains of, about a product where one is named. Without a number the next one is taken.

    ``fields``: category, severity, contact, order, words, worth, cause.
    """
    row = ServiceCase(number=number or f"SC-{next_number('SC'):04d}", kind=kind, received=received or now())
    row.customer = found(Party.objects.all(), customer, code=customer)
    row.product = found(Product.objects.all(), sku, sku=sku) if sku else None
    row.owner = someone(owner) if owner else None
    changed(row, _plain(fields))
    CaseEvent(case=row, kind=CaseEvent.Kind.RECEIVED, at=row.received, by=_by(actor, row), words=row.words).save()
    return row


@action("service.case.change", Text("更正服務案件", "correct a service case"))
def change_case(*, actor: Actor, number: str, **fields: Any) -> ServiceCase:
    """Correct what was entered: times, cause, words. The steps of its life have actions of their own."""
    row: ServiceCase = found(ServiceCase.objects.select_for_update(of=("self",)), number, number=number)
    changed(row, {**fields, "version": row.version + 1})
    return row


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    allowed = {"category", "severity", "contact", "order", "words", "worth", "cause"}
    if wrong := sorted(set(fields) - allowed):
        raise BadInput(Text("開案時不能填入 {f}", "These cannot be given when a case is opened: {f}").format(f=", ".join(wrong)))
    return fields


def _by(actor: Actor, row: ServiceCase) -> Any:
    return actor if getattr(actor, "pk", None) else row.owner
