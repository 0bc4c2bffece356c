"""The customers an upkeep sheet is about: who they are, how often they are contacted, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from argosy.deliverables.families.upkeep.params import UpkeepAsk
from argosy.kernel.errors import NotFound
from argosy.kernel.text import NOTHING, Text
from argosy.records.care.contacting import queries as contacting
from argosy.records.permission import LOCAL_READER

WEEKLY = 7
"""Customers contacted at least this often are held to it as class A is."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a customer."""

    name: str
    title: str
    phone: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Cared:
    """A customer. ``every`` is the planned interval in days (``None`` while paused), ``reason`` why it is not its class's; ``idle`` days without contact."""

    code: str
    name: Text
    grade: str
    every: int | None
    reason: str
    last: date | None
    next_on: date | None
    idle: int | None
    over: int
    tax_id: str = ""
    address: Text = NOTHING
    bank: str = ""
    people: tuple[Person, ...] = ()

    @property
    def weekly(self) -> bool:
        """Whether it is class A, or watched as closely."""
        return self.grade == "A" or (self.every is not None and self.every <= WEEKLY)


def gather_customers(ask: UpkeepAsk, on: date) -> tuple[Cared, ...]:
    """Active customers by class and code: of one salesperson those whose latest contact is theirs. ``NotFound`` for a code that is no customer."""
    rows = [row for row in contacting.standings(on, actor=LOCAL_READER) if not ask.customer or row.party.code == ask.customer]
    if ask.customer and not rows:
        raise NotFound(Text("沒有客戶「{c}」", "There is no customer {c}").format(c=ask.customer))
    if ask.rep:
        mine = contacting.cared_for(on, actor=LOCAL_READER)
        rows = [row for row in rows if mine.get(row.party.code) == ask.rep]
    known = contacting.with_details([row.party for row in rows], actor=LOCAL_READER)
    made = [_cared(row, known[row.party.pk]) for row in rows]
    return tuple(sorted(made, key=lambda one: (one.grade or "Z", one.code)))


def _cared(row: contacting.Standing, party: Any) -> Cared:
    address = next(iter(party.addresses.all()), None)
    where = Text(str(address), address.lines_en or str(address)) if address else NOTHING
    people = tuple(Person(c.name, c.title, c.phone, c.email, c.language) for c in party.contacts.all() if c.is_active)
    often = row.frequency
    return Cared(
        party.code, Text(party.name_zh, party.name_en), party.grade, often.days, often.reason, row.last, row.next_on, row.idle, row.over, party.tax_id, where,
        "、".join(sorted({one.bank for one in party.bank_accounts.all() if one.is_active})), people,
    )  # fmt: skip
