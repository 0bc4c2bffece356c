"""WS/O2.1.1 競品分析報告: a product of ours beside its rivals, as a wholesale buyer compares them, and how to promote it."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.competitor import heading, judging, matrix, pricing
from argosy.deliverables.families.competitor.compared import PARAMS, RivalFacts, gather, usual
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.rules import used
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "KPS3322-002/O2.1.1"
UNIT = Text("業務部", "Sales")


def build(facts: RivalFacts) -> Report:
    """Training, comparison, prices, quotations, SWOT, promotion, and the common tail."""
    sections = (
        heading.summary(facts),
        judging.training(facts),
        matrix.section(facts),
        pricing.section(facts),
        judging.won_lost(facts),
        judging.swot(facts),
        judging.promotion(facts),
        *tail(figures=("key.unknown", *(("advantage.r1.share", "landed.r1.landed") if facts.rivals else ()))),
    )
    subtitle = Text(f"{facts.sku} {facts.name.zh}，{facts.on}", f"{facts.sku} {facts.name.en}, {facts.on}")
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=subtitle, unit=UNIT, citations=facts.sources, rules=used(sections, heading.RULES)
    )  # fmt: skip
    return framed(frame, sections)


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=heading.check, usual=usual)
