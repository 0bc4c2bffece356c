"""WS/O1.2.1 過往銷售紀錄表(包含退票與退貨紀錄): what customers bought, paid, sent back and owe, and whether to trust them further."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.credit import booked, owing, summary, tables
from argosy.deliverables.families.credit.booked_facts import BookedFacts
from argosy.deliverables.families.credit.checks import check
from argosy.deliverables.families.credit.facts import CreditFacts
from argosy.deliverables.families.credit.gather import gather, usual
from argosy.deliverables.families.credit.params import PARAMS
from argosy.deliverables.families.credit.rules import RULES
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.framing import NOTE, explained
from argosy.kernel.text import Text
from argosy.report.model import Report, Rule, Section, block_values
from argosy.report.table import Table

KEY = "KPS3322-002/O1.2.1"
UNIT = Text("業務部", "Sales")


def build(facts: CreditFacts | BookedFacts) -> Report:
    """Eight sheets and the scorecard, then the common tail; of a firm without invoices what its orders say."""
    if isinstance(facts, BookedFacts):
        return _whole(facts, booked.sections(facts), booked.names())
    sections = (
        summary.section(facts), tables.sales(facts), tables.cheques(facts), tables.returns(facts), owing.ageing(facts), tables.reports(facts), tables.talks(facts),
        tables.trade(facts), owing.scores(facts),
    )  # fmt: skip
    return _whole(facts, sections, {})


def _whole(facts: CreditFacts | BookedFacts, sections: tuple[Section, ...], names: dict[str, str]) -> Report:
    ends = tail(figures=explained(sections), note=NOTE)
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=_subtitle(facts), unit=UNIT, citations=facts.sources, rules=_used((*sections, *ends)),
        names=names,
    )  # fmt: skip
    return framed(frame, (*sections, *ends)).model_copy(update={"confidentiality": "confidential"})


def _used(sections: tuple[Section, ...]) -> tuple[Rule, ...]:
    named: set[str] = set()
    for block in (block for section in sections for block in section.blocks):
        named |= {value.trace for value in block_values(block) if value.trace}
        named |= {column.trace for column in block.columns if column.trace} if isinstance(block, Table) else set()
    return tuple(rule for rule in RULES if rule.id in named)


def _subtitle(facts: CreditFacts | BookedFacts) -> Text:
    n, first = len(facts.customers), facts.customers[0] if facts.customers else None
    who = (
        Text(f"{first.code} {first.name.zh}", f"{first.code} {first.name.en}")
        if first and n == 1
        else Text(f"{n:,} 家客戶", f"{n:,} customers")
    )
    span = f"{facts.ask.since.isoformat()}–{facts.request.as_of.isoformat()}"
    return Text(f"{who.zh}，{span}", f"{who.en}, {span}")


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check, usual=usual)
