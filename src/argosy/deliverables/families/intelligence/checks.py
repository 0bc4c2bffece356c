"""The checks of the market intelligence file, IN1–IN4. Messages and severities are data of the standards room."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.intelligence.facts import IntelFacts
from argosy.deliverables.families.intelligence.items import Item
from argosy.kernel.text import same
from argosy.report.checks import Hit
from argosy.report.model import Report

CONFIRMED = "1"
HIGH = ("A", "B")


def check(facts: IntelFacts, report: Report) -> list[Hit]:
    """All hits of the family."""
    return [hit for rule in (_whole, _current, _single, _lawful) for hit in rule(facts)]


def _carried(facts: IntelFacts) -> tuple[Item, ...]:
    """Every item the file shows, once."""
    return tuple({item.ref: item for item in (*facts.register.listed, *facts.register.key)}.values())


def _hit(check_id: str, table: str, item: Item) -> Hit:
    return Hit(check_id, (f"{table}.{item.ref}.no",), {"編號": same(item.ref)})


def _whole(facts: IntelFacts) -> Iterator[Hit]:
    yield from (_hit("IN1", "register", item) for item in _carried(facts) if not item.source or not item.grade)


def _current(facts: IntelFacts) -> Iterator[Hit]:
    yield from (_hit("IN2", "key_items", item) for item in facts.register.key if item.expired(facts.request.as_of))


def _single(facts: IntelFacts) -> Iterator[Hit]:
    """A key item graded A or B, or any item said to be confirmed by others, that names no second source."""
    key = {item.ref for item in facts.register.key}
    for item in _carried(facts):
        claimed = item.grade[1:] == CONFIRMED or (item.ref in key and item.grade[:1] in HIGH)
        if claimed and not item.second:
            yield _hit("IN3", "key_items" if item.ref in key else "register", item)


def _lawful(facts: IntelFacts) -> Iterator[Hit]:
    yield from (_hit("IN4", "register", item) for item in _carried(facts) if item.lawful is not True)
