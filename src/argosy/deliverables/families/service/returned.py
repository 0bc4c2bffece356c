"""Sections: how the survey was designed and what came back."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, day, row, words
from argosy.deliverables.families.market.figures import count
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.service.cells import value
from argosy.deliverables.families.service.survey_facts import ANSWERS, WAVE, Invited, SurveyFacts, Wave
from argosy.engines.performance.estimate import Estimate, wilson
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.words import Fields

DESIGN, RETURNED = Text("調查設計", "Survey design"), Text("回收紀錄", "Returns")
LANGUAGES = {
    "zh-Hant": Text("中文", "Chinese"),
    "en": Text("英文", "English"),
    "ja": Text("日文", "Japanese"),
    "de": Text("德文", "German"),
}


def design(facts: SurveyFacts) -> Section:
    """Purpose, frame, sample, channel, days, questionnaire, and its questions in both languages."""
    return Section(
        id="design_section", title=DESIGN, sheet=DESIGN, audience="internal", blocks=(design_fields(facts.wave), questions(facts.wave))
    )


def design_fields(wave: Wave) -> Fields:
    """How the wave was laid out."""
    items = (
        valued("design.purpose", wave.purpose, Text("目的", "Purpose"), required=True, cites=(WAVE,)),
        valued("design.frame", wave.frame, Text("抽樣架構", "Frame"), required=True, cites=(WAVE,)),
        count("design.frame_size", wave.frame_size, Text("母體數", "Size of the frame"), cites=(WAVE,)),
        count("design.asked", wave.asked, Text("寄送份數", "Invitations"), cites=(WAVE,)),
        valued("design.channel", wave.channel, Text("管道", "Channel"), cites=(WAVE,)),
        valued("design.days", same(f"{wave.starts} – {wave.ends}"), Text("期間", "Period"), cites=(WAVE,)),
        valued("design.reminders", same("、".join(wave.reminders)), Text("催覆日", "Reminders"), cites=(WAVE,)),
        valued("design.form", _form(wave), Text("問卷版本", "Questionnaire"), required=True, cites=(WAVE,)),
        valued("design.owner", wave.owner, Text("負責人", "Owner"), cites=(WAVE,)),
    )
    return Fields(id="design", items=items, columns=2)


def _form(wave: Wave) -> Text:
    if not wave.questionnaire:
        return Text("", "")
    title = wave.questionnaire_title
    return Text(f"{title.zh}（{wave.questionnaire}，中英文）", f"{title.en} ({wave.questionnaire}, Chinese and English)")


def questions(wave: Wave) -> Table:
    """Each question as it was put, in both languages."""
    columns = (
        Column(key="no", label=Text("題號", "No."), type="c", width=7),
        Column(key="name", label=Text("題項", "Question"), width=14),
        Column(key="zh", label=Text("中文題目", "In Chinese"), width=38),
        Column(key="en", label=Text("英文題目", "In English"), width=44),
        Column(key="scale", label=Text("量表", "Scale"), type="c", width=10),
    )
    rows = tuple(
        row("questions", q.key, {"no": code(f"Q{at}"), "name": words(q.name), "zh": words(same(q.text.zh)), "en": words(same(q.text.en)), "scale": code("0–10" if q.kind == "nps" else f"1–{q.most}")})
        for at, q in enumerate(wave.questions, 1)
    )  # fmt: skip
    return Table(
        id="questions",
        title=Text("問卷題目", "Questions"),
        columns=columns,
        rows=rows,
        cites=(WAVE,),
        empty=Text("未指定問卷版本", "No version of a questionnaire is named"),
    )


def rate(wave: Wave) -> Estimate:
    """Answers of those asked, with Wilson's interval; answers nobody was invited for count as asked."""
    return wilson(len(wave.given), max(wave.asked, len(wave.given)))


def rate_value(wave: Wave, identity: str) -> Value:
    """The response rate as a figure."""
    return value(identity, rate(wave), "rate", "response_rate", (ANSWERS,), Text("回收率", "Response rate"))


def register(facts: SurveyFacts) -> Section:
    """Who was asked, reminded, and answered."""
    columns = (
        Column(key="code", label=Text("客戶", "Customer"), type="c", width=11),
        Column(key="name", label=Text("名稱", "Name"), width=28),
        Column(key="sent", label=Text("寄送", "Sent"), type="d", width=12),
        Column(key="reminded", label=Text("催覆", "Reminded"), type="c", width=12),
        Column(key="answered", label=Text("回收日", "Returned"), type="d", width=12),
        Column(key="who", label=Text("填答人", "Answered by"), type="p", width=16),
        Column(key="language", label=Text("語言", "Language"), type="e", width=10),
    )
    rows = tuple(_row(one) for one in sorted(facts.invited, key=lambda i: (i.answered is None, i.customer, i.contact)))
    table = Table(
        id="returns", title=Text("寄送與回收", "Sent and returned"), columns=columns, rows=rows, cites=(WAVE, ANSWERS), print_rows=40,
        note=plain(Text("未回收者列於後；紙本印前 40 列，完整名單見試算表。", "Those not returned come last; the first 40 rows print, the workbook has all.")),
        empty=Text("未登錄邀請名單", "No invitations are on record"),
    )  # fmt: skip
    fields = Fields(
        id="returned",
        items=(
            count("returned.n", len(facts.wave.given), Text("回覆份數", "Answers"), cites=(ANSWERS,)),
            rate_value(facts.wave, "returned.rate"),
        ),
        columns=2,
    )
    return Section(id="returned_section", title=RETURNED, sheet=RETURNED, audience="internal", blocks=(fields, table))


def _row(one: Invited) -> Row:
    cells: dict[str, Cell] = {
        "code": code(one.customer), "name": words(one.name), "sent": day(one.sent), "reminded": code("、".join(one.reminded), "not_applicable"), "answered": day(one.answered, "pending"),
        "who": words(same(one.contact), "not_recorded"), "language": words(LANGUAGES.get(one.language, same(one.language))),
    }  # fmt: skip
    return row("returns", one.id, cells)
