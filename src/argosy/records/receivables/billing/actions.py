"""Writes about invoices, credit notes and closed months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Sum

from argosy.engines.offer.amounts import rounded, tax_shares
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.receivables.billing.charges import charge_lines
from argosy.records.receivables.billing.models import CreditNote, Invoice, InvoiceLine, ReturnWithoutCredit
from argosy.records.receivables.money.allocating import allocate, keep_rest
from argosy.records.receivables.money.models import PrepaymentKind
from argosy.records.receivables.numbers import allot, plain
from argosy.records.receivables.periods import ClosedPeriod, require_open
from argosy.records.receivables.rates import rate_on
from argosy.records.receivables.terms import due as due_day
from argosy.records.record import found
from argosy.records.reference import queries as reference

NOTHING = Text("訂單 {o} 沒有已出貨而未開立發票之明細", "Order {o} has nothing shipped that is not invoiced")
TOO_MUCH = Text(
    "訂單 {o} 第 {n} 行已出貨未開票數量為 {left}，不得開立 {q}",
    "Order {o}, line {n}: {left} are shipped and not invoiced, so {q} cannot be",
)


@action("receivables.invoice.issue", Text("開立發票", "issue an invoice"))
def issue_invoice(
    *, actor: Actor, order: str, date: date, lines: Sequence[tuple[int, Decimal]] | None = None, due: date | None = None, terms: str = "",
    uniform_no: str = "", tax_percent: Decimal | None = None, note: str = "",
) -> Invoice:  # fmt: skip
    """An invoice for what an order shipped: the lines and quantities given, else everything shipped and not yet invoiced; with it goes its
    share of the freight and insurance the order charges.

    Terms are the customer's; tax is the domestic rate (setting) for a customer at home, else nought, unless given. ``Refused`` beyond what was
    shipped, or in a closed month.
    """
    require_open(date)
    deal = found(apps.get_model("sales", "SalesOrder").objects.select_for_update().select_related("customer"), order, number=order)
    wanted = _wanted(deal, lines)
    rate = _tax(deal.customer, date) if tax_percent is None else tax_percent
    goods = [_line(line, quantity, deal.currency) for line, quantity in wanted]
    charged = charge_lines(deal, sum((line.amount for line in goods), Decimal(0)))
    made = _taxed([*goods, *charged], rate, deal.currency)
    terms = terms or _terms(deal.customer)
    return _issue(
        made, customer=deal.customer, order=deal, date=date, due=due or due_day(terms, date), terms=terms, currency=deal.currency, fx=deal.fx,
        uniform_no=uniform_no, note=note,
    )  # fmt: skip


@action("receivables.invoice.charge", Text("開立其他發票", "invoice a charge"))
def charge(
    *, actor: Actor, customer: str, date: date, description: str, amount: Decimal, currency: str, fx: Decimal | None = None, due: date | None = None,
    terms: str = "", uniform_no: str = "", tax_percent: Decimal | None = None,
) -> Invoice:  # fmt: skip
    """An invoice for something that is on no order, such as tooling. ``amount`` before tax."""
    require_open(date)
    party = found(Party.objects.all(), customer, code=customer)
    rate = _tax(party, date) if tax_percent is None else tax_percent
    line = InvoiceLine(description=description, quantity=Decimal(1), unit_price=amount, amount=rounded(amount, currency))
    terms = terms or _terms(party)
    return _issue(
        _taxed([line], rate, currency),
        customer=party,
        date=date,
        due=due or due_day(terms, date),
        terms=terms,
        currency=currency,
        fx=rate_on(currency, date, fx),
        uniform_no=uniform_no,
    )


def _issue(lines: list[InvoiceLine], **header: Any) -> Invoice:
    amount, tax = sum((line.amount for line in lines), Decimal(0)), sum((line.tax for line in lines), Decimal(0))
    row = Invoice(number=allot("IV", header["date"]), amount=amount, tax=tax, total=amount + tax, **header)
    row.save()
    for number, line in enumerate(lines, 1):
        line.invoice, line.line_no = row, number
        line.save()
    return row


def _wanted(deal: Any, lines: Sequence[tuple[int, Decimal]] | None) -> list[tuple[Any, Decimal]]:
    rows = {row.line_no: row for row in deal.lines.all()}
    left = {number: (row.shipped_quantity or Decimal(0)) - _invoiced(row) for number, row in rows.items()}
    asked = [(number, quantity) for number, quantity in left.items() if quantity > 0] if lines is None else list(lines)
    if not asked:
        raise Refused(NOTHING.format(o=deal.number))
    for number, quantity in asked:
        if number not in rows:
            raise BadInput(Text("訂單 {o} 沒有第 {n} 行", "Order {o} has no line {n}").format(o=deal.number, n=number))
        if quantity > left[number]:
            raise Refused(TOO_MUCH.format(o=deal.number, n=number, left=plain(left[number]), q=plain(quantity)))
    return [(rows[number], quantity) for number, quantity in asked]


def _invoiced(line: Any) -> Decimal:
    """How much of an order line stands on invoices that are not void."""
    return InvoiceLine.objects.filter(order_line=line, invoice__cancelled_on__isnull=True).aggregate(n=Sum("quantity"))["n"] or Decimal(0)


def _line(line: Any, quantity: Decimal, currency: str) -> InvoiceLine:
    amount = rounded(line.amount * quantity / line.quantity, currency)
    return InvoiceLine(
        order_line=line, product=line.product, description=line.product.name_zh, quantity=quantity, unit_price=line.unit_price, amount=amount,
    )  # fmt: skip


def _taxed(lines: list[InvoiceLine], rate: Decimal, currency: str) -> list[InvoiceLine]:
    for line, tax in zip(lines, tax_shares([line.amount for line in lines], rate, currency), strict=True):
        line.tax = tax
    return lines


def _tax(customer: Party, day: date) -> Decimal:
    """The domestic sales tax in percent for a customer at home; exports bear none."""
    return Decimal(reference.setting("receivables.domestic_tax", day)) if customer.country == "TW" else Decimal(0)


def _terms(customer: Party) -> str:
    profile = apps.get_model("credit", "CreditProfile").objects.filter(customer=customer).first()
    return str(profile.terms) if profile is not None and profile.terms else "cash"


@action("receivables.invoice.void", Text("作廢發票", "void an invoice"))
def void_invoice(*, actor: Actor, number: str, on: date, reason: str) -> Invoice:
    """An invoice issued in error. Once anything was paid or a cheque taken for it, credit it instead (``Refused``)."""
    row: Invoice = found(Invoice.objects.select_for_update(), number, number=number)
    require_open(row.date, on)
    if row.settled or row.cheque_covers.exclude(cheque__result__in=("withdrawn", "replaced")).exists() or row.cancelled_on:  # type: ignore[attr-defined]
        raise Refused(
            Text(
                "{n} 已有收款、票據或已作廢，請改開折讓單", "{n} has been paid on, has a cheque, or is void already: credit it instead"
            ).format(n=number)
        )
    row.cancelled_on, row.note = on, reason
    row.save()
    return row


@action("receivables.credit_note.issue", Text("開立折讓單", "issue a credit note"))
def credit_invoice(
    *, actor: Actor, invoice: str, date: date, amount: Decimal, reason: str, tax: Decimal = Decimal(0), return_note: str = "",
    fault: str = "unknown", note: str = "",
) -> CreditNote:  # fmt: skip
    """Credit a customer: first off the invoice, what is over becomes a balance of the customer. No more than the invoice, all credits together."""
    require_open(date)
    bill: Invoice = found(Invoice.objects.select_for_update(), invoice, number=invoice)
    came_back = found(apps.get_model("service", "ReturnNote").objects.all(), return_note, number=return_note) if return_note else None
    before = bill.credit_notes.aggregate(n=Sum("amount"))["n"] or Decimal(0)  # type: ignore[attr-defined]
    if before + amount > bill.total:
        raise Refused(
            Text("{n} 尚可折讓 {left} {c}，不得折讓 {a}", "{n} can be credited {left} {c} more, not {a}").format(
                n=invoice, left=plain(bill.total - before), c=bill.currency, a=plain(amount)
            )
        )
    row = CreditNote(
        number=allot("CN", date), customer=bill.customer, date=date, invoice=bill, return_note=came_back, currency=bill.currency, fx=bill.fx,
        amount=amount, tax=tax, reason=reason, fault=fault, note=note,
    )  # fmt: skip
    row.save()
    taken = min(amount, bill.left)
    if taken:
        allocate(bill, taken, date, credit_note=row)
    keep_rest(row, amount - taken, date, PrepaymentKind.CREDIT)
    return row


@action("receivables.credit_note.close", Text("折讓結案", "close a credit note"))
def close_credit(*, actor: Actor, number: str, on: date, fault: str, note: str = "") -> CreditNote:
    """Say who answers for it, and that nothing more is to be done."""
    row: CreditNote = found(CreditNote.objects.all(), number, number=number)
    row.closed_on, row.fault, row.note = on, fault, note or row.note
    row.save()
    return row


@action("receivables.return.explain", Text("說明退貨免折讓", "explain a return without a credit note"))
def explain_return(*, actor: Person, return_note: str, on: date, reason: str) -> ReturnWithoutCredit:
    """Why goods that came back are not credited."""
    came_back = found(apps.get_model("service", "ReturnNote").objects.all(), return_note, number=return_note)
    row = ReturnWithoutCredit(return_note=came_back, reason=reason, on=on, by=actor)
    row.save()
    return row


@action("receivables.period.close", Text("關帳", "close a month"))
def close_month(*, actor: Person, month: date, on: date) -> ClosedPeriod:
    """Close a month's books; ``Refused`` while the month is not over."""
    if (month.year, month.month) >= (on.year, on.month):
        raise Refused(Text("{m} 尚未結束，不得關帳", "{m} is not over yet: it cannot be closed").format(m=f"{month:%Y-%m}"))
    row = ClosedPeriod.objects.filter(month=month.replace(day=1)).first() or ClosedPeriod(month=month.replace(day=1))
    row.closed_by, row.closed_on, row.reopened_on, row.reason = actor, on, None, ""
    row.save()
    return row


@action("receivables.period.reopen", Text("重開已關帳月份", "reopen a month"))
def reopen_month(*, actor: Person, month: date, on: date, reason: str) -> ClosedPeriod:
    """Open a closed month again, with the reason."""
    row: ClosedPeriod = found(ClosedPeriod.objects.all(), month, month=month.replace(day=1))
    if not reason.strip():
        raise BadInput(Text("重開須填理由", "Say why it is reopened"))
    row.reopened_on, row.reason = on, reason
    row.save()
    return row
