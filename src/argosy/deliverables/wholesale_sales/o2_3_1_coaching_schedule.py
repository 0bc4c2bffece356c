"""WS/O2.3.1 輔導時程規劃表: customers behind target, the sessions set for them, and the coaches' calendar."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.coaching import schedule
from argosy.deliverables.families.coaching.checks import RULES, check_schedule
from argosy.deliverables.families.coaching.coached import PARAMS, CoachingFacts, gather, usual
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.rules import used
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "KPS3322-002/O2.3.1"
UNIT = Text("業務部", "Sales")


def build(facts: CoachingFacts) -> Report:
    """Schedule and gantt, priorities, coaches, invitations, and the common tail."""
    first = facts.lagging[0].code if facts.lagging else ""
    sections = (
        schedule.summary(facts),
        schedule.calendar(facts),
        schedule.priorities(facts),
        schedule.coaches(facts),
        schedule.invitations(facts),
        *tail(figures=("key.gap", *((f"lagging.{first}.rate", f"lagging.{first}.worth") if first else ()))),
    )
    subtitle = Text(f"{facts.since}–{facts.until}，截至 {facts.on}", f"{facts.since}–{facts.until}, as of {facts.on}")
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


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check_schedule, usual=usual)
