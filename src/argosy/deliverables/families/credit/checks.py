"""The checks of the past sales record, CR1 to CR6. Messages and severities are data of the standards room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from argosy.deliverables.families.credit.booked_facts import BookedFacts
from argosy.deliverables.families.credit.facts import CreditFacts
from argosy.deliverables.families.credit.owing import closing
from argosy.kernel.text import same
from argosy.report.checks import Hit
from argosy.report.model import Report

SLACK = Decimal(1)
"""What rounding foreign currencies may leave between an account and its invoices, in the firm's own currency."""


def check(facts: CreditFacts | BookedFacts, report: Report) -> list[Hit]:
    """All hits of the family; there are none to make of orders alone."""
    if isinstance(facts, BookedFacts):
        return []
    return [hit for rule in (_reconciled, _bounced, _credited, _reported, _enquired, _lawful) for hit in rule(facts)]


def _reconciled(facts: CreditFacts) -> Iterator[Hit]:
    for one in facts.customers:
        gap = closing(one) - one.recon.closing
        wrong = max((gap, one.recon.unplaced), key=abs)
        if abs(wrong) > SLACK:
            yield Hit("CR1", (f"account.{one.code}.gap",), {"額": same(f"{one.code} {wrong:,.2f}")})


def _bounced(facts: CreditFacts) -> Iterator[Hit]:
    for one in facts.cheques:
        if one.result == "bounced" and not (one.reason and one.follow_up):
            yield Hit("CR2", (f"cheques.{one.key}.reason",), {"票號": same(one.number)})


def _credited(facts: CreditFacts) -> Iterator[Hit]:
    yield from (
        Hit("CR3", (f"returns.{one.number}.credit",), {"單號": same(one.number)})
        for one in facts.returns
        if not (one.credit or one.explained)
    )


def _reported(facts: CreditFacts) -> Iterator[Hit]:
    for one in facts.customers:
        if one.over and not one.reported:
            used = f"{one.utilisation:.1%}" if one.utilisation is not None else "–"
            yield Hit("CR4", (f"credit.{one.code}.used",), {"％": same(f"{one.code} {used}")})


def _enquired(facts: CreditFacts) -> Iterator[Hit]:
    oldest = facts.request.as_of - timedelta(days=facts.enquiry_months * 365 // 12 + 1)
    for one in facts.customers:
        if one.enquired is None or one.enquired < oldest:
            yield Hit("CR5", (f"credit.{one.code}.code",), {"客戶": same(one.code)})


def _lawful(facts: CreditFacts) -> Iterator[Hit]:
    yield from (Hit("CR6", (f"peers.{one.key}.lawful",), {"客戶": same(one.customer)}) for one in facts.peers if not one.lawful)
