"""TM/O1.3.1 客戶服務檢討報告: what service came to against its standards, what customers say, why things went wrong, and what was decided."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.framing import MANAGER
from argosy.deliverables.families.market.rules import used
from argosy.deliverables.families.service import deciding, feedback, levels, problems, review_summary
from argosy.deliverables.families.service.review_facts import PARAMS, ReviewFacts, gather
from argosy.deliverables.families.service.rules import RULES
from argosy.kernel.text import Text
from argosy.records.permission import LOCAL_READER
from argosy.records.service.standards import queries as standards
from argosy.report.model import Report

KEY = "KPS1420-001/O1.3.1"


def build(facts: ReviewFacts) -> Report:
    """Nine sections of its own, then the common tail."""
    sections = (
        review_summary.section(facts), levels.methods(facts), levels.levels(facts), feedback.heard(facts), feedback.effort(facts), problems.section(facts), deciding.decided(facts),
        deciding.followed(facts), deciding.kept(facts), *tail(figures=explained(facts)),
    )  # fmt: skip
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=Text(f"{facts.since} 至 {facts.until}", f"{facts.since} to {facts.until}"), unit=MANAGER,
        citations=facts.sources, rules=used(sections, RULES),
    )  # fmt: skip
    return framed(frame, sections)


def explained(facts: ReviewFacts) -> tuple[str, ...]:
    """What the printed workings show: the actual of every standard, and the commonest cause."""
    shown = tuple(f"levels.{one.code}.actual" for one in facts.standards) or tuple(f"goods.{one.sku}.rate" for one in facts.goods[:1])
    return (*shown, *(("causes.C1.share",) if facts.complaints else ()))


def usual() -> dict[str, str] | None:
    """The last twelve months; ``None`` where there is no standard to review service by."""
    return {} if standards.standards(actor=LOCAL_READER).exists() else None


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=review_summary.check, usual=usual)
