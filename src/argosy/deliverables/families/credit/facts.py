"""What the past sales record reads, gathered once. Amounts with ``home`` are in the firm's own currency, others in their document's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.credit.params import CreditAsk
from argosy.engines.credit.altman import Score
from argosy.engines.credit.scorecard import Graded
from argosy.engines.receivables.bounces import Bounces
from argosy.engines.receivables.exposure import Exposure
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.reference.queries import FirmFacts

BOOK, PAPERS, ORDERS, PEERS = "S1", "S2", "S3", "S4"
"""Sources: the receivables book, credit records, sales orders, peer information."""


@dataclass(frozen=True, slots=True)
class Sold:
    """A line of an invoice. ``paid`` is the day the invoice was settled, ``late`` the days past due then, or on the standing day while open."""

    key: str
    date: date
    invoice: str
    order: str
    customer: str
    item: Text
    quantity: Decimal
    unit_price: Decimal
    currency: str
    amount: Decimal
    fx: Decimal
    due: date
    paid: date | None
    late: int


@dataclass(frozen=True, slots=True)
class Cheque:
    """A cheque as it stood on the standing day; words of result, reason and annotation, their codes beside them."""

    key: str
    number: str
    customer: str
    bank: str
    drawer: str
    amount: Decimal
    currency: str
    due: date
    presented: date | None
    result: str
    result_words: Text
    bounced_on: date | None
    reason: str
    reason_words: Text
    annotation: str
    annotation_words: Text
    annotated_on: date | None
    follow_up: str


@dataclass(frozen=True, slots=True)
class Returned:
    """Goods that came back, and the credit note or the reason there is none. ``amount`` is in the firm's own currency."""

    number: str
    date: date
    customer: str
    invoice: str
    item: Text
    quantity: Decimal
    reason: Text
    credit: str
    amount: Decimal
    fault: Text
    closed: date | None
    explained: str


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A report of something out of order."""

    number: str
    date: date
    customer: str
    kind: str
    kind_words: Text
    facts: str
    exposure: Decimal | None
    limit: Decimal | None
    measure: Text
    action: str
    reported_to: Text
    result: str
    closed: date | None


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a customer said of the next twelve months, beside what it bought in the last twelve, both in the firm's own currency."""

    customer: str
    date: date
    spoke_to: str
    source: str
    past: Decimal
    next: Decimal | None
    months: int
    comment: str


@dataclass(frozen=True, slots=True)
class Peer:
    """What the trade said."""

    key: str
    customer: str
    informant: str
    date: date
    topic: Text
    grade: str
    message: str
    lawful: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Recon:
    """A customer's account over the period, in the firm's own currency: opening + invoiced − paid − prepaid used − credited = closing.

    ``unplaced`` is money received that neither pays an invoice nor stands as a prepayment: it must be nought.
    """

    opening: Decimal
    invoiced: Decimal
    paid: Decimal
    used: Decimal
    credited: Decimal
    closing: Decimal
    unplaced: Decimal


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer: who it is, what it may owe, what it owes, how it pays, and the grade that comes to."""

    code: str
    name: Text
    tax_id: str
    representative: str
    terms: Text
    limit: Decimal
    limit_to: date | None
    enquired: date | None
    on_hold: str
    cover: Text
    exposure: Exposure
    overdue: Decimal
    sales: Decimal
    net_sales: Decimal
    returns: Decimal
    days_late: Decimal | None
    bounces: Bounces
    aged: tuple[Decimal, ...]
    score: Score | None
    score_missing: str
    bank: str
    told: dict[str, Decimal | str | None]
    graded: Graded
    proposed: Decimal
    recon: Recon
    reported: bool

    @property
    def utilisation(self) -> Decimal | None:
        """Exposure over limit; ``None`` without a limit."""
        return self.exposure.total / self.limit if self.limit > 0 else None

    @property
    def over(self) -> bool:
        """Whether more is owed than may be; owing anything without a limit is."""
        return self.exposure.total > self.limit

    @property
    def alarming(self) -> bool:
        """Whether somebody must act: over the limit, cheques not made good, or refused by banks."""
        return self.over or self.bounces.unmade > 0 or self.bounces.refused_since is not None

    @property
    def shown(self) -> Text:
        """Code and name."""
        return Text(f"{self.code} {self.name.zh}", f"{self.code} {self.name.en}")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of all customers: net sales, returns, exposure and limits at its end, in the firm's own currency."""

    month: str
    sales: Decimal
    returns: Decimal
    exposure: Decimal


@dataclass(frozen=True)
class CreditFacts:
    """Everything the builder needs. ``days`` are those of the period from the first invoice on record."""

    request: Request
    firm: FirmFacts
    ask: CreditAsk
    days: int
    customers: tuple[Customer, ...]
    lines: tuple[Sold, ...]
    cheques: tuple[Cheque, ...]
    returns: tuple[Returned, ...]
    anomalies: tuple[Anomaly, ...]
    foretold: tuple[Foretold, ...]
    peers: tuple[Peer, ...]
    months: tuple[Month, ...]
    buckets: tuple[str, ...]
    bounce_rule: int
    enquiry_months: int
    sources: tuple[Source, ...]

    @property
    def names(self) -> dict[str, Text]:
        """Customers by code."""
        return {customer.code: customer.name for customer in self.customers}

    @property
    def base(self) -> str:
        """The firm's own currency."""
        return self.firm.base_currency
