"""WS/O2.5.1 業務管理報表: targets and what became of them, activities, quotations, receivables, and what the salesperson proposes."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.accounts import achievement, closing
from argosy.deliverables.families.accounts import fieldwork_sheets as sheets
from argosy.deliverables.families.accounts.checks import check
from argosy.deliverables.families.accounts.params import PARAMS
from argosy.deliverables.families.accounts.rules import RULES
from argosy.deliverables.families.accounts.selling_facts import SellingFacts, gather, usual
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.rules import used
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "KPS3322-002/O2.5.1"
UNIT = Text("業務部", "Sales")


def build(facts: SellingFacts) -> Report:
    """Summary, seven sheets, and the common tail."""
    first = facts.rows[0].key if facts.rows else ""
    sections = (
        closing.summary(facts),
        achievement.section(facts),
        sheets.activities(facts),
        sheets.contacts_and_quotes(facts),
        sheets.receivables(facts),
        sheets.customers(facts),
        closing.proposals(facts),
        closing.ahead(facts),
        *tail(figures=("key.rate", f"lines.{first}.rate", f"lines.{first}.check") if first else ("key.next", "countries.total.actual")),
    )
    span = facts.ask.span
    subtitle = Text(f"{facts.who.zh}，{span.since}–{span.until}", f"{facts.who.en}, {span.since}–{span.until}")
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=subtitle, unit=UNIT, citations=facts.sources, rules=used(sections, RULES),
        names=closing.names(),
    )  # fmt: skip
    return framed(frame, sections)


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check, usual=usual)
