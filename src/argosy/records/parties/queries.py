"""Reading parties."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.parties.models import Contact, Kind, Party
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["Kind", "Party"]
_READ = Text("查看往來對象", "see parties")


def parties(*, actor: Actor | None, kind: str = "", country: str = "", find: str = "") -> QuerySet[Party]:
    """Parties by code; ``find`` looks in code, both names and the tax id."""
    require(actor, "parties.party.read", _READ)
    rows = Party.objects.prefetch_related("parts")
    if kind:
        rows = rows.filter(parts__kind=kind)
    if country:
        rows = rows.filter(country=country)
    if find:
        rows = rows.filter(Q(code__icontains=find) | Q(name_zh__icontains=find) | Q(name_en__icontains=find) | Q(tax_id__startswith=find))
    return rows


def party(code: str, *, actor: Actor | None) -> Party:
    """One party with its capacities, addresses and contacts, or ``NotFound``."""
    require(actor, "parties.party.read", _READ)
    row: Party = found(Party.objects.prefetch_related("parts", "addresses", "contacts"), code, code=code)
    return row


def contacts(code: str, *, actor: Actor | None) -> QuerySet[Contact]:
    """The active contacts of a party."""
    require(actor, "parties.contact.read", Text("查看聯絡人", "see contacts"))
    return Contact.objects.filter(party__code=code, is_active=True)
