"""From plain values to the rows of a quotation: codes looked up, prices found, rates taken, amounts reckoned, every rule asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from argosy.engines.offer.amounts import line_amount, totals
from argosy.engines.offer.terms import payer
from argosy.kernel.errors import BadInput, NotFound, Problem
from argosy.kernel.text import Text
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Contact, Party
from argosy.records.people.models import Person
from argosy.records.record import found, validate
from argosy.records.reference import queries as reference
from argosy.records.sales.models import Quotation, QuotationLine, Variant
from argosy.records.sales.offering.intake import NewOffer, OfferCost, OfferLine
from argosy.records.sales.offering.models import QuotationCost
from argosy.records.sales.offering.policy import Policy, policy
from argosy.records.sales.offering.pricing import PriceBook

LOOKED_UP = ("customer", "attention", "seller", "author", "quotation", "product")
_SAME = (
    "incoterm", "currency", "place", "discount", "freight_charged", "insurance_charged", "tax_included", "commission", "bank_cost", "payment", "lead_days",
    "port_loading", "port_discharge", "partial", "transship", "quality", "warranty", "expectations", "sales_model", "notes_zh", "notes_en",
)  # fmt: skip
DOMESTIC_TAX = Decimal(5)
_NO_LINES = Text("報價單至少要有一項商品", "A quotation has at least one item")
_UNKNOWN = Text("查無商品「{code}」，請先登錄或更正", "There is no product '{code}': enter it first, or mend the code")
_NEGATIVE = Text("數量須大於零", "A quantity is above zero")
_FAULTY = Text("{n} 處錯誤，未寫入任何資料：{words}", "{n} faults; nothing was written: {words}")


@dataclass(slots=True)
class Draft:
    """The rows of a quotation, not yet stored; ``terms`` is the policy they were made under."""

    row: Quotation
    lines: list[QuotationLine]
    costs: list[QuotationCost]
    terms: Policy


def draft(offer: NewOffer, row: Quotation, author: Person | None) -> Draft:
    """The rows of an offer upon ``row``, which is new or an earlier state. Every fault at once, by line: ``BadInput``."""
    customer: Party = row.customer if row.customer_id and row.customer.code == offer.customer else found(
        Party.objects.filter(is_active=True), offer.customer, code=offer.customer
    )  # fmt: skip
    day = offer.date or reference.today()
    terms = policy(day)
    row.customer, row.market, row.date = customer, offer.market or customer.country, day
    for name in _SAME:
        setattr(row, name, getattr(offer, name))
    row.variant = offer.variant or (Variant.DOMESTIC if customer.country == "TW" else Variant.EXPORT)
    row.tax_rate = offer.tax_rate if offer.tax_rate is not None else DOMESTIC_TAX if row.variant == Variant.DOMESTIC else Decimal(0)
    row.valid_to = offer.valid_to or day + timedelta(days=terms.valid_days)
    base = _rates(row, offer, day)
    _people(row, offer, author)
    lines, problems = _lines(row, offer.lines, base)
    costs = [_cost(row, cost, base, day) for cost in offer.costs]
    problems += _asked(row, lines, costs)
    if problems:
        words = Text("；".join(p.message.zh for p in problems[:5]), "; ".join(p.message.en for p in problems[:5]))
        raise BadInput(_FAULTY.format(n=len(problems), words=words), problems)
    reckon(row, lines)
    return Draft(row, lines, costs, terms)


def reckon(row: Quotation, lines: Sequence[QuotationLine]) -> None:
    """Net, tax and total of the quotation from its lines."""
    made = totals(
        (line.amount for line in lines), row.currency, discount=row.discount, freight=row.freight_charged, insurance=row.insurance_charged,
        tax_rate=row.tax_rate, tax_included=row.tax_included,
    )  # fmt: skip
    row.net, row.tax, row.total = made.net, made.tax, made.total


def _rates(row: Quotation, offer: NewOffer, day: date) -> str:
    base = reference.firm().base_currency
    if row.currency == base:
        row.fx, row.fx_date = Decimal(1), day
    elif offer.fx is not None:
        row.fx, row.fx_date = offer.fx, offer.fx_date or day
    else:
        row.fx, row.fx_date = reference.rate(row.currency, day, flow="export").rate, day
    return base


def _people(row: Quotation, offer: NewOffer, author: Person | None) -> None:
    row.author = row.author or author
    row.seller = found(Person.objects.all(), offer.seller, login=offer.seller) if offer.seller else row.seller or author
    if offer.attention:
        row.attention = found(Contact.objects.filter(party=row.customer), offer.attention, name=offer.attention)
    elif row.attention_id and row.attention.party_id != row.customer_id:
        row.attention = None


def _lines(row: Quotation, given: Sequence[OfferLine], base: str) -> tuple[list[QuotationLine], list[Problem]]:
    if not given:
        return [], [Problem(_NO_LINES)]
    products = {p.sku: p for p in Product.objects.filter(sku__in={line.sku for line in given})}
    book = PriceBook(row.customer, row.currency, row.date, products.values()) if any(one.unit_price is None for one in given) else None
    made, problems = [], []
    for number, line in enumerate(given, 1):
        if line.sku not in products:
            problems.append(Problem(_UNKNOWN.format(code=line.sku), row=number, field="sku"))
        elif line.quantity <= 0:
            problems.append(Problem(_NEGATIVE, row=number, field="quantity"))
        else:
            made.append(_line(row, number, line, products[line.sku], book, base))
    return made, problems


def _line(row: Quotation, number: int, line: OfferLine, product: Product, book: PriceBook | None, base: str) -> QuotationLine:
    price, reason, listed = line.unit_price, "", None
    if price is None and book is not None:
        priced = book.find(product, line.quantity, fx=row.fx, currency=row.currency, base=base)
        price, listed, reason = priced.unit_price, priced.unit_price, priced.reason.zh
    price = price if price is not None else Decimal(0)
    cost = _own_cost(product, row.date, base)
    return QuotationLine(
        line_no=number, product=product, quantity=line.quantity, unit_price=price, discount=line.discount, unit_cost=cost,
        amount=line_amount(line.quantity, price, line.discount, row.currency), specification=line.specification, list_price=listed,
        price_reason=reason[:120], lead_days=line.lead_days, confirmed_on=line.confirmed_on,
    )  # fmt: skip


def _own_cost(product: Product, day: date, base: str) -> Decimal | None:
    """The goods' cost in the firm's own currency; 0 is a cost nobody has entered yet."""
    if not product.cost:
        return None
    rate = Decimal(1) if product.currency == base else reference.rate(product.currency, day).rate
    return (product.cost * rate).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _cost(row: Quotation, cost: OfferCost, base: str, day: date) -> QuotationCost:
    fx = cost.fx or (Decimal(1) if cost.currency == base else row.fx if cost.currency == row.currency else _rate(cost.currency, day))
    return QuotationCost(kind=cost.kind, amount=cost.amount, currency=cost.currency, fx=fx, source=cost.source)


def _rate(currency: str, day: date) -> Decimal:
    try:
        return reference.rate(currency, day, flow="export").rate
    except NotFound:
        return reference.rate(currency, day).rate


def _asked(row: Quotation, lines: Sequence[QuotationLine], costs: Sequence[QuotationCost]) -> list[Problem]:
    problems = _broken(row, None)
    for line in lines:
        problems += _broken(line, line.line_no)
    for cost in costs:
        problems += _broken(cost, None)
    return problems


def _broken(row: Any, number: int | None) -> list[Problem]:
    try:
        validate(row, looked_up=LOOKED_UP)
    except BadInput as broken:
        return [replace(problem, row=number) for problem in broken.problems]
    return []


def buyers_costs(row: Quotation, costs: Sequence[QuotationCost]) -> list[QuotationCost]:
    """Costs entered that the buyer pays under the term: kept for the other terms and the buyer's landed cost, not part of our own."""
    return [cost for cost in costs if payer(cost.kind, row.incoterm) == "buyer"]
