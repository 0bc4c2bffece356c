"""Section: the candidate positions beside each other, with visible weights."""

from __future__ import annotations

from fractions import Fraction

from argosy.deliverables.families.intelligence.cells import Cell, row, words
from argosy.deliverables.families.market.figures import figure, worked
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.strategy.facts import PLAN, PlanFacts
from argosy.deliverables.families.strategy.plan import CRITERIA, Candidate
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Fields

TITLE = Text("定位候選比較", "Candidate positions")
TABLE = "positions"


def section(facts: PlanFacts) -> Section:
    """The table, the chart of contributions, the choice and why."""
    blocks: tuple[AnyBlock, ...] = (table(facts), *chart(facts), choice(facts))
    return Section(id="positions_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def key_of(facts: PlanFacts, name: str) -> str:
    """The row of a candidate."""
    return f"P{[c.name for c in facts.plan.candidates].index(name) + 1}"


def table(facts: PlanFacts) -> Table:
    """One row a candidate, the best first: four scores under their weights, the weighted mean, the margin entered."""
    weights = facts.plan.weights
    scores = tuple(
        Column(
            key=name,
            label=Text(f"{label.zh}（權重 {weights[name].normalize():f}）", f"{label.en} (weight {weights[name].normalize():f})"),
            type="n",
            width=11,
            trace="entered",
        )
        for name, label in CRITERIA
    )
    columns = (
        Column(key="name", label=Text("候選", "Candidate"), width=18), Column(key="claim", label=Text("主張", "Claim"), width=22), *scores,
        Column(key="margin_rate", label=Text("落地後毛利率", "Margin after landed cost"), type="r", dp=1, width=11, trace="entered"),
        Column(key="total", label=Text("總分", "Score"), type="s", dp=2, width=9, trace="position_score"),
    )  # fmt: skip
    rows = tuple(_row(facts, candidate, score) for candidate, score in facts.plan.ranked())
    note = Text(
        "評分 1–5 由 {a} 評定。差異性與可信度未分項登錄，未列；產品佐證 {n} 項。",
        "Scores of 1 to 5 by {a}. Distinctness and credibility are not on record by candidate and not shown; product evidence: {n}.",
    )
    return Table(
        id=TABLE, title=Text("候選定位之評分", "How the candidates score"), columns=columns, rows=rows, cites=(PLAN,), note=plain(note.format(a=facts.plan.author, n=facts.plan.evidence)),
        empty=Text("尚未登錄候選定位", "No candidate position is on record"),
    )  # fmt: skip


def _row(facts: PlanFacts, candidate: Candidate, score: Fraction) -> Row:
    weights = facts.plan.weights
    parts = " + ".join(f"[{name}] * {weights[name].normalize():f}" for name, _ in CRITERIA)
    total = sum(weights.values())
    cells: dict[str, Cell] = {
        "name": words(candidate.name), "claim": words(candidate.words),
        **{name: _score(candidate.scores[name]) for name, _ in CRITERIA},
        "margin_rate": lambda i: figure(i, None if candidate.margin is None else candidate.margin / 100, "rate", dp=1, trace="entered", cites=(PLAN,), missing="not_recorded"),
        "total": lambda i: worked(i, score, "0.01", "score", f"({parts}) / {total.normalize():f}", dp=2, trace="position_score"),  # type: ignore[union-attr]
    }  # fmt: skip
    return row(TABLE, key_of(facts, candidate.name), cells, "mark" if candidate.name == facts.plan.chosen else "normal")


def _score(points: int) -> Cell:
    return lambda i: figure(i, points, "count", dp=0, trace="entered", cites=(PLAN,))


def chart(facts: PlanFacts) -> tuple[Chart, ...]:
    """What each criterion adds to the score of a candidate."""
    ranked = facts.plan.ranked()
    total = sum(facts.plan.weights.values())
    if len(ranked) < 2 or not total:
        return ()
    rows = tuple(
        {"name": same(c.name), "part": label, "points": decimal_text(round_to(Fraction(c.scores[name]) * Fraction(facts.plan.weights[name]) / Fraction(total), Fraction(1, 100)), 2)}
        for c, _ in ranked for name, label in CRITERIA
    )  # fmt: skip
    (first, best), (second, next_best) = ranked[0], ranked[1]
    lead = f"{float(best - next_best):.2f}"
    return (
        Chart(
            id="positions_chart", chart="stacked", rows=rows, data_table=TABLE, height_mm=34 + 8 * len(ranked),
            title=Text(f"「{first.name}」領先「{second.name}」{lead} 分", f"“{first.name}” leads “{second.name}” by {lead}"),
            encodings={
                "y": Encoding(field="name", type="nominal"), "x": Encoding(field="points", type="quantitative", title=Text("分數", "Points"), format=",.1f"),
                "color": Encoding(field="part", type="nominal", title=Text("評分項目", "Criterion")),
            },
            alt=Text("堆疊長條圖：各評分項目對總分之貢獻", "Stacked bars: what each criterion adds to the score"), cites=(PLAN,),
        ),
    )  # fmt: skip


def choice(facts: PlanFacts) -> Fields:
    """Which was chosen, and why."""
    plan = facts.plan
    items = (
        valued("choice.name", same(plan.chosen), Text("選定定位", "Chosen position"), required=True, cites=(PLAN,)),
        valued("choice.reason", same(plan.reason), Text("選定理由", "Why"), required=True, cites=(PLAN,)),
    )
    return Fields(id="choice", items=items, columns=1)
