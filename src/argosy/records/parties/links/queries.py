"""Reading how parties stand to each other."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.parties.links.models import PartyRelation, Relation
from argosy.records.permission import Actor, require

__all__ = ["Relation"]


def relations(code: str, *, actor: Actor | None) -> QuerySet[PartyRelation]:
    """Relations of a party, from either side."""
    require(actor, "parties.party.read", Text("查看往來對象", "see parties"))
    return PartyRelation.objects.filter(Q(party__code=code) | Q(other__code=code)).select_related("party", "other")
