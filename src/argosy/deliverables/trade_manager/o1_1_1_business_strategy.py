"""TM/O1.1.1 國際貿易業務發展策略文件: what customers need on evidence, which plan line answers each, targets, resources and risks."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.framing import MANAGER
from argosy.deliverables.families.market.rules import used
from argosy.deliverables.families.strategy.development import planned, summary, wanted
from argosy.deliverables.families.strategy.development.facts import PARAMS, StrategyFacts, gather, usual
from argosy.deliverables.families.strategy.development.rules import RULES
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "KPS1420-001/O1.1.1"


def build(facts: StrategyFacts) -> Report:
    """Nine sections of its own, then the common tail."""
    sections = (
        summary.section(facts), wanted.section(facts), wanted.who(facts), wanted.standing(facts), planned.options(facts), planned.fitting(facts), planned.goals(facts), planned.means(facts),
        planned.risks(facts), *tail(figures=explained(facts)),
    )  # fmt: skip
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=Text(f"{facts.title.zh}（{facts.ref}）", f"{facts.title.en} ({facts.ref})"), unit=MANAGER, citations=facts.sources,
        rules=used(sections, RULES), names={"budget": "means.total.cost"} if facts.lines else {},
    )  # fmt: skip
    return framed(frame, sections)


def explained(facts: StrategyFacts) -> tuple[str, ...]:
    """What the printed workings show: the scores of the options, and of the first need its weight, gap and feasibility."""
    first = [one.ref.replace("-", "_") for one in wanted.confirmed(facts)[:1]]
    return (
        *(f"options.{one.key}.total" for one in facts.options),
        *(figure for ref in first for figure in (f"needs.{ref}.weight", f"needs.{ref}.gap", f"feasible.{ref}.quality")),
    )


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=summary.check, usual=usual)
