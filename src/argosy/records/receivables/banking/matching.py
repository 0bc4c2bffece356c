"""Proposals: which invoices a line of a bank statement pays. By reference, by customer, by amount; nothing is booked by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps

from argosy.kernel.text import Text
from argosy.records.parties.models import Kind, Party

REFERENCE, SUM, ALONE, OLDEST = 100, 80, 50, 30
WORDS = {
    REFERENCE: Text("附言載有發票號碼", "the reference names the invoice"), SUM: Text("客戶與金額相符", "customer and amount match"),
    ALONE: Text("僅一張發票金額相符", "one invoice only has this amount"), OLDEST: Text("客戶相符，由最早到期者沖起", "the customer matches: oldest first"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a line would pay: invoices by number with their part, what would be left over, how sure that is (0 to 100) and why."""

    line: Any
    customer: Party | None
    allocations: tuple[tuple[str, Decimal], ...]
    rest: Decimal
    score: int
    why: Text


def propose(lines: Iterable[Any]) -> list[Proposal]:
    """One proposal for every line of money in, none of which offers the same open amount twice."""
    rows = apps.get_model("receivables", "Invoice").objects.filter(settled_on__isnull=True, cancelled_on__isnull=True)
    bills = sorted(rows.select_related("customer"), key=lambda bill: (bill.due, bill.number))
    left = {bill.pk: bill.left for bill in bills}
    known = _Known(bills)
    return [_one(line, known, left) for line in lines if line.amount > 0]


class _Known:
    """Open invoices and how to recognise customers, looked up once."""

    def __init__(self, bills: list[Any]) -> None:
        self.bills = bills
        self.by_customer: dict[int, list[Any]] = defaultdict(list)
        for bill in bills:
            self.by_customer[bill.customer_id].append(bill)
        self.parties = list(Party.objects.filter(parts__kind=Kind.CUSTOMER))
        accounts = apps.get_model("parties", "BankAccount").objects.filter(party__isnull=False, is_active=True)
        self.accounts = {number: row.party for row in accounts.select_related("party") for number in (row.iban, row.account_no) if number}

    def customer(self, line: Any) -> Party | None:
        """The customer by account, else by name or code in what the bank wrote; ``None`` when two would fit."""
        if line.party_account in self.accounts:
            return self.accounts[line.party_account]
        told = _plain(f"{line.party} {line.reference}")
        found = [
            party for party in self.parties if any(name and _plain(name) in told for name in (party.name_zh, party.name_en, party.code))
        ]
        return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())


def _one(line: Any, known: _Known, left: dict[int, Decimal]) -> Proposal:
    told = _plain(line.reference)
    mine = [bill for bill in known.bills if bill.currency == line.currency and left[bill.pk] > 0]
    named = [bill for bill in mine if _plain(bill.number) in told or (bill.uniform_no and _plain(bill.uniform_no) in told)]
    customer = named[0].customer if named else known.customer(line)
    if named and all(bill.customer_id == named[0].customer_id for bill in named):
        return _taken(line, customer, named, left, REFERENCE)
    if customer is not None:
        own = [bill for bill in mine if bill.customer_id == customer.pk]
        exact = _exact(own, line.amount, left)
        return _taken(line, customer, exact or own, left, SUM if exact else OLDEST)
    alone = [bill for bill in mine if left[bill.pk] == line.amount]
    if len(alone) == 1:
        return _taken(line, alone[0].customer, alone, left, ALONE)
    return Proposal(line, None, (), line.amount, 0, Text("查無相符之客戶或發票", "no customer or invoice matches"))


def _exact(own: list[Any], amount: Decimal, left: dict[int, Decimal]) -> list[Any]:
    """One invoice of exactly this amount, the oldest few that come to it, or all."""
    for bill in own:
        if left[bill.pk] == amount:
            return [bill]
    total = Decimal(0)
    for at, bill in enumerate(own, 1):
        total += left[bill.pk]
        if total == amount:
            return own[:at]
    return []


def _taken(line: Any, customer: Party | None, bills: list[Any], left: dict[int, Decimal], score: int) -> Proposal:
    rest, parts = Decimal(line.amount), []
    for bill in bills:
        part = min(rest, left[bill.pk])
        if part > 0:
            parts.append((bill.number, part))
            left[bill.pk] -= part
            rest -= part
    return Proposal(line, customer, tuple(parts), rest, score if parts else 0, WORDS[score])
