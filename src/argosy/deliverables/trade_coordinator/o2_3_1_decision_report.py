"""CS/O2.3.1 資料分析報告: the decisions on a product's markets held against the data they stand on."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.market import (
    assess_checks,
    assess_summary,
    checks,
    deciding,
    explaining,
    own,
    ranking,
    scope,
    size,
    verdict,
)
from argosy.deliverables.families.market.assess_facts import usual_assessment
from argosy.deliverables.families.market.deciding_facts import DECISION, DecisionFacts, gather_decisions
from argosy.deliverables.families.market.framing import COORDINATOR, framed_report
from argosy.deliverables.families.market.params import COMMON, TARGET
from argosy.deliverables.families.market.rank_facts import CHOOSE, LEAST, WEIGHTS
from argosy.deliverables.families.market.rank_rules import RULES
from argosy.kernel.text import same
from argosy.report.checks import Hit
from argosy.report.model import Report

KEY = "KPS1420-002/O2.3.1"
PARAMS = (*COMMON, TARGET, CHOOSE, LEAST, WEIGHTS, DECISION)


def build(facts: DecisionFacts) -> Report:
    """Ranking, decisions and their test, own place, advice."""
    market, rank = facts.assess.market, facts.assess.rank
    sections = (
        assess_summary.section(facts.assess),
        scope.section(market, rank.limits),
        deciding.section(facts),
        ranking.section(rank),
        explaining.section(rank),
        size.section(market, forecasts=False),
        own.section(market),
        verdict.section(facts.assess),
    )
    return framed_report(market, PARAMS, COORDINATOR, sections, rules=RULES, names=own.NAMES)


def check(facts: DecisionFacts, report: Report) -> list[Hit]:
    """The family's checks; MR9 for decisions that depart from the data without a reason."""
    market = facts.assess.market
    told = any(d.told for d in facts.decisions)
    own_checks = [hit for hit in assess_checks.check(facts.assess, report) if hit.check != "MR10" or not told]
    off = [Hit("MR9", ("consistency",), {"決策": same(d.ref)}) for d in deciding.unexplained(facts)]
    return [*checks.common(market, report), *own_checks, *off]


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather_decisions, build=build, check=check, usual=usual_assessment)
