"""Sections: what customers said, and what service takes of people, training and money."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import code, count, row, words
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.service import opinions, results, returned
from argosy.deliverables.families.service.cells import number
from argosy.deliverables.families.service.problems import split
from argosy.deliverables.families.service.review_facts import CASES, DECISIONS, TRAINING, ReviewFacts
from argosy.deliverables.families.service.survey_facts import Wave
from argosy.kernel.text import Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Table
from argosy.report.words import Fields, Paragraph

HEARD, EFFORT = Text("客戶回饋", "What customers say"), Text("資源運用", "Resources")
NO_SURVEY = Text("截止日前無已結束之調查，本節無資料。", "No survey had ended by the day: no data for this section.")
CITED = {"S1": "S4", "S2": "S4", "S3": "S4"}
"""Sources of a survey record as this review numbers them."""


def heard(facts: ReviewFacts) -> Section:
    """How the survey was made, what came out, what matters most, and what was said."""
    wave = facts.wave
    blocks: tuple[AnyBlock, ...]
    if wave is None:
        blocks = (Paragraph(id="no_survey", text=plain(NO_SURVEY)),)
    else:
        made = (
            method(wave),
            results.table(wave, facts.before, facts.least),
            *results.recommend(wave),
            *results.priorities(wave, results.placed(wave)),
            opinions.themes(wave),
        )
        blocks = tuple(recited(block) for block in made)
    return Section(id="feedback_section", title=HEARD, sheet=HEARD, audience="internal", blocks=blocks)


def recited(block: AnyBlock) -> AnyBlock:
    """A block of the survey record under the source numbers of this one."""
    text = block.model_dump(mode="python")
    return type(block).model_validate(_renamed(text))


def _renamed(node: object) -> object:
    if isinstance(node, dict):
        return {
            key: tuple(dict.fromkeys(CITED.get(one, one) for one in value)) if key == "cites" else _renamed(value)
            for key, value in node.items()
        }
    if isinstance(node, list | tuple):
        return tuple(_renamed(one) for one in node)
    return node


def method(wave: Wave) -> Fields:
    """Channel, days, questionnaire, how many answered."""
    items = (
        valued(
            "survey.wave", Text(f"{wave.title.zh}（{wave.ref}）", f"{wave.title.en} ({wave.ref})"), Text("調查", "Survey"), cites=("S4",)
        ),
        valued(
            "survey.how",
            Text(f"{wave.channel.zh}，{wave.starts}–{wave.ends}", f"{wave.channel.en}, {wave.starts}–{wave.ends}"),
            Text("方法", "Method"),
            cites=("S4",),
        ),
        valued("survey.form", same(wave.questionnaire), Text("問卷版本", "Questionnaire"), cites=("S4",)),
        returned.rate_value(wave, "survey.rate"),
    )
    return Fields(id="survey", items=items, columns=2)


def effort(facts: ReviewFacts) -> Section:
    """Cases and hours by person, training, and what was asked for."""
    return Section(id="effort_section", title=EFFORT, sheet=EFFORT, audience="internal", blocks=(loads(facts), asked(facts)))


def loads(facts: ReviewFacts) -> Table:
    """Person, cases, open cases, hours by the handling time of the rules, training."""
    columns = (
        Column(key="login", label=Text("帳號", "Login"), type="c", width=9),
        Column(key="name", label=Text("人員", "Person"), type="p", width=14),
        Column(key="cases", label=Text("承辦案件", "Cases"), type="n", width=11, total="sum", trace="count"),
        Column(key="open", label=Text("未結案", "Open"), type="n", width=10, total="sum", trace="count"),
        Column(key="hours", label=Text("估計工時", "Hours, by the rules"), type="s", dp=1, width=14, trace="load"),
        Column(key="training", label=Text("訓練時數", "Training hours"), type="s", dp=1, width=14, trace="entered"),
    )
    rows = tuple(
        row("loads", one.login, {
            "login": code(one.login), "name": words(one.name), "cases": count(one.cases, (CASES,)), "open": count(one.open, (CASES,)),
            "hours": number(one.hours, "score", "load", (CASES, TRAINING), dp=1), "training": number(one.training, "score", "entered", (TRAINING,), dp=1),
        }, "mark" if one.open else "normal")
        for one in facts.loads
    )  # fmt: skip
    note = plain(
        Text(
            "估計工時＝案件數 × 諮詢規則之處理時間；實際工時未登錄。",
            "Hours are cases times the handling time of the enquiry rules; hours actually spent are not on record.",
        )
    )
    return Table(
        id="loads",
        title=Text("人力與訓練", "People and training"),
        columns=columns,
        rows=rows,
        cites=(CASES, TRAINING),
        note=note,
        empty=Text("本期無承辦紀錄", "Nobody handled a case in the period"),
    )


def asked(facts: ReviewFacts) -> Table:
    """Resource requests with the effect expected and what was decided."""
    columns = (
        Column(key="need", label=Text("需求", "Asked for"), width=40),
        Column(key="amount", label=Text("數量", "Amount"), type="c", width=12),
        Column(key="effect", label=Text("預期效果", "Expected effect"), width=28),
        Column(key="decision", label=Text("決定", "Decided"), type="e", width=12),
    )
    rows = tuple(
        row("asked", f"Q{at}", {"need": words(Text(*split(need))), "amount": code(amount), "effect": words(same(effect)), "decision": words(decision)})
        for at, (need, amount, decision, effect) in enumerate(facts.requests, 1)
    )  # fmt: skip
    return Table(
        id="asked",
        title=Text("資源申請", "Resource requests"),
        columns=columns,
        rows=rows,
        cites=(DECISIONS,),
        empty=Text("無資源申請", "No resource was asked for"),
    )
