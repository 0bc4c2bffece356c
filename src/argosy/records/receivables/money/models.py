"""Money in: receipts, prepayments, and what each paid. A currency is never added to another."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from argosy.records.columns import choice, day, line, link
from argosy.records.receivables.fields import currency, customer, fx, money, number
from argosy.records.record import Record
from argosy.records.wording import said


class Method(models.TextChoices):
    """How money came."""

    TRANSFER = "transfer", said("匯款", "transfer")
    CHEQUE = "cheque", said("票據", "cheque")
    LC = "lc", said("信用狀", "letter of credit")
    CASH = "cash", said("現金", "cash")
    CARD = "card", said("刷卡", "card")
    OFFSET = "offset", said("互抵", "set-off")


class Receipt(Record):
    """Money that came from a customer. ``fee`` is what banks kept of it on the way and we bear: invoices are paid with ``amount`` + ``fee``."""

    number = number()
    customer = customer()
    date = day("收款日", "date", needed=True)
    method = choice("方式", "method", Method.choices, default=Method.TRANSFER)
    currency = currency()
    fx = fx()
    amount = money("金額", "amount", positive=True)
    fee = money("本公司負擔之手續費", "bank charges we bear", default=0)
    reference = line("匯款附言", "reference", 140)
    account = link("parties.BankAccount", "入帳帳戶", "account")
    cheque = link("receivables.Cheque", "票據", "cheque", name="receipts")
    bank_line = models.OneToOneField(
        "receivables.BankLine", models.PROTECT, null=True, blank=True, related_name="receipt", verbose_name=said("對帳單明細", "bank line")
    )

    class Meta:
        verbose_name = said("收款單", "receipt")
        verbose_name_plural = said("收款單", "receipts")
        ordering: ClassVar = ["-date", "-number"]
        indexes: ClassVar = [models.Index(fields=["customer", "date"], name="receipt_customer_date")]

    def __str__(self) -> str:
        return self.number

    @property
    def worth(self) -> Decimal:
        """What it can pay: the money and the charges we bear."""
        return Decimal(self.amount) + Decimal(self.fee)


class PrepaymentKind(models.TextChoices):
    """Where a customer's balance with us comes from."""

    DEPOSIT = "deposit", said("訂金", "deposit")
    OVERPAID = "overpaid", said("溢收", "overpayment")
    CREDIT = "credit", said("折讓餘額", "credit left over")


class Prepayment(Record):
    """What a customer has paid, or was credited, and no invoice has taken yet: left = ``amount`` − ``used`` − ``refunded``."""

    number = number()
    customer = customer()
    date = day("日期", "date", needed=True)
    kind = choice("種類", "kind", PrepaymentKind.choices, default=PrepaymentKind.DEPOSIT)
    receipt = link(Receipt, "收款單", "receipt", name="prepayments")
    credit_note = link("receivables.CreditNote", "折讓單", "credit note", name="prepayments")
    order = link("sales.SalesOrder", "訂單", "order", name="prepayments")
    currency = currency()
    fx = fx()
    amount = money("金額", "amount", positive=True)
    used = money("已沖抵", "used", default=0)
    refunded = money("已退還", "refunded", default=0)
    refunded_on = day("退還日", "refunded on")

    class Meta:
        verbose_name = said("預收款", "prepayment")
        verbose_name_plural = said("預收款", "prepayments")
        ordering: ClassVar = ["-date", "-number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(used__lte=F("amount") - F("refunded")), name="prepayment_not_overdrawn",
                violation_error_message=said("沖抵與退還不得大於預收金額", "more cannot be used and refunded than was paid"),
            ),
            models.CheckConstraint(
                condition=Q(receipt__isnull=True) ^ Q(credit_note__isnull=True), name="prepayment_of_one_thing",
                violation_error_message=said("預收款須來自一張收款單或一張折讓單", "it comes from one receipt or one credit note"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def left(self) -> Decimal:
        """What is still the customer's."""
        return Decimal(self.amount) - Decimal(self.used) - Decimal(self.refunded)


class Allocation(Record):
    """What one receipt, prepayment or credit note took off one invoice, on a day, in their common currency."""

    invoice = link("receivables.Invoice", "發票", "invoice", needed=True, name="allocations")
    receipt = link(Receipt, "收款單", "receipt", name="allocations")
    prepayment = link(Prepayment, "預收款", "prepayment", name="allocations")
    credit_note = link("receivables.CreditNote", "折讓單", "credit note", name="allocations")
    on = day("沖銷日", "date", needed=True)
    amount = money("金額", "amount", positive=True)

    class Meta:
        verbose_name = said("沖銷", "allocation")
        verbose_name_plural = said("沖銷", "allocations")
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.amount}"

    def clean(self) -> None:
        """Exactly one thing pays, of the invoice's customer and currency."""
        payers = [payer for payer in (self.receipt, self.prepayment, self.credit_note) if payer is not None]
        if len(payers) != 1:
            raise ValidationError(said("沖銷須來自收款單、預收款或折讓單其中之一", "one receipt, prepayment or credit note pays"))
        payer = payers[0]
        if payer.currency != self.invoice.currency:
            raise ValidationError(
                said("付款與發票幣別不同，請先以同幣別登錄", "the currencies differ: enter the money in the invoice's currency")
            )
        if payer.customer_id != self.invoice.customer_id:
            raise ValidationError(said("付款與發票之客戶不同", "the payer is not the invoice's customer"))
