"""WS/O1.3.2 顧客滿意度調查紀錄: how a wave was laid out, what came back, what it says and what it cannot say, and what was done about low scores."""

from __future__ import annotations

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.market.rules import used
from argosy.deliverables.families.service import opinions, results, returned, survey_summary
from argosy.deliverables.families.service.rules import RULES
from argosy.deliverables.families.service.survey_facts import PARAMS, SurveyFacts, gather, usual
from argosy.kernel.text import Text
from argosy.report.model import Report, Section

KEY = "KPS3322-002/O1.3.2"
UNIT = Text("業務部", "Sales")
RESULTS = Text("結果", "Results")


def build(facts: SurveyFacts) -> Report:
    """Seven sections of its own, then the common tail."""
    sections = (
        survey_summary.section(facts), returned.design(facts), returned.register(facts), outcome(facts), opinions.said(facts), opinions.low(facts), opinions.raw(facts),
        *tail(figures=explained(facts)),
    )  # fmt: skip
    wave = facts.wave
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=Text(f"{wave.title.zh}（{wave.ref}）", f"{wave.title.en} ({wave.ref})"), unit=UNIT,
        citations=facts.sources, rules=used(sections, RULES),
    )  # fmt: skip
    return framed(frame, sections)


def outcome(facts: SurveyFacts) -> Section:
    """Results by question, recommendation, and what matters most."""
    wave = facts.wave
    blocks = (
        results.table(wave, facts.before, facts.least),
        *results.likert(wave),
        *results.recommend(wave),
        *results.priorities(wave, results.placed(wave)),
    )
    return Section(id="results_section", title=RESULTS, sheet=RESULTS, audience="internal", blocks=blocks)


def explained(facts: SurveyFacts) -> tuple[str, ...]:
    """What the printed workings show: the key figures, and of the results the question on delivery."""
    q = survey_summary.delivery(facts)
    shown = ("key.rate", *(("key.csat",) if facts.wave.overall else ()), *(("key.nps",) if facts.wave.nps else ()))
    return (*shown, *((f"results.{q.key}.mean", f"results.{q.key}.top", f"results.{q.key}.gap") if q else ()))


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=survey_summary.check, usual=usual)
