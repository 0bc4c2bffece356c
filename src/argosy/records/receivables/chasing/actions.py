"""Writes about dunning and promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.receivables.billing.models import Invoice
from argosy.records.receivables.chasing.models import DunningLine, DunningNotice, PaymentPromise
from argosy.records.receivables.numbers import allot
from argosy.records.record import found
from argosy.records.reference import queries as reference

NOT_LATE = Text("發票 {n} 未逾期或已結清，不得催款", "Invoice {n} is not overdue: it is not dunned")
MIXED = Text("一張催款通知僅限同一客戶同一幣別", "A notice is for one customer and one currency")
TOO_SOON = Text("第 {n} 級催款須先發第 {m} 級，且距前次至少 {d} 日", "Level {n} comes after level {m}, at least {d} days later")


@action("receivables.dunning.send", Text("發出催款通知", "send a dunning notice"))
def dun(*, actor: Person, customer: str, invoices: Sequence[str], level: int, on: date, channel: str = "email") -> DunningNotice:
    """A reminder for overdue invoices of one customer in one currency. A level comes after the one before it, some days later (setting)."""
    bills = [found(Invoice.objects.select_related("customer"), number, number=number) for number in invoices]
    if not bills:
        raise BadInput(Text("請選擇發票", "Choose invoices"))
    if any(bill.customer.code != customer or bill.currency != bills[0].currency for bill in bills):
        raise BadInput(MIXED)
    for bill in bills:
        if bill.due >= on or bill.left == 0 or bill.cancelled_on:
            raise Refused(NOT_LATE.format(n=bill.number))
    _in_turn(bills, level, on)
    row = DunningNotice(
        number=allot("DN", on), customer=bills[0].customer, level=level, date=on, pay_by=on + timedelta(days=int(reference.setting("receivables.dunning_term", on))),
        channel=channel, currency=bills[0].currency, amount=sum((bill.left for bill in bills), Decimal(0)), sent_by=actor,
    )  # fmt: skip
    row.save()
    for bill in bills:
        DunningLine(notice=row, invoice=bill, amount=bill.left, days_late=(on - bill.due).days).save()
    return row


def _in_turn(bills: Sequence[Invoice], level: int, on: date) -> None:
    gap = int(reference.setting("receivables.dunning_gap", on))
    for bill in bills:
        last = DunningLine.objects.filter(invoice=bill).order_by("-notice__level").select_related("notice").first()
        reached = last.notice.level if last else 0
        if level > reached + 1 or (last and level > reached and last.notice.date + timedelta(days=gap) > on):
            raise Refused(TOO_SOON.format(n=level, m=min(level - 1, reached + 1) or 1, d=gap))


@action("receivables.dunning.answer", Text("登錄催款回覆", "note the answer to a dunning notice"))
def answer(*, actor: Person, number: str, words: str) -> DunningNotice:
    """What the customer said."""
    row: DunningNotice = found(DunningNotice.objects.all(), number, number=number)
    row.answer = words
    row.save()
    return row


@action("receivables.promise.record", Text("登錄付款承諾", "record a promise to pay"))
def promise(
    *, actor: Person, customer: str, due: date, amount: Decimal, currency: str, made_on: date, invoice: str = "", by: str = ""
) -> PaymentPromise:
    """What a customer said would be paid by when."""
    row = PaymentPromise(
        customer=found(Party.objects.all(), customer, code=customer), due=due, amount=amount, currency=currency, made_on=made_on, by=by, recorded_by=actor,
        invoice=found(Invoice.objects.filter(customer__code=customer), invoice, number=invoice) if invoice else None,
    )  # fmt: skip
    row.save()
    return row


@action("receivables.promise.settle", Text("結案付款承諾", "close a promise to pay"))
def settle_promise(*, actor: Person, promise: int, outcome: str, follow_up: str = "") -> PaymentPromise:
    """What became of a promise. One not kept says what is done about it."""
    row: PaymentPromise = found(PaymentPromise.objects.all(), promise, pk=promise)
    if outcome in ("broken", "part") and not follow_up.strip():
        raise BadInput(Text("未履行者須填後續處理", "A promise that was not kept says what is done about it"))
    row.outcome, row.follow_up = outcome, follow_up
    row.save()
    return row
