"""Parties: customers, suppliers, carriers, brokers, agents."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from argosy.api.door import person, reads, sent, writes
from argosy.api.pages import Page, Window, page
from argosy.records.parties import actions, queries

router = Router(tags=["Parties"])
Kind = Literal["customer", "supplier", "sea_carrier", "air_carrier", "trucker", "broker", "agent"]


class PartyRow(Schema):
    """A party in a list. ``kinds`` is what it is to the firm."""

    code: str
    name_zh: str
    name_en: str
    kinds: list[str]
    tax_id: str
    country: str
    language: str
    grade: str
    website: str
    is_active: bool


class AddressIn(Schema):
    """An address as it is printed."""

    use: Literal["office", "billing", "delivery"] = "office"
    lines_zh: str = ""
    lines_en: str
    country: str


class ContactOut(Schema):
    """A person at a party."""

    id: int
    name: str
    title: str
    email: str
    phone: str
    language: str


class PartyOut(PartyRow):
    """A party with its addresses and the people there."""

    addresses: list[AddressIn]
    contacts: list[ContactOut]


class NewParty(Schema):
    """A new party. ``country`` is ISO 3166-1, ``language`` as ``zh-Hant``, ``en``, ``ja``; without a ``code`` the next free one is given."""

    code: str = ""
    name_zh: str
    name_en: str
    kinds: list[Kind] = Field(min_length=1)
    country: str
    tax_id: str = ""
    language: str = "en"
    grade: Literal["", "A", "B", "C"] = ""
    website: str = ""
    addresses: list[AddressIn] = Field(default_factory=list)


class PartyChange(Schema):
    """What changes; a field that is not sent stays."""

    name_zh: str | None = None
    name_en: str | None = None
    country: str | None = None
    tax_id: str | None = None
    language: str | None = None
    grade: Literal["", "A", "B", "C"] | None = None
    website: str | None = None
    is_active: bool | None = None


class NewContact(Schema):
    """A person at a party."""

    name: str
    title: str = ""
    email: str = ""
    phone: str = ""
    language: str = "en"


class ContactChange(Schema):
    """What changes; a field that is not sent stays. ``is_active`` false: they no longer work there."""

    name: str | None = None
    title: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    is_active: bool | None = None


class PartySearch(Window):
    """Which parties."""

    find: str = Field("", max_length=200, description="Part of code, name or tax id")
    kind: str = ""
    country: str = ""


@reads(router, "/parties", Page[PartyRow])
def parties_list(request: HttpRequest, search: Query[PartySearch]) -> Any:
    """Find parties, by code."""
    rows = queries.parties(actor=person(request), kind=search.kind, country=search.country, find=search.find)
    return page(request, rows, search, _row)


@reads(router, "/parties/{code}", PartyOut)
def parties_one(request: HttpRequest, code: str) -> Any:
    """One party with its addresses and contacts."""
    return _whole(queries.party(code, actor=person(request)))


@writes(router, "/parties", PartyOut, scope="write", status=201)
def parties_register(request: HttpRequest, body: NewParty) -> Any:
    """Register a party."""
    fields = body.dict(exclude={"addresses"})
    row = actions.register_party(actor=person(request), addresses=[a.dict() for a in body.addresses], **fields)
    return Status(201, _whole(row))


@writes(router, "/parties/{code}", PartyOut, scope="write", method="PATCH")
def parties_change(request: HttpRequest, code: str, body: PartyChange) -> Any:
    """Change a party's data. The code itself stays."""
    return _whole(actions.change_party(actor=person(request), code=code, **sent(body)))


@writes(router, "/parties/{code}/addresses", PartyOut, scope="write", method="PUT")
def addresses_set(request: HttpRequest, code: str, body: AddressIn) -> Any:
    """Enter an address; the one there was for the same use is replaced."""
    return _whole(actions.set_address(actor=person(request), code=code, **body.dict()).party)


@writes(router, "/parties/{code}/contacts", ContactOut, scope="write", status=201)
def contacts_add(request: HttpRequest, code: str, body: NewContact) -> Any:
    """Add a person at a party."""
    return Status(201, _contact(actions.add_contact(actor=person(request), code=code, **body.dict())))


@writes(router, "/contacts/{contact}", ContactOut, scope="write", method="PATCH")
def contacts_change(request: HttpRequest, contact: int, body: ContactChange) -> Any:
    """Change a contact, or switch them off."""
    return _contact(actions.change_contact(actor=person(request), contact=contact, **sent(body)))


def _whole(row: Any) -> dict[str, Any]:
    contacts = [c for c in row.contacts.all() if c.is_active]
    return {
        **_row(row),
        "addresses": [{name: getattr(a, name) for name in ("use", "lines_zh", "lines_en", "country")} for a in row.addresses.all()],
        "contacts": [_contact(c) for c in contacts],
    }


def _contact(row: Any) -> dict[str, Any]:
    return {"id": row.pk, **{name: getattr(row, name) for name in ("name", "title", "email", "phone", "language")}}


def _row(row: Any) -> dict[str, Any]:
    names = ("code", "name_zh", "name_en", "kinds", "tax_id", "country", "language", "grade", "website", "is_active")
    return {name: getattr(row, name) for name in names}
