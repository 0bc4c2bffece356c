"""Section: every element of the position held against the culture of its market, with the sources behind each verdict."""

from __future__ import annotations

from fractions import Fraction

from argosy.deliverables.families.intelligence.cells import Cell, count, row, words
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import worked
from argosy.deliverables.families.strategy.facts import PLAN, PlanFacts
from argosy.deliverables.families.strategy.plan import Check
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value

TITLE = Text("文化適當性檢驗", "Cultural fit")
TABLE = "fit_checks"
FIT = "fit"
LEAST = 2
"""Independent sources each element needs."""
SCORE = Text("文化適合度", "Cultural fit")
QUESTIONS = {
    "claim": Text("此訴求於當地是否合宜、合法？", "Is the claim welcome and lawful there?"),
    "name": Text("名稱之讀音與字義於當地是否合宜？", "Do sound and meaning of the name go well there?"),
    "colour": Text("顏色於當地是否有忌諱？", "Is the colour free of ill omen there?"),
    "price": Text("價位與數字於當地是否合宜？", "Do the price and its digits go well there?"),
    "channel": Text("通路與時節是否合於當地習慣？", "Do channel and season follow local habits?"),
}


def section(facts: PlanFacts) -> Section:
    """The table of checks."""
    return Section(id="fit_section", title=TITLE, sheet=Text("文化檢驗", "Cultural fit"), audience="internal", blocks=(table(facts),))


def passed(check: Check) -> bool:
    """Whether an element fits and stands on a source at all."""
    return check.verdict == FIT and check.backing > 0


def well_backed(check: Check) -> bool:
    """Whether an element has the sources it needs, one of them local."""
    return check.backing >= LEAST and check.local


def score(facts: PlanFacts, identity: str) -> Value:
    """Elements that fit, of those checked."""
    checks = facts.plan.checks
    if not checks:
        return Value(id=identity, missing="not_recorded", kind="rate", label=SCORE)
    return worked(
        identity, Fraction(sum(map(passed, checks)), len(checks)), "0.001", "rate", "@fit / @checked", SCORE, dp=0, trace="culture_fit"
    )


def table(facts: PlanFacts) -> Table:
    """One row an element; those that do not fit or lack a source are marked."""
    columns = (
        Column(key="element", label=Text("項目", "Element"), type="e", width=10),
        Column(key="words", label=Text("內容", "As planned"), width=20),
        Column(key="question", label=Text("檢驗問題", "Question"), width=24),
        Column(key="finding", label=Text("依據", "What is known"), width=30),
        Column(key="sources", label=Text("資訊來源", "Sources"), width=22),
        Column(key="n", label=Text("來源數", "Count"), type="n", width=7, trace="count"),
        Column(key="local", label=Text("當地來源", "Local"), type="e", width=9),
        Column(key="verdict", label=Text("結果", "Verdict"), type="e", width=10),
        Column(key="change", label=Text("修正", "Change"), width=20),
    )
    market = country(facts.plan.market)
    note = Text(
        f"{market.zh}；每項須有 {LEAST} 個獨立來源，其一為當地（駐外單位、當地平台或當地受訪者）。標示列未通過或來源不足。",
        f"{market.en}. Each element needs {LEAST} independent sources, one of them local (an office or marketplace there, or somebody asked there). Marked rows fail or lack a source.",
    )
    return Table(
        id=TABLE, title=Text("定位要素之文化檢驗", "The position held against the culture"), columns=columns, rows=tuple(_row(facts, one) for one in facts.plan.checks), note=plain(note),
        cites=(PLAN,), empty=Text("尚未進行文化檢驗", "Nothing has been held against the culture yet"),
    )  # fmt: skip


def _row(facts: PlanFacts, one: Check) -> Row:
    names = [facts.origin(source) for source in one.sources]
    told = Text(
        "、".join([*(n.zh for n in names), *([one.asked] if one.asked else [])]),
        ", ".join([*(n.en for n in names), *([one.asked] if one.asked else [])]),
    )
    cites = facts.cite(*one.sources)
    nothing = Text("無須修正", "none needed")
    change = Text(one.reason, one.reason) if one.reason else nothing if passed(one) else one.effects
    cells: dict[str, Cell] = {
        "element": words(one.element_words), "words": words(one.words), "question": words(QUESTIONS.get(one.element, NOTHING)), "finding": words(one.finding, cites=cites),
        "sources": words(told, cites=cites), "n": count(one.backing, (PLAN,)), "local": words(Text("有", "yes") if one.local else Text("無", "no")),
        "verdict": words(one.verdict_words, "pending"), "change": words(change, "pending"),
    }  # fmt: skip
    return row(TABLE, f"E{one.id}", cells, "normal" if passed(one) and well_backed(one) else "mark")
