"""WS/O1.4.1 潛在客戶追蹤表: prospects by stage, what the pipeline is worth by history, what each source yields."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.framing import NOTE, explained
from argosy.deliverables.families.market.rules import used
from argosy.deliverables.families.prospects import summary, tracking, yielding
from argosy.deliverables.families.prospects.checks import check
from argosy.deliverables.families.prospects.facts import PARAMS, ProspectFacts, gather, usual
from argosy.deliverables.families.prospects.rules import RULES
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "KPS3322-002/O1.4.1"
UNIT = Text("業務部", "Sales")


def build(facts: ProspectFacts) -> Report:
    """The summary, two sheets, then the common tail."""
    sections = (summary.section(facts), tracking.section(facts), yielding.section(facts))
    ends = tail(figures=explained(sections), note=NOTE)
    given = facts.request.params
    who = given.get("rep") or ""
    subtitle = Text(f"{who or '全部業務人員'}，截至 {facts.on.isoformat()}", f"{who or 'All salespeople'}, to {facts.on.isoformat()}")
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=subtitle, unit=UNIT, citations=facts.sources,
        rules=tuple({rule.id: rule for rule in used((*sections, *ends), RULES)}.values()),
    )  # fmt: skip
    return framed(frame, (*sections, *ends))


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check, usual=usual)
