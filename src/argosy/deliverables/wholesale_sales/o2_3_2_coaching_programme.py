"""WS/O2.3.2 輔導與訓練方案: why customers are behind, what is taught, what is answered, what it costs and what it brought."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.coaching import evaluating, programme, schedule
from argosy.deliverables.families.coaching.checks import RULES, check_programme
from argosy.deliverables.families.coaching.coached import PARAMS, CoachingFacts, gather, usual
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.rules import used
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "KPS3322-002/O2.3.2"
UNIT = Text("業務部", "Sales")


def build(facts: CoachingFacts) -> Report:
    """Causes, goals, modules, objections, help, budget, evaluation, improvement, and the common tail."""
    sections = (
        schedule.summary(facts),
        programme.causes(facts),
        programme.goals(facts),
        programme.modules(facts),
        programme.objections(facts),
        programme.help_asked(facts),
        programme.budget(facts),
        evaluating.section(facts),
        programme.improvement(facts),
        *tail(figures=("key.gap", "levels.l2.result", "effect.l4.result")),
    )
    told = facts.programme
    subtitle = (
        Text(f"{told.code} {told.title.zh}", f"{told.code} {told.title.en}") if told else Text(f"截至 {facts.on}", f"as of {facts.on}")
    )
    frame = Frame(
        request=facts.request,
        firm=facts.firm,
        params=PARAMS,
        subtitle=subtitle,
        unit=UNIT,
        citations=facts.sources,
        rules=used(sections, RULES),
    )
    return framed(frame, sections)


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check_programme, usual=usual)
