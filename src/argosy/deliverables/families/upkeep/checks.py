"""The checks of the upkeep sheet, UP1 to UP3. Messages and severities are data of the standards room."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.upkeep.facts import UpkeepFacts
from argosy.deliverables.families.upkeep.inviting import overdue
from argosy.deliverables.families.upkeep.people import Cared
from argosy.deliverables.families.upkeep.uncontacted import UncontactedFacts
from argosy.kernel.text import Text, same
from argosy.report.checks import Hit
from argosy.report.model import Report


def check(facts: UpkeepFacts | UncontactedFacts, report: Report) -> list[Hit]:
    """All hits of the family; before any contact is logged there is none."""
    if isinstance(facts, UncontactedFacts):
        return []
    return [*_silent(facts), *_promised(facts), *_unreported(facts)]


def silent(one: Cared) -> bool:
    """Whether a customer of class A, or contacted as closely, was not contacted within its interval; one that is paused has its reason."""
    return one.weekly and one.every is not None and one.over > 0


def _silent(facts: UpkeepFacts) -> Iterator[Hit]:
    yield from (Hit("UP1", (f"kept.{one.code}.idle",), {"客戶": _named(one)}) for one in facts.customers if silent(one))


def _named(one: Cared) -> Text:
    """Its name; one of another class contacted as closely says so."""
    return one.name if one.grade == "A" else Text(f"{one.name.zh}（比照 A 級）", f"{one.name.en} (treated as class A)")


def _promised(facts: UpkeepFacts) -> Iterator[Hit]:
    late = dict.fromkeys(one.customer for one in facts.promises if not one.followed)
    yield from (Hit("UP2", ("owed",), {"客戶": facts.name(code)}) for code in late)


def _unreported(facts: UpkeepFacts) -> Iterator[Hit]:
    yield from (Hit("UP3", (f"complaints.{one.number}.no",), {"案號": same(one.number)}) for one in facts.complaints if overdue(facts, one))
