"""Reading offers: quotations with everything that hangs on them, price lists, prices and their reasons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.reference import queries as reference
from argosy.records.sales.models import Quotation, State
from argosy.records.sales.offering import policy as policies
from argosy.records.sales.offering.drafting import Draft, draft
from argosy.records.sales.offering.intake import NewOffer
from argosy.records.sales.offering.models import PriceList
from argosy.records.sales.offering.policy import Fault, Margins, Policy, policy
from argosy.records.sales.offering.pricing import PriceBook, Priced, catalogue_price

__all__ = ["Fault", "Margins", "Policy", "PriceBook", "Priced", "catalogue_price", "policy"]
_QUOTES, _LISTS = Text("查看報價單", "see quotations"), Text("查看價目表", "see price lists")


def quotation(number: str, *, actor: Actor | None) -> Quotation:
    """One quotation with lines, costs, approvals, negotiation and revisions read at once, or ``NotFound``."""
    require(actor, "sales.quotation.read", _QUOTES)
    rows = Quotation.objects.select_related("customer", "seller", "attention", "author").prefetch_related(
        "lines__product", "costs", "approvals__by", "negotiations__approved_by", "negotiations__by", "revisions__by", "orders"
    )
    row: Quotation = found(rows, number, number=number)
    return row


def choices(*, actor: Actor | None) -> tuple[QuerySet[Product], QuerySet[Party]]:
    """Products on sale and customers in trade, for the editor's lists."""
    require(actor, "sales.quotation.read", _QUOTES)
    products = Product.objects.filter(is_active=True).order_by("sku")
    return products, Party.objects.filter(is_active=True, parts__kind="customer").order_by("code")


def expiring(*, actor: Actor | None, on: date, days: int = 7) -> QuerySet[Quotation]:
    """Offered quotations that end within some days of a day, the earliest first."""
    from datetime import timedelta

    require(actor, "sales.quotation.read", _QUOTES)
    rows = Quotation.objects.filter(state=State.OFFERED, valid_to__gte=on, valid_to__lte=on + timedelta(days=days))
    return rows.select_related("customer", "seller").order_by("valid_to", "number")


def preview(offer: NewOffer, *, actor: Actor | None, number: str = "") -> Draft:
    """What an offer would be, nothing written: a new one, or ``number`` brought to it. Faults raise ``BadInput`` as drafting does."""
    require(actor, "sales.quotation.read", _QUOTES)
    row = quotation(number, actor=actor) if number else Quotation(number="—", state=State.DRAFT, version=0)
    return draft(offer, row, actor if isinstance(actor, Person) else None)


def margins(row: Quotation) -> Margins:
    """The margins of a quotation that was read with its lines and costs."""
    return policies.margins(row, list(row.lines.all()), list(row.costs.all()))


def faults(row: Quotation, *, on: date, roles: frozenset[str]) -> list[Fault]:
    """What stands in the way of sending it out on a day, for somebody with these roles."""
    lines = list(row.lines.all())
    made = policies.margins(row, lines, list(row.costs.all()))
    return policies.faults(row, lines, made, policy(on), roles=roles, approvals=row.approvals.all(), on=on)


def price_lists(*, actor: Actor | None, on: date | None = None, find: str = "", currency: str = "") -> QuerySet[PriceList]:
    """Price lists, those in force on a day or all of them, found by code, name or customer."""
    require(actor, "sales.pricelist.read", _LISTS)
    rows = PriceList.objects.select_related("customer", "owner").annotate(priced=Count("lines__product", distinct=True)).order_by("code")
    if find:
        words = Q(code__icontains=find) | Q(name_zh__icontains=find) | Q(name_en__icontains=find) | Q(customer__code__iexact=find)
        rows = rows.filter(words)
    rows = rows.filter(currency=currency.upper()) if currency else rows
    return rows.filter(valid_from__lte=on).exclude(valid_to__lt=on) if on else rows


def price_list(code: str, *, actor: Actor | None) -> PriceList:
    """One list with its prices, or ``NotFound``."""
    row: PriceList = found(price_lists(actor=actor).prefetch_related("lines__product"), code, code=code)
    return row


def editions(row: PriceList, *, actor: Actor | None) -> QuerySet[PriceList]:
    """Lists for the same customers in the same currency, the latest first."""
    rows = price_lists(actor=actor).filter(currency=row.currency, customer=row.customer_id, grade=row.grade)
    return rows.order_by("-valid_from", "code")


def price_for(
    sku: str, *, actor: Actor | None, customer: str, quantity: Decimal, currency: str, on: date | None = None, fx: Decimal | None = None
) -> Priced:
    """The price of a quantity of a product for a customer, with the reason."""
    require(actor, "sales.pricelist.read", _LISTS)
    party: Party = found(Party.objects.all(), customer, code=customer)
    product: Product = found(Product.objects.all(), sku, sku=sku)
    day, base = on or reference.today(), reference.firm().base_currency
    rate = fx or (Decimal(1) if currency == base else reference.rate(currency, day, flow="export").rate)
    return PriceBook(party, currency, day, [product]).find(product, quantity, fx=rate, currency=currency, base=base)
