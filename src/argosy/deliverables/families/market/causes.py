"""What may be said of causes: the ladder of evidence, each finding in the words its rung allows and none stronger."""

from __future__ import annotations

from argosy.deliverables.families.market import decomposition
from argosy.deliverables.families.market.evidence import Evidence
from argosy.deliverables.families.market.facts import TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import estimate, millions, score, words
from argosy.engines.causal.association import Association
from argosy.engines.causal.effect import Effect
from argosy.engines.causal.rungs import RUNGS
from argosy.kernel.text import Text
from argosy.report.model import Rule, Section
from argosy.report.prose import plain as prose_of
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.words import Paragraph

TITLE = Text("變動拆解與因果", "Change and its causes")
TABLE = "cause"
FEW = 20
RULE = Rule(
    id="cause",
    label=Text("證據階梯", "Ladder of evidence"),
    legal=Text(
        "中斷時間序列（Newey–West）；合成差異中之差異，安慰劑檢定；Arkhangelsky et al. (2021)、Abadie et al. (2010)",
        "Interrupted time series (Newey–West); synthetic difference-in-differences with placebos; Arkhangelsky et al. (2021), Abadie et al. (2010)",
    ),
)
METHODS = {"its": Text("中斷時間序列", "Interrupted time series"), "sdid": Text("合成差異中之差異", "Synthetic difference-in-differences")}


def blocks(facts: MarketFacts) -> tuple[Paragraph | Table, ...]:
    """The strongest thing that may be said, and every finding with its interval, placebo and checks."""
    found = facts.evidence
    rows = [_together(found.together)] if found.together else []
    rows += [_effect(one) for one in found.effects]
    return (_words(found), *((_table(rows, found),) if rows else ()))


def _words(found: Evidence) -> Paragraph:
    if not found.effects:
        asked = Text("未指定事件，故不作因果檢定", "No event was named, so no cause is tested")
        why = Text("；".join(w.zh for w in found.why), "; ".join(w.en for w in found.why))
        tail = Text(f"（{why.zh}）", f" ({why.en})") if found.why else Text("", "")
        zh = f"{asked.zh}{tail.zh}。" + (
            "本國出口與他國供應之同期變動**僅為同時發生**，相關係數 [[cause.together.effect]]。" if found.together else ""
        )
        en = f"{asked.en}{tail.en}. " + (
            "That exports of the home country move with those of others is **association only**: correlation [[cause.together.effect]]."
            if found.together
            else ""
        )
        return Paragraph(id="cause_words", text=prose(zh, en))
    event, best = found.event, found.effects[-1]
    assert event is not None
    name = country(event.market)
    zh = f"{name.zh}自 {event.start}「{event.name}」後之出口，較對照每期差 **[[cause.{best.method}.effect]]**；可以說的是：**{best.verdict.word.zh}**。"
    en = f"Exports to {name.en} since {event.start} ({event.name}) differ by **[[cause.{best.method}.effect]]** a period; what may be said is: **{best.verdict.word.en}**."
    return Paragraph(id="cause_words", text=prose(zh, en))


def _table(rows: list[Row], found: Evidence) -> Table:
    columns = (
        Column(key="method", label=Text("方法", "Method"), type="t", width=17),
        Column(key="effect", label=Text("估計", "Estimate"), type="m", trace="cause", width=11),
        Column(key="placebo", label=Text("安慰劑 p", "Placebo p"), type="s", trace="cause", width=9),
        Column(key="checks", label=Text("前期配適與檢查", "Fit before and checks"), type="t", width=46),
        Column(key="verdict", label=Text("可用之詞", "What may be said"), type="t", width=17),
    )
    note = Text(
        "相關係數無單位，取自年增變動；事件效果為每期金額。檢查未過者不得稱為影響。",
        "The correlation is a pure number of changes within a year; effects are amounts a period. Where a check fails no effect may be claimed.",
    )
    why = Text("；".join(w.zh for w in found.why), "; ".join(w.en for w in found.why))
    told = Text(f"{note.zh}未能估計：{why.zh}。", f"{note.en} Not estimated: {why.en}.") if found.why else note
    title = Text("因果證據階梯", "Ladder of evidence on causes")
    return Table(id=TABLE, title=title, columns=columns, rows=tuple(rows), note=prose_of(told), cites=(TRADE,))


def _together(one: Association) -> Row:
    at, rung = f"{TABLE}.together", RUNGS[0]
    effect = estimate(
        score,
        f"{at}.effect",
        one.r,
        (one.low, one.high),
        Text("相關係數", "Correlation"),
        n=one.n,
        n_min=FEW,
        trace="cause",
        method=rung.name,
    )
    steps = f"{one.differenced:.2f}".replace("-", "−")
    told = Text(f"n = {one.n}；差分後相關 {steps}", f"n = {one.n}; of first differences {steps}")
    cells = {
        "method": words(f"{at}.method", Text("相關（本國與他國供應）", "Association (home and other suppliers)")),
        "effect": effect,
        "placebo": score(f"{at}.placebo", None, missing="not_applicable"),
        "checks": words(f"{at}.checks", told),
        "verdict": words(f"{at}.verdict", rung.word),
    }
    return Row(id="together", cells=cells)


def _effect(one: Effect) -> Row:
    at = f"{TABLE}.{one.method}"
    ends = (one.low, one.high)
    effect = estimate(
        millions, f"{at}.effect", one.estimate * 1e6, [None if e is None else e * 1e6 for e in ends], Text("效果", "Effect"), scale=1e6, method=one.inference,
        why=one.inference, trace="cause", n=len(one.panel.times), dp=2,
    )  # fmt: skip
    cells = {
        "method": words(f"{at}.method", METHODS[one.method]),
        "effect": effect,
        "placebo": score(f"{at}.placebo", one.placebo_p, missing="too_few"),
        "checks": words(f"{at}.checks", _checks(one)),
        "verdict": words(f"{at}.verdict", one.verdict.word),
    }
    return Row(id=one.method, cells=cells)


def _checks(one: Effect) -> Text:
    """Each check with its figure and its limit; what could not be run says so."""
    zh, en = [], []
    for check in one.checks:
        mark = {True: ("通過", "passed"), False: ("未過", "failed"), None: ("未能檢查", "not run")}[check.passed]
        told = "" if check.value is None else f" {check.value:.3g}".replace("-", "−")
        zh.append(f"{check.label.zh}{told}（{mark[0]}）")
        en.append(f"{check.label.en}{told} ({mark[1]})")
    return Text("；".join(zh), "; ".join(en))


def section(facts: MarketFacts) -> Section:
    """The split of the change, then what may be said of causes."""
    return Section(
        id="change_section", title=TITLE, sheet=Text("變動拆解與因果", "Change and cause"), audience="internal", blocks=(*decomposition.blocks(facts), *blocks(facts)),
    )  # fmt: skip
