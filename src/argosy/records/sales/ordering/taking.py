"""Many accepted offers taken at once: quoted, sent out and confirmed in one act, with every gate of a single one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import DecimalField
from simple_history.utils import bulk_create_with_history

from argosy.kernel.canonical import digest
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.credit.several import Deal, check_deals
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.record import validate
from argosy.records.reference import queries as reference
from argosy.records.reports.ledger import next_numbers
from argosy.records.sales.models import Outcome, Quotation, QuotationLine, SalesOrder, SalesOrderLine, State
from argosy.records.sales.offering import policy as policies
from argosy.records.sales.offering.content import content
from argosy.records.sales.offering.drafting import Draft, draft
from argosy.records.sales.offering.intake import NewOffer
from argosy.records.sales.offering.models import QuotationCost, QuotationRevision
from argosy.records.sales.ordering.actions import ordered
from argosy.records.sales.ordering.charging import taken

AT_ONCE = 500
_NOTHING = Text("沒有可接之訂單", "There is nothing to take")
_BLOCKED = Text("第 {n} 筆報價不能成交：{words}", "Offer {n} cannot be taken: {words}")


@action("sales.order.take", Text("一次報價並成交", "quote and confirm at once"))
def take_orders(*, actor: Person, offers: Sequence[NewOffer], on: date | None = None) -> list[SalesOrder]:
    """The orders of offers the customers have accepted, in their order: all of them or none.

    Margin, discount, validity, rate and credit are asked of each as of a single one, deals before it counted. The quotations are kept as won,
    each with its revision, and every row with history.
    """
    if not offers:
        raise BadInput(_NOTHING)
    day = on or reference.today()
    drafts = _drafts(offers, day, actor)
    verdicts = check_deals(actor=actor, deals=[_deal(one) for one in drafts], at=day)
    for made in drafts:
        made.row.state, made.row.outcome, made.row.offered_on, made.row.decided_on = State.WON, Outcome.WON, day, day
    _write_quotations(drafts, verdicts, actor)
    return _write_orders(drafts, day, actor)


def _drafts(offers: Sequence[NewOffer], day: date, actor: Person) -> list[Draft]:
    parties = {row.code: row for row in Party.objects.filter(code__in={offer.customer for offer in offers}, is_active=True)}
    made = []
    for n, (offer, number) in enumerate(zip(offers, _free("QT", Quotation, len(offers)), strict=True), 1):
        row = Quotation(number=number, state=State.DRAFT, outcome=Outcome.OPEN, version=1, customer=parties.get(offer.customer))
        one = draft(offer if offer.date else replace(offer, date=day), row, actor)
        margins = policies.margins(row, one.lines, one.costs)
        found = policies.faults(row, one.lines, margins, one.terms, roles=actor.role_codes, approvals=(), on=day)
        if found:
            words = Text("；".join(f.message.zh for f in found), "; ".join(f.message.en for f in found))
            raise Refused(_BLOCKED.format(n=n, words=words))
        made.append(one)
    return made


def _deal(made: Draft) -> Deal:
    """What credit is asked, and what the order will count for afterwards: its lines and charges, before tax."""
    row = made.row
    charged = row.freight_charged + row.insurance_charged
    return Deal(row.customer, row.total * row.fx, row.number, (sum((line.amount for line in made.lines), Decimal(0)) + charged) * row.fx)


def _free(series: str, model: Any, count: int) -> list[str]:
    """So many numbers of a series that nothing has."""
    found: list[str] = []
    while len(found) < count:
        some = [f"{series}-{n:05d}" for n in next_numbers(series, count - len(found))]
        used = set(model.objects.filter(number__in=some).values_list("number", flat=True))
        found += [number for number in some if number not in used]
    return found


def _write(rows: Iterable[Any], model: Any, actor: Person) -> list[Any]:
    made: list[Any] = bulk_create_with_history(list(rows), model, batch_size=AT_ONCE, default_user=actor)
    return made


def _as_stored(row: Any) -> None:
    """Every amount with the decimals it is kept with, so that what is frozen reads as what is read back."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, DecimalField) and value is not None:
            setattr(row, field.attname, Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places), ROUND_HALF_UP))


def _write_quotations(drafts: Sequence[Draft], verdicts: Sequence[str], actor: Person) -> None:
    rows = _write((made.row for made in drafts), Quotation, actor)
    revisions = []
    for made, row, verdict in zip(drafts, rows, verdicts, strict=True):
        made.row.pk = row.pk
        for part in (*made.lines, *made.costs):
            part.quotation = made.row
            _as_stored(part)
        _as_stored(made.row)
        frozen = content(made.row, made.lines, made.costs)
        revisions.append(
            QuotationRevision(
                quotation=made.row,
                number=row.revision,
                content=frozen,
                digest=digest(frozen),
                valid_to=row.valid_to,
                currency=row.currency,
                total=row.total,
                fx=row.fx,
                fx_date=row.fx_date or row.date,
                credit=verdict,
                by=actor,
                at=now(),
            )
        )
    _write((line for made in drafts for line in made.lines), QuotationLine, actor)
    if costs := [cost for made in drafts for cost in made.costs]:
        _write(costs, QuotationCost, actor)
    QuotationRevision.objects.bulk_create(revisions, batch_size=AT_ONCE)


def _write_orders(drafts: Sequence[Draft], day: date, actor: Person) -> list[SalesOrder]:
    orders = []
    for made, number in zip(drafts, _free("SO", SalesOrder, len(drafts)), strict=True):
        row = made.row
        promised = day + timedelta(days=row.lead_days) if row.lead_days else None
        order = SalesOrder(
            number=number, customer=row.customer, date=day, seller_id=row.seller_id, quotation=row, promised=promised, version=1,
            **taken(row, made.lines),
        )  # fmt: skip
        validate(order, looked_up=("customer", "seller", "quotation"))
        orders.append(order)
    kept = _write(orders, SalesOrder, actor)
    _write((line for made, order in zip(drafts, kept, strict=True) for line in ordered(order, made.row, made.lines)), SalesOrderLine, actor)
    return kept
