"""Invoices with their lines, credit notes, returns settled without one, and closed months. Amounts are in the document's currency."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from argosy.records.columns import choice, day, line, link, part_of, person, prose
from argosy.records.receivables.fields import ABOVE_ZERO, currency, customer, fx, money, number
from argosy.records.record import Record
from argosy.records.wording import said

OVERPAID = said("已沖銷金額不得大於發票總額", "what is settled cannot be above the invoice's total")


class Invoice(Record):
    """What a customer is asked to pay. ``total`` = ``amount`` + ``tax``; ``settled`` is what allocations have taken off it so far.

    ``settled_on`` is the day nothing was left. ``uniform_no`` is the number of the Taiwanese uniform invoice (統一發票).
    """

    number = number()
    uniform_no = line("統一發票號碼", "uniform invoice no.", 20)
    customer = customer()
    date = day("發票日", "invoice date", needed=True)
    due = day("到期日", "due", needed=True)
    terms = line("付款條件", "terms", 20)
    order = link("sales.SalesOrder", "訂單", "order", name="invoices")
    currency = currency()
    fx = fx()
    amount = money("未稅金額", "net amount")
    tax = money("稅額", "tax", default=0)
    total = money("總額", "total", positive=True)
    settled = money("已沖銷", "settled", default=0)
    settled_on = day("結清日", "settled on")
    cancelled_on = day("作廢日", "voided on")
    note = line("備註", "note")

    class Meta:
        verbose_name = said("銷貨發票", "invoice")
        verbose_name_plural = said("銷貨發票", "invoices")
        ordering: ClassVar = ["-date", "-number"]
        indexes: ClassVar = [
            models.Index(fields=["customer", "due"], name="invoice_customer_due"),
            models.Index(fields=["settled_on", "due"], name="invoice_open_due"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(settled__lte=F("total")), name="invoice_not_overpaid", violation_error_message=OVERPAID),
            models.UniqueConstraint(
                fields=["uniform_no"], condition=~Q(uniform_no=""), name="uniform_invoice_once",
                violation_error_message=said("此統一發票號碼已使用", "this uniform invoice number is used already"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.uniform_no or self.number

    def clean(self) -> None:
        """The total adds up, it is not due before its day, and it is settled exactly when it has its day of settlement."""
        faults = {}
        if None not in (self.amount, self.tax, self.total) and self.amount + self.tax != self.total:
            faults["total"] = said("總額應等於未稅金額加稅額", "the total is the net amount and the tax")
        if self.date and self.due and self.due < self.date:
            faults["due"] = said("到期日不得早於發票日", "it cannot be due before its date")
        if (self.settled_on is not None) != (self.left == 0 and self.cancelled_on is None):
            faults["settled_on"] = said(
                "結清者須有結清日，未結清者不得有", "a settled invoice has the day it was settled, another has none"
            )
        if faults:
            raise ValidationError(faults)

    @property
    def left(self) -> Decimal:
        """What is still to be paid, in the invoice's currency."""
        return Decimal(self.total) - Decimal(self.settled)


class Charge(models.TextChoices):
    """What an order charges besides its goods."""

    FREIGHT = "freight", said("運費", "freight")
    INSURANCE = "insurance", said("保險費", "insurance")


class InvoiceLine(Record):
    """Goods shipped, a charge of the order, or a service described, and what is asked for it: ``amount`` net of discount, ``tax`` on top."""

    invoice = part_of(Invoice, "lines")
    line_no = models.PositiveIntegerField(said("行號", "line"))
    order_line = link("sales.SalesOrderLine", "訂單明細", "order line", name="invoiced")
    product = link("catalog.Product", "商品", "product")
    charge = choice("另計費用", "charge", Charge.choices)
    description = line("品名", "description")
    quantity = models.DecimalField(said("數量", "quantity"), max_digits=14, decimal_places=4, validators=[ABOVE_ZERO])
    unit_price = models.DecimalField(said("單價", "unit price"), max_digits=16, decimal_places=6)
    amount = money("金額", "amount")
    tax = money("稅額", "tax", default=0)

    class Meta:
        verbose_name = said("發票明細", "invoice line")
        verbose_name_plural = said("發票明細", "invoice lines")
        ordering: ClassVar = ["invoice", "line_no"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["invoice", "line_no"], name="invoice_line_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.line_no}"

    def clean(self) -> None:
        """A line is of an order line or says what it is for."""
        if self.order_line_id is None and not self.description:
            raise ValidationError({"description": said("未列訂單明細者須填品名", "a line of no order says what it is for")})


class CreditReason(models.TextChoices):
    """Why a customer is credited."""

    RETURN = "return", said("退貨", "goods returned")
    PRICE = "price", said("價格更正", "price corrected")
    SHORTAGE = "shortage", said("短交", "short delivery")
    ALLOWANCE = "allowance", said("銷貨折讓", "allowance")
    BAD_DEBT = "bad_debt", said("呆帳沖銷", "bad debt written off")
    OTHER = "other", said("其他", "other")


class Fault(models.TextChoices):
    """Who answers for it."""

    OWN = "own", said("本公司", "ourselves")
    SUPPLIER = "supplier", said("供應商", "the supplier")
    CARRIER = "carrier", said("運送人", "the carrier")
    CUSTOMER = "customer", said("客戶", "the customer")
    UNKNOWN = "unknown", said("未釐清", "not settled")


class CreditNote(Record):
    """What a customer is credited against an invoice, tax included; for goods returned it names the return note."""

    number = number()
    customer = customer()
    date = day("折讓日", "date", needed=True)
    invoice = link(Invoice, "原發票", "invoice", needed=True, name="credit_notes")
    return_note = link("service.ReturnNote", "退貨單", "return note", name="credit_notes")
    currency = currency()
    fx = fx()
    amount = money("折讓金額(含稅)", "amount, tax included", positive=True)
    tax = money("其中稅額", "of it tax", default=0)
    reason = choice("原因", "reason", CreditReason.choices, default=CreditReason.RETURN)
    fault = choice("責任", "fault", Fault.choices, default=Fault.UNKNOWN)
    closed_on = day("結案日", "closed on")
    note = line("說明", "note")

    class Meta:
        verbose_name = said("折讓單", "credit note")
        verbose_name_plural = said("折讓單", "credit notes")
        ordering: ClassVar = ["-date", "-number"]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """It is of the invoice's customer and currency, and of no more than the invoice."""
        faults = {}
        if self.invoice_id and self.customer_id != self.invoice.customer_id:
            faults["customer"] = said("客戶與原發票不同", "it is not the invoice's customer")
        if self.invoice_id and self.currency != self.invoice.currency:
            faults["currency"] = said("幣別應與原發票相同", "it is in the invoice's currency")
        if self.invoice_id and self.amount is not None and self.amount > self.invoice.total:
            faults["amount"] = said("折讓不得大於發票總額", "it cannot be above the invoice's total")
        if faults:
            raise ValidationError(faults)


class ReturnWithoutCredit(Record):
    """Why goods that came back were not credited: replaced, repaired, not accepted."""

    return_note = models.OneToOneField(
        "service.ReturnNote", models.PROTECT, related_name="no_credit", verbose_name=said("退貨單", "return note")
    )
    reason = prose("說明", "explanation", needed=True)
    on = day("日期", "date", needed=True)
    by = person("登錄人", "entered by", needed=True)

    class Meta:
        verbose_name = said("退貨免折讓說明", "return without credit note")
        verbose_name_plural = said("退貨免折讓說明", "returns without credit note")

    def __str__(self) -> str:
        return f"{self.return_note_id}"
