"""What salespeople did and are to do: planned activities with their results, contacts, and what their customers owe."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Q

from argosy.deliverables.families.accounts.params import SellingAsk
from argosy.deliverables.families.market.known import in_both
from argosy.kernel.text import NOTHING, Text
from argosy.records.care.contacting import queries as care
from argosy.records.coaching.managing import queries as managing
from argosy.records.permission import LOCAL_READER
from argosy.records.receivables.billing import queries as billing

AHEAD = 31
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity; ``state`` is planned, done or cancelled."""

    number: str
    title: str
    kind: Text
    customer: Text
    owner: Text
    planned: date
    done: date | None
    state: str
    state_words: Text
    expected: str
    result: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contacts of one salesperson in the period, by channel."""

    person: Text
    visits: int
    calls: int
    others: int


@dataclass(frozen=True, slots=True)
class Dues:
    """What one customer owes on the period's last day, and of what fell due in the period how much was received by then."""

    customer: Text
    open: Fraction
    overdue: Fraction
    due: Fraction
    received: Fraction


def gather_activities(ask: SellingAsk) -> tuple[tuple[Activity, ...], tuple[Activity, ...]]:
    """Activities planned in the period, and those planned for the month after it."""
    span = ask.span
    inside = managing.activities(actor=LOCAL_READER, since=span.since, until=span.last, owner=ask.person)
    ahead = managing.activities(
        actor=LOCAL_READER, since=span.last + timedelta(days=1), until=span.last + timedelta(days=AHEAD), owner=ask.person
    )
    return tuple(map(_activity, inside)), tuple(map(_activity, ahead))


def _activity(row: Any) -> Activity:
    customer = (
        Text(f"{row.customer.code} {row.customer.name_zh}", f"{row.customer.code} {row.customer.name_en}") if row.customer else NOTHING
    )
    return Activity(
        row.number, row.title, in_both(row.get_kind_display), customer, Text(row.owner.name_zh, row.owner.name_en), row.planned, row.done, row.state,
        in_both(row.get_state_display), row.expected, row.result,
    )  # fmt: skip


def gather_contacts(ask: SellingAsk) -> tuple[Contacts, ...] | None:
    """Contacts of the period by salesperson; ``None`` in a store that never kept any."""
    rows = care.interactions(actor=LOCAL_READER, owner=ask.person, first=ask.span.since, last=ask.span.until)
    sums: dict[str, Counter[str]] = {}
    names: dict[str, Text] = {}
    for row in rows.exclude(owner=None):
        names[row.owner.login] = Text(row.owner.name_zh, row.owner.name_en)
        sums.setdefault(row.owner.login, Counter())[row.channel] += 1
    if not sums and not care.interactions(actor=LOCAL_READER).exists():
        return None
    return tuple(Contacts(names[who], n["visit"], n["phone"], n.total() - n["visit"] - n["phone"]) for who, n in sorted(sums.items()))


def gather_dues(ask: SellingAsk, customers: set[str]) -> tuple[Dues, ...] | None:
    """What these customers owe on the last day, the most overdue first; ``None`` in a store without invoices. At the rate of each invoice."""
    known = billing.invoices(actor=LOCAL_READER).filter(date__lte=ask.span.until)
    if not known.exists():
        return None
    span = ask.span
    telling = Q(settled_on=None) | Q(settled_on__gt=span.until) | Q(due__range=(span.since, span.until))
    rows = known.filter(telling, customer__code__in=customers).prefetch_related("allocations")
    found: dict[str, Dues] = {}
    for row in rows:
        name = Text(f"{row.customer.code} {row.customer.name_zh}", f"{row.customer.code} {row.customer.name_en}")
        found[row.customer.code] = _added(found.get(row.customer.code, Dues(name, ZERO, ZERO, ZERO, ZERO)), row, ask)
    return tuple(sorted((one for one in found.values() if one.open or one.due), key=lambda one: (-one.overdue, -one.open, one.customer.zh)))


def _added(so_far: Dues, row: Any, ask: SellingAsk) -> Dues:
    """With one invoice more, as known on the last day."""
    span, fx = ask.span, Fraction(row.fx)
    paid = sum((Fraction(one.amount) for one in row.allocations.all() if one.on <= span.until), ZERO)
    left = (Fraction(row.total) - paid) * fx
    fell = span.since <= row.due <= span.until
    return Dues(
        so_far.customer, so_far.open + left, so_far.overdue + (left if row.due < span.until else ZERO), so_far.due + (Fraction(row.total) * fx if fell else ZERO),
        so_far.received + (paid * fx if fell else ZERO),
    )  # fmt: skip
