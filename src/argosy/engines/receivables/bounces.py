"""Bounced cheques: the rate by amount, and the banks' rule of refusing a drawer.

Rule: three cheques of one reason, not annotated as made good, within a year: the drawer is refused (拒絕往來) for three years from the notice.
Source: Taiwan Clearing House, 支票存款戶處理規範; Q&A of 勤業 cited in facts/commerce.md. Only the three counted reasons count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

COUNTED = ("funds", "signature", "guarantor")
YEAR, REFUSED_YEARS = timedelta(days=365), 3


@dataclass(frozen=True, slots=True)
class Presented:
    """A cheque that was presented: amount in one currency, day, whether and why it bounced, when it was made good."""

    amount: Decimal
    on: date
    bounced_on: date | None = None
    reason: str = ""
    annotated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Bounces:
    """How a customer's cheques fared by a day. ``rate`` is the bounced amount over that presented; ``standing`` counts by reason what still counts."""

    presented: int
    presented_amount: Decimal
    bounced: int
    bounced_amount: Decimal
    standing: dict[str, int]
    unmade: int
    unmade_amount: Decimal
    refused_since: date | None

    @property
    def rate(self) -> Decimal | None:
        """Bounced ÷ presented by amount; ``None`` when none was presented."""
        return self.bounced_amount / self.presented_amount if self.presented_amount else None


def bounces(cheques: Iterable[Presented], on: date, most: int = 3) -> Bounces:
    """The state of the cheques presented by a day."""
    known = [cheque for cheque in cheques if cheque.on <= on]
    back = [cheque for cheque in known if cheque.bounced_on is not None and cheque.bounced_on <= on]
    unmade = [cheque for cheque in back if cheque.annotated_on is None or cheque.annotated_on > on]
    standing = Counter(c.reason for c in unmade if c.reason in COUNTED and c.bounced_on is not None and c.bounced_on > on - YEAR)
    return Bounces(
        len(known), _sum(known), len(back), _sum(back), {reason: standing[reason] for reason in COUNTED}, len(unmade), _sum(unmade),
        _refused(unmade, most),
    )  # fmt: skip


def _refused(unmade: list[Presented], most: int) -> date | None:
    """The day the rule was first met by cheques not made good: the most-th of one reason within a year."""
    met = []
    for reason in COUNTED:
        days = sorted(c.bounced_on for c in unmade if c.reason == reason and c.bounced_on is not None)
        met += [last for first, last in zip(days, days[most - 1 :], strict=False) if last - first < YEAR]
    return min(met, default=None)


def _sum(cheques: Iterable[Presented]) -> Decimal:
    return sum((cheque.amount for cheque in cheques), Decimal(0))
