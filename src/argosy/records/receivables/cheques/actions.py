"""Writes about cheques. A cheque pays its invoices when it clears, not before; a bounced one leaves them open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.parties.models import Party
from argosy.records.receivables.cheques.models import Annotation, Cheque, ChequeCover, Result
from argosy.records.receivables.money.actions import record_receipt
from argosy.records.receivables.money.allocating import locked
from argosy.records.receivables.money.models import Method, PrepaymentKind
from argosy.records.receivables.numbers import plain
from argosy.records.receivables.periods import require_open
from argosy.records.receivables.rates import rate_on
from argosy.records.record import found

DONE = Text("票據 {n} 已{r}，不得再次處理", "Cheque {n} is {r} already")
NOT_BOUNCED = Text("票據 {n} 未退票，不得註記", "Cheque {n} has not bounced: there is nothing to annotate")
COVERED = Text(
    "發票 {i} 未收 {left}，已有票據 {held}，不得再以票據抵 {a}",
    "Invoice {i} has {left} open and cheques for {held}: another {a} cannot be meant for it",
)
ABOVE = Text("票面 {a} 小於所抵發票合計 {t}", "The cheque is for {a}, less than the {t} of its invoices")


@action("receivables.cheque.receive", Text("收票", "take a cheque"))
def receive(
    *, actor: Actor, number: str, customer: str, bank: str, drawer: str, amount: Decimal, due: date, received: date, currency: str = "TWD",
    fx: Decimal | None = None, invoices: Sequence[tuple[str, Decimal]] = (),
) -> Cheque:  # fmt: skip
    """A cheque handed over for some invoices. The same number of the same bank twice raises ``BadInput``."""
    require_open(received)
    row = Cheque(
        number=number.strip().upper(), customer=found(Party.objects.all(), customer, code=customer), bank=bank, drawer=drawer, amount=amount, due=due,
        received=received, currency=currency, fx=rate_on(currency, received, fx),
    )  # fmt: skip
    row.save()
    _cover(row, invoices)
    return row


def _cover(row: Cheque, invoices: Sequence[tuple[str, Decimal]]) -> None:
    meant = sum((amount for _, amount in invoices), Decimal(0))
    if meant > row.amount:
        raise Refused(ABOVE.format(a=plain(row.amount), t=plain(meant)))
    bills = locked([number for number, _ in invoices])
    for number, amount in invoices:
        held = _held(bills[number])
        if amount > bills[number].left - held:
            raise Refused(COVERED.format(i=number, left=plain(bills[number].left), held=plain(held), a=plain(amount)))
        ChequeCover(cheque=row, invoice=bills[number], amount=amount).save()


def _held(invoice: Any) -> Decimal:
    """What cheques without a result are meant to pay of an invoice."""
    return ChequeCover.objects.filter(invoice=invoice, cheque__result="").aggregate(n=Sum("amount"))["n"] or Decimal(0)


@action("receivables.cheque.present", Text("提示票據", "present a cheque"))
def present(*, actor: Actor, number: str, bank: str, on: date) -> Cheque:
    """Hand a cheque that is due to the bank."""
    require_open(on)
    row = _held_cheque(number, bank)
    row.presented = on
    row.save()
    return row


@action("receivables.cheque.clear", Text("票據兌現", "record that a cheque cleared"))
def clear(*, actor: Actor, number: str, bank: str, on: date) -> Cheque:
    """The bank paid: a receipt pays the invoices the cheque was meant for; what is over becomes a balance of the customer."""
    require_open(on)
    row = _held_cheque(number, bank)
    row.presented, row.result, row.settled = row.presented or on, Result.CLEARED, on
    row.save()
    _paid(actor, row, on)
    return row


@action("receivables.cheque.bounce", Text("票據退票", "record that a cheque bounced"))
def bounce(*, actor: Actor, number: str, bank: str, on: date, reason: str, follow_up: str = "") -> Cheque:
    """The bank did not pay: day and reason as on the bank's slip (退票理由單). The invoices stay open."""
    require_open(on)
    row = _held_cheque(number, bank)
    row.presented, row.result, row.settled = row.presented or on, Result.BOUNCED, on
    row.bounced_on, row.reason, row.follow_up = on, reason, follow_up
    row.save()
    return row


@action("receivables.cheque.annotate", Text("退票註記", "annotate a bounced cheque"))
def annotate(*, actor: Actor, number: str, bank: str, on: date, annotation: str, follow_up: str = "") -> Cheque:
    """How a bounced cheque was made good. 重提付訖 and 清償贖回 bring the money in with it: a receipt pays the invoices."""
    require_open(on)
    row = _cheque(number, bank)
    if row.result != Result.BOUNCED or row.annotation:
        raise Refused(NOT_BOUNCED.format(n=number))
    row.annotation, row.annotated_on, row.follow_up = annotation, on, follow_up or row.follow_up
    row.save()
    if annotation != Annotation.DEPOSITED:
        _paid(actor, row, on)
    return row


@action("receivables.cheque.follow", Text("登錄退票後續", "note what is done about a bounced cheque"))
def follow(*, actor: Actor, number: str, bank: str, follow_up: str, reason: str = "") -> Cheque:
    """What is done about a bounced cheque, and its reason where it was missing."""
    row = _cheque(number, bank)
    row.follow_up, row.reason = follow_up, reason or row.reason
    row.save()
    return row


@action("receivables.cheque.withdraw", Text("撤票", "give a cheque back"))
def withdraw(*, actor: Actor, number: str, bank: str, on: date, follow_up: str) -> Cheque:
    """Give a cheque back before it was paid; its invoices are open again."""
    require_open(on)
    row = _held_cheque(number, bank)
    row.result, row.settled, row.follow_up = Result.WITHDRAWN, on, follow_up
    row.save()
    return row


@action("receivables.cheque.replace", Text("換票", "replace a cheque"))
def replace(*, actor: Actor, number: str, bank: str, on: date, new: dict[str, Any]) -> Cheque:
    """Take another cheque for one that is given back; it is meant for the same invoices. ``new``: number, bank, drawer, amount, due."""
    require_open(on)
    row = _held_cheque(number, bank)
    row.result, row.settled = Result.REPLACED, on
    row.save()
    meant = [(cover.invoice.number, cover.amount) for cover in row.covers.select_related("invoice")]  # type: ignore[attr-defined]
    made = receive(
        actor=actor, customer=row.customer.code, received=on, currency=row.currency, fx=row.fx, invoices=meant,
        **{"drawer": row.drawer, "amount": row.amount, "bank": row.bank, **new},
    )  # fmt: skip
    row.replaced_by = made
    row.save()
    return made


def _cheque(number: str, bank: str) -> Cheque:
    row: Cheque = found(Cheque.objects.select_for_update(of=("self",)).select_related("customer"), number, number=number, bank=bank)
    return row


def _held_cheque(number: str, bank: str) -> Cheque:
    row = _cheque(number, bank)
    if row.result:
        raise Refused(DONE.format(n=number, r=Text(*_word(row.result))))
    return row


def _word(result: str) -> tuple[str, str]:
    return {
        "cleared": ("兌現", "cleared"),
        "bounced": ("退票", "bounced"),
        "withdrawn": ("撤票", "withdrawn"),
        "replaced": ("換票", "replaced"),
    }[result]


def _paid(actor: Actor, row: Cheque, on: date) -> None:
    """The receipt of a cheque. An invoice that was paid otherwise meanwhile takes only what it has open."""
    meant = {cover.invoice.number: cover.amount for cover in row.covers.select_related("invoice")}  # type: ignore[attr-defined]
    bills = locked(sorted(meant))
    taken = [(number, min(amount, bills[number].left)) for number, amount in sorted(meant.items()) if bills[number].left > 0]
    record_receipt(
        actor=actor, customer=row.customer.code, date=on, amount=row.amount, currency=row.currency, fx=row.fx, method=Method.CHEQUE, reference=row.number,
        cheque=row, allocations=taken, rest=PrepaymentKind.OVERPAID,
    )  # fmt: skip
