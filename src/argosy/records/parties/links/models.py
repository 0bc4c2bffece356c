"""How parties stand to each other."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.records.columns import choice, day, line, link
from argosy.records.record import Record
from argosy.records.wording import said


class Relation(models.TextChoices):
    """What a party is to another one."""

    PARENT = "parent", said("母公司", "Parent company of")
    AGENT = "agent", said("代理商", "Agent of")
    SHIPS = "ships_to", said("送貨至", "Has goods shipped to")
    PAYS = "pays_for", said("代為付款", "Pays for")
    BILLS = "billed_via", said("帳單開給", "Is billed through")
    REFERS = "referred", said("轉介", "Referred")
    RIVAL = "rival", said("競爭", "Competes with")


class PartyRelation(Record):
    """``party`` is the ``kind`` of, or does it for, ``other`` from ``since`` to ``until``."""

    party = link("parties.Party", "往來對象", "party", needed=True, name="relations")
    kind = choice("關係", "relation", Relation.choices, default=Relation.PARENT)
    other = link("parties.Party", "對方", "other party", needed=True, name="related")
    since = day("起日", "from")
    until = day("迄日", "until")
    note = line("說明", "note")

    class Meta:
        verbose_name = said("往來關係", "relation")
        verbose_name_plural = said("往來關係", "relations")
        ordering: ClassVar = ["party", "kind", "other"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "kind", "other"], name="party_relation_once")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind} {self.other_id}"

    def clean(self) -> None:
        """A party has no relation to itself, and nothing ends before it starts."""
        if self.party_id is not None and self.party_id == self.other_id:
            raise ValidationError({"other": said("不得為自身", "a party has no relation to itself")})
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": said("迄日不得早於起日", "it cannot end before it starts")})
