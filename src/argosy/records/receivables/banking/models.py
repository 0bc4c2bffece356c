"""Bank statements as files brought them: each file once, each line once, and what the line was matched with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from argosy.records.codes import SHA256
from argosy.records.columns import choice, day, exact, line, link, moment, part_of, person
from argosy.records.receivables.fields import currency
from argosy.records.record import Record
from argosy.records.wording import said


class Format(models.TextChoices):
    """How banks hand over statements."""

    CAMT053 = "camt.053", "ISO 20022 camt.053"
    MT940 = "mt940", "SWIFT MT940"
    CSV = "csv", "CSV"


class BankStatement(Record):
    """One statement of one of the firm's accounts."""

    account = link("parties.BankAccount", "帳戶", "account", needed=True, name="statements")
    ident = line("對帳單號", "statement no.", 80)
    form = choice("格式", "format", Format.choices, default=Format.CSV)
    file_name = line("檔名", "file", 200)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, validators=[SHA256])
    currency = currency()
    opening = exact("期初餘額", "opening balance")
    closing = exact("期末餘額", "closing balance")
    first = day("起日", "from")
    last = day("迄日", "to")
    imported_by = person("匯入人", "imported by", needed=True)
    imported_at = moment("匯入時間", "imported at", needed=True)

    class Meta:
        verbose_name = said("銀行對帳單", "bank statement")
        verbose_name_plural = said("銀行對帳單", "bank statements")
        ordering: ClassVar = ["-last", "-pk"]

    def __str__(self) -> str:
        return self.ident or self.file_name


class LineState(models.TextChoices):
    """Where a line of a statement stands."""

    NEW = "new", said("未配對", "not matched")
    MATCHED = "matched", said("已入帳", "booked")
    IGNORED = "ignored", said("不入應收", "not a receipt")


class BankLine(Record):
    """One movement. ``amount`` is positive for money in. ``mark`` is the bank's own reference, or a hash of the line where there is none."""

    statement = part_of(BankStatement, "lines")
    account = link("parties.BankAccount", "帳戶", "account", needed=True)
    line_no = models.PositiveIntegerField(said("行號", "line"))
    booked = day("入帳日", "booked", needed=True)
    value = day("起息日", "value date")
    amount = exact("金額", "amount", needed=True)
    currency = currency()
    reference = line("附言", "reference", 500)
    party = line("對方", "counterparty", 140)
    party_account = line("對方帳號", "counterparty's account", 40)
    mark = line("交易識別", "mark", 80, needed=True)
    state = choice("狀態", "state", LineState.choices, default=LineState.NEW)
    note = line("說明", "note")

    class Meta:
        verbose_name = said("對帳單明細", "bank line")
        verbose_name_plural = said("對帳單明細", "bank lines")
        ordering: ClassVar = ["-booked", "line_no"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "mark"], name="bank_line_once")]

    def __str__(self) -> str:
        return f"{self.booked} {self.amount}"
