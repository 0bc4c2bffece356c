"""The checks of the positioning plan, ST2 and ST4–ST6. Messages and severities are data of the standards room."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.strategy.carrying_out import FOUR_P, owner, targets
from argosy.deliverables.families.strategy.facts import PlanFacts
from argosy.deliverables.families.strategy.fitting import LEAST
from argosy.kernel.text import same
from argosy.report.checks import Hit
from argosy.report.model import Report


def check(facts: PlanFacts, report: Report) -> list[Hit]:
    """All hits of the plan."""
    return [hit for rule in (_targets, _sources, _evidence, _owners) for hit in rule(facts)]


def _targets(facts: PlanFacts) -> Iterator[Hit]:
    for one in targets(facts):
        if one.baseline is None or one.by is None or not owner(facts):
            yield Hit("ST2", (f"targets.{one.id}.baseline",), {"目標": same(one.name or one.id)})


def _sources(facts: PlanFacts) -> Iterator[Hit]:
    yield from (Hit("ST4", (f"fit_checks.E{c.id}.n",), {"項目": same(c.words)}) for c in facts.plan.checks if c.backing < LEAST)


def _evidence(facts: PlanFacts) -> Iterator[Hit]:
    """A chosen position while no measured attribute of the product names its source."""
    if facts.plan.chosen and not facts.plan.evidence:
        yield Hit("ST5", ("choice.name",))


def _owners(facts: PlanFacts) -> Iterator[Hit]:
    """Actions whose owner has left."""
    if not owner(facts):
        yield from (Hit("ST6", (f"actions.{part}.owner",), {"項目": label}) for part, label in FOUR_P if facts.plan.actions.get(part))
