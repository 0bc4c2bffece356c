"""Sheets 6 and 7 and the summary: what stands out, what the author proposes, and the month ahead."""

from __future__ import annotations

from fractions import Fraction
from statistics import mean, stdev

from argosy.deliverables.families import lacking
from argosy.deliverables.families.accounts import untargeted
from argosy.deliverables.families.accounts.fieldwork_sheets import activity_table, late
from argosy.deliverables.families.accounts.selling_facts import FIELD, ORDERS, TARGETS, SellingFacts
from argosy.deliverables.families.market.figures import count, estimate, words, worked
from argosy.deliverables.families.sheets import amount_maker, figure, lead, own_words, part, rounded
from argosy.engines.selling.pacing import FEWEST, t_quantile
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain, prose
from argosy.report.value import Value
from argosy.report.words import Fields, KeyFigures, Verdict

LEAST = 20
"""Shortest proposal that may go out."""
SUMMARY = Text("摘要", "Summary")
SUGGESTIONS = "suggestions"
MEAN = Text("近月平均；t 預測區間；不含趨勢與季節", "mean of past months; t prediction interval; no trend, no season")


def summary(facts: SellingFacts) -> Section:
    """Conclusion, key figures, what is asked of the manager."""
    blocks = (lead("conclusion", prose(*_words(facts))), key_figures(facts), _decision(facts))
    return lacking.told(part("summary", SUMMARY, *blocks), facts.lacks)


def names() -> dict[str, str]:
    """Named values of the key figures."""
    return {"target": "key.target", "actual": "key.actual"}


def sums(facts: SellingFacts) -> tuple[Fraction, Fraction]:
    """Target and actual of the period, each line rounded as it is shown; without targets what was sold."""
    if not facts.rows:
        return Fraction(0), sum((rounded(one.sales) for one in facts.countries), Fraction(0))
    return sum((rounded(r.target) for r in facts.rows), Fraction(0)), sum((rounded(r.actual) for r in facts.rows), Fraction(0))


def key_figures(facts: SellingFacts) -> KeyFigures:
    """Target, actual, achievement, next month, lines behind, activities without a result."""
    target, actual = sums(facts)
    unit, behind = facts.currency, [r for r in facts.rows if r.behind]
    open_ones = sum(late(a, facts) for a in facts.activities)
    rate = worked("key.rate", actual / target, "0.001", "rate", "@actual / @target", Text("達成率", "Achieved"), dp=1, trace="achieved") if target else Value(
        id="key.rate", missing="not_applicable", kind="rate", label=Text("達成率", "Achieved")
    )  # fmt: skip
    unset = Value(id="key.target", missing="not_recorded", kind="money", unit=unit)
    items = (
        figure(Text("本期目標", "Target"), _money("key.target", target, unit, (TARGETS,), "target") if facts.rows else unset),
        figure(Text("本期實績", "Actual"), _money("key.actual", actual, unit, (ORDERS,), "sold")),
        figure(Text("達成率", "Achieved"), rate, verdict=_light(target, actual)),
        figure(Text("下月推估", "Next month"), next_month(facts)),
        figure(
            Text("落後產品線", "Lines behind"),
            count("key.behind", len(behind), cites=(TARGETS,)),
            Text(f"共 {len(facts.rows)} 條", f"of {len(facts.rows)}"),
        ),
        figure(
            Text("未回報活動", "No result yet"),
            count("key.open", open_ones, cites=(FIELD,)),
            Text(f"計畫 {len(facts.activities)} 項", f"{len(facts.activities)} planned"),
        ),
    )
    return KeyFigures(id="key", items=items)


def _light(target: Fraction, actual: Fraction) -> Verdict | None:
    return None if not target else "bad" if actual < target * Fraction(9, 10) else "good"


def _money(identity: str, amount: Fraction, unit: str, cites: tuple[str, ...], trace: str) -> Value:
    return Value(id=identity, v=decimal_text(amount), kind="money", unit=unit, dp=0, cites=cites, trace=trace)


def next_month(facts: SellingFacts) -> Value:
    """The mean of past whole months with a prediction interval, or why it cannot be told."""
    past, make = [float(amount) for _, amount in facts.past], amount_maker(facts.currency)
    if len(past) < FEWEST:
        return Value(id="key.next", missing="too_few", kind="money", unit=facts.currency)
    middle = mean(past)
    half = t_quantile(len(past) - 1) * stdev(past) * (1 + 1 / len(past)) ** 0.5
    ends = (max(0.0, middle - half), middle + half)
    made: Value = estimate(make, "key.next", middle, ends, n=len(past), method=MEAN, trace="next_month", cites=(ORDERS,), status="forecast")
    return made


def _words(facts: SellingFacts) -> tuple[str, str]:
    from argosy.deliverables.families.accounts.achievement import TABLE, group_name, line_name

    who, span = facts.who, facts.ask.span
    zh = f"{who.zh} {span.since:%Y-%m-%d} 至 {span.until:%Y-%m-%d} 實績 [[key.actual]]，達成率 **[[key.rate]]**，{sum(r.behind for r in facts.rows)} 條產品線低於九成。"
    en = f"{who.en}, {span.since:%Y-%m-%d} to {span.until:%Y-%m-%d}: sold [[key.actual]], **[[key.rate]]** of target; {sum(r.behind for r in facts.rows)} product lines are under nine tenths."
    if not facts.rows:
        n = sum(one.orders for one in facts.countries)
        zh = f"{who.zh} {span.since:%Y-%m-%d} 至 {span.until:%Y-%m-%d} 實績 [[key.actual]]，{n:,} 張訂單；尚未設定本期目標，無達成率。"
        en = f"{who.en}, {span.since:%Y-%m-%d} to {span.until:%Y-%m-%d}: sold [[key.actual]] in {n:,} orders. No target is set for the period, so none is held against it."
    worst = next((r for r in facts.rows if r.behind), None)
    if worst:
        line, group = line_name(worst.line), group_name(worst.territory)
        zh += f"落後最多為{group.zh}「{line.zh}」，差額 [[{TABLE}.{worst.key}.gap]]。"
        en += f" The widest gap is {line.en} in {group.en}: [[{TABLE}.{worst.key}.gap]]."
    odd = [group_name(b.market) for b in facts.bases if b.odd]
    if odd:
        zh += f"去年同期基期異常：{'、'.join(o.zh for o in odd)}，成長率須保留。"
        en += f" Last year is no fair base for {', '.join(o.en for o in odd)}: read growth with care."
    sure = [name for name, change in facts.falling if change.sure]
    if sure:
        zh += f"{len(sure)} 家客戶下單率下降超出偶然：{'、'.join(n.zh for n in sure[:3])}。"
        en += f" {len(sure)} {'customer orders' if len(sure) == 1 else 'customers order'} less than chance would have it: {', '.join(n.en for n in sure[:3])}."
    return zh, en


def _decision(facts: SellingFacts) -> Fields:
    if not facts.rows:
        return untargeted.decision(facts)
    missing = [r for r in facts.rows if r.behind and r.why is None]
    open_ones = [a for a in facts.activities if late(a, facts)]
    items = (
        words(
            "ask.causes",
            Text(f"{len(missing)} 條落後產品線尚未說明原因", f"{len(missing)} lines behind have no cause yet"),
            Text("待說明", "To explain"),
        ),
        words(
            "ask.results",
            Text(f"{len(open_ones)} 項活動逾期未回報", f"{len(open_ones)} activities are past their day without a result"),
            Text("待回報", "To report"),
        ),
        words(
            "ask.customers",
            Text(f"{len(facts.behind)} 家客戶本年達成率低於九成", f"{len(facts.behind)} customers are under nine tenths this year"),
            Text("落後客戶", "Customers behind"),
        ),
    )
    answer = Text("核定落後產品線之對策與下期計畫", "Approve what is done about lines behind, and the plan of the next period")
    return Fields(id="decision", style="decision", question=Text("請主管決定", "For decision"), answer=plain(answer), items=items)


def proposals(facts: SellingFacts) -> Section:
    """問題與建議, the author's own."""
    title = Text("問題與建議", "Problems and proposals")
    prompt = Text(
        "本期遇到的問題是什麼？建議組織做什麼、由誰、何時完成？", "What went wrong, and what do you propose: what, by whom, by when?"
    )
    return part("proposals", title, own_words(SUGGESTIONS, title, prompt, LEAST))


def ahead(facts: SellingFacts) -> Section:
    """下期計畫."""
    title = Text("下期計畫", "Next period")
    return part("ahead_section", title, activity_table("ahead", title, facts.ahead, facts))
