"""Writes about parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.parties.models import Address, Contact, Party, PartyKind
from argosy.records.record import changed, found


@action("parties.party.register", Text("登錄往來對象", "register a party"))
def register_party(*, actor: Actor, code: str, kinds: Iterable[str], addresses: Iterable[dict[str, str]] = (), **fields: Any) -> Party:
    """A new party. ``fields``: name_zh, name_en, tax_id, country, language, grade, website; ``addresses``: use, lines_zh, lines_en, country.

    Without a code it gets the next free one of its country, such as C-AU-04.
    """
    kinds = set(kinds)
    party = Party(code=code or _free_code("C" if "customer" in kinds else "P", fields.get("country", "")), **fields)
    _own_tax_id(party)
    party.save()
    for kind in sorted(kinds):
        PartyKind(party=party, kind=kind).save()
    for address in addresses:
        Address(party=party, **address).save()
    return party


def _free_code(letter: str, country: str) -> str:
    start = f"{letter}-{country}-"
    used = Party.objects.filter(code__startswith=start).values_list("code", flat=True)
    last = max((int(code.removeprefix(start)) for code in used if code.removeprefix(start).isdecimal()), default=0)
    return f"{start}{last + 1:02d}"


@action("parties.party.change", Text("修改往來對象", "change a party"))
def change_party(*, actor: Actor, code: str, **fields: Any) -> Party:
    """Change the fields given; the code itself stays."""
    party: Party = found(Party.objects.select_for_update(), code, code=code)
    for name in ("country", "tax_id"):
        setattr(party, name, fields.get(name, getattr(party, name)))
    _own_tax_id(party)
    changed(party, fields)
    return party


def _own_tax_id(party: Party) -> None:
    """A tax id belongs to one party: ``BadInput`` says to which one."""
    owner = Party.objects.filter(country=party.country, tax_id=party.tax_id).exclude(code=party.code).first() if party.tax_id else None
    if owner is not None:
        words = Text("統一編號 {n} 已登錄於 {o}；若為同一家請使用該筆或合併", "Tax id {n} is that of {o}: use that party, or merge the two")
        told = words.format(n=party.tax_id, o=str(owner))
        raise BadInput(told, [Problem(told, where="parties.Party", field="tax_id")])


@action("parties.address.set", Text("登錄地址", "enter an address"))
def set_address(*, actor: Actor, code: str, use: str, **fields: Any) -> Address:
    """The address of a party for one use (office, billing, delivery); the one there was is replaced. ``fields``: lines_zh, lines_en, country."""
    party: Party = found(Party.objects.select_for_update(), code, code=code)
    row: Address = changed(Address.objects.filter(party=party, use=use).first() or Address(party=party, use=use), fields)
    return row


@action("parties.contact.add", Text("新增聯絡人", "add a contact"))
def add_contact(*, actor: Actor, code: str, **fields: Any) -> Contact:
    """A person at the party ``code``. ``fields``: name, title, email, phone, language."""
    contact = Contact(party=found(Party.objects.all(), code, code=code), **fields)
    contact.save()
    return contact


@action("parties.contact.change", Text("修改聯絡人", "change a contact"))
def change_contact(*, actor: Actor, contact: int, **fields: Any) -> Contact:
    """Change the fields given, or switch the contact off with ``is_active=False``."""
    row: Contact = changed(found(Contact.objects.all(), contact, pk=contact), fields)
    return row
