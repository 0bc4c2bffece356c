"""Letters that ask for payment, and what customers promised."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from argosy.records.columns import choice, day, line, link, part_of, person
from argosy.records.receivables.fields import currency, customer, money, number
from argosy.records.record import Record
from argosy.records.wording import said


class DunningNotice(Record):
    """A reminder of one level, 1 (friendly) to 4 (last before legal steps), for invoices overdue on its day."""

    number = number()
    customer = customer()
    level = models.PositiveSmallIntegerField(said("催收層級", "level"), validators=[MinValueValidator(1), MaxValueValidator(4)])
    date = day("日期", "date", needed=True)
    pay_by = day("限期", "pay by", needed=True)
    channel = line("方式", "channel", 40)
    currency = currency()
    amount = money("逾期金額", "overdue amount", positive=True)
    sent_by = person("催收人", "sent by", needed=True)
    answer = line("客戶回覆", "answer")

    class Meta:
        verbose_name = said("催款通知", "dunning notice")
        verbose_name_plural = said("催款通知", "dunning notices")
        ordering: ClassVar = ["-date", "-number"]

    def __str__(self) -> str:
        return self.number


class DunningLine(Record):
    """One invoice of a notice: what was open and how many days late it was on that day."""

    notice = part_of(DunningNotice, "lines")
    invoice = link("receivables.Invoice", "發票", "invoice", needed=True, name="dunned")
    amount = money("未收金額", "open amount", positive=True)
    days_late = models.PositiveIntegerField(said("逾期天數", "days late"))

    class Meta:
        verbose_name = said("催款明細", "line of a dunning notice")
        verbose_name_plural = said("催款明細", "lines of dunning notices")
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "invoice"], name="dunning_line_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.invoice_id}"


class Kept(models.TextChoices):
    """What became of a promise."""

    OPEN = "open", said("未到期", "open")
    KEPT = "kept", said("已履行", "kept")
    PART = "part", said("部分履行", "kept in part")
    BROKEN = "broken", said("未履行", "broken")


class PaymentPromise(Record):
    """What a customer said would be paid by when, for one invoice or for the account."""

    customer = customer()
    invoice = link("receivables.Invoice", "發票", "invoice", name="promises")
    made_on = day("承諾日", "promised on", needed=True)
    due = day("承諾付款日", "to be paid by", needed=True)
    currency = currency()
    amount = money("承諾金額", "amount", positive=True)
    by = line("承諾人", "promised by", 80)
    outcome = choice("結果", "outcome", Kept.choices, default=Kept.OPEN)
    follow_up = line("後續", "follow-up")
    recorded_by = person("登錄人", "entered by", needed=True)

    class Meta:
        verbose_name = said("付款承諾", "promise to pay")
        verbose_name_plural = said("付款承諾", "promises to pay")
        ordering: ClassVar = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.due} {self.amount}"
