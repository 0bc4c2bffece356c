"""成效評量: reaction, learning, behaviour, sales: each as far as the records carry."""

from __future__ import annotations

from argosy.deliverables.families.coaching.coached import ORDERS, PLANS, SESSIONS, CoachingFacts
from argosy.deliverables.families.intelligence.cells import Cell, count, row, words
from argosy.deliverables.families.market.figures import score
from argosy.deliverables.families.sheets import amount_maker, col, guess, part, sheet
from argosy.engines.selling.gains import Effect, Gain
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Section
from argosy.report.table import Row, Table

TITLE = Text("成效評量", "Evaluation")
PAIRED = Text("成對差異之 t 區間", "t interval of paired differences")
DID = Text("差異中之差異", "difference in differences")
LEVELS = (Text("一 反應", "1 Reaction"), Text("二 學習", "2 Learning"), Text("三 行為", "3 Behaviour"), Text("四 業績", "4 Sales"))


def section(facts: CoachingFacts) -> Section:
    """The four levels, tests course by course, behaviour customer by customer."""
    return part("evaluation", TITLE, levels(facts), sales(facts), courses(facts), behaviour(facts))


def levels(facts: CoachingFacts) -> Table:
    """層次｜指標｜結果｜n｜可說的話."""
    e = facts.effects
    columns = (
        col("level", "層次", "Level", width=13),
        col("measure", "指標", "Measure", width=34),
        col("result", "結果", "Result", "s", 24),
        col("n", "樣本", "n", "n", 8),
        col("verdict", "判定", "What may be said", width=40),
    )

    def reaction(i: str) -> object:
        return score(i, e.reaction, trace="reaction", cites=(SESSIONS,), missing="too_few")

    seen = (
        Text(f"{len(e.behaviour)} 家有行為觀察紀錄，見下表", f"behaviour was seen at {len(e.behaviour)} customers, below")
        if e.behaviour
        else Text("未登錄", "not recorded")
    )
    rows: list[Row] = [
        row("levels", "l1", {"level": words(LEVELS[0]), "measure": words(Text("課後滿意度（1–5）平均", "mean reaction, 1 to 5")), "result": reaction, "n": count(e.answered, (SESSIONS,)), "verdict": words(_plenty(e.answered))}),  # type: ignore[dict-item]
        row("levels", "l2", {"level": words(LEVELS[1]), "measure": words(Text("客戶人員後測 − 前測", "customers' people, after − before")), "result": gain_cell(e.gain), "n": count(e.gain.n, (SESSIONS,)), "verdict": words(_gained(e.gain))}),
        row("levels", "l2s", {"level": words(LEVELS[1]), "measure": words(Text("同仁後測 − 前測", "colleagues, after − before")), "result": gain_cell(e.own), "n": count(e.own.n, (SESSIONS,)), "verdict": words(_gained(e.own))}),
        row("levels", "l3", {"level": words(LEVELS[2]), "measure": words(Text("到店檢視之行為觀察", "behaviour seen on visits")), "result": lambda i: score(i, None, missing="not_applicable"), "n": count(len(e.behaviour), (PLANS,)), "verdict": words(seen)}),
    ]  # fmt: skip
    return sheet(
        "levels", Text("反應、學習、行為", "Reaction, learning, behaviour"), columns, rows, (SESSIONS, PLANS), Text("沒有資料", "No data")
    )


def sales(facts: CoachingFacts) -> Table:
    """Level 4: what became of sales, against customers not coached."""
    told = facts.effects.sales
    columns = (
        col("level", "層次", "Level", width=14), col("measure", "指標", "Measure", width=34), col("result", "對照組差異", "Against others", "m", 24), col("treated", "受輔導", "Coached", "n", 9),
        col("controls", "對照", "Others", "n", 9), col("verdict", "判定", "What may be said", width=36),
    )  # fmt: skip
    cells: dict[str, Cell] = {
        "level": words(LEVELS[3]), "measure": words(_when(facts)), "result": _sales(facts, told), "treated": count(told.treated, (ORDERS,)), "controls": count(told.controls, (ORDERS,)),
        "verdict": words(_told(told)),
    }  # fmt: skip
    note = Text(
        "受輔導客戶首場前後各三個月（當月除外）之月均銷售變化，減去有目標而未受輔導客戶之變化；用語依證據階梯，未達者不得稱為成效。",
        "The change of monthly sales of coached customers three months before and after their first session (that month left out), less that of customers with targets and no coaching. The words follow the ladder of evidence: nothing below its rung may be called an effect.",
    )
    rows = [row("effect", "l4", cells)]
    return sheet(
        "effect",
        Text("業績：前後三個月與對照", "Sales: three months before and after, against others"),
        columns,
        rows,
        (ORDERS, PLANS),
        Text("沒有資料", "No data"),
        note,
    )


def _when(facts: CoachingFacts) -> Text:
    times = facts.effects.times
    if not times:
        return Text("輔導前後三個月銷售（對照組）", "sales three months before and after, against others")
    span = f"{times[0]}–{times[2]} / {times[3]}–{times[5]}"
    return Text(f"月均銷售變化對照組差異（{facts.currency}，{span}）", f"change of monthly sales against others ({facts.currency}, {span})")


def gain_cell(gain: Gain) -> Cell:
    """The gain with its interval, or why there is none."""
    return guess(score, gain.value, (gain.low, gain.high), n=gain.n, method=PAIRED, why=gain.why, trace="gain", cites=(SESSIONS,))


def _gained(gain: Gain) -> Text:
    if gain.value is None or gain.low is None or gain.high is None:
        return gain.why or Text("無法判定", "cannot tell")
    if gain.low > 0:
        return Text("進步，區間不含零（無對照，前後測）", "higher after; the interval excludes nought (no control)")
    return Text("區間含零，無法判定進步", "the interval includes nought: no gain established")


def _plenty(n: int) -> Text:
    return NOTHING if not n else Text("描述統計，無對照", "descriptive, no control")


def _sales(facts: CoachingFacts, told: Effect) -> Cell:
    return guess(
        amount_maker(facts.currency),
        told.value,
        (told.low, told.high),
        n=told.treated + told.controls,
        method=DID,
        why=told.why,
        trace="did",
        cites=(ORDERS,),
    )


def _told(told: Effect) -> Text:
    if told.value is None:
        return told.why or told.word
    return Text(
        f"{told.word.zh}（{told.rung.zh}；受輔導 {told.treated} 家、對照 {told.controls} 家）",
        f"{told.word.en} ({told.rung.en}; {told.treated} coached, {told.controls} others)",
    )


def courses(facts: CoachingFacts) -> Table:
    """課程｜n｜前測｜後測｜進步 [區間]."""
    columns = (
        col("course", "課程", "Course", width=36),
        col("n", "份數", "n", "n", 8),
        col("before", "前測平均", "Before", "s", 12),
        col("after", "後測平均", "After", "s", 12),
        col("gain", "進步", "Gain", "s", 22),
    )
    rows = []
    for at, (name, gain) in enumerate(facts.effects.courses, 1):
        cells: dict[str, Cell] = {
            "course": words(name), "n": count(gain.n, (SESSIONS,)), "before": lambda i, v=gain.before: score(i, v, dp=1, trace="gain", cites=(SESSIONS,), missing="too_few"),
            "after": lambda i, v=gain.after: score(i, v, dp=1, trace="gain", cites=(SESSIONS,), missing="too_few"), "gain": gain_cell(gain),
        }  # fmt: skip
        rows.append(row("tests", f"t{at}", cells))
    return sheet(
        "tests", Text("各課程前後測", "Tests, course by course"), columns, rows, (SESSIONS,), Text("沒有成對測驗", "No paired test")
    )


def behaviour(facts: CoachingFacts) -> Table:
    """What was seen at each customer."""
    columns = (col("customer", "客戶", "Customer", width=34), col("seen", "行為觀察", "Behaviour seen", width=66))
    rows = [
        row("behaviour", f"b{at}", {"customer": words(name), "seen": words(told)})
        for at, (name, told) in enumerate(facts.effects.behaviour, 1)
    ]
    return sheet("behaviour", Text("行為觀察", "Behaviour"), columns, rows, (PLANS,), Text("沒有行為觀察紀錄", "No behaviour on record"))
