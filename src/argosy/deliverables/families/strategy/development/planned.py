"""Sections: options scored and the choice, which plan line answers which need, targets on the calendar, resources, risks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.market.figures import figure, worked
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.service.cells import number
from argosy.deliverables.families.service.problems import split
from argosy.deliverables.families.strategy.development.facts import NEEDS, PLAN, Fit, Line, Option, StrategyFacts
from argosy.deliverables.families.strategy.development.wanted import confirmed
from argosy.deliverables.families.strategy.risks import HARM, LEVELS, LIKELY
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Axis, Matrix, MatrixCell, Timeline, TimelineItem
from argosy.report.words import Fields

OPTIONS, FITTING, GOALS, MEANS, RISKS = (
    Text("策略方案", "Options"), Text("計畫符合性查核", "Fit of the plan"), Text("目標與路線圖", "Targets and roadmap"), Text("資源與預算概算", "Resources and budget"), Text("風險", "Risks"),
)  # fmt: skip
CRITERIA = {
    "need": Text("符合需求", "Meets needs"),
    "feasible": Text("可行性", "Feasible"),
    "margin": Text("毛利", "Margin"),
    "risk": Text("風險低", "Low risk"),
}
VERDICTS = {"pass": Text("● 符合", "● pass"), "outside": Text("▲ 超出", "▲ outside"), "unspecified": Text("○ 未指定", "○ not specified")}


def options(facts: StrategyFacts) -> Section:
    """Options beside each other with visible weights, and why one was chosen."""
    names = [(key, CRITERIA.get(key, same(key))) for key in facts.weights]
    columns = (
        Column(key="key", label=Text("代號", "Code"), type="c", width=8),
        Column(key="title", label=Text("方案", "Option"), width=32),
        *(
            Column(
                key=key,
                label=Text(f"{label.zh} {facts.weights[key]}", f"{label.en} {facts.weights[key]}"),
                type="n",
                width=12,
                trace="entered",
            )
            for key, label in names
        ),
        Column(key="total", label=Text("總分", "Score"), type="s", dp=2, width=10, trace="option_score"),
    )
    rows = tuple(_option(facts, one) for one in facts.options)
    table = Table(
        id="options",
        title=Text("方案評分（1–5，欄名為權重）", "Options scored 1 to 5, weights in the heads"),
        columns=columns,
        rows=rows,
        cites=(PLAN,),
        empty=Text("尚未登錄方案", "No option is on record"),
    )
    chosen = next((one for one in facts.options if one.chosen), None)
    items = (
        valued("choice.name", chosen.title if chosen else NOTHING, Text("選定方案", "Chosen"), required=True, cites=(PLAN,)),
        valued("choice.reason", facts.choice, Text("理由", "Why"), required=True, cites=(PLAN,)),
    )
    return Section(
        id="options_section", title=OPTIONS, sheet=OPTIONS, audience="internal", blocks=(table, Fields(id="choice", items=items, columns=1))
    )


def score(facts: StrategyFacts, one: Option) -> Fraction:
    """The weighted mean of its scores; 0 without weights."""
    whole = sum(facts.weights.values())
    return (
        sum((Fraction(one.scores.get(key, 0) * weight, whole) for key, weight in facts.weights.items()), Fraction(0))
        if whole
        else Fraction(0)
    )


def _option(facts: StrategyFacts, one: Option) -> Row:
    parts = " + ".join(f"[{key}] * {weight}" for key, weight in facts.weights.items())
    cells: dict[str, Cell] = {
        "key": code(one.key),
        "title": words(one.title),
        **{key: count(one.scores.get(key), (PLAN,), trace="entered") for key in facts.weights},
    }
    cells["total"] = lambda i: worked(
        i, score(facts, one), "0.01", "score", f"({parts}) / {sum(facts.weights.values())}", dp=2, trace="option_score"
    )
    return row("options", one.key, cells, "mark" if one.chosen else "normal")


def fitting(facts: StrategyFacts) -> Section:
    """Traceability of needs to plan lines, then each comparison in figures."""
    blocks: tuple[AnyBlock, ...] = (*trace(facts), fits(facts), bare(facts))
    return Section(id="fit_section", title=FITTING, sheet=FITTING, audience="internal", blocks=blocks)


def trace(facts: StrategyFacts) -> tuple[Matrix, ...]:
    """Needs down, plan lines across; an empty row is a need nothing is planned for."""
    rows = confirmed(facts)
    if not rows or not facts.lines:
        return ()
    cells = tuple(
        MatrixCell(row=one.ref, col=fit.line, level="low" if fit.verdict == "pass" else "high" if fit.verdict == "outside" and not fit.waived else "medium", values=(Value(id=f"trace.{one.ref}.{fit.line}", v=VERDICTS[fit.verdict]),))
        for one in rows for fit in facts.answering(one.ref)
    )  # fmt: skip
    axes = tuple(Axis(id=one.ref, label=Text(f"{one.ref} {one.need.zh}", f"{one.ref} {one.need.en}")) for one in rows)
    return (
        Matrix(
            id="trace_matrix", type="traceability", title=Text("需求 × 計畫項目", "Needs × plan lines"), rows=axes, cols=tuple(Axis(id=line.key, label=same(line.key)) for line in facts.lines), cells=cells,
            row_title=Text("需求", "Need"), col_title=Text("計畫項目", "Plan line"), cites=(PLAN, NEEDS), note=plain(Text("空列為尚無計畫項目之需求。", "An empty row is a need without a plan line.")),
        ),
    )  # fmt: skip


def fits(facts: StrategyFacts) -> Table:
    """Each line against each need it answers."""
    titles = {line.key: line.title for line in facts.lines}
    columns = (
        Column(key="need", label=Text("需求", "Need"), type="c", width=10),
        Column(key="line", label=Text("計畫項目", "Plan line"), width=36),
        Column(key="spec", label=Text("規格", "Spec"), type="e", width=10),
        Column(key="days", label=Text("交期差(日)", "Days over"), type="n", width=11, trace="entered"),
        Column(key="cost", label=Text("價格差(%)", "Price over (%)"), type="s", dp=1, width=12, trace="entered"),
        Column(key="verdict", label=Text("判定", "Verdict"), width=12),
        Column(key="waiver", label=Text("豁免", "Waived"), width=22),
    )
    rows = tuple(_fit(fit, titles.get(fit.line, same(fit.line))) for fit in facts.fits)
    return Table(
        id="fits",
        title=Text("符合性逐項查核", "Fit line by line"),
        columns=columns,
        rows=rows,
        cites=(PLAN, NEEDS),
        empty=Text("尚未查核", "Nothing has been compared yet"),
    )


def _fit(fit: Fit, title: Text) -> Row:
    spec = NOTHING if fit.spec_ok is None else Text("符合", "met") if fit.spec_ok else Text("不符", "not met")
    cells: dict[str, Cell] = {
        "need": code(fit.need), "line": words(Text(f"{fit.line} {title.zh}", f"{fit.line} {title.en}")), "spec": words(spec, "not_applicable"),
        "days": number(fit.days_over, "count", "entered", (PLAN, NEEDS), "not_applicable", dp=0), "cost": number(fit.cost_over, "score", "entered", (PLAN, NEEDS), "not_applicable", dp=1),
        "verdict": words(VERDICTS[fit.verdict]), "waiver": words(Text(f"{fit.waived.zh}：{fit.waiver}", f"{fit.waived.en}: {fit.waiver}") if fit.waived else NOTHING, "not_applicable"),
    }  # fmt: skip
    return row(
        "fits", f"{fit.line}_{fit.need.replace('-', '_')}", cells, "mark" if fit.verdict == "outside" and not fit.waived else "normal"
    )


def bare(facts: StrategyFacts) -> Table:
    """Needs no line answers, with the reason where one was written."""
    columns = (
        Column(key="ref", label=Text("編號", "No."), type="c", width=10),
        Column(key="need", label=Text("需求", "Need"), width=34),
        Column(key="importance", label=Text("重要度", "Importance"), type="n", width=10, trace="entered"),
        Column(key="reason", label=Text("不列入計畫之理由", "Why nothing is planned"), width=50),
    )
    rows = tuple(
        row("bare", one.ref.replace("-", "_"), {
            "ref": code(one.ref), "need": words(one.need), "importance": count(one.importance, (NEEDS,), trace="entered"), "reason": words(_split(one.no_plan), "pending"),
        }, "normal" if one.no_plan.strip() else "mark")
        for one in confirmed(facts) if not facts.answering(one.ref)
    )  # fmt: skip
    return Table(
        id="bare",
        title=Text("未列入計畫之需求", "Needs without a plan line"),
        columns=columns,
        rows=rows,
        cites=(NEEDS,),
        empty=Text("所有需求均有計畫項目", "Every need has a plan line"),
    )


def _split(text: str) -> Text:
    return Text(*split(text)) if text else NOTHING


def goals(facts: StrategyFacts) -> Section:
    """Targets with baseline, owner and day, and the roadmap."""
    return Section(id="goals_section", title=GOALS, sheet=GOALS, audience="internal", blocks=(targets(facts), *roadmap(facts)))


def whole(line: Line) -> bool:
    """Whether a target has its baseline, owner and day."""
    return line.baseline is not None and bool(line.owner) and line.due is not None and line.target is not None


def targets(facts: StrategyFacts) -> Table:
    """Goal, KPI, baseline, target, day, owner, source, how often checked."""
    columns = (
        Column(key="goal", label=Text("目標", "Goal"), width=26),
        Column(key="kpi", label=Text("指標", "KPI"), width=18),
        Column(key="unit", label=Text("單位", "Unit"), type="c", width=8),
        Column(key="baseline", label=Text("現況", "Baseline"), type="s", dp=1, width=10, trace="entered"),
        Column(key="target", label=Text("目標值", "Target"), type="s", dp=1, width=10, trace="entered"),
        Column(key="due", label=Text("期限", "Due"), type="d", width=12),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=11),
        Column(key="source", label=Text("資料來源", "Source"), width=14),
        Column(key="every", label=Text("檢核頻率", "Checked"), width=12),
    )
    rows = tuple(
        row("targets", line.key, {
            "goal": words(line.title), "kpi": words(line.kpi), "unit": code(line.unit), "baseline": number(line.baseline, "score", "entered", (PLAN,), dp=1),
            "target": number(line.target, "score", "entered", (PLAN,), dp=1), "due": day(line.due, "not_recorded"), "owner": words(line.owner), "source": words(_split(line.source)), "every": words(_split(line.every)),
        }, "normal" if whole(line) else "mark")
        for line in facts.lines
    )  # fmt: skip
    return Table(
        id="targets",
        title=Text("目標", "Targets"),
        columns=columns,
        rows=rows,
        cites=(PLAN,),
        empty=Text("尚未登錄目標", "No target is on record"),
    )


def roadmap(facts: StrategyFacts) -> tuple[Timeline, ...]:
    """Plan lines on the calendar; absent without any that has an end."""
    known = [line for line in facts.lines if line.due is not None]
    if not known:
        return ()
    items = tuple(
        TimelineItem(id=line.key, label=line.title, start=line.starts, end=line.due, owner=line.owner.say("en" if facts.request.lang == "en" else "zh-Hant") if line.owner else "", status="running" if line.starts <= facts.request.as_of else "planned")
        for line in known
    )  # fmt: skip
    return (Timeline(id="roadmap", title=Text("路線圖", "Roadmap"), items=items, unit="month", today=facts.request.as_of, cites=(PLAN,)),)


def means(facts: StrategyFacts) -> Section:
    """Money and hours by plan line, with totals."""
    unit = facts.firm.base_currency
    columns = (
        Column(key="key", label=Text("代號", "Code"), type="c", width=8),
        Column(key="title", label=Text("計畫項目", "Plan line"), width=44),
        Column(key="cost", label=Text("預算", "Budget"), type="m", unit=unit, dp=0, width=18, trace="entered", total="sum"),
        Column(key="hours", label=Text("工時", "Hours"), type="s", dp=0, width=12, trace="entered", total="sum"),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=14),
    )
    rows = tuple(
        row("means", line.key, {
            "key": code(line.key), "title": words(line.title), "cost": number(line.cost, "money", "entered", (PLAN,), unit=unit, dp=0), "hours": number(line.hours, "score", "entered", (PLAN,), dp=0), "owner": words(line.owner),
        })
        for line in facts.lines
    )  # fmt: skip
    totals = Row(
        id="total",
        cells={
            "title": Value(id="means.total.title", v=Text("合計", "Total")),
            "cost": figure(
                "means.total.cost", total(facts, "cost"), "money", unit=unit, dp=0, expr="sum(means.cost)", trace="total", cites=(PLAN,)
            ),
            "hours": figure(
                "means.total.hours", total(facts, "hours"), "score", dp=0, expr="sum(means.hours)", trace="total", cites=(PLAN,)
            ),
        },
    )
    table = Table(
        id="means",
        title=Text("資源與預算", "Resources and budget"),
        columns=columns,
        rows=rows,
        totals=totals if rows else None,
        cites=(PLAN,),
        empty=Text("尚未登錄", "Nothing is on record"),
    )
    return Section(id="means_section", title=MEANS, sheet=MEANS, audience="internal", blocks=(table,))


def total(facts: StrategyFacts, name: str) -> Decimal:
    """The sum of budgets or hours of all plan lines."""
    return sum((getattr(line, name) or Decimal(0) for line in facts.lines), Decimal(0))


def risks(facts: StrategyFacts) -> Section:
    """The matrix and the measures."""
    columns = (
        Column(key="risk", label=Text("風險", "Risk"), width=30),
        Column(key="likelihood", label=Text("可能性", "Likelihood"), type="n", width=11, trace="entered"),
        Column(key="impact", label=Text("衝擊", "Impact"), type="n", width=9, trace="entered"),
        Column(key="measure", label=Text("對策", "Measure"), width=40),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=12),
    )
    rows = tuple(
        row("risks", f"K{at}", {
            "risk": words(one.title), "likelihood": count(one.likelihood, (PLAN,), trace="entered"), "impact": count(one.impact, (PLAN,), trace="entered"), "measure": words(one.measure), "owner": words(one.owner),
        }, "mark" if one.likelihood * one.impact >= 10 else "normal")
        for at, one in enumerate(facts.risks, 1)
    )  # fmt: skip
    table = Table(
        id="risks",
        title=Text("風險與對策", "Risks and measures"),
        columns=columns,
        rows=rows,
        cites=(PLAN,),
        empty=Text("尚未登錄風險", "No risk is on record"),
    )
    return Section(id="risks_section", title=RISKS, sheet=RISKS, audience="internal", blocks=(*_matrix(facts), table))


def _matrix(facts: StrategyFacts) -> tuple[Matrix, ...]:
    if not facts.risks:
        return ()
    cells = tuple(
        MatrixCell(
            row=f"l{likely}", col=f"i{harm}", level=next(level for least, level in LEVELS if likely * harm >= least),
            values=tuple(Value(id=f"risk.K{at}", v=same(f"K{at}")) for at, one in enumerate(facts.risks, 1) if (one.likelihood, one.impact) == (likely, harm)),
        )
        for likely in (5, 4, 3, 2, 1) for harm in range(1, 6)
    )  # fmt: skip
    return (
        Matrix(
            id="risk", type="risk", title=Text("風險矩陣", "Risk matrix"), rows=tuple(Axis(id=f"l{n}", label=LIKELY[n - 1]) for n in (5, 4, 3, 2, 1)),
            cols=tuple(Axis(id=f"i{n}", label=HARM[n - 1]) for n in range(1, 6)), cells=cells, row_title=Text("可能性", "Likelihood"), col_title=Text("衝擊", "Impact"),
        ),
    )  # fmt: skip
