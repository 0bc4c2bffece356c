"""What other records say before an offer goes out, an order is confirmed and goods are released: credit, and the bank account to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from argosy.records.credit.control import Check, check_exposure, look
from argosy.records.parties.banking import BankAccount
from argosy.records.parties.banking_queries import trust


@dataclass(frozen=True, slots=True)
class Bank:
    """The firm's own account that a quotation prints. ``trust`` is verified, unverified, or recent: confirmed but changed within the policy's days."""

    holder: str
    bank: str
    branch: str
    bic: str
    number: str
    currency: str
    trust: str
    changed_on: date


def credit(*, actor: Any, customer: Any, at: date, amount: Decimal | None, stage: str, about: str) -> Check:
    """Credit's answer at a stage (quotation, order, release), the customer's credit row locked until the transaction ends. A hold raises ``Refused``.

    A quotation adds nothing to what the customer owes, so it is only looked at; what would be held is asked in full, for overrides and the record.
    """
    if stage == "quotation":
        seen = look(customer, at=at, amount=amount or Decimal(0))
        if seen.verdict != "hold":
            return seen
    answer = check_exposure(actor=actor, customer=customer.code, at=at, amount=amount, stage=stage, about=about)
    answer.require()
    return answer


def bank(currency: str, on: date) -> Bank | None:
    """The firm's own account for a currency; for one without an account of its own that in USD, then any. ``None`` when the firm has none."""
    rows = {row.currency: row for row in BankAccount.objects.filter(party=None, is_active=True).order_by("-pk")}
    row = rows.get(currency) or rows.get("USD") or next(iter(rows.values()), None)
    if row is None:
        return None
    return Bank(row.holder, row.bank, row.branch, row.bic, row.iban or row.account_no, row.currency, trust(row, on), row.changed_on)
