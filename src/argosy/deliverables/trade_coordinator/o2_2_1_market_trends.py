"""CS/O2.2.1 國際市場趨勢、數據資料文件: trends of a product's markets, with the methods used, the help sought and to whom it goes."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.market import causes, checks, commerce, environment, methods, opportunities, rivals, scope, size, summary
from argosy.deliverables.families.market.facts import MarketFacts, gather, usual
from argosy.deliverables.families.market.framing import COORDINATOR, framed_report
from argosy.deliverables.families.market.params import COMMON, EVENT
from argosy.report.checks import Hit
from argosy.report.model import Report

KEY = "KPS1420-002/O2.2.1"
PARAMS = (*COMMON, EVENT)


def build(facts: MarketFacts) -> Report:
    """Trends and forecasts, what changed, the environment, rivals, online trade, signals, methods and addressees."""
    sections = (
        summary.section(facts),
        scope.section(facts),
        size.section(facts),
        causes.section(facts),
        environment.section(facts),
        rivals.section(facts),
        commerce.section(facts),
        opportunities.section(facts),
        methods.section(facts),
        methods.addressees(facts),
    )
    return framed_report(facts, PARAMS, COORDINATOR, sections, rules=(causes.RULE,))


def check(facts: MarketFacts, report: Report) -> list[Hit]:
    """The family's checks, and that somebody is named to whom it goes."""
    return [*checks.common(facts, report), *checks.addressed(facts, report)]


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check, usual=usual)
