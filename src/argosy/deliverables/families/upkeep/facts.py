"""What the customer upkeep sheet reads, gathered once. No query after this."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.market.known import in_both
from argosy.deliverables.families.upkeep.params import UpkeepAsk, read_ask
from argosy.deliverables.families.upkeep.people import Cared, gather_customers
from argosy.deliverables.families.upkeep.uncontacted import UncontactedFacts, gather_uncontacted
from argosy.engines.care.replenishment import Policy, Proposal
from argosy.engines.care.upkeep import Touch
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text
from argosy.records.care.contacting import queries as contacting
from argosy.records.care.events import queries as events
from argosy.records.care.supply.proposing import policy_on, proposals
from argosy.records.permission import LOCAL_READER
from argosy.records.receivables.billing import queries as billing
from argosy.records.receivables.chasing import queries as chasing
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.sales import queries as sales
from argosy.records.service import queries as service

CONTACTS, STOCK, MONEY, EVENTS, CASES, PARTIES = "S1", "S2", "S3", "S4", "S5", "S6"
"""Sources by these ids."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One contact as it was noted."""

    number: int
    at: datetime
    customer: str
    with_whom: str
    channel: str
    channel_words: Text
    purpose: Text
    content: str
    support: str
    owner: Text
    due: date | None
    done_on: date | None
    result: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A customer's stock of a product and what it should reorder."""

    customer: str
    sku: str
    product: Text
    unit: str
    proposal: Proposal
    told: bool


@dataclass(frozen=True, slots=True)
class Open:
    """An open invoice: ``amount`` its total and ``received`` what came so far, in ``currency``; ``reminders`` sent; ``promised`` the latest day promised."""

    number: str
    customer: str
    issued: date
    due: date
    currency: str
    amount: Decimal
    received: Decimal
    days_late: int
    reminders: int
    promised: date | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to pay whose day has passed: whether it was kept, and what was done about it."""

    customer: str
    due: date
    followed: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """A customer invited to an event. ``came`` is ``None`` before it is over."""

    number: int
    event: Text
    starts: date
    customer: str
    answer: Text
    answered: bool
    came: bool | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint of the period or open: what about, what was done, whether it was reported upwards; days open or until closed."""

    number: str
    customer: str
    received: date
    closed: date | None
    problem: Text
    handled: str
    reported: date | None
    days: int


@dataclass(frozen=True)
class UpkeepFacts:
    """Everything the builder needs. ``touches`` reach further back than ``log``, for the grid of weeks; ``limit``: days to close a complaint."""

    request: Request
    firm: FirmFacts
    ask: UpkeepAsk
    customers: tuple[Cared, ...]
    touches: tuple[Touch, ...]
    log: tuple[Logged, ...]
    shelves: tuple[Shelf, ...]
    policy: Policy
    bills: tuple[Open, ...]
    promises: tuple[Promise, ...]
    invited: tuple[Invited, ...]
    complaints: tuple[Complaint, ...]
    limit: int
    sources: tuple[Source, ...]

    @property
    def on(self) -> date:
        """The last day looked at."""
        return self.request.as_of

    def name(self, code: str) -> Text:
        """What a customer is called."""
        return next((one.name for one in self.customers if one.code == code), Text(code, code))


WEEKS = 13
"""Weeks of the grid."""


def gather(request: Request) -> UpkeepFacts | UncontactedFacts:
    """Read everything up to the day asked for; in a store without any contact what orders say. ``BadInput`` for parameters that cannot be, ``NotFound`` for a customer there is not."""
    ask, on = read_ask(request), request.as_of
    if not contacting.interactions(actor=LOCAL_READER).exists():
        return gather_uncontacted(request, ask)
    customers = gather_customers(ask, on)
    codes = {one.code for one in customers}
    since = min(ask.since, on - timedelta(weeks=WEEKS))
    held = [row for row in contacting.interactions(actor=LOCAL_READER, first=since, last=on) if row.party_id and row.party.code in codes]
    touches = tuple(Touch(row.party.code, timezone.localdate(row.at), row.channel) for row in held)
    log = tuple(_logged(row) for row in held if timezone.localdate(row.at) >= ask.since)
    shelves = tuple(_shelf(row) for row in proposals(on, actor=LOCAL_READER, party=ask.customer) if row.party.code in codes)
    bills, complaints = _bills(codes, on), _complaints(codes, ask.since, on)
    invited, firm = _invited(codes, ask.since, on), reference.firm()
    promises = tuple(
        Promise(row.customer.code, row.due, bool(row.follow_up.strip()) or row.outcome == "kept")
        for row in chasing.promises(actor=LOCAL_READER) if row.customer.code in codes and row.due < on
    )  # fmt: skip
    counts = (len(touches), len(shelves), len(bills), len(invited), len(complaints), len(customers))
    limit = int(reference.setting("care.complaint_days", on))
    return UpkeepFacts(
        request, firm, ask, customers, touches, log, shelves, policy_on(on), bills, promises, invited, complaints, limit, _sources(firm, on, counts)
    )  # fmt: skip


def _logged(row: Any) -> Logged:
    return Logged(
        row.pk, timezone.localtime(row.at), row.party.code, row.contact.name if row.contact else "", row.channel, in_both(row.get_channel_display), in_both(row.get_purpose_display),
        row.content, row.support, Text(row.owner.name_zh, row.owner.name_en), row.due, row.done_on, row.result,
    )  # fmt: skip


def _shelf(row: Any) -> Shelf:
    return Shelf(row.party.code, row.product.sku, Text(row.product.name_zh, row.product.name_en), row.product.unit, row.proposal, row.told)


def _bills(codes: set[str], on: date) -> tuple[Open, ...]:
    """Invoices of a day or before that were not settled on it, with what had come by then."""
    reminded: Counter[int] = Counter()
    for notice in chasing.notices(actor=LOCAL_READER):
        if notice.date <= on:
            reminded.update(line.invoice_id for line in notice.lines.all())
    promised: dict[int, date] = {}
    for row in chasing.promises(actor=LOCAL_READER).order_by("made_on", "pk"):
        if row.invoice_id and row.made_on <= on:
            promised[row.invoice_id] = row.due
    rows = billing.invoices(actor=LOCAL_READER).filter(customer__code__in=codes, date__lte=on).prefetch_related("allocations")
    made = []
    for row in rows.exclude(settled_on__lte=on):
        came = sum((a.amount for a in row.allocations.all() if a.on <= on), Decimal(0))
        if came < row.total:
            made.append(
                Open(row.number, row.customer.code, row.date, row.due, row.currency, row.total, came, max(0, (on - row.due).days), reminded[row.pk], promised.get(row.pk))
            )  # fmt: skip
    return tuple(sorted(made, key=lambda one: (-one.days_late, one.due, one.number)))


def _invited(codes: set[str], since: date, on: date) -> tuple[Invited, ...]:
    rows = events.invitations(actor=LOCAL_READER).filter(party__code__in=codes, sent_on__lte=on, event__ends__gte=since)
    return tuple(
        Invited(
            row.pk, Text(row.event.name_zh, row.event.name_en or row.event.name_zh), row.event.starts, row.party.code, in_both(row.get_answer_display),
            row.answered_on is not None and row.answered_on <= on, row.attended if row.event.ends <= on else None,
        )
        for row in rows
    )  # fmt: skip


def _complaints(codes: set[str], since: date, on: date) -> tuple[Complaint, ...]:
    made = []
    for row in service.cases(actor=LOCAL_READER, kind="complaint").filter(customer__code__in=codes):
        received = timezone.localdate(row.received)
        closed = timezone.localdate(row.closed) if row.closed and timezone.localdate(row.closed) <= on else None
        if received > on or (closed is not None and closed < since):
            continue
        reported = timezone.localdate(row.escalated_at) if row.escalated_at else None
        product = Text(row.product.name_zh, row.product.name_en) if row.product else NOTHING
        words = row.words or row.cause
        problem = Text(
            f"{product.zh}：{words}" if product and words else words or product.zh,
            f"{product.en}: {words}" if product and words else words or product.en,
        )
        made.append(
            Complaint(
                row.number, row.customer.code, received, closed, problem, row.action or "", reported, ((closed or on) - received).days
            )
        )
    return tuple(sorted(made, key=lambda one: (one.closed is not None, -one.days, one.number)))


def _sources(firm: FirmFacts, on: date, counts: tuple[int, ...]) -> tuple[Source, ...]:
    titles = (
        Text("聯繫紀錄", "Contacts with customers"), Text("客戶庫存回報與淡旺季計畫", "Customers' stock reports and season plans"), Text("應收帳款、催款與付款承諾", "Receivables, reminders and promises"),
        Text("活動與邀請", "Events and invitations"), Text("客訴案件", "Complaints"), Text("往來對象與聯絡人", "Parties and contacts"),
    )  # fmt: skip
    ids = (CONTACTS, STOCK, MONEY, EVENTS, CASES, PARTIES)
    return tuple(Source(key, "record", title, firm.name, as_of=on, rows=n) for key, title, n in zip(ids, titles, counts, strict=True))


def usual() -> dict[str, str] | None:
    """Nothing needs to be asked; ``None`` while no contact is logged and nothing was ordered."""
    return {} if contacting.interactions(actor=LOCAL_READER).exists() or sales.orders(actor=LOCAL_READER).exists() else None
