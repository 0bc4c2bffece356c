"""Reading parties."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.parties.models import Address, Contact, Kind, Party, PartyKind
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["Kind", "Party", "Use"]
Use = Address.Use
_READ = Text("查看往來對象", "see parties")


def parties(*, actor: Actor | None, kind: str = "", country: str = "", find: str = "") -> QuerySet[Party]:
    """Parties by code; ``find`` looks in code, both names and the tax id."""
    require(actor, "parties.party.read", _READ)
    rows = Party.objects.prefetch_related("parts")
    if kind:
        rows = rows.filter(Exists(PartyKind.objects.filter(party=OuterRef("pk"), kind=kind).order_by()))
    if country:
        rows = rows.filter(country=country)
    if find:
        rows = rows.filter(Q(code__icontains=find) | Q(name_zh__icontains=find) | Q(name_en__icontains=find) | Q(tax_id__startswith=find))
    return rows


@dataclass(frozen=True, slots=True)
class Listed:
    """A party as a list shows it."""

    code: str
    name: Text
    kinds: tuple[str, ...]
    country: str
    grade: str
    tax_id: str


def listed(rows: QuerySet[Party]) -> list[Listed]:
    """The parties of one page of a list that was read by permission, without making a record of each."""
    told = list(rows.prefetch_related(None).values_list("pk", "code", "name_zh", "name_en", "country", "grade", "tax_id"))
    kinds: dict[int, list[str]] = {key: [] for key, *_ in told}
    for key, kind in PartyKind.objects.filter(party__in=list(kinds)).order_by("kind").values_list("party", "kind"):
        kinds[key].append(kind)
    return [Listed(code, Text(zh, en), tuple(kinds[key]), country, grade, tax_id) for key, code, zh, en, country, grade, tax_id in told]


def party(code: str, *, actor: Actor | None) -> Party:
    """One party with its capacities, addresses and contacts, or ``NotFound``."""
    require(actor, "parties.party.read", _READ)
    row: Party = found(Party.objects.prefetch_related("parts", "addresses", "contacts"), code, code=code)
    return row


def contact(code: str, number: int, *, actor: Actor | None) -> Contact:
    """One contact of a party whose data is still held, or ``NotFound``."""
    require(actor, "parties.contact.read", Text("查看聯絡人", "see contacts"))
    row: Contact = found(Contact.objects.filter(party__code=code, removed_on=None), number, pk=number)
    return row


def contacts(code: str, *, actor: Actor | None) -> QuerySet[Contact]:
    """The active contacts of a party."""
    require(actor, "parties.contact.read", Text("查看聯絡人", "see contacts"))
    return Contact.objects.filter(party__code=code, is_active=True)
