"""TM/O2.3.1 市場評估報告: where to sell next, how surely, and what has to be known or done first."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.market import (
    assess_checks,
    assess_summary,
    checks,
    compliance,
    environment,
    explaining,
    own,
    ranking,
    rivals,
    scope,
    signals,
    size,
    swot,
    verdict,
)  # fmt: skip
from argosy.deliverables.families.market.assess_facts import AssessFacts, gather_assessment, usual_assessment
from argosy.deliverables.families.market.framing import MANAGER, framed_report
from argosy.deliverables.families.market.params import COMMON, TARGET
from argosy.deliverables.families.market.rank_facts import CHOOSE, LEAST, WEIGHTS
from argosy.deliverables.families.market.rank_rules import RULES
from argosy.report.checks import Hit
from argosy.report.model import Report

KEY = "KPS1420-001/O2.3.1"
PARAMS = (*COMMON, TARGET, CHOOSE, LEAST, WEIGHTS)


def build(facts: AssessFacts) -> Report:
    """The assessment of the markets for a product."""
    market, rank = facts.market, facts.rank
    sections = (
        assess_summary.section(facts),
        scope.section(market, rank.limits),
        ranking.section(rank),
        explaining.section(rank),
        size.section(market),
        rivals.section(market),
        signals.rivals(facts),
        compliance.section(market, rank),
        environment.section(market),
        signals.section(market, rank),
        own.section(market),
        swot.section(facts),
        verdict.section(facts),
    )
    return framed_report(market, PARAMS, MANAGER, sections, rules=RULES, names=own.NAMES)


def check(facts: AssessFacts, report: Report) -> list[Hit]:
    """The checks of every market report, then those of an assessment."""
    return [*checks.common(facts.market, report), *assess_checks.check(facts, report)]


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather_assessment, build=build, check=check, usual=usual_assessment)
