"""Filling an empty store with the sample firm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from argosy.kernel.canonical import digest
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.audit.journal import write
from argosy.records.audit.models import Outcome
from argosy.records.people.models import Person
from argosy.records.sample import (
    after_sales,
    case_steps,
    coached,
    contacts,
    contracts,
    credit_store,
    deliveries,
    firm,
    intelligence,
    knowledge,
    managed,
    market_facts,
    offers,
    orders,
    parties,
    products,
    prospects,
    quotes,
    rates,
    receivables_store,
    rival_terms,
    rivals,
    sales,
    serving,
    stock_reports,
    striving,
    surveys,
    targets,
)
from argosy.records.sample.world import Part, Plan, World

SEED = 20260630
SIZES = {"demo": 1, "load": 200}
PARTS: tuple[Part, ...] = (
    *firm.PARTS, *parties.PARTS, *products.PARTS, *rates.PARTS, *orders.PARTS, *sales.PARTS, *quotes.PARTS, *after_sales.PARTS, *targets.PARTS,
    *deliveries.PARTS, *offers.PARTS, *contracts.PARTS,
    *knowledge.PARTS, *rivals.PARTS, *intelligence.PARTS, *market_facts.PARTS,
    *receivables_store.PARTS, *credit_store.PARTS,
    *contacts.PARTS, *stock_reports.PARTS, *prospects.PARTS,
    *managed.PARTS, *coached.PARTS, *rival_terms.PARTS,
    *case_steps.PARTS, *surveys.PARTS, *serving.PARTS, *striving.PARTS,
)  # fmt: skip
"""In this order: a part may use what earlier parts have made."""


def load_sample(
    *, password: str, seed: int = SEED, size: str = "demo", now: datetime | None = None, parts: Iterable[Part] = PARTS
) -> World:
    """Fill an empty store, all or nothing. ``password`` opens every demo person's account.

    Rows are dated ``now`` (default: the evening of the sample's standing day). A store with people in it raises ``Refused``.
    """
    if Person.objects.exists():
        raise Refused(
            Text("資料庫已有人員，示範資料僅能載入空的資料庫", "The store has people in it; the sample loads into an empty store only")
        )
    world = World(plan(seed, size), now or evening(), password)
    with transaction.atomic():
        for part in parts:
            part.store(world, part.rows(world.plan))
        write("reference.sample.load", Outcome.DONE, login="demo", detail=f"seed {seed}, size {size}")
    return world


def plan(seed: int = SEED, size: str = "demo") -> Plan:
    """The plan of a size by name; an unknown size raises ``BadInput``."""
    if size not in SIZES:
        raise BadInput(Text("大小應為 demo 或 load，而非「{size}」", "The size is demo or load, not '{size}'").format(size=size))
    return Plan(seed, SIZES[size])


def evening() -> datetime:
    """Six in the evening of the sample firm's standing day, Taipei time."""
    return timezone.make_aware(datetime.combine(firm.AS_OF, datetime.min.time()).replace(hour=18))


def fingerprint(plan: Plan, parts: Iterable[Part] = PARTS) -> dict[str, str]:
    """The hash of every table's rows: equal plans give equal hashes."""
    return {part.name: digest(part.rows(plan)) for part in parts}
