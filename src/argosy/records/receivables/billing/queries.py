"""Reading invoices, credit notes and closed months."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.receivables.billing.models import CreditNote, CreditReason, Fault, Invoice, InvoiceLine
from argosy.records.receivables.periods import ClosedPeriod
from argosy.records.record import found

__all__ = ["CreditReason", "Fault", "Invoice"]
_READ = Text("查看發票", "see invoices")


def invoices(*, actor: Actor | None, customer: str = "", open_only: bool = False, find: str = "") -> QuerySet[Invoice]:
    """Invoices that are not void, the latest first; ``find`` looks in numbers and the customer."""
    require(actor, "receivables.invoice.read", _READ)
    rows = Invoice.objects.select_related("customer", "order").filter(cancelled_on__isnull=True)
    if customer:
        rows = rows.filter(customer__code=customer)
    if open_only:
        rows = rows.filter(settled_on__isnull=True)
    if find:
        rows = rows.filter(Q(number__icontains=find) | Q(uniform_no__icontains=find) | Q(customer__code__icontains=find))
    return rows


def invoices_whole(*, actor: Actor | None) -> QuerySet[Invoice]:
    """Invoices that are not void with their lines, each with goods and order, and what was taken off them; a fixed number of queries."""
    lines = InvoiceLine.objects.select_related("product", "order_line__order")
    return invoices(actor=actor).prefetch_related(Prefetch("lines", queryset=lines), "allocations")


def invoice(number: str, *, actor: Actor | None) -> Invoice:
    """One invoice by its number or that of the uniform invoice, with lines, payments and credits; else ``NotFound``."""
    require(actor, "receivables.invoice.read", _READ)
    rows = Invoice.objects.select_related("customer", "order").prefetch_related(
        "lines__product", "allocations__receipt", "allocations__prepayment", "allocations__credit_note", "cheque_covers__cheque"
    )
    uniform = rows.filter(uniform_no=number).first()
    row: Invoice = uniform or found(rows, number, number=number)
    return row


def credit_notes(*, actor: Actor | None, customer: str = "") -> QuerySet[CreditNote]:
    """Credit notes, the latest first."""
    require(actor, "receivables.credit_note.read", Text("查看折讓單", "see credit notes"))
    rows = CreditNote.objects.select_related("customer", "invoice", "return_note__line__product")
    return rows.filter(customer__code=customer) if customer else rows


def closed_months(*, actor: Actor | None) -> QuerySet[ClosedPeriod]:
    """Months that are or were closed."""
    require(actor, "receivables.period.read", Text("查看關帳月份", "see closed months"))
    return ClosedPeriod.objects.select_related("closed_by")
