"""From the store to what the exposure engine asks: each customer's orders, invoices, cheques, balances and cover, in the firm's own currency.

Invoices stand at the rate of their own day, orders at that of theirs. What a receipt pays is worth what it takes off the invoice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Q

from argosy.engines.offer.amounts import rounded
from argosy.engines.receivables.exposure import Account, Balance, Bill, Cheque, Cover, Moved, Order
from argosy.records.credit.models import Cover as CoverRow

CENTS = Decimal("0.01")
NOUGHT = Decimal(0)
Kept = dict[int, list[Any]]


def accounts(customers: Collection[int], *, excluding: str = "") -> dict[int, Account]:
    """The account of every customer by key. ``excluding`` is the number of an order that is left out, being what is asked about."""
    there = _there(customers)
    blank: Kept = defaultdict(list)
    orders = _orders(customers, excluding, "invoiced" in there)
    bills = _bills(customers) if "bills" in there else blank
    cheques = _cheques(customers) if "cheques" in there else blank
    balances = _balances(customers) if "balances" in there else blank
    covers = _covers(customers) if "covers" in there else blank
    return {
        key: Account(tuple(orders[key]), tuple(bills[key]), tuple(cheques[key]), tuple(balances[key]), tuple(covers[key]))
        for key in customers
    }


def _model(app: str, name: str) -> Any:
    return apps.get_model(app, name).objects


_TABLES = {
    "invoiced": ("receivables", "Invoice"), "bills": ("receivables", "Invoice"), "cheques": ("receivables", "Cheque"),
    "balances": ("receivables", "Prepayment"), "covers": ("credit", "Cover"),
}  # fmt: skip


def _there(customers: Collection[int]) -> set[str]:
    """Of what there is anything for these customers, asked in one go: most have no cheques, balances or cover."""
    marks = ", ".join(["%s"] * len(customers))
    tables = [apps.get_model(*names)._meta.db_table for names in _TABLES.values()]
    asked = ", ".join(f"EXISTS (SELECT 1 FROM {connection.ops.quote_name(t)} WHERE customer_id IN ({marks}))" for t in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", list(customers) * len(tables))
        return {name for name, found in zip(_TABLES, cursor.fetchone(), strict=True) if found}


def _orders(customers: Collection[int], excluding: str, has_bills: bool) -> Kept:
    """Orders that are not cancelled, nor taken over from a book, which were invoiced elsewhere. What left is worth its share of the line; once an order has shipped, nothing more will leave."""
    invoiced = _invoiced(customers) if has_bills else defaultdict(list)
    found: Kept = defaultdict(list)
    rows = (
        _model("sales", "SalesOrder")
        .filter(customer__in=customers, cancelled=False, taken_over=False)
        .exclude(number=excluding)
        .prefetch_related("lines__deliveries")
    )
    for row in rows.iterator(chunk_size=2_000):
        lines = list(row.lines.all())
        goods, charged = sum((rounded(line.amount, row.currency) for line in lines), NOUGHT), row.freight_charged + row.insurance_charged
        worth = (goods + charged) * row.fx
        gone = [moved for line in lines for moved in _shipped(row, line)]
        gone += _charged(gone, goods * row.fx, charged * row.fx) if charged else []
        found[row.customer_id].append(Order(row.number, row.date, worth, tuple(gone), tuple(invoiced[row.pk]), row.shipped))
    return found


def _shipped(order: Any, line: Any) -> list[Moved]:
    """What left of a line and when, worth what an invoice asks for it: by its deliveries where they account for all of it, else all on the order's day of shipment."""
    if not line.shipped_quantity:
        return []
    parts = [(one.date, one.quantity) for one in line.deliveries.all()]
    if sum(quantity for _, quantity in parts) != line.shipped_quantity:
        parts = [(order.shipped or order.date, line.shipped_quantity)]
    return [Moved(day, rounded(line.amount * quantity / line.quantity, order.currency) * order.fx) for day, quantity in parts]


def _charged(gone: list[Moved], goods: Decimal, charged: Decimal) -> list[Moved]:
    """Freight and insurance of an order, leaving with its goods in step; all of it once all goods have left."""
    made, reached, before = [], NOUGHT, NOUGHT
    for one in sorted(gone, key=lambda moved: moved.on):
        reached += one.amount
        due = charged if reached >= goods else (charged * reached / goods).quantize(CENTS, ROUND_HALF_UP)
        made.append(Moved(one.on, due - before))
        before = due
    return made


def _invoiced(customers: Collection[int]) -> Kept:
    """What was invoiced of each order, goods and charges, before tax."""
    found: Kept = defaultdict(list)
    rows = _model("receivables", "InvoiceLine").filter(
        Q(order_line__isnull=False) | ~Q(charge=""),
        invoice__customer__in=customers,
        invoice__cancelled_on__isnull=True,
        invoice__order__isnull=False,
    )
    for order, day, amount, fx in rows.values_list("invoice__order", "invoice__date", "amount", "invoice__order__fx"):
        found[order].append(Moved(day, amount * fx))
    return found


def _bills(customers: Collection[int]) -> Kept:
    taken: Kept = defaultdict(list)
    rows = _model("receivables", "Allocation").filter(invoice__customer__in=customers)
    for invoice, on, amount, fx in rows.values_list("invoice", "on", "amount", "invoice__fx"):
        taken[invoice].append(Moved(on, amount * fx))
    found: Kept = defaultdict(list)
    rows = _model("receivables", "Invoice").filter(customer__in=customers, cancelled_on__isnull=True)
    for key, customer, number, day, total, fx in rows.values_list("pk", "customer", "number", "date", "total", "fx"):
        found[customer].append(Bill(number, day, total * fx, tuple(taken[key])))
    return found


def _cheques(customers: Collection[int]) -> Kept:
    found: Kept = defaultdict(list)
    rows = _model("receivables", "Cheque").filter(customer__in=customers).prefetch_related("covers__invoice")
    for row in rows:
        covers = tuple((cover.invoice.number, cover.amount * cover.invoice.fx) for cover in row.covers.all())
        bounced = row.result == "bounced"
        found[row.customer_id].append(Cheque(row.number, row.received, covers, row.settled, bounced, row.annotated_on if bounced else None))
    return found


def _balances(customers: Collection[int]) -> Kept:
    used: Kept = defaultdict(list)
    rows = _model("receivables", "Allocation").filter(prepayment__customer__in=customers)
    for key, on, amount, fx in rows.values_list("prepayment", "on", "amount", "prepayment__fx"):
        used[key].append(Moved(on, amount * fx))
    found: Kept = defaultdict(list)
    for row in _model("receivables", "Prepayment").filter(customer__in=customers):
        back = (Moved(row.refunded_on, row.refunded * row.fx),) if row.refunded_on else ()
        found[row.customer_id].append(Balance(row.date, row.amount * row.fx, (*used[row.pk], *back)))
    return found


def _covers(customers: Collection[int]) -> Kept:
    found: Kept = defaultdict(list)
    for row in CoverRow.objects.filter(customer__in=customers):
        found[row.customer_id].append(Cover(row.amount * row.fx, row.valid_from, row.valid_to))
    return found


def first_day(account: Account) -> date | None:
    """The first day on which anything stands in an account; ``None`` for an empty one."""
    days = [order.confirmed for order in account.orders] + [bill.date for bill in account.bills] + [row.date for row in account.balances]
    return min(days, default=None)
