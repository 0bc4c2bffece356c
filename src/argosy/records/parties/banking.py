"""Bank accounts of parties and of the firm itself; a change of details is not trusted until somebody has called back."""

from __future__ import annotations

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.codes import COUNTRY, CURRENCY
from argosy.records.columns import day, line, link, part_of, person
from argosy.records.parties.bankcodes import bic_fault, iban_fault
from argosy.records.record import Record
from argosy.records.wording import said


class BankAccount(Record):
    """Where a party is paid, or where the firm itself is paid (no ``party``). ``changed_on`` is the day its details last changed.

    Nothing is paid on details whose latest change nobody has confirmed by calling a number known before: see ``checks``.
    """

    party = link("parties.Party", "往來對象", "party", name="bank_accounts")
    holder = line("戶名", "account holder", 140, needed=True)
    bank = line("銀行", "bank", 140, needed=True)
    branch = line("分行與地址", "branch and address", 200)
    bic = line("SWIFT/BIC", "SWIFT/BIC", 11)
    iban = line("IBAN", "IBAN", 34)
    account_no = line("帳號", "account number", 34)
    country = models.CharField(said("國家", "country"), max_length=2, validators=[COUNTRY])
    currency = models.CharField(said("幣別", "currency"), max_length=3, validators=[CURRENCY])
    changed_on = day("資料變更日", "details changed on", needed=True)
    is_active = models.BooleanField(said("使用中", "in use"), default=True)

    class Meta:
        app_label = "parties"
        verbose_name = said("銀行帳戶", "bank account")
        verbose_name_plural = said("銀行帳戶", "bank accounts")
        ordering: ClassVar = ["party", "bank", "account_no"]

    def __str__(self) -> str:
        return f"{self.bank} {self.iban or self.account_no} {self.currency}"

    def clean(self) -> None:
        """An account has a number; IBAN and BIC are well formed and their check digits match."""
        self.iban, self.bic = (re.sub(r"[\s-]", "", value).upper() for value in (self.iban, self.bic))
        faults = {}
        if not self.iban and not self.account_no:
            faults["account_no"] = said("IBAN 或帳號須擇一填寫", "give the IBAN or the account number")
        if self.iban and (wrong := iban_fault(self.iban)):
            faults["iban"] = said(wrong.zh, wrong.en)
        if self.bic and (wrong := bic_fault(self.bic)):
            faults["bic"] = said(wrong.zh, wrong.en)
        if faults:
            raise ValidationError(faults)


class BankCheck(Record):
    """A call back about the details of an account as they stood on a day: who called whom, on a number known before the change."""

    account = part_of(BankAccount, "checks")
    details_of = day("核對之資料變更日", "change that was checked", needed=True)
    on = day("覆核日", "checked on", needed=True)
    by = person("覆核人", "checked by", needed=True)
    spoke_to = line("通話對象", "spoke to", 80, needed=True)
    known_number = line("原已登錄之電話", "number known before", 40, needed=True)
    confirmed = models.BooleanField(said("確認無誤", "confirmed"))
    note = line("說明", "note")

    class Meta:
        app_label = "parties"
        verbose_name = said("帳戶電話覆核", "call-back check")
        verbose_name_plural = said("帳戶電話覆核", "call-back checks")
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.account_id} {self.on}"
