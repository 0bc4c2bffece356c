"""Section 1 of the positioning plan: the position, what it scores, what is still in the way, what has to be decided."""

from __future__ import annotations

from fractions import Fraction

from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import count, words
from argosy.deliverables.families.strategy import carrying_out, fitting, mapping
from argosy.deliverables.families.strategy.comparing import key_of
from argosy.deliverables.families.strategy.facts import PLAN, PlanFacts
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Section
from argosy.report.prose import plain, prose
from argosy.report.value import Value
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")
SCORE = Text("選定定位總分（1–5）", "Score of the chosen position (1 to 5)")
CHECKED, FITTING = Text("檢驗項目", "Elements checked"), Text("適合項目", "Elements that fit")


def section(facts: PlanFacts) -> Section:
    """Conclusion, key figures, decision."""
    return Section(
        id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=(conclusion(facts), key_figures(facts), decision(facts))
    )


def names(facts: PlanFacts) -> dict[str, str]:
    """Named values of the key figures."""
    chosen = {"chosen": f"positions.{key_of(facts, facts.plan.chosen)}.total"} if facts.plan.chosen else {}
    return {"fit": "fit.fitting", "checked": "fit.checked", **chosen}


def key_figures(facts: PlanFacts) -> KeyFigures:
    """Score, cultural fit, price index, budget."""
    fit, market = fitting.score(facts, "key.fit"), country(facts.plan.market)
    good, all_of = sum(map(fitting.passed, facts.plan.checks)), len(facts.plan.checks)
    n = facts.prices.n
    items = (
        KeyFigure(label=SCORE, value=_score(facts), sub=plain(_lead(facts))),
        KeyFigure(label=fitting.SCORE, value=fit, sub=plain(_backed(facts, good, all_of))),
        KeyFigure(
            label=mapping.INDEX,
            value=mapping.index_value(facts, "key.index"),
            sub=plain(Text(f"{market.zh}可比競品 {n} 項", f"{n} rivals compared in {market.en}")),
        ),
        KeyFigure(label=Text("預算", "Budget"), value=carrying_out.budget(facts, "key.budget"), sub=plain(_period(facts))),
    )
    return KeyFigures(id="key", items=items)


def _backed(facts: PlanFacts, good: int, all_of: int) -> Text:
    short = sum(not fitting.well_backed(check) for check in facts.plan.checks)
    told = Text(f"{good}／{all_of} 項適合", f"{good} of {all_of} elements fit")
    return Text(f"{told.zh}，{short} 項來源不足", f"{told.en}, {short} lack sources") if short else told


def _score(facts: PlanFacts) -> Value:
    found = next((score for candidate, score in facts.plan.ranked() if candidate.name == facts.plan.chosen), None)
    if found is None:
        return Value(id="key.score", missing="pending", kind="score", label=SCORE)
    return Value(
        id="key.score",
        v=decimal_text(round_to(found, Fraction("0.01"))),
        kind="score",
        dp=2,
        label=SCORE,
        expr="@chosen",
        trace="position_score",
    )


def _lead(facts: PlanFacts) -> Text:
    others = [score for candidate, score in facts.plan.ranked() if candidate.name != facts.plan.chosen]
    if not others or not facts.plan.chosen:
        return NOTHING
    return Text(f"次高 {float(others[0]):.2f}", f"next {float(others[0]):.2f}")


def _period(facts: PlanFacts) -> Text:
    plan = facts.plan
    if plan.start is None or plan.end is None:
        return Text("期間未登錄", "no period on record")
    return Text(f"{plan.start}–{plan.end}", f"{plan.start}–{plan.end}")


def conclusion(facts: PlanFacts) -> Paragraph:
    """What the product is to stand for, and how much of it has been checked, every number a figure of the document."""
    plan, market = facts.plan, country(facts.plan.market)
    if not plan.chosen:
        text = prose("**尚未選定定位**，本報告不得核准。", "**No position is chosen**: this report cannot be approved.")
        return Paragraph(id="conclusion", role="lead", text=text)
    key, n = key_of(facts, plan.chosen), sum(not fitting.well_backed(check) for check in plan.checks)
    short = Text(f"，惟 {n} 項來源不足", f", but {n} lack sources") if n else NOTHING
    zh = f"{plan.product.zh}於{market.zh}採「[[choice.name]]」定位，總分 **[[positions.{key}.total]]**；文化檢驗 [[fit.checked]] 項中 [[fit.fitting]] 項適合{short.zh}。"
    en = f"In {market.en}, {plan.product.en} is to stand for “[[choice.name]]”, which scores **[[positions.{key}.total]]**; [[fit.fitting]] of [[fit.checked]] elements fit the culture{short.en}."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def decision(facts: PlanFacts) -> Fields:
    """Approve, or settle what is lacking first."""
    plan = facts.plan
    short = [check for check in plan.checks if not fitting.well_backed(check)]
    lacking = list(plan.lacking)
    if short:
        lacking.append(Text(f"文化檢驗 {len(short)} 項來源不足二個或缺當地來源", f"{len(short)} elements lack a second or a local source"))
    if facts.prices.index is None:
        lacking.append(Text("目標市場缺競品現價，價格指數無法計算", "no current rival prices in the market, so no price index"))
    told = Text("；".join(t.zh for t in lacking) or "無", "; ".join(t.en for t in lacking) or "none")
    answer = (
        Text("補齊下列事項後核准", "Approve once the points below are settled") if lacking else Text("核准本定位計畫", "Approve this plan")
    )
    items = (
        count("fit.checked", len(plan.checks), CHECKED, cites=(PLAN,)),
        count("fit.fitting", sum(map(fitting.passed, plan.checks)), FITTING, cites=(PLAN,)),
        words("ask.lacking", told, Text("尚待補齊", "Still lacking")),
        words("ask.state", Text("已核准", "approved") if plan.approved else Text("草稿", "draft"), Text("計畫狀態", "Plan on record")),
    )
    return Fields(id="decision", style="decision", question=Text("請總經理決定", "For decision"), answer=plain(answer), items=items)
