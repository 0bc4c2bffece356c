"""Writes about how parties stand to each other."""

from __future__ import annotations

from datetime import date
from typing import Any

from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.parties.links.models import PartyRelation
from argosy.records.parties.models import Party
from argosy.records.record import found


@action("parties.relation.set", Text("登錄往來關係", "record a relation of parties"))
def relate(
    *, actor: Any, party: str, kind: str, other: str, since: date | None = None, until: date | None = None, note: str = ""
) -> PartyRelation:
    """``party`` is the ``kind`` of ``other``, or does it for it; one recorded before gets the dates and note given."""
    one, two = (found(Party.objects.all(), code, code=code) for code in (party, other))
    row = PartyRelation.objects.select_for_update().filter(party=one, kind=kind, other=two).first() or PartyRelation(
        party=one, kind=kind, other=two
    )
    row.since, row.until, row.note = since, until, note
    row.save()
    return row
