"""Writes about bank accounts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.parties.banking import BankAccount, BankCheck
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.record import found

DETAILS = ("holder", "bank", "branch", "bic", "iban", "account_no", "country", "currency")


@action("parties.bank_account.add", Text("新增銀行帳戶", "add a bank account"))
def add_account(*, actor: Person, party: str, on: date, **details: Any) -> BankAccount:
    """An account of a party, or of the firm where ``party`` is empty. It is not verified until somebody has called back."""
    details = _known(details)
    row = BankAccount(party=found(Party.objects.all(), party, code=party) if party else None, changed_on=on, **details)
    row.save()
    return row


@action("parties.bank_account.change", Text("變更銀行帳戶", "change a bank account"))
def change_account(*, actor: Person, account: int, on: date, **details: Any) -> BankAccount:
    """New details from a day on: the account is not verified again until somebody has called a number known before."""
    details = _known(details)
    row: BankAccount = found(BankAccount.objects.select_for_update(), account, pk=account)
    new = {name: value for name, value in details.items() if getattr(row, name) != value}
    for name, value in new.items():
        setattr(row, name, value)
    if new:
        row.changed_on = on
        row.save()
    return row


@action("parties.bank_account.check", Text("電話覆核銀行帳戶", "check a bank account by calling back"))
def check_account(*, actor: Person, account: int, on: date, spoke_to: str, known_number: str, confirmed: bool, note: str = "") -> BankCheck:
    """A call to a number known before the change. Whoever entered the details does not check them (``Refused``)."""
    row: BankAccount = found(BankAccount.objects.select_for_update(), account, pk=account)
    if on < row.changed_on:
        raise BadInput(Text("覆核日不得早於資料變更日", "It cannot be checked before it changed"))
    last = row.history.first()  # the details as they stand, and who entered them
    if last is not None and last.history_user_id is not None and last.history_user_id == actor.pk:
        raise Refused(
            Text("輸入帳戶資料者不得自行覆核，請由他人致電", "Whoever entered the details does not check them: somebody else calls")
        )
    made = BankCheck(
        account=row,
        details_of=row.changed_on,
        on=on,
        by=actor,
        spoke_to=spoke_to,
        known_number=known_number,
        confirmed=confirmed,
        note=note,
    )
    made.save()
    return made


def _known(details: dict[str, Any]) -> dict[str, Any]:
    """The details as they are kept: IBAN and BIC without blanks, in capitals."""
    if unknown := sorted(set(details) - set(DETAILS)):
        raise BadInput(Text("帳戶沒有欄位 {n}", "An account has no {n}").format(n=", ".join(unknown)))
    written = {name: re.sub(r"[\s-]", "", details[name]).upper() for name in ("iban", "bic") if name in details}
    return {**details, **written}
