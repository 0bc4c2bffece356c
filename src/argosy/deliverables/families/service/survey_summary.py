"""Section 1 of the survey record, and its checks."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.market.figures import count
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.service import returned
from argosy.deliverables.families.service.cells import value
from argosy.deliverables.families.service.results import moved, placed, verdict
from argosy.deliverables.families.service.survey_facts import ANSWERS, BEFORE, Question, SurveyFacts, low_scores
from argosy.engines.service.scores import nps, scored
from argosy.kernel.text import Text
from argosy.report.checks import Hit
from argosy.report.model import Report, Section
from argosy.report.prose import plain, prose
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")
LEAST_RATE = 0.2


def section(facts: SurveyFacts) -> Section:
    """Conclusion, key figures, decision asked."""
    return Section(
        id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=(conclusion(facts), key_figures(facts), decision(facts))
    )


def delivery(facts: SurveyFacts) -> Question | None:
    """The question on delivery, else the first scored one."""
    return next((q for q in facts.wave.scored if q.key == "delivery"), None) or next(iter(facts.wave.scored), None)


def key_figures(facts: SurveyFacts) -> KeyFigures:
    """Response rate, satisfaction, recommendation, and the score for delivery beside the wave before."""
    wave = facts.wave
    items = [
        KeyFigure(
            label=Text("回收率", "Response rate"),
            value=returned.rate_value(wave, "key.rate"),
            sub=plain(Text(f"{len(wave.given)}／{wave.asked} 份", f"{len(wave.given)} of {wave.asked}")),
        )
    ]
    if wave.overall is not None:
        told = scored(wave.overall.key, wave.scores(wave.overall.key), wave.overall.most)
        items.append(
            KeyFigure(
                label=Text("整體滿意", "Satisfied overall"),
                value=value("key.csat", told.top_two, "rate", "top_two", (ANSWERS,), Text("整體滿意", "Satisfied overall")),
            )
        )
    if wave.nps is not None:
        items.append(
            KeyFigure(
                label=Text("NPS", "NPS"),
                value=value("key.nps", nps(wave.scores(wave.nps.key)), "rate", "nps", (ANSWERS,), Text("NPS", "NPS")),
            )
        )
    if (q := delivery(facts)) is not None:
        found = moved(wave, facts.before, q.key)
        items.append(KeyFigure(label=q.name, value=value("key.item", found.after, "score", "mean_t", (ANSWERS,), q.name), comparison=value("key.item_before", found.before, "score", "mean_t", (BEFORE,) if facts.before else (), Text("前次", "Before"), missing="not_applicable"), sub=plain(verdict(found, facts.before))))  # fmt: skip
    items.append(
        KeyFigure(
            label=Text("低分未追蹤", "Low scores open"),
            value=count("key.open", len(open_low(facts)), Text("低分未追蹤", "Low scores not followed up"), cites=(ANSWERS,)),
        )
    )
    return KeyFigures(id="key", items=tuple(items))


def open_low(facts: SurveyFacts) -> list[tuple[str, str]]:
    """Customer and question of each low score nobody followed up."""
    return [(one.customer, q.key) for one, q, _, follow in low_scores(facts.wave.given, facts.wave.questions) if follow is None]


def conclusion(facts: SurveyFacts) -> Paragraph:
    """What came out, and what cannot be told."""
    wave, q = facts.wave, delivery(facts)
    if q is None or not wave.given:
        return Paragraph(id="conclusion", role="lead", text=plain(Text("尚無回覆，無法判定。", "No answers yet: nothing can be told.")))
    found, first = moved(wave, facts.before, q.key), next((one for one in placed(wave) if one.quadrant == "improve"), None)
    names = {one.key: one.name for one in wave.questions}
    zh, en = f"{wave.title.zh}回收 [[returned.n]] 份（[[key.rate]]）。", f"{wave.title.en}: [[returned.n]] answers ([[key.rate]]). "
    if facts.before is not None and found.before.value is not None:
        said = verdict(found, facts.before)
        zh += f"{q.name.zh}由 [[key.item_before]] 至 **[[key.item]]**：{said.zh}。"
        en += f"{q.name.en} went from [[key.item_before]] to **[[key.item]]**: {said.en}. "
    if first is not None:
        zh += f"與整體滿意關係高而評分低者為**{names[first.key].zh}**，宜優先改善。"
        en += f"**{names[first.key].en}** goes with overall satisfaction and scores low: improve it first. "
    if goods := blamed(facts):
        zh += f"意見指名商品 {goods}。"
        en += f"Comments name product {goods}."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def blamed(facts: SurveyFacts) -> str:
    """Products that complaints name by their SKU, such as 85-02."""
    import re

    said = [c.quote for one in facts.wave.given for c in one.codes if c.tone == "blame"]
    return ", ".join(sorted({code for quote in said for code in re.findall(r"\b\d{2}-\d{2}\b", quote)}))


def decision(facts: SurveyFacts) -> Fields:
    """What to decide: improve first, and follow up what is open."""
    first = next((one for one in placed(facts.wave) if one.quadrant == "improve"), None)
    names = {one.key: one.name for one in facts.wave.questions}
    told = names[first.key] if first is not None else Text("無", "none")
    items = (
        valued("decision.first", told, Text("優先改善題項", "Improve first"), cites=(ANSWERS,)),
        count(
            "decision.low",
            len(low_scores(facts.wave.given, facts.wave.questions)),
            Text("2 分以下之回覆", "Scores of 2 or less"),
            cites=(ANSWERS,),
        ),
    )
    answer = Text("核准結果並指派改善負責人", "Approve the results and name who improves")
    return Fields(id="decision", style="decision", question=Text("請主管決定", "For decision"), answer=plain(answer), items=items)


def check(facts: SurveyFacts, report: Report) -> list[Hit]:
    """SV4, SV5 and SV6."""
    return [*_rate(facts), *_low(facts), *_form(facts)]


def _rate(facts: SurveyFacts) -> Iterator[Hit]:
    found = returned.rate(facts.wave)
    if found.value is not None and found.value < LEAST_RATE:
        yield Hit("SV4", ("returned.rate",), {"％": Text(f"{found.value:.1%}", f"{found.value:.1%}")})


def _low(facts: SurveyFacts) -> Iterator[Hit]:
    for one, q, _, follow in low_scores(facts.wave.given, facts.wave.questions):
        if follow is None:
            yield Hit("SV5", (f"low.{one.id}.{q.key}.contacted",), {"客戶": Text(one.customer, one.customer), "題項": q.name})


def _form(facts: SurveyFacts) -> Iterator[Hit]:
    if not facts.wave.questionnaire:
        yield Hit("SV6", ("design.form",))
