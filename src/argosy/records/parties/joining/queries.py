"""Reading imports, merges and likely duplicates."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.parties.joining.matching import LIKELY, Register
from argosy.records.parties.joining.models import PartyImport, PartyMerge
from argosy.records.parties.models import Party
from argosy.records.permission import Actor, require

_READ = Text("查看往來對象", "see parties")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties that may be one, and how alike their names are (1: the same tax id or the same name)."""

    one: Party
    other: Party
    score: float


def imports(*, actor: Actor | None) -> QuerySet[PartyImport]:
    """Imports, the latest first."""
    require(actor, "parties.party.read", _READ)
    return PartyImport.objects.select_related("by")


def merges(*, actor: Actor | None, code: str = "") -> QuerySet[PartyMerge]:
    """Merges, the latest first; of one party with ``code``."""
    require(actor, "parties.party.read", _READ)
    rows = PartyMerge.objects.select_related("kept", "gone", "by")
    return rows.filter(Q(kept__code=code) | Q(gone__code=code)) if code else rows


def likely_pairs(*, actor: Actor | None, least: float = LIKELY, most: int = 100) -> list[Pair]:
    """Parties of one country whose names are much alike, the likeliest first; those merged are left out."""
    require(actor, "parties.party.read", _READ)
    rows = {row.code: row for row in Party.objects.filter(merged_into=None)}
    made: dict[tuple[str, str], float] = {}
    for country in sorted({row.country for row in rows.values()}):
        near = [row for row in rows.values() if row.country == country]
        register = Register((row.code, name) for row in near for name in (row.name_zh, row.name_en))
        for row in near:
            for name in {row.name_zh, row.name_en}:
                for found in register.find(name, least, most=4):
                    if found.code != row.code:
                        key = (min(row.code, found.code), max(row.code, found.code))
                        made[key] = max(made.get(key, 0.0), found.score)
    best = sorted(made.items(), key=lambda one: (-one[1], one[0]))[:most]
    return [Pair(rows[one], rows[other], score) for (one, other), score in best]


def leads_to(code: str, *, actor: Actor | None) -> str:
    """The code a party goes by now: its own, or that of the party it was merged into."""
    require(actor, "parties.party.read", _READ)
    row = Party.objects.filter(code=code).select_related("merged_into").first()
    while row is not None and row.merged_into is not None:
        row = row.merged_into
    return row.code if row is not None else code
