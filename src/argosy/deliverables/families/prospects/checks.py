"""The checks of the prospect sheet, PR1 to PR4. Messages and severities are data of the standards room."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.prospects.facts import Prospect, ProspectFacts
from argosy.kernel.text import same
from argosy.report.checks import Hit
from argosy.report.model import Report


def check(facts: ProspectFacts, report: Report) -> list[Hit]:
    """All hits of the family."""
    return [hit for one in facts.listed for hit in _of(facts, one)]


def _of(facts: ProspectFacts, one: Prospect) -> Iterator[Hit]:
    where, ref = f"prospects.{one.ref}", same(one.ref)
    if one.is_open and one.next_on is None:
        yield Hit("PR1", (f"{where}.next",), {"編號": ref})
    if one.stage == "lost" and not one.lost_reason:
        yield Hit("PR2", (f"{where}.reason",), {"編號": ref})
    if unscreened(one):
        yield Hit("PR3", (f"{where}.stage",), {"公司": same(one.company)})
    limit = facts.limits[one.grade]
    if one.idle is not None and one.idle > limit:
        yield Hit("PR4", (f"{where}.last",), {"編號": ref, "n": same(str(limit))})


def unscreened(one: Prospect) -> bool:
    """Whether a prospect came to a quotation without screening, or before it."""
    return one.quoted is not None and (one.screened_on is None or one.screened_on > one.quoted)
