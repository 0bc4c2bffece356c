"""Section: what is being collected for. The questions of research briefs, who owns them, how far they are answered."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.asked import STATES, Brief, Need
from argosy.deliverables.families.intelligence.cells import code, count, day, row, words
from argosy.deliverables.families.intelligence.facts import BRIEFS, IntelFacts
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

TITLE = Text("蒐集重點", "What to collect")


def section(facts: IntelFacts) -> Section:
    """The questions of every brief that concerns the file."""
    return Section(id="questions_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(table(facts),))


def table(facts: IntelFacts) -> Table:
    """One row a question; those without an answer are marked."""
    columns = (
        Column(key="no", label=Text("需求編號", "Requirement"), type="c", width=13),
        Column(key="question", label=Text("問題", "Question"), width=34),
        Column(key="indicator", label=Text("指標", "Indicator"), width=18),
        Column(key="period", label=Text("期間", "Period"), width=16),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=12),
        Column(key="due", label=Text("期限", "Due"), type="d", width=12),
        Column(key="state", label=Text("狀態", "State"), type="e", width=20),
        Column(key="items", label=Text("已連結情報", "Items linked"), type="n", width=9),
    )
    rows = tuple(_row(brief, need) for brief in facts.briefs for need in brief.needs)
    return Table(
        id="questions", title=Text("資訊需求與回答情形", "Requirements and how far they are answered"), columns=columns, rows=rows,
        note=plain(_note(facts.briefs)) if facts.briefs else None,
        empty=Text("範圍內沒有進行中的研究需求書", "No research brief in hand concerns these markets and goods"),
    )  # fmt: skip


def _row(brief: Brief, need: Need) -> Row:
    cells = {
        "no": code(need.name), "question": words(need.question), "indicator": words(need.indicator), "period": words(need.period), "owner": words(need.owner),
        "due": day(need.due or brief.due), "state": words(STATES[need.state]), "items": count(len(need.items), (BRIEFS,)),
    }  # fmt: skip
    return row("questions", need.name, cells, "normal" if need.state == "covered" else "mark")


def _note(briefs: tuple[Brief, ...]) -> Text:
    zh = "；".join(f"{b.ref} {b.question}（需求人{b.requester.zh}）" for b in briefs)
    en = "; ".join(f"{b.ref}: {b.question} (asked by {b.requester.en})" for b in briefs)
    return Text(zh, en)
