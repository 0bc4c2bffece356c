"""TM/O2.2.1 國內與國際市場資料統計分析報告: the markets of a product in figures, at home and abroad."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.market import causes, checks, domestic, environment, opportunities, own, rivals, scope, size, summary
from argosy.deliverables.families.market.facts import MarketFacts, gather, usual
from argosy.deliverables.families.market.framing import MANAGER, framed_report
from argosy.deliverables.families.market.params import COMMON, EVENT, TARGET
from argosy.report.model import Report

KEY = "KPS1420-001/O2.2.1"
PARAMS = (*COMMON, TARGET, EVENT)


def build(facts: MarketFacts) -> Report:
    """Abroad, at home, what changed and why, the environment, rivals, own performance, signals."""
    sections = (
        summary.section(facts),
        scope.section(facts),
        size.section(facts),
        domestic.section(facts),
        causes.section(facts),
        environment.section(facts),
        rivals.section(facts),
        own.section(facts),
        opportunities.section(facts),
    )
    return framed_report(facts, PARAMS, MANAGER, sections, rules=(causes.RULE,), names=own.NAMES)


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=checks.common, usual=usual)
