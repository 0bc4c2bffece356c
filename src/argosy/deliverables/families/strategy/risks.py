"""Section: what could go wrong, from threats on record, as a matrix of likelihood and effect."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, day, row, words
from argosy.deliverables.families.market.figures import estimate, figure
from argosy.deliverables.families.market.figures import rate as rated
from argosy.deliverables.families.market.known import Finding
from argosy.deliverables.families.strategy.facts import MARKET, PlanFacts
from argosy.kernel.text import Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Axis, Matrix, MatrixCell

TITLE = Text("風險", "Risks")
TABLE = "threats"
STEPS = (0.05, 0.10, 0.20, 0.40)
"""Effects on the exposed sales from which impact counts 2, 3, 4, 5."""
LIKELY = (Text("罕見", "rare"), Text("不常", "unlikely"), Text("可能", "possible"), Text("常見", "likely"), Text("頻繁", "frequent"))
HARM = (Text("輕微", "minor"), Text("有限", "limited"), Text("中度", "moderate"), Text("重大", "major"), Text("嚴重", "severe"))
LEVELS = ((15, "extreme"), (10, "high"), (5, "medium"), (1, "low"))


def section(facts: PlanFacts) -> Section:
    """The matrix of threats whose effect was estimated, and the table of all."""
    blocks: tuple[AnyBlock, ...] = (*matrix(facts), table(facts))
    return Section(id="risks_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def impact(effect: float) -> int:
    """1 to 5 by the size of the effect."""
    return 1 + sum(abs(effect) >= step for step in STEPS)


def matrix(facts: PlanFacts) -> tuple[Matrix, ...]:
    """Threats by likelihood and effect; absent when no effect was estimated."""
    placed = [(t.likelihood, impact(t.base), t) for t in facts.threats if t.base is not None]
    if not placed:
        return ()
    cells = tuple(
        MatrixCell(
            row=f"l{likely}", col=f"i{harm}", level=next(level for least, level in LEVELS if likely * harm >= least),
            values=tuple(Value(id=f"risk.{t.ref}", v=t.words) for at, size, t in placed if (at, size) == (likely, harm)),
        )
        for likely in (5, 4, 3, 2, 1) for harm in range(1, 6)
    )  # fmt: skip
    return (
        Matrix(
            id="risk", type="risk", title=Text("風險矩陣", "Risk matrix"), rows=tuple(Axis(id=f"l{n}", label=LIKELY[n - 1]) for n in (5, 4, 3, 2, 1)),
            cols=tuple(Axis(id=f"i{n}", label=HARM[n - 1]) for n in range(1, 6)), cells=cells, row_title=Text("可能性", "Likelihood"), col_title=Text("衝擊", "Impact"),
            note=plain(Text("衝擊依估計影響：5%、10%、20%、40% 起各為 2、3、4、5。", "Impact by the estimated effect: from 5%, 10%, 20%, 40% it counts 2, 3, 4, 5.")),
        ),
    )  # fmt: skip


def table(facts: PlanFacts) -> Table:
    """One row a threat that stands on evidence."""
    columns = (
        Column(key="no", label=Text("編號", "No."), type="c", width=11),
        Column(key="kind", label=Text("類別", "Kind"), type="e", width=11),
        Column(key="words", label=Text("風險", "Risk"), width=42),
        Column(key="likelihood", label=Text("可能性", "Likelihood"), type="n", width=9, trace="likelihood"),
        Column(key="effect", label=Text("影響（中）", "Effect, base"), type="r", dp=0, width=10, trace="effect"),
        Column(key="evidence", label=Text("證據", "Evidence"), type="c", width=18),
        Column(key="review", label=Text("複查日", "Review"), type="d", width=12),
    )
    return Table(
        id=TABLE, title=Text("已登錄且有證據之威脅", "Threats on record with evidence"), columns=columns, rows=tuple(_row(one) for one in facts.threats), cites=(MARKET,),
        empty=Text("此市場沒有登錄且有證據之威脅；不代表沒有風險。", "No threat with evidence is on record for this market, which does not mean that there is none."),
    )  # fmt: skip


def _row(one: Finding) -> Row:
    cells: dict[str, Cell] = {
        "no": code(one.ref), "kind": words(one.pestle), "words": words(one.words), "likelihood": lambda i: figure(i, one.likelihood, "count", dp=0, trace="likelihood", cites=(MARKET,)),
        "effect": lambda i: estimate(rated, i, one.base, (one.low, one.high), level="", trace="effect", cites=(MARKET,), dp=0, missing="not_recorded"),
        "evidence": words(same("、".join(one.evidence))), "review": day(one.review),
    }  # fmt: skip
    return row(TABLE, one.ref, cells)
