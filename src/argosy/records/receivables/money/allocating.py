"""Taking money off invoices, under the lock of each invoice; what invoices do not take becomes a balance of the customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.receivables.money.models import Allocation, Prepayment, PrepaymentKind
from argosy.records.receivables.numbers import allot, plain
from argosy.records.record import found

OVER = Text(
    "發票 {n} 未收 {left} {c}，不得沖銷 {a}。請減為未收金額，其餘留作預收款或沖其他發票",
    "Invoice {n} has {left} {c} open: {a} cannot be taken off it. Give the open amount, and keep the rest as a prepayment or pay another invoice",
)
VOID = Text("發票 {n} 已作廢，請沖其他發票", "Invoice {n} is void: pay another")


def locked(numbers: Sequence[str]) -> dict[str, Any]:
    """The invoices by number, locked in one order so that two writers never wait for each other; an unknown one raises ``NotFound``."""
    rows = apps.get_model("receivables", "Invoice").objects.select_for_update().filter(number__in=numbers).order_by("pk")
    kept = {row.number: row for row in rows}
    for number in numbers:
        if number not in kept:
            found(rows.none(), number, number=number)
    return kept


def allocate(invoice: Any, amount: Decimal, on: date, **payer: Any) -> Allocation:
    """Take an amount off a locked invoice. ``Refused`` above what is open: an invoice is never overpaid."""
    if invoice.cancelled_on is not None:
        raise Refused(VOID.format(n=invoice.number))
    if amount > invoice.left:
        raise Refused(OVER.format(n=invoice.number, left=plain(invoice.left), c=invoice.currency, a=plain(amount)))
    row = Allocation(invoice=invoice, on=on, amount=amount, **payer)
    row.save()
    invoice.settled += amount
    if invoice.left == 0:
        invoice.settled_on = on
    invoice.save()
    return row


def keep_rest(source: Any, amount: Decimal, on: date, kind: str, order: Any = None) -> Prepayment | None:
    """What is over of a receipt or credit note as a balance of the customer; ``None`` when nothing is."""
    if amount <= 0:
        return None
    of = {"credit_note" if kind == PrepaymentKind.CREDIT else "receipt": source}
    row = Prepayment(
        number=allot("PP", on),
        customer=source.customer,
        date=on,
        kind=kind,
        order=order,
        currency=source.currency,
        fx=source.fx,
        amount=amount,
        **of,
    )
    row.save()
    return row
