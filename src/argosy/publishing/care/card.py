"""The card of a customer: what to know before a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from argosy.engines.customers.late import Late
from argosy.kernel.errors import ArgosyError
from argosy.kernel.text import Text
from argosy.publishing.care.buying import late_to_reorder, monthly_sales
from argosy.records.care.contacting import queries as contacting
from argosy.records.care.contacting.queries import Standing
from argosy.records.care.events import queries as events
from argosy.records.care.supply.proposing import Stocked, proposals
from argosy.records.credit import queries as credit
from argosy.records.parties import queries as parties
from argosy.records.parties.joining.queries import leads_to
from argosy.records.parties.links.queries import relations
from argosy.records.permission import Actor
from argosy.records.receivables.billing import queries as billing
from argosy.records.reference import queries as reference
from argosy.records.sales import queries as sales
from argosy.records.service import queries as service
from argosy.records.service.surveys import queries as surveys

AGES = (
    ("current", Text("未到期", "not due")),
    ("30", Text("1–30", "1–30")),
    ("60", Text("31–60", "31–60")),
    ("90", Text("61–90", "61–90")),
    ("over", Text("逾 90", "over 90")),
)
LAST = 8


@dataclass(frozen=True, slots=True)
class Price:
    """What a customer last paid for a product."""

    sku: str
    name: Text
    on: date
    price: Decimal
    discount: Decimal
    currency: str
    order: str


@dataclass(frozen=True)
class Card:
    """Everything on the card. ``open`` is by age and in the firm's own currency; ``credit`` is ``None`` where no profile is kept."""

    party: Any
    standing: Standing | None
    currency: str
    sales: list[tuple[date, Decimal]]
    open: list[tuple[Text, Decimal]]
    bills: list[Any]
    credit: Any
    prices: list[Price]
    quotes: list[Any]
    survey: list[tuple[Text, str]]
    survey_of: str
    visits: list[Any]
    complaints: list[Any]
    stock: list[Stocked]
    invited: list[Any]
    related: list[Any]
    late: Late | None

    @property
    def owed(self) -> Decimal:
        """All that is open."""
        return sum((amount for _, amount in self.open), Decimal(0))

    @property
    def year(self) -> Decimal:
        """Sales of the twelve months."""
        return sum((amount for _, amount in self.sales), Decimal(0))


def card(code: str, on: date, *, actor: Actor | None) -> Card:
    """The card of a customer on a day; of one that was merged, that of the party it went into. ``NotFound`` for a code there is not."""
    party = parties.party(leads_to(code, actor=actor), actor=actor)
    where = party.code
    bills = list(billing.invoices(actor=actor, customer=where, open_only=True).filter(date__lte=on).order_by("due"))
    told, wave = _survey(where, actor)
    return Card(
        party, next(iter(contacting.standings(on, actor=actor, parties=[party])), None), reference.firm().base_currency, monthly_sales(where, on, actor=actor),
        _ages(bills, on), bills, _credit(where, on, actor), _prices(where, on, actor), list(sales.quotations(actor=actor, outcome="open").filter(customer__code=where, date__lte=on)[:LAST]),
        told, wave, list(contacting.interactions(actor=actor, party=where, last=on)[:LAST]),
        list(service.cases(actor=actor, kind="complaint").filter(customer__code=where, closed=None)), proposals(on, actor=actor, party=where),
        list(events.invitations(actor=actor, party=where)[:5]), list(relations(where, actor=actor)), next(iter(late_to_reorder(on, actor=actor, codes=[where])), None),
    )  # fmt: skip


def _ages(bills: list[Any], on: date) -> list[tuple[Text, Decimal]]:
    """What is open by days overdue, in the firm's own currency at each invoice's rate."""
    sums = {key: Decimal(0) for key, _ in AGES}
    for bill in bills:
        days = (on - bill.due).days
        key = "current" if days <= 0 else "30" if days <= 30 else "60" if days <= 60 else "90" if days <= 90 else "over"
        sums[key] += bill.left * bill.fx
    return [(words, sums[key].quantize(Decimal(1), ROUND_HALF_UP)) for key, words in AGES]


def _credit(code: str, on: date, actor: Actor | None) -> Any:
    try:
        return credit.look(code, actor=actor, at=on)
    except ArgosyError:
        return None


def _prices(code: str, on: date, actor: Actor | None) -> list[Price]:
    """The latest price of every product bought, the latest bought first."""
    found: dict[str, Price] = {}
    rows = sales.orders(actor=actor).filter(customer__code=code, date__lte=on, cancelled=False).prefetch_related("lines__product")
    for order in rows[:60]:
        for line in order.lines.all():
            found.setdefault(
                line.product.sku,
                Price(
                    line.product.sku,
                    Text(line.product.name_zh, line.product.name_en),
                    order.date,
                    line.unit_price,
                    line.discount,
                    order.currency,
                    order.number,
                ),
            )
    return list(found.values())[:12]


def _survey(code: str, actor: Actor | None) -> tuple[list[tuple[Text, str]], str]:
    """The customer's latest answers, question by question, and the wave they are of."""
    for wave in surveys.waves(actor=actor).prefetch_related("questionnaire__items"):
        for answer in surveys.responses(wave, actor=actor):
            if answer.customer.code == code:
                items = wave.questionnaire.items.all() if wave.questionnaire else ()
                told = [(Text(item.text_zh, item.text_en), str(answer.answers[item.key])) for item in items if item.key in answer.answers]
                return told, f"{wave.ref} {timezone.localdate(answer.received):%Y-%m-%d}"
    return [], ""
