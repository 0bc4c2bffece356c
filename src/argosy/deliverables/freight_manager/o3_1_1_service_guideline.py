"""FM/O3.1.1 國際貨運運輸客戶服務準則: who answers which enquiry by when, whether the promise can be kept, and the copy clients get."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable, Rendition
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.rules import used
from argosy.deliverables.families.policy import articles, manning, summary
from argosy.deliverables.families.policy.facts import PARAMS, PolicyFacts, gather, usual
from argosy.deliverables.families.policy.rules import RULES
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "RTM1324-002/O3.1.1"
UNIT = Text("國際貨運部", "International freight")


def build(facts: PolicyFacts) -> Report:
    """Seven sections of its own, two of them for clients too, then the common tail."""
    sections = (
        summary.section(facts), articles.section(facts), manning.answers(facts), manning.people(facts), manning.training(facts), manning.measured(facts), manning.flow(facts),
        *tail(figures=explained(facts)),
    )  # fmt: skip
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=Text(f"{facts.title.zh}（{facts.ref}），{facts.effective} 起施行", f"{facts.title.en} ({facts.ref}), in force from {facts.effective}"),
        unit=UNIT, citations=facts.sources, rules=used(sections, RULES),
    )  # fmt: skip
    return framed(frame, sections)


def explained(facts: PolicyFacts) -> tuple[str, ...]:
    """What the printed workings show: P90, people needed, and the first rule."""
    first = facts.rules[:1]
    return (
        "key.p90",
        "key.people",
        *(name for one in first for name in (f"measured.{one.category}.reached", f"staffing.{one.category}.people")),
    )


DELIVERABLE = Deliverable(
    key=KEY, params=PARAMS, gather=gather, build=build, check=summary.check, usual=usual,
    renditions=(Rendition("client", Text("客戶服務準則（客戶版）", "Customer service guideline, client copy"), "external", "portrait", ("pdf", "docx")),),
)  # fmt: skip
