"""Section 4, 公式與法源: every rule that made an amount, and section 8, 罰則提醒."""

from __future__ import annotations

from argosy.deliverables.families.duty.facts import RULES, Facts
from argosy.deliverables.families.duty.figures import words
from argosy.deliverables.families.duty.result import Result
from argosy.engines.duty.assessment import RuleUse
from argosy.kernel.source import CONFIDENCE_WORDS
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Rule, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.words import Paragraph

TITLE = Text("公式與法源", "Formulas and law")


def section(facts: Facts, result: Result) -> Section:
    """One row a rule, and the warnings of the assessment."""
    warnings = tuple(Paragraph(id=f"caution_{i}", role="note", text=plain(c.message)) for i, c in enumerate(result.made.warnings, 1))
    return Section(id="law", title=TITLE, sheet=TITLE, audience="internal", blocks=(table(result), *warnings))


def table(result: Result) -> Table:
    """Formula, rounding, law, source, confidence and review date of each rule."""
    columns = (
        Column(key="charge", label=Text("稅費", "Charge"), width=14),
        Column(key="formula", label=Text("公式", "Formula"), width=34),
        Column(key="rounding", label=Text("捨入", "Rounding"), width=18),
        Column(key="legal", label=Text("法源", "Law"), width=26),
        Column(key="source", label=Text("來源", "Source"), width=28),
        Column(key="confidence", label=Text("可信度", "Confidence"), type="e", width=9),
        Column(key="review", label=Text("覆核期限", "Review by"), type="d", width=12),
    )
    return Table(
        id="rules",
        title=Text("本試算所用之規則", "Rules used in this worksheet"),
        columns=columns,
        rows=tuple(_row(r) for r in result.made.rules),
    )


def _row(rule: RuleUse) -> Row:
    key = f"rules.{rule.id}"
    review = (
        Value(id=f"{key}.review", v=rule.review_by.isoformat(), kind="date")
        if rule.review_by
        else Value(id=f"{key}.review", missing="not_recorded", kind="date")
    )
    given = Text("（部分項目依訂單檔所載稅率）", " (rate stated in the order for some lines)") if rule.given_on else NOTHING
    return Row(
        id=rule.id,
        cells={
            "charge": words(f"{key}.charge", rule.label),
            "formula": words(f"{key}.formula", Text(rule.formula.zh + given.zh, rule.formula.en + given.en)),
            "rounding": words(f"{key}.rounding", rule.rounding, missing="not_applicable"),
            "legal": words(f"{key}.legal", rule.legal),
            "source": words(f"{key}.source", rule.source),
            "confidence": words(f"{key}.confidence", CONFIDENCE_WORDS[rule.confidence]),
            "review": review,
        },
    )


def rules(result: Result) -> tuple[Rule, ...]:
    """The rules as the report's traces, for ``argosy why``."""
    used = tuple(
        Rule(
            id=r.id, label=r.label, rounding=r.rounding, legal=r.legal, confidence=r.confidence, note=r.note, review_by=r.review_by, cites=(RULES,)
        )
        for r in result.made.rules
    )  # fmt: skip
    return (*used, SCENARIO, RECOMPUTED)


SCENARIO = Rule(
    id="scenario",
    label=Text("情境試算", "What-if"),
    legal=Text("同一規則，變更所列條件後重新試算", "Same rules, worked out again with the change named"),
    cites=(RULES,),
)
RECOMPUTED = Rule(
    id="recomputed",
    label=Text("獨立複算", "Independent recomputation"),
    legal=Text("以向量整數引擎重算，與精確引擎逐項比對", "Worked out again by the vectorised integer engine and compared line by line"),
    cites=(RULES,),
)


def penalties(facts: Facts) -> Section:
    """What a wrong declaration costs and how to be heard, from the rule pack."""
    columns = (
        Column(key="note", label=Text("事項", "Note"), width=62),
        Column(key="legal", label=Text("法源", "Law"), width=26),
        Column(key="source", label=Text("來源", "Source"), width=28),
        Column(key="read", label=Text("查閱日", "Read on"), type="d", width=12),
    )
    rows = tuple(
        Row(
            id=p.id,
            cells={
                "note": words(f"penalties.{p.id}.note", p.text),
                "legal": words(f"penalties.{p.id}.legal", p.authority.legal),
                "source": words(f"penalties.{p.id}.source", p.authority.source),
                "read": Value(id=f"penalties.{p.id}.read", v=p.authority.read_on.isoformat(), kind="date")
                if p.authority.read_on
                else Value(id=f"penalties.{p.id}.read", missing="not_recorded", kind="date"),
            },
        )
        for p in facts.pack.penalties
        if p.span.holds(facts.consignment.date)
    )
    table = Table(
        id="penalties",
        title=Text("申報不實之處罰與救濟", "Penalties for a wrong declaration, and remedies"),
        columns=columns,
        rows=rows,
        empty=Text("規則包未列罰則", "The rule pack lists no penalties"),
        note=plain(
            Text(
                "本節為提醒，非法律意見；個案請洽主管機關或專業人員。",
                "A reminder, not legal advice; ask the authority or a professional about a case.",
            )
        ),
    )
    title = Text("罰則提醒", "Penalties")
    return Section(id="penalty_notes", title=title, sheet=title, audience="internal", blocks=(table,))
