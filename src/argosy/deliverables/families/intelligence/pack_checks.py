"""The checks of the research data pack, IN5 and IN6. Messages and severities are data of the standards room."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.intelligence.pack_facts import PackFacts
from argosy.deliverables.families.intelligence.packing import datasets, prepared
from argosy.deliverables.families.intelligence.requirements import OPEN_STATES, held_by
from argosy.kernel.text import same
from argosy.report.checks import Hit
from argosy.report.model import Report


def check(facts: PackFacts, report: Report) -> list[Hit]:
    """All hits of the pack."""
    return [*_silent(facts), *_unlicensed(facts)]


def _silent(facts: PackFacts) -> Iterator[Hit]:
    """A requirement that neither data answer nor a note explains; help asked for in vain counts as a note."""
    made = prepared(facts)
    for need in facts.brief.needs:
        if need.state in OPEN_STATES and not need.gap_note and not held_by(need, made):
            yield Hit("IN5", (f"needs.{need.name}.state",), {"編號": same(need.name)})


def _unlicensed(facts: PackFacts) -> Iterator[Hit]:
    yield from (Hit("IN6", (f"pack.{one.id}.licence",), {"名稱": one.title}) for one in datasets(facts) if not one.licence)
