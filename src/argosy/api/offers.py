"""Quotations, orders and contracts: drafting to signing, each act refused with everything that stands in its way."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.importers.offer_file import read_offer
from argosy.kernel.canonical import plain
from argosy.publishing import offering, ubl
from argosy.records.contracts import actions as contracts
from argosy.records.contracts import queries as contract_rows
from argosy.records.reference import queries as reference
from argosy.records.sales import queries as sales
from argosy.records.sales.offering import actions
from argosy.records.sales.offering import queries as offers
from argosy.records.sales.ordering import actions as ordering

router = Router(tags=["Offers"])
Answer = dict[str, Any]
MOST = 200


class LineIn(Schema):
    """A goods line. Without `unit_price` the price lists are asked."""

    sku: str = Field(max_length=30)
    quantity: Decimal
    unit_price: Decimal | None = None
    discount: Decimal = Decimal(0)
    specification: str = Field("", max_length=300)
    lead_days: int | None = None
    confirmed_on: dt.date | None = Field(None, description="When stock or lead time was confirmed")


class CostIn(Schema):
    """A cost of getting there, for the whole offer."""

    kind: str = Field(max_length=20, description="packing, loading, origin_inland, export_clearance … as in `GET /offers/terms`")
    amount: Decimal
    currency: str = Field(max_length=3)
    source: str = Field("", max_length=120)


class OfferIn(Schema):
    """A whole offer. Empty fields take what the firm usually does: validity, rate of the day, tax by customer."""

    customer: str = Field(max_length=20)
    incoterm: str = Field(max_length=3)
    currency: str = Field(max_length=3)
    lines: list[LineIn] = Field(max_length=MOST)
    costs: list[CostIn] = Field([], max_length=20)
    place: str = Field("", max_length=60)
    date: dt.date | None = None
    valid_to: dt.date | None = None
    fx: Decimal | None = None
    fx_date: dt.date | None = None
    variant: Literal["", "export", "domestic"] = ""
    tax_rate: Decimal | None = None
    tax_included: bool = False
    discount: Decimal = Decimal(0)
    freight_charged: Decimal = Decimal(0)
    insurance_charged: Decimal = Decimal(0)
    commission: Decimal | None = None
    bank_cost: Decimal | None = None
    payment: str = Field("", max_length=200)
    lead_days: int | None = None
    port_loading: str = Field("", max_length=60)
    port_discharge: str = Field("", max_length=60)
    partial: bool = False
    transship: bool = True
    quality: str = Field("", max_length=200)
    warranty: str = Field("", max_length=200)
    expectations: str = ""
    sales_model: str = Field("", max_length=120)
    notes_zh: str = ""
    notes_en: str = ""
    attention: str = Field("", max_length=80)


class EditIn(OfferIn):
    """A draft's whole new content, and the edit it was made on."""

    version: int


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(max_length=300)


class StepIn(Schema):
    """A step of a negotiation."""

    asked: str = Field(max_length=200)
    concern: str = Field("", max_length=160)
    conceded: str = Field("", max_length=200)
    gained: str = Field("", max_length=200)
    value: Decimal | None = None
    date: dt.date | None = None
    approved_by: str = Field("", max_length=32)


class ConfirmIn(Schema):
    """The customer's own order number, and the day of shipment promised."""

    customer_ref: str = Field("", max_length=60)
    promised: dt.date | None = None


class CloseIn(Schema):
    """What became of it."""

    outcome: Literal["lost", "expired", "cancelled"]
    reason: str = Field("", max_length=12)
    rival: str = Field("", max_length=80)
    note: str = Field("", max_length=300)


class ReleaseIn(Schema):
    """Quantities by line number; empty for all that is left."""

    quantities: dict[int, Decimal] = Field(default_factory=dict)


class GoodsIn(Schema):
    """Goods of one line that left, with what inspection measured."""

    line_no: int
    quantity: Decimal
    values: dict[str, str] = Field(default_factory=dict)
    result: Literal["", "pass", "fail", "waived", "none"] = ""
    remark: str = Field("", max_length=200)


class ShipIn(Schema):
    """A shipment."""

    goods: list[GoodsIn] = Field(max_length=MOST)
    on: dt.date | None = None
    note_no: str = Field("", max_length=40)


class ListQuery(Schema):
    """Which ones."""

    state: str = Field("", max_length=16)
    find: str = Field("", max_length=60)
    limit: int = Field(50, ge=1, le=MOST)


class PriceQuery(Schema):
    """For whom, how many, in what."""

    sku: str = Field(max_length=30)
    customer: str = Field(max_length=20)
    quantity: Decimal = Field(Decimal(1), gt=0)
    currency: str = Field("TWD", max_length=3)
    on: dt.date | None = None


class DrawIn(Schema):
    """What a contract is drawn from: a quotation, an earlier contract, or a customer and a kind."""

    quotation: str = Field("", max_length=30)
    renews: str = Field("", max_length=30)
    customer: str = Field("", max_length=20)
    kind: Literal["", "sale", "distribution", "agency"] = ""
    ends: dt.date | None = None


class SignatoryIn(Schema):
    """Who may sign, with the paper that says so: for the other party (``theirs``) or for the firm."""

    name: str = Field(max_length=80)
    title: str = Field("", max_length=80)
    paper: str = Field(max_length=160)
    theirs: bool = True


class DeviateIn(Schema):
    """An article worded otherwise than the library."""

    article: int
    zh: str
    en: str
    reason: str = Field(max_length=300)
    risk: str = Field("", max_length=200)


class DecideIn(Schema):
    """Legal's word on it."""

    approve: bool
    answer: str = Field("", max_length=300)


@reads(router, "/quotations", list[Answer])
def quotations_list(request: HttpRequest, asked: Query[ListQuery]) -> Any:
    """Quotations, the latest first."""
    rows = sales.quotations(actor=person(request), find=asked.find, state=asked.state).order_by("-number")[: asked.limit]
    names = ("number", "revision", "state", "date", "valid_to", "currency", "total")
    return [{**{name: plain(getattr(row, name)) for name in names}, "customer": row.customer.code} for row in rows]


@reads(router, "/quotations/{number}", Answer)
def quotations_one(request: HttpRequest, number: str) -> Any:
    """One quotation: lines with margin, what stands in the way, price at every term, credit, negotiation, revisions."""
    return offering.quotation(number, actor=person(request))


@reads(router, "/quotations/{number}/ubl", bytes)
def quotations_ubl(request: HttpRequest, number: str) -> Any:
    """The quotation as UBL 2.1."""
    return HttpResponse(ubl.quotation(number, actor=person(request)), content_type="application/xml")


@writes(router, "/quotations", Answer, scope="write", status=201)
def quotations_draft(request: HttpRequest, offer: OfferIn) -> Any:
    """Draft a quotation. Prices come from the lists where none is given."""
    row = actions.draft_quotation(actor=person(request), offer=read_offer(offer.dict(exclude_none=True)))
    return Status(201, offering.quotation(row.number, actor=person(request)))


@writes(router, "/quotations/{number}", Answer, scope="write", method="PUT")
def quotations_edit(request: HttpRequest, number: str, offer: EditIn) -> Any:
    """Replace a draft's content. Another edit in between is refused, with what it changed."""
    content = offer.dict(exclude_none=True)
    version = content.pop("version")
    actions.edit_quotation(actor=person(request), number=number, version=version, offer=read_offer(content))
    return offering.quotation(number, actor=person(request))


@writes(router, "/quotations/{number}/offer", Answer, scope="write")
def quotations_offer(request: HttpRequest, number: str) -> Any:
    """Send out: the revision is frozen. Refused with everything that stands in the way."""
    actions.offer_quotation(actor=person(request), number=number)
    return offering.quotation(number, actor=person(request))


@writes(router, "/quotations/{number}/revise", Answer, scope="write")
def quotations_revise(request: HttpRequest, number: str) -> Any:
    """Open the next revision; what was offered stays as it was."""
    actions.revise_quotation(actor=person(request), number=number)
    return offering.quotation(number, actor=person(request))


@writes(router, "/quotations/{number}/approve", Answer, scope="write")
def quotations_approve(request: HttpRequest, number: str, why: ReasonIn) -> Any:
    """Approve below the floor or beyond a discount band, within the caller's own band; never by who made it."""
    actions.approve_offer(actor=person(request), number=number, reason=why.reason)
    return offering.quotation(number, actor=person(request))


@writes(router, "/quotations/{number}/negotiations", Answer, scope="write")
def quotations_negotiate(request: HttpRequest, number: str, step: StepIn) -> Any:
    """Log what was asked, conceded and gained."""
    actions.log_negotiation(actor=person(request), number=number, **step.dict())
    return offering.quotation(number, actor=person(request))


@writes(router, "/quotations/{number}/confirm", Answer, scope="write")
def quotations_confirm(request: HttpRequest, number: str, asked: ConfirmIn) -> Any:
    """The order of an accepted quotation. Expired, already won, or on credit hold is refused."""
    order = ordering.confirm_quotation(actor=person(request), number=number, customer_ref=asked.customer_ref, promised=asked.promised)
    return offering.order(order.number, actor=person(request))


@writes(router, "/quotations/{number}/close", Answer, scope="write")
def quotations_close(request: HttpRequest, number: str, asked: CloseIn) -> Any:
    """Lost, expired or cancelled."""
    actions.close_quotation(actor=person(request), number=number, **asked.dict())
    return offering.quotation(number, actor=person(request))


@reads(router, "/offers/price", Answer)
def offers_price(request: HttpRequest, asked: Query[PriceQuery]) -> Any:
    """The price of a quantity for a customer, and where it was found."""
    told = asked.dict()
    found = offers.price_for(told.pop("sku"), actor=person(request), **told)
    return {"unit_price": f"{found.unit_price:f}", "currency": asked.currency, "reason": offering.told(found.reason)}


@reads(router, "/offers/terms", Answer)
def offers_terms(request: HttpRequest) -> Any:
    """Who pays which cost line under each rule of Incoterms 2020."""
    from argosy.engines.offer.terms import COST_KINDS, EDITION, table

    return {"edition": EDITION, "costs": {kind.code: offering.told(kind.name) for kind in COST_KINDS}, "who_pays": table()}


@reads(router, "/sales-orders/{number}", Answer)
def sales_orders_one(request: HttpRequest, number: str) -> Any:
    """One order: states, lines with what was released and shipped, deliveries."""
    return offering.order(number, actor=person(request))


@writes(router, "/sales-orders/{number}/release", Answer, scope="write")
def sales_orders_release(request: HttpRequest, number: str, asked: ReleaseIn) -> Any:
    """Let goods go. Credit is asked again."""
    ordering.release_order(actor=person(request), number=number, quantities=asked.quantities or None)
    return offering.order(number, actor=person(request))


@writes(router, "/sales-orders/{number}/ship", Answer, scope="write")
def sales_orders_ship(request: HttpRequest, number: str, asked: ShipIn) -> Any:
    """Goods that left. Values outside the specification need acceptance by concession."""
    goods = [ordering.Shipped(**one.dict()) for one in asked.goods]
    ordering.ship_order(actor=person(request), number=number, goods=goods, on=asked.on, note_no=asked.note_no)
    return offering.order(number, actor=person(request))


@writes(router, "/sales-orders/{number}/cancel", Answer, scope="write")
def sales_orders_cancel(request: HttpRequest, number: str, why: ReasonIn) -> Any:
    """Cancel an order of which nothing has left and nothing is invoiced."""
    ordering.cancel_order(actor=person(request), number=number, reason=why.reason)
    return offering.order(number, actor=person(request))


@reads(router, "/contracts", list[Answer])
def contracts_list(request: HttpRequest, asked: Query[ListQuery]) -> Any:
    """Contracts, the latest first; `state` may be `renewal` for those to be decided soon."""
    who = person(request)
    rows = (
        contract_rows.renewals(actor=who, on=reference.today())
        if asked.state == "renewal"
        else contract_rows.contracts(actor=who, state=asked.state, find=asked.find)
    )
    names = ("number", "kind", "state", "drawn", "starts", "ends", "alarm", "currency", "total")
    return [{**{name: plain(getattr(row, name)) for name in names}, "customer": row.customer.code} for row in rows[: asked.limit]]


@reads(router, "/contracts/{number}", Answer)
def contracts_one(request: HttpRequest, number: str) -> Any:
    """One contract: goods, articles, obligations, what stands in the way of signing."""
    return offering.contract(number, actor=person(request))


@writes(router, "/contracts", Answer, scope="write", status=201)
def contracts_draw(request: HttpRequest, asked: DrawIn) -> Any:
    """Draw up a contract; clauses come from the library with their variables filled in."""
    given = {name: value for name, value in asked.dict().items() if value and name != "quotation"}
    row = contracts.draw_contract(actor=person(request), quotation=asked.quotation, **given)
    return Status(201, offering.contract(row.number, actor=person(request)))


@writes(router, "/contracts/{number}/deviations", Answer, scope="write")
def contracts_deviate(request: HttpRequest, number: str, asked: DeviateIn) -> Any:
    """Word an article otherwise; legal has to approve that wording."""
    contracts.deviate(actor=person(request), number=number, **asked.dict())
    return offering.contract(number, actor=person(request))


@writes(router, "/contracts/{number}/deviations/{article}", Answer, scope="write", method="PUT")
def contracts_decide(request: HttpRequest, number: str, article: int, asked: DecideIn) -> Any:
    """Legal's decision on a deviation."""
    contracts.decide_deviation(actor=person(request), number=number, article=article, approve=asked.approve, answer=asked.answer)
    return offering.contract(number, actor=person(request))


@writes(router, "/contracts/{number}/signatories", Answer, scope="write")
def contracts_signatory(request: HttpRequest, number: str, asked: SignatoryIn) -> Any:
    """Put a signatory's authority on file and name them on the contract."""
    told = {"name": asked.name, "title": asked.title, "paper": asked.paper}
    contracts.file_authority(actor=person(request), contract=number, theirs=asked.theirs, **told)
    return offering.contract(number, actor=person(request))


@writes(router, "/contracts/{number}/sign", Answer, scope="write")
def contracts_sign(request: HttpRequest, number: str) -> Any:
    """Freeze the text and note the signature. Refused with everything CT1 to CT5 find."""
    contracts.sign_contract(actor=person(request), number=number)
    return offering.contract(number, actor=person(request))
