"""TM/O2.4.1 市場定位規劃報告: where a product is to stand in a market, why, whether it fits there, and who makes it happen."""

from __future__ import annotations

from typing import Any

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.intelligence.using import note_uses
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.framing import MANAGER
from argosy.deliverables.families.market.rules import used
from argosy.deliverables.families.strategy import carrying_out, comparing, consumers, fitting, mapping, risks, stating, summary
from argosy.deliverables.families.strategy.checks import check
from argosy.deliverables.families.strategy.facts import PlanFacts, gather
from argosy.deliverables.families.strategy.params import PARAMS, usual
from argosy.deliverables.families.strategy.rules import RULES
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "KPS1420-001/O2.4.1"


def build(facts: PlanFacts) -> Report:
    """The plan: eight sections of its own, then the common tail."""
    sections = (
        summary.section(facts),
        consumers.section(facts),
        comparing.section(facts),
        mapping.section(facts),
        fitting.section(facts),
        stating.section(facts),
        carrying_out.section(facts),
        risks.section(facts),
        *tail(figures=_explained(facts)),
    )
    plan, market = facts.plan, country(facts.plan.market)
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=Text(f"{market.zh}　{plan.product.zh}（{plan.ref}）", f"{market.en}: {plan.product.en} ({plan.ref})"),
        unit=MANAGER, citations=facts.sources, rules=used(sections, RULES), names=summary.names(facts),
    )  # fmt: skip
    return framed(frame, sections)


def _explained(facts: PlanFacts) -> tuple[str, ...]:
    totals = tuple(f"positions.{comparing.key_of(facts, c.name)}.total" for c, _ in facts.plan.ranked())
    return (*totals, *(("key.fit",) if facts.plan.checks else ()))


def record(facts: PlanFacts, report: Report, actor: Any, ref: str) -> None:
    """Note on the items told of that this plan cites them."""
    note_uses(facts.items, actor, ref)


def hands(facts: PlanFacts) -> frozenset[str]:
    """Whoever wrote the plan."""
    return frozenset({facts.plan.author_login})


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check, record=record, usual=usual, hands=hands)
