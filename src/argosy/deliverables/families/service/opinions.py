"""Sections: what was said in words, low scores and what was done about them, and every answer as it came."""

from __future__ import annotations

from collections import Counter

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.service.returned import LANGUAGES
from argosy.deliverables.families.service.survey_facts import ANSWERS, Answered, SurveyFacts, Wave, low_scores
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

SAID, LOW, RAW = Text("開放意見", "Comments"), Text("低分客戶處理", "Low scores"), Text("原始資料", "Raw data")
PRINTED = 30


def said(facts: SurveyFacts) -> Section:
    """Themes with counts, then each comment with its theme."""
    return Section(id="comments_section", title=SAID, sheet=SAID, audience="internal", blocks=(themes(facts.wave), quotes(facts.wave)))


def themes(wave: Wave) -> Table:
    """How often each theme comes, by tone, with one quote."""
    codes = [c for one in wave.given for c in one.codes]
    order = [key for key, _ in Counter(c.theme for c in codes).most_common()]
    columns = (
        Column(key="theme", label=Text("主題", "Theme"), type="e", width=14),
        Column(key="praise", label=Text("肯定", "Praise"), type="n", width=8, trace="count"),
        Column(key="wish", label=Text("建議", "Wishes"), type="n", width=8, trace="count"),
        Column(key="blame", label=Text("不滿", "Complaints"), type="n", width=10, trace="count"),
        Column(key="quote", label=Text("原文摘錄", "In their words"), width=60),
    )
    rows = []
    for key in order:
        mine = [c for c in codes if c.theme == key]
        tones = Counter(c.tone for c in mine)
        quote = next((c.quote for c in mine if c.tone == "blame"), mine[0].quote)
        cells: dict[str, Cell] = {
            "theme": words(mine[0].words),
            **{tone: count(tones[tone], (ANSWERS,)) for tone in ("praise", "wish", "blame")},
            "quote": words(same(quote)),
        }
        rows.append(row("themes", key, cells, "mark" if tones["blame"] else "normal"))
    note = plain(
        Text("意見由業務人員編碼；同一意見可歸入數個主題。", "Coded by the sales team; one comment may fall under several themes.")
    )
    return Table(
        id="themes",
        title=Text("意見主題", "Themes"),
        columns=columns,
        rows=tuple(rows),
        cites=(ANSWERS,),
        note=note,
        empty=Text("沒有開放意見", "No comments"),
    )


def quotes(wave: Wave) -> Table:
    """Every comment as it was written."""
    columns = (
        Column(key="code", label=Text("客戶", "Customer"), type="c", width=10),
        Column(key="theme", label=Text("編碼", "Coded"), width=18),
        Column(key="comment", label=Text("意見原文", "Comment"), width=64),
        Column(key="language", label=Text("語言", "Language"), type="e", width=10),
    )
    rows = tuple(
        row("quotes", one.id, {
            "code": code(one.customer), "theme": words(_coded(one), "pending"), "comment": words(same(one.comment)), "language": words(LANGUAGES.get(one.language, same(one.language))),
        })
        for one in wave.given if one.comment
    )  # fmt: skip
    return Table(
        id="quotes",
        title=Text("意見原文", "Comments as written"),
        columns=columns,
        rows=rows,
        cites=(ANSWERS,),
        print_rows=PRINTED,
        empty=Text("沒有開放意見", "No comments"),
    )


def _coded(one: Answered) -> Text:
    return Text(
        "、".join(f"{c.words.zh}（{c.tone_words.zh}）" for c in one.codes),
        ", ".join(f"{c.words.en} ({c.tone_words.en})" for c in one.codes),
    )


def low(facts: SurveyFacts) -> Section:
    """Each low score: who got back to the customer, what is done, whether it is closed."""
    columns = (
        Column(key="code", label=Text("客戶", "Customer"), type="c", width=10),
        Column(key="name", label=Text("名稱", "Name"), width=24),
        Column(key="item", label=Text("題項", "Question"), width=12),
        Column(key="score", label=Text("分數", "Score"), type="n", width=7, trace="entered"),
        Column(key="contacted", label=Text("聯繫日", "Contacted"), type="d", width=12),
        Column(key="measure", label=Text("對策", "Done"), width=36),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=11),
        Column(key="closed", label=Text("結案", "Closed"), type="d", width=12),
    )
    rows = []
    for one, q, score, follow in low_scores(facts.wave.given, facts.wave.questions):
        cells: dict[str, Cell] = {
            "code": code(one.customer), "name": words(one.name), "item": words(q.name), "score": count(score, (ANSWERS,), trace="entered"),
            "contacted": day(follow.contacted if follow else None, "pending"), "measure": words(same(follow.measure) if follow else "", "pending"),
            "owner": words(follow.owner if follow else "", "pending"), "closed": day(follow.closed if follow else None, "pending"),
        }  # fmt: skip
        rows.append(row("low", f"{one.id}.{q.key}", cells, "normal" if follow else "mark"))
    table = Table(
        id="low", title=Text("2 分以下之回覆及處理", "Scores of 2 or less and what was done"), columns=columns, rows=tuple(rows), cites=(ANSWERS,),
        note=plain(Text("待補者須先追蹤，否則本紀錄不得發行。", "Those pending are followed up first: the record cannot be issued until then.")), empty=Text("沒有 2 分以下之回覆", "No score of 2 or less"),
    )  # fmt: skip
    return Section(id="low_section", title=LOW, sheet=LOW, audience="internal", blocks=(table,))


def raw(facts: SurveyFacts) -> Section:
    """Every answer: in the workbook alone; the paper says how many."""
    wave = facts.wave
    scored = [q for q in wave.questions if q.kind != "words"]
    columns = (
        Column(key="code", label=Text("客戶", "Customer"), type="c", width=11),
        Column(key="received", label=Text("回收日", "Returned"), type="d", width=12),
        *(Column(key=q.key, label=q.name, type="n", width=9, trace="entered") for q in scored),
    )
    rows = tuple(_answers(one, [q.key for q in scored]) for one in wave.given)
    table = Table(
        id="raw",
        title=Text("逐筆答案", "Answers one by one"),
        columns=columns,
        rows=rows,
        cites=(ANSWERS,),
        print_rows=PRINTED,
        empty=Text("尚無回覆", "No answers yet"),
    )
    return Section(id="raw_section", title=RAW, sheet=RAW, audience="internal", blocks=(table,))


def _answers(one: Answered, keys: list[str]) -> Row:
    cells: dict[str, Cell] = {"code": code(one.customer), "received": day(one.received)}
    cells |= {key: count(one.answers.get(key), (ANSWERS,), trace="entered") for key in keys}
    return row("raw", one.id, cells)
