"""WS/O1.1.1 市場分析報告: the market as the field sees it, laid beside the figures."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.market import checks, field, own, rivals, scope, size, summary
from argosy.deliverables.families.market.assess_facts import usual_assessment
from argosy.deliverables.families.market.field_facts import SUGGESTIONS, FieldFacts, gather_field
from argosy.deliverables.families.market.framing import framed_report
from argosy.deliverables.families.market.params import COMMON, TARGET
from argosy.kernel.text import Text
from argosy.report.checks import Hit
from argosy.report.model import Report

KEY = "KPS3322-002/O1.1.1"
PARAMS = (*COMMON, TARGET, SUGGESTIONS)
UNIT = Text("業務部", "Sales")


def build(facts: FieldFacts) -> Report:
    """Figures first, then what the field knows, then what to do."""
    market = facts.market
    sections = (
        summary.section(market),
        scope.section(market),
        field.information(facts),
        size.section(market),
        rivals.section(market),
        own.section(market),
        field.segments(facts),
        field.talks(facts),
        field.advice(facts),
    )
    return framed_report(market, PARAMS, UNIT, sections, names=own.NAMES)


def check(facts: FieldFacts, report: Report) -> list[Hit]:
    """The checks of every market report, then MR11 and MR12."""
    return [*checks.common(facts.market, report), *field.check(facts, report)]


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather_field, build=build, check=check, usual=usual_assessment)
