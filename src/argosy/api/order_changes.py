"""Changing an import order: its terms and costs, what a person decides about a line, and removing one nothing was computed from."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - a field is called date
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Schema

from argosy.api.door import person, sent, writes
from argosy.api.orders import LineOut, OrderOut, line_json, order_json, router
from argosy.importers.cells import country, tariff_code
from argosy.records.tariffs import actions, queries
from argosy.records.tariffs.intake import NewCost

__all__ = ["router"]


class CostIn(Schema):
    """A cost of the whole consignment. ``dutiable`` only where the rules leave it open."""

    kind: str = Field(min_length=1, max_length=20)
    amount: Decimal = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    dutiable: bool | None = None
    document: str = ""


class Revision(Schema):
    """What changes; a field that is not sent stays. ``costs`` replaces all costs, ``fx`` all given rates, ``facts`` those of the entry."""

    title_zh: str | None = None
    title_en: str | None = None
    date: Day | None = None
    incoterm: str | None = None
    edition: Literal[2010, 2020] | None = None
    place: str | None = None
    currency: str | None = None
    jurisdiction: str | None = Field(None, max_length=2)
    fx: dict[str, str] | None = None
    allocation: Literal["auto", "weight", "value", "quantity", "volume"] | None = None
    invoice_no: str | None = None
    invoice_date: Day | None = None
    vessel: str | None = None
    facts: dict[str, str] | None = None
    seller: str | None = None
    client: str | None = None
    costs: list[CostIn] | None = None


class Preference(Schema):
    """The programme claimed on a line, with its rate and facts when stated; an empty programme claims none."""

    programme: str = ""
    rate: str = ""
    facts: dict[str, str] = Field(default_factory=dict)


class LineRevision(Schema):
    """What a person decides about a line; a field that is not sent stays. An empty rate or fact takes it away."""

    code: str | None = None
    origin: str | None = None
    rationale: str | None = None
    description: str | None = Field(None, max_length=300)
    rates: dict[str, str] | None = None
    facts: dict[str, str] | None = None
    preference: Preference | None = None


class Removed(Schema):
    """What is gone."""

    order: str


@writes(router, "/orders/{ref}", OrderOut, scope="write", method="PATCH")
def orders_revise(request: HttpRequest, ref: str, body: Revision) -> Any:
    """Change an order's terms, rates of exchange or costs."""
    fields = {name: value for name, value in sent(body).items() if name != "costs"}
    costs = None if body.costs is None else [NewCost(**cost.dict()) for cost in body.costs]
    actions.revise_order(actor=person(request), ref=ref, fields=fields, costs=costs)
    return order_json(queries.order(ref))


@writes(router, "/orders/{ref}/lines/{line_no}", LineOut, scope="write", method="PATCH")
def orders_line(request: HttpRequest, ref: str, line_no: int, body: LineRevision) -> Any:
    """Decide about a line: its code and why, its origin, the rates given on it, the facts the rules ask for."""
    given = sent(body)
    if "preference" in given:
        given["preference"] = given["preference"] if given["preference"].get("programme") else {}
    given |= {name: read(given[name]) for name, read in (("code", tariff_code), ("origin", country)) if given.get(name)}
    return line_json(actions.revise_line(actor=person(request), ref=ref, line_no=line_no, **given))


@writes(router, "/orders/{ref}", Removed, scope="write", method="DELETE")
def orders_remove(request: HttpRequest, ref: str) -> Any:
    """Remove an order nothing was computed from. Its history stays."""
    actions.remove_order(actor=person(request), ref=ref)
    return {"order": ref}
