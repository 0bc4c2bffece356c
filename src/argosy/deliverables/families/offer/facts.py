"""What a quotation reads: itself with lines and costs, the customer, specifications, price tiers, credit, bank account, policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.timezone import localdate

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.offer.figures import COSTS, CREDIT, QUOTE, SPECS
from argosy.engines.offer.amounts import Totals, totals
from argosy.engines.offer.packing import Load, Ware, load
from argosy.kernel.canonical import digest
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text, same
from argosy.records.catalog.specs import queries as specs
from argosy.records.credit.control import Check, look
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.sales import gates
from argosy.records.sales.offering import queries as offers
from argosy.records.sales.offering.content import content
from argosy.records.sales.offering.queries import Fault, Policy


@dataclass(frozen=True, slots=True)
class Goods:
    """A line as it is offered; ``parts`` are its price and cost in full in the firm's own currency; ``tiers`` are (from quantity, unit price) of the list the price comes from."""

    no: int
    sku: str
    name: Text
    specification: Text
    code: str
    origin: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal
    amount: Decimal
    unit_cost: Decimal | None
    margin: Decimal | None
    list_price: Decimal | None
    price_reason: str
    lead_days: int | None
    confirmed_on: date | None
    carton_pcs: int
    moq: int
    tiers: tuple[tuple[Decimal, Decimal], ...] = ()
    parts: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost line in its own currency, its rate, and what it comes to in the firm's."""

    kind: str
    amount: Decimal
    currency: str
    fx: Decimal
    source: str

    @property
    def home(self) -> Decimal:
        """In the firm's own currency, to the cent."""
        return (self.amount * self.fx).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the negotiation, as it is logged."""

    on: date
    concern: str
    asked: str
    conceded: str
    gained: str
    value: Decimal | None
    approved_by: str


@dataclass(frozen=True, slots=True)
class Leave:
    """An approval below the floor or beyond a band."""

    at: date
    by: str
    role: str
    least_margin: Decimal
    most_discount: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Head:
    """The quotation itself, in plain values; ``fx`` is units of the firm's currency for one of ``currency``."""

    number: str
    revision: int
    state: str
    date: date
    valid_to: date | None
    incoterm: str
    place: str
    edition: str
    currency: str
    fx: Decimal
    fx_date: date
    variant: str
    tax_rate: Decimal
    tax_included: bool
    discount: Decimal
    payment: str
    lead_days: int | None
    loading: str
    discharge: str
    partial: bool
    transship: bool
    commission: Decimal
    bank_cost: Decimal
    quality: str
    warranty: str
    notes: Text
    market: str
    expectations: str
    sales_model: str


@dataclass(frozen=True, slots=True)
class People:
    """Who it is to and from, as printed."""

    customer: Text
    code: str
    address: Text
    attention: str
    reach: str
    seller: Text
    seller_mail: str


@dataclass(frozen=True)
class Facts:
    """Everything the builder needs; no query is made after this. ``margin`` is of the whole, in percent."""

    request: Request
    firm: FirmFacts
    head: Head
    people: People
    goods: tuple[Goods, ...]
    costs: tuple[Cost, ...]
    totals: Totals
    load: Load
    margin: Decimal | None
    policy: Policy
    faults: tuple[Fault, ...]
    credit: Check
    bank: gates.Bank | None
    steps: tuple[Step, ...]
    leaves: tuple[Leave, ...]
    revisions: tuple[tuple[int, date, Decimal, str], ...]
    sources: tuple[Source, ...]
    hands: frozenset[str]

    @property
    def term(self) -> str:
        """The trade term with its place and edition, as it is printed."""
        return f"{self.head.incoterm} {self.head.place}".strip()

    @property
    def base(self) -> str:
        """The firm's own currency."""
        return self.firm.base_currency


def gather(request: Request) -> Facts:
    """Read everything for one quotation; ``NotFound`` when there is none of that number."""
    row = offers.quotation(request.params["quotation"], actor=LOCAL_READER)
    lines, costs, on = list(row.lines.all()), list(row.costs.all()), request.as_of
    margins, firm = offers.margins(row), reference.firm()
    worth = (row.total or Decimal(0)) * row.fx
    sums = totals(
        (line.amount for line in lines), row.currency, discount=row.discount, freight=row.freight_charged, insurance=row.insurance_charged,
        tax_rate=row.tax_rate, tax_included=row.tax_included,
    )  # fmt: skip
    told = specs.told_specs([line.product.sku for line in lines], actor=LOCAL_READER)
    book = offers.PriceBook(row.customer, row.currency, row.date, [line.product for line in lines])
    variant = request.params.get("variant") or row.variant
    return Facts(
        request=request, firm=firm, head=_head(row, variant), people=_people(row), goods=tuple(_goods(line, margins, told, book) for line in lines),
        costs=tuple(Cost(c.kind, c.amount, c.currency, c.fx, c.source) for c in costs), totals=_kept(row, sums), load=_load(lines), margin=margins.whole,
        policy=offers.policy(on), faults=tuple(_faults(row, on)), credit=look(row.customer, at=on, amount=_asked(row, worth), excluding=row.number),
        bank=gates.bank(row.currency, on), steps=tuple(_step(s) for s in row.negotiations.all()), leaves=tuple(_leave(a) for a in row.approvals.all()),
        revisions=tuple((r.number, localdate(r.at), r.total, r.digest) for r in row.revisions.all()), sources=_sources(row, lines, costs, on),
        hands=frozenset({p.login for p in (row.author, row.seller) if p is not None}),
    )  # fmt: skip


def _asked(row: Any, worth: Decimal) -> Decimal:
    """What the quotation would add: nothing once it is an order or gone."""
    return worth if row.state in ("draft", "offered") else Decimal(0)


def _kept(row: Any, sums: Totals) -> Totals:
    """The totals as the record has them, for quotations of a file that rounded otherwise."""
    if row.net is None or (row.net, row.tax, row.total) == (sums.net, sums.tax, sums.total):
        return sums
    return Totals(sums.lines, sums.discount, sums.freight, sums.insurance, row.net, row.tax, row.total)


def _faults(row: Any, on: date) -> list[Fault]:
    roles = row.author.role_codes if row.author is not None else row.seller.role_codes if row.seller is not None else frozenset()
    return offers.faults(row, on=on if row.state == "draft" else row.offered_on or row.date, roles=roles)


def _head(row: Any, variant: str) -> Head:
    plain = (
        "number", "revision", "state", "date", "valid_to", "incoterm", "place", "currency", "fx", "tax_rate", "tax_included", "discount", "payment",
        "lead_days", "partial", "transship", "quality", "warranty", "market", "expectations", "sales_model",
    )  # fmt: skip
    return Head(
        **{name: getattr(row, name) for name in plain}, edition=row.incoterms, fx_date=row.fx_date or row.date, variant=variant, loading=row.port_loading,
        discharge=row.port_discharge, commission=row.commission or Decimal(0), bank_cost=row.bank_cost or Decimal(0), notes=Text(row.notes_zh, row.notes_en),
    )  # fmt: skip


def _people(row: Any) -> People:
    address = _address(row.customer)
    contact = row.attention or row.customer.contacts.filter(is_active=True).order_by("pk").first()
    return People(
        Text(row.customer.name_zh, row.customer.name_en), row.customer.code, address, f"{contact.name}　{contact.title}".strip("　") if contact else "",
        "　".join(part for part in (contact.phone, contact.email) if part) if contact else "",
        Text(row.seller.name_zh, row.seller.name_en) if row.seller else NOTHING, row.seller.email if row.seller else "",
    )  # fmt: skip


def _address(customer: Any) -> Text:
    found = customer.addresses.order_by("use").first()
    return Text(found.lines_zh or found.lines_en, found.lines_en) if found is not None else NOTHING


def _goods(line: Any, margins: Any, told: dict[str, Text], book: Any) -> Goods:
    ware = line.product
    return Goods(
        line.line_no, ware.sku, Text(ware.name_zh, ware.name_en), same(line.specification) if line.specification else told.get(ware.sku, NOTHING), ware.code,
        ware.origin, ware.unit, line.quantity, line.unit_price, line.discount, line.amount, line.unit_cost, margins.lines.get(line.line_no), line.list_price,
        line.price_reason, line.lead_days, line.confirmed_on, ware.carton_pcs, ware.moq,
        tuple((tier.from_quantity, tier.unit_price) for tier in book.tiers(ware)), margins.parts.get(line.line_no),
    )  # fmt: skip


def _load(lines: list[Any]) -> Load:
    return load(
        Ware(one.line_no, one.quantity, one.product.carton_pcs, one.product.carton_cbm, one.product.net_kg, one.product.gross_kg)
        for one in lines
    )


def _step(step: Any) -> Step:
    who = step.approved_by.name_zh if step.approved_by is not None else ""
    return Step(step.date, step.concern, step.asked, step.conceded, step.gained, step.value, who)


def _leave(leave: Any) -> Leave:
    return Leave(localdate(leave.at), leave.by.name_zh, leave.role, leave.least_margin, leave.most_discount, leave.reason)


def _sources(row: Any, lines: list[Any], costs: list[Any], on: date) -> tuple[Source, ...]:
    firm = reference.firm().name
    whole = content(row, lines, costs)
    return (
        Source(QUOTE, "record", Text(f"報價單 {row.number} R{row.revision}", f"Quotation {row.number} R{row.revision}"), firm, as_of=row.date, rows=len(lines), sha256=digest(whole)),
        Source(COSTS, "record", Text("商品成本與報價費用", "Product costs and costs of the quotation"), firm, as_of=row.date, rows=len(lines) + len(costs)),
        Source(SPECS, "record", Text("商品規格與包裝資料", "Product specifications and packing"), firm, as_of=on, rows=len(lines)),
        Source(CREDIT, "record", Text("客戶信用與應收帳款", "Customer credit and receivables"), firm, as_of=on),
    )  # fmt: skip
