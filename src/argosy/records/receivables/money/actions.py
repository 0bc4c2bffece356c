"""Writes about money that came in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.parties.models import Party
from argosy.records.receivables.money.allocating import allocate, keep_rest, locked
from argosy.records.receivables.money.models import Method, Prepayment, PrepaymentKind, Receipt
from argosy.records.receivables.numbers import allot, plain
from argosy.records.receivables.periods import require_open
from argosy.records.receivables.rates import rate_on
from argosy.records.record import found

TOO_MUCH = Text("沖銷合計 {a} 大於收款 {w} {c}，請減少沖銷", "{a} would be taken off invoices but only {w} {c} came in: take off less")
LEFT_OVER = Text(
    "收款 {w} {c} 只沖銷 {a}，尚餘 {r}。請再沖其他發票，或選擇將餘額留作預收款",
    "Of {w} {c} only {a} is taken off invoices, {r} is over: pay another invoice, or choose to keep the rest as a prepayment",
)


@action("receivables.receipt.record", Text("登錄收款", "record a receipt"))
def record_receipt(
    *, actor: Actor, customer: str, date: date, amount: Decimal, currency: str, allocations: Sequence[tuple[str, Decimal]] = (), fx: Decimal | None = None,
    method: str = Method.TRANSFER, fee: Decimal = Decimal(0), reference: str = "", rest: str = "", order: str = "", **links: Any,
) -> Receipt:  # fmt: skip
    """Money from a customer, and the invoices it pays: part payments and one payment for several are both fine.

    ``rest`` says what becomes of money no invoice takes: ``deposit`` (for ``order``, where one is named) or ``overpaid``; without it a rest is
    ``Refused``, as is more than an invoice has open. ``links``: account, cheque, bank_line.
    """
    require_open(date)
    if len({number for number, _ in allocations}) != len(allocations):
        raise BadInput(Text("同一發票在此收款中出現兩次，請合併", "An invoice is named twice in this receipt: put the two together"))
    row = Receipt(
        number=allot("RC", date), customer=found(Party.objects.all(), customer, code=customer), date=date, method=method, currency=currency, fx=rate_on(currency, date, fx),
        amount=amount, fee=fee, reference=reference, **links,
    )  # fmt: skip
    row.save()
    _pay(row, allocations, rest, order)
    return row


def _pay(row: Receipt, allocations: Sequence[tuple[str, Decimal]], rest: str, order: str) -> None:
    taken = sum((amount for _, amount in allocations), Decimal(0))
    told = {"w": plain(row.worth), "c": row.currency, "a": plain(taken), "r": plain(row.worth - taken)}
    if taken > row.worth:
        raise Refused(TOO_MUCH.format(**told))
    if taken < row.worth and rest not in (PrepaymentKind.DEPOSIT, PrepaymentKind.OVERPAID):
        raise Refused(LEFT_OVER.format(**told))
    bills = locked([number for number, _ in allocations])
    for number, amount in allocations:
        allocate(bills[number], amount, row.date, receipt=row)
    deal = found(apps.get_model("sales", "SalesOrder").objects.all(), order, number=order) if order else None
    keep_rest(row, row.worth - taken, row.date, rest, deal)


@action("receivables.prepayment.use", Text("以預收款沖發票", "pay an invoice from a prepayment"))
def use_prepayment(*, actor: Actor, number: str, invoice: str, amount: Decimal, on: date) -> Prepayment:
    """Take an amount off an invoice from what the customer has with us. ``Refused`` above either's rest."""
    require_open(on)
    row = _prepayment(number)
    bill = locked([invoice])[invoice]
    _spend(row, amount)
    allocate(bill, amount, on, prepayment=row)
    row.used += amount
    row.save()
    return row


@action("receivables.prepayment.refund", Text("退還預收款", "refund a prepayment"))
def refund_prepayment(*, actor: Actor, number: str, amount: Decimal, on: date) -> Prepayment:
    """Pay a customer back what no invoice has taken."""
    require_open(on)
    row = _prepayment(number)
    _spend(row, amount)
    row.refunded, row.refunded_on = row.refunded + amount, on
    row.save()
    return row


def _prepayment(number: str) -> Prepayment:
    row: Prepayment = found(Prepayment.objects.select_for_update(), number, number=number)
    return row


def _spend(row: Prepayment, amount: Decimal) -> None:
    if amount <= 0 or amount > row.left:
        raise Refused(
            Text("預收款 {n} 尚餘 {left} {c}，不得動用 {a}", "Prepayment {n} has {left} {c} left: {a} cannot be used").format(
                n=row.number, left=plain(row.left), c=row.currency, a=plain(amount)
            )
        )
