"""WS/O1.3.1 客戶資訊維護表: contacts against plan, and everything a customer's keeper has to know, sheet by sheet."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.framing import NOTE, explained
from argosy.deliverables.families.market.rules import used
from argosy.deliverables.families.upkeep import counts, inviting, log, money, stock, summary, uncontacted
from argosy.deliverables.families.upkeep.checks import check
from argosy.deliverables.families.upkeep.facts import UpkeepFacts, gather, usual
from argosy.deliverables.families.upkeep.params import PARAMS
from argosy.deliverables.families.upkeep.rules import RULES
from argosy.deliverables.families.upkeep.uncontacted import UncontactedFacts
from argosy.kernel.text import Text
from argosy.report.model import Report, Section

KEY = "KPS3322-002/O1.3.1"
UNIT = Text("業務部", "Sales")


def build(facts: UpkeepFacts | UncontactedFacts) -> Report:
    """The summary, seven sheets, then the common tail; without any contact logged, what orders say."""
    if isinstance(facts, UncontactedFacts):
        return _whole(facts, uncontacted.sections(facts), {})
    sections = (
        summary.section(facts),
        counts.section(facts),
        log.section(facts),
        stock.section(facts),
        money.section(facts),
        inviting.events(facts),
        inviting.complaints(facts),
        inviting.basics(facts),
    )
    return _whole(facts, sections, summary.names())


def _whole(facts: UpkeepFacts | UncontactedFacts, sections: tuple[Section, ...], names: dict[str, str]) -> Report:
    ends = tail(figures=explained(sections), note=NOTE)
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=_subtitle(facts), unit=UNIT, citations=facts.sources, names=names,
        rules=tuple({rule.id: rule for rule in used((*sections, *ends), RULES)}.values()),
    )  # fmt: skip
    return framed(frame, (*sections, *ends))


def _subtitle(facts: UpkeepFacts | UncontactedFacts) -> Text:
    span = f"{facts.ask.since.isoformat()} – {facts.request.as_of.isoformat()}"
    who = facts.ask.customer or facts.ask.rep
    return Text(f"{who or '全部客戶'}，{span}", f"{who or 'All customers'}, {span}")


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check, usual=usual)
