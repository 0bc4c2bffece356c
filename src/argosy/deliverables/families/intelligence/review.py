"""Section: the weightiest items one by one, and what the manager makes of them."""

from __future__ import annotations

from fractions import Fraction

from argosy.deliverables.families.intelligence.cells import code, count, day, product, row, words
from argosy.deliverables.families.intelligence.facts import REGISTER, IntelFacts
from argosy.deliverables.families.intelligence.items import Item
from argosy.deliverables.families.market.facts import country
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Section
from argosy.report.prose import Prose, plain
from argosy.report.table import Column, Row, Table
from argosy.report.words import Paragraph

TITLE = Text("重點情報評析", "Appraisal of key items")
TABLE = "key_items"
MIN_CHARS = 30
"""Shortest appraisal that may go out."""
SINGLE = Text("單一來源", "single source")


def section(facts: IntelFacts) -> Section:
    """The table, then two paragraphs of the manager's own."""
    so_what = Text("這些情報對本公司代表什麼？", "What do these items mean for us?")
    next_step = Text("接下來由誰做什麼、何時完成？", "Who does what next, and by when?")
    blocks = (table(facts), _own("so_what", Text("研判", "So what"), so_what), _own("what_next", Text("後續行動", "What next"), next_step))
    return Section(id="review_section", title=TITLE, sheet=Text("重點情報", "Key items"), audience="internal", blocks=blocks)


def _own(identity: str, title: Text, prompt: Text) -> Paragraph:
    return Paragraph(id=identity, role="authored", title=title, prompt=prompt, text=Prose(), min_chars=MIN_CHARS)


def table(facts: IntelFacts) -> Table:
    """The key items, the weightiest first: grade, weight with its formula, what backs them, what follows."""
    columns = (
        Column(key="no", label=Text("編號", "No."), type="c", width=10),
        Column(key="market", label=Text("市場", "Market"), width=10),
        Column(key="title", label=Text("情報", "Item"), width=36),
        Column(key="source", label=Text("來源", "Source"), width=20),
        Column(key="backed", label=Text("佐證", "Backed by"), width=18),
        Column(key="grade", label=Text("可信度", "Grade"), type="c", width=8),
        Column(key="points", label=Text("評等點數", "Grade points"), type="n", width=8, trace="points"),
        Column(key="relevance", label=Text("相關性", "Relevance"), type="n", width=9, trace="relevance"),
        Column(key="weight", label=Text("權重", "Weight"), type="s", width=8, trace="weight"),
        Column(key="expires", label=Text("有效至", "Valid to"), type="d", width=12),
        Column(key="impact", label=Text("對本公司影響", "Effect on us"), width=28),
        Column(key="assessment", label=Text("已登錄之評估", "Assessment on record"), width=20),
    )
    return Table(
        id=TABLE, title=Text("權重最高之情報", "The weightiest items"), columns=columns, rows=tuple(_row(facts, item) for item in facts.register.key),
        note=plain(_note()), cites=(REGISTER,), empty=Text("沒有可評析的情報", "Nothing to appraise"),
    )  # fmt: skip


def _row(facts: IntelFacts, item: Item) -> Row:
    cites = facts.cite(item.source, item.second)
    cells = {
        "no": code(item.ref), "market": words(country(item.market) if item.market else NOTHING), "title": words(item.title, cites=cites),
        "source": words(facts.origin(item.source) if item.source else NOTHING, cites=cites), "backed": words(facts.origin(item.second) if item.second else SINGLE),
        "grade": code(item.grade), "points": count(item.points, (REGISTER,), trace="points"), "relevance": count(item.relevance or 0, (REGISTER,), trace="relevance"),
        "weight": product(Fraction(item.weight), "[relevance] * [points]", "weight"), "expires": day(item.expires), "impact": words(item.impact),
        "assessment": words(item.assessment),
    }  # fmt: skip
    return row(TABLE, item.ref, cells, "mark" if item.expired(facts.request.as_of) else "normal")


def _note() -> Text:
    return Text(
        "權重 = 相關性 × 評等點數（A–F 計 6–1 點，1–6 計 6–1 點）；同權重者新者在前。",
        "Weight = relevance × grade points (A to F count 6 to 1, 1 to 6 count 6 to 1); the newer first among equals.",
    )
