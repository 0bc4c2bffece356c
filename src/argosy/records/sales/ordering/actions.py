"""Writes of the life of an order: confirmed from a quotation, released, shipped, billed, cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from argosy.engines.offer.amounts import combined_discount, rounded, told
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.people.models import Person
from argosy.records.record import found, in_both, validate, validate_all
from argosy.records.reference import queries as reference
from argosy.records.reports.ledger import next_number
from argosy.records.sales import gates
from argosy.records.sales.models import OrderState, Outcome, Quotation, QuotationLine, SalesOrder, SalesOrderLine, State
from argosy.records.sales.offering.storing import locked
from argosy.records.sales.offering.storing import save as save_quotation
from argosy.records.sales.ordering.charging import goods_net, taken
from argosy.records.sales.ordering.inspecting import judged
from argosy.records.sales.ordering.models import DeliveryEvent

SERIES = "SO"
_LINE = ("line_no", "quantity", "unit_price", "discount", "amount", "unit_cost")
_DONE = Text(
    "報價單 {number} 已成交：訂單 {orders}。若客戶加訂，請另開報價單",
    "Quotation {number} is won already: order {orders}. For more, make another quotation",
)
_NOT_OFFERED = Text("報價單 {number} 為「{state}」，須先發出才能成交", "Quotation {number} is {state}: send it out before it is confirmed")
_EXPIRED = Text("報價單 {number} 有效期限 {day} 已過，請改版重報", "Quotation {number} was valid to {day}: revise and offer again")
_GONE = Text("訂單 {number} 為「{state}」，不能{what}", "Order {number} is {state}: it cannot be {what}")
_NO_LINE = Text("訂單 {number} 沒有第 {n} 項", "Order {number} has no item {n}")
_TOO_MUCH = Text("第 {n} 項可{what}數量僅剩 {left}，不得{what} {asked}", "Item {n}: {left} can be {what_en}, not {asked}")
_NOTHING = Text("沒有可{what}之數量", "There is nothing left to be {what_en}")


@dataclass(frozen=True, slots=True)
class Shipped:
    """Goods of one line that left. Without a ``result`` it follows from the values and the product's specification."""

    line_no: int
    quantity: Decimal
    values: Mapping[str, Any] = field(default_factory=dict)
    result: str = ""
    remark: str = ""


@action("sales.order.confirm", Text("報價成交轉訂單", "confirm a quotation as an order"))
def confirm_quotation(
    *, actor: Person, number: str, version: int | None = None, customer_ref: str = "", promised: date | None = None, on: date | None = None
) -> SalesOrder:
    """The order of an accepted quotation, and the quotation won. Expired, already won or on credit hold raises ``Refused``."""
    row = locked(number, version)
    day = on or reference.today()
    _may_confirm(row, day)
    gates.credit(actor=actor, customer=row.customer, at=day, amount=row.total * row.fx, stage="order", about=number)
    lines = list(row.lines.order_by("line_no"))
    order = SalesOrder(
        number=f"{SERIES}-{_next():05d}", customer=row.customer, date=day, seller_id=row.seller_id, quotation=row, customer_ref=customer_ref,
        promised=promised or (day + timedelta(days=row.lead_days) if row.lead_days else None), version=1, **taken(row, lines),
    )  # fmt: skip
    validate(order, looked_up=("customer", "seller", "quotation"))
    kept = bulk_create_with_history([order], SalesOrder, default_user=actor)[0]
    bulk_create_with_history(ordered(kept, row, lines), SalesOrderLine, default_user=actor)
    row.state, row.outcome, row.decided_on = State.WON, Outcome.WON, day
    save_quotation(row)
    return order


def ordered(order: SalesOrder, row: Quotation, lines: Sequence[QuotationLine]) -> list[SalesOrderLine]:
    """The quotation's lines as ordered: a discount on the whole, and tax in the price, are taken off each line; the last one takes up the rounding."""
    whole = goods_net(row, lines)
    share = whole / sum((line.amount for line in lines), Decimal(0)) if whole else Decimal(0)
    made = [SalesOrderLine(order=order, product_id=one.product_id, **{name: getattr(one, name) for name in _LINE}) for one in lines]
    if share != 1:
        for line in made:
            line.amount, line.discount = rounded(line.amount * share, row.currency), combined_discount(line.discount, row.discount)
            line.unit_price = (line.unit_price * share / (100 - row.discount) * 100).quantize(Decimal("0.000001"), ROUND_HALF_UP)
        made[-1].amount += whole - sum((line.amount for line in made), Decimal(0))
    return made


def _may_confirm(row: Quotation, day: date) -> None:
    if row.state == State.WON:
        orders = ", ".join(row.orders.values_list("number", flat=True)) or "—"
        raise Refused(_DONE.format(number=row.number, orders=orders))
    if row.valid_to is not None and row.valid_to < day and row.state in (State.OFFERED, State.EXPIRED):
        raise Refused(_EXPIRED.format(number=row.number, day=row.valid_to))
    if row.state != State.OFFERED:
        raise Refused(_NOT_OFFERED.format(number=row.number, state=in_both(lambda: str(row.get_state_display()))))


def _next() -> int:
    number = next_number(SERIES)
    while SalesOrder.objects.filter(number=f"{SERIES}-{number:05d}").exists():
        number = next_number(SERIES)
    return number


@action("sales.order.release", Text("放行訂單", "release an order"))
def release_order(*, actor: Person, number: str, quantities: Mapping[int, Decimal] | None = None, on: date | None = None) -> SalesOrder:
    """Let goods go to the warehouse: all that is left, or ``quantities`` by line. Credit is asked again; a hold raises ``Refused``."""
    order, lines = _held(number, "放行", "released")
    asked = dict(quantities) if quantities is not None else {n: line.quantity - line.released_quantity for n, line in lines.items()}
    asked = {n: amount for n, amount in asked.items() if amount}
    if not asked:
        raise Refused(_NOTHING.format(what="放行", what_en="released"))
    for n, amount in asked.items():
        line = _line_of(order, lines, n)
        _at_most(n, amount, line.quantity - line.released_quantity, "放行", "released")
        line.released_quantity += amount
    gates.credit(actor=actor, customer=order.customer, at=on or reference.today(), amount=None, stage="release", about=number)
    bulk_update_with_history([lines[n] for n in asked], SalesOrderLine, ["released_quantity"], default_user=actor)
    return _settled(order, lines)


@action("sales.order.ship", Text("登錄出貨", "record a shipment"))
def ship_order(*, actor: Person, number: str, goods: Sequence[Shipped], on: date | None = None, note_no: str = "") -> list[DeliveryEvent]:
    """Goods that left on a day, none above what was released. Values outside the specification need acceptance by concession, with a remark."""
    order, lines = _held(number, "出貨", "shipped")
    day = on or reference.today()
    if day < order.date:
        raise BadInput(Text("出貨日不得早於訂單日 {day}", "Goods cannot leave before the order's day, {day}").format(day=order.date))
    if not goods:
        raise BadInput(_NOTHING.format(what="出貨", what_en="shipped"))
    events = []
    for one in goods:
        line = _line_of(order, lines, one.line_no)
        gone = line.shipped_quantity or Decimal(0)
        _at_most(one.line_no, one.quantity, line.released_quantity - gone, "出貨", "shipped")
        line.shipped_quantity = gone + one.quantity
        result = judged(line.product, one.line_no, one.values, one.result, one.remark)
        events.append(
            DeliveryEvent(
                order_line=line,
                date=day,
                quantity=one.quantity,
                note_no=note_no,
                values=dict(one.values),
                result=result,
                remark=one.remark,
                by=actor,
            )
        )
    validate_all(events)
    kept: list[DeliveryEvent] = bulk_create_with_history(events, DeliveryEvent, default_user=actor)
    bulk_update_with_history(
        list({e.order_line.pk: e.order_line for e in events}.values()), SalesOrderLine, ["shipped_quantity"], default_user=actor
    )
    if all((line.shipped_quantity or 0) >= line.quantity for line in lines.values()):
        order.shipped = day
    _settled(order, lines)
    return kept


@action("sales.order.cancel", Text("取消訂單", "cancel an order"))
def cancel_order(*, actor: Person, number: str, reason: str) -> SalesOrder:
    """Cancel an order of which nothing has left and nothing is invoiced; say why."""
    order, lines = _held(number, "取消", "cancelled")
    if any(line.shipped_quantity for line in lines.values()) or order.invoices.filter(cancelled_on__isnull=True).exists():  # type: ignore[attr-defined]
        raise Refused(Text("已出貨或開票之訂單不能取消，請辦理退貨", "What has left or was invoiced is not cancelled: take the goods back"))
    if not reason.strip():
        raise BadInput(Text("請填取消原因", "Say why"))
    order.cancelled, order.closing_note, order.state = True, reason.strip(), OrderState.CANCELLED
    return _save(order)


def _held(number: str, what: str, what_en: str) -> tuple[SalesOrder, dict[int, SalesOrderLine]]:
    order: SalesOrder = found(SalesOrder.objects.select_for_update(of=("self",)).select_related("customer"), number, number=number)
    if order.state in (OrderState.CANCELLED, OrderState.SHIPPED):
        state = in_both(lambda: str(order.get_state_display()))
        raise Refused(_GONE.format(number=number, state=state, what=Text(what, what_en)))
    return order, {line.line_no: line for line in order.lines.select_related("product").order_by("line_no")}


def _line_of(order: SalesOrder, lines: Mapping[int, SalesOrderLine], n: int) -> SalesOrderLine:
    if n not in lines:
        raise BadInput(_NO_LINE.format(number=order.number, n=n))
    return lines[n]


def _at_most(n: int, asked: Decimal, left: Decimal, what: str, what_en: str) -> None:
    if asked <= 0 or asked > left:
        raise BadInput(_TOO_MUCH.format(n=n, left=told(left), asked=told(asked), what=what, what_en=what_en))


def _settled(order: SalesOrder, lines: Mapping[int, SalesOrderLine]) -> SalesOrder:
    rows = lines.values()
    if all((line.shipped_quantity or 0) >= line.quantity for line in rows):
        order.state = OrderState.SHIPPED
    elif any(line.shipped_quantity for line in rows):
        order.state = OrderState.PART_SHIPPED
    elif all(line.released_quantity >= line.quantity for line in rows):
        order.state = OrderState.RELEASED
    elif any(line.released_quantity for line in rows):
        order.state = OrderState.PART_RELEASED
    return _save(order)


def _save(order: SalesOrder) -> SalesOrder:
    order.version += 1
    validate(order, looked_up=("customer", "seller", "quotation"))
    models.Model.save(order)
    return order
