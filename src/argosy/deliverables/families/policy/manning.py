"""Sections: who answers what by when, who is on duty and how many it takes, training, what was measured, and the procedure with its history."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.market.figures import plain as plain_number
from argosy.deliverables.families.policy.facts import CASES, POLICY, PROCEDURE, TRAINING, PolicyFacts, Rule, Who
from argosy.deliverables.families.service.cells import estimate, number
from argosy.deliverables.families.service.problems import split
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Axis, Chart, Encoding, Matrix, MatrixCell, Timeline, TimelineItem

ANSWERS, PEOPLE, TAUGHT, MEASURED, FLOW = (
    Text("諮詢回應準則", "Who answers what by when"), Text("人員配置", "People"), Text("訓練計畫", "Training"), Text("量測", "Measurement"), Text("流程與改版", "Procedure and its versions"),
)  # fmt: skip
WEEKDAYS = tuple(Text(zh, en) for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))


def answers(facts: PolicyFacts) -> Section:
    """The table that clients see without the names, then the words."""
    columns = (
        Column(key="kind", label=Text("類別", "Kind"), type="e", width=10),
        Column(key="first", label=Text("首次回應 h", "First answer h"), type="s", dp=1, width=9, trace="promise"),
        Column(key="finish", label=Text("完成 h", "Finished h"), type="s", dp=1, width=9, trace="promise"),
        Column(key="owner", label=Text("負責", "Owner"), type="p", width=11, audience="internal"),
        Column(key="deputy", label=Text("代理", "Deputy"), type="p", width=11, audience="internal"),
        Column(key="clarify", label=Text("需釐清事項", "To be cleared up"), width=34),
        Column(key="escalate", label=Text("升級條件", "Escalated when"), width=26),
    )
    rows = tuple(
        row("rules", one.category, {
            "kind": words(one.words), "first": number(one.first_h, "score", "promise", (POLICY,), dp=1), "finish": number(one.finish_h, "score", "promise", (POLICY,), dp=1),
            "owner": words(_name(one.owner), "pending"), "deputy": words(_name(one.deputy), "pending"), "clarify": words(one.clarify), "escalate": words(one.escalate),
        }, "mark" if one.unmanned else "normal")
        for one in facts.rules
    )  # fmt: skip
    table = Table(
        id="rules",
        title=Text("分類、時限與升級", "Kinds, time limits, escalation"),
        columns=columns,
        rows=rows,
        cites=(POLICY,),
        empty=Text("尚未訂定回應規則", "No rule is set"),
    )
    said = (
        Column(key="kind", label=Text("類別", "Kind"), type="e", width=12),
        Column(key="zh", label=Text("標準用語（中文）", "Standard words, Chinese"), width=44),
        Column(key="en", label=Text("標準用語（英文）", "Standard words, English"), width=50),
    )
    phrases = tuple(
        row("phrases", one.category, {"kind": words(one.words), "zh": words(same(one.standard.zh)), "en": words(same(one.standard.en))})
        for one in facts.rules
    )
    words_table = Table(
        id="phrases",
        title=Text("標準用語", "Standard words"),
        columns=said,
        rows=phrases,
        cites=(POLICY,),
        empty=Text("尚未訂定", "none set"),
    )
    return Section(id="rules_section", title=ANSWERS, sheet=ANSWERS, audience="all", blocks=(table, words_table))


def _name(who: Who | None) -> Text:
    return who.name if who is not None and who.active else NOTHING


def people(facts: PolicyFacts) -> Section:
    """RACI, roster, and how many people it takes."""
    return Section(
        id="people_section", title=PEOPLE, sheet=PEOPLE, audience="internal", blocks=(*raci(facts), roster(facts), staffing(facts))
    )


def raci(facts: PolicyFacts) -> tuple[Matrix, ...]:
    """Steps down, people across; A accountable, R responsible, C cover."""
    if not facts.steps:
        return ()
    who = {p.login: p.name for step in facts.steps for p in (step.accountable, step.responsible, step.cover) if p is not None}
    cells = []
    for step in facts.steps:
        parts: dict[str, list[str]] = {}
        for letter, person in (("A", step.accountable), ("R", step.responsible), ("C", step.cover)):
            if person is not None:
                parts.setdefault(person.login, []).append(letter)
        cells += [
            MatrixCell(row=f"s{step.no}", col=login, values=(Value(id=f"raci.{step.no}.{login}", v=same("/".join(letters))),))
            for login, letters in parts.items()
        ]
    return (
        Matrix(
            id="raci", type="raci", title=Text("RACI：A 當責、R 執行、C 代理", "RACI: A accountable, R responsible, C cover"), rows=tuple(Axis(id=f"s{s.no}", label=Text(f"{s.no} {s.text.zh}", f"{s.no} {s.text.en}")) for s in facts.steps),
            cols=tuple(Axis(id=login, label=name) for login, name in who.items()), cells=tuple(cells), cites=(PROCEDURE,),
        ),
    )  # fmt: skip


def roster(facts: PolicyFacts) -> Table:
    """Who is on duty, with the weekdays put together."""
    found: dict[tuple[str, str, str], list[int]] = {}
    names = {duty.who.login: duty.who.name for duty in facts.duties}
    parts = {duty.part: duty.part_words for duty in facts.duties}
    for duty in facts.duties:
        found.setdefault((duty.who.login, f"{duty.starts:%H:%M}–{duty.ends:%H:%M}", duty.part), []).append(duty.weekday)
    columns = (
        Column(key="who", label=Text("人員", "Person"), type="p", width=18),
        Column(key="days", label=Text("星期", "Weekdays"), width=30),
        Column(key="hours", label=Text("時間", "Hours"), type="c", width=18),
        Column(key="part", label=Text("角色", "Part"), type="e", width=18),
    )
    rows = tuple(
        row("roster", f"D{at}", {"who": words(names[login]), "days": words(_days(days)), "hours": code(hours), "part": words(parts[part])})
        for at, ((login, hours, part), days) in enumerate(found.items(), 1)
    )  # fmt: skip
    return Table(
        id="roster",
        title=Text("值班表", "Roster"),
        columns=columns,
        rows=rows,
        cites=(POLICY,),
        empty=Text("尚未排班", "Nobody is on duty"),
    )


def _days(days: list[int]) -> Text:
    return Text("、".join(WEEKDAYS[d - 1].zh for d in sorted(days)), ", ".join(WEEKDAYS[d - 1].en for d in sorted(days)))


def staffing(facts: PolicyFacts) -> Table:
    """Arrivals, handling time, people needed; the last row is all kinds together."""
    columns = (
        Column(key="kind", label=Text("類別", "Kind"), type="e", width=16),
        Column(key="n", label=Text("近 52 週件數", "Cases, 52 weeks"), type="n", width=14, trace="count"),
        Column(key="weekly", label=Text("每週件數", "A week"), type="s", dp=2, width=12, trace="arrivals"),
        Column(key="minutes", label=Text("處理(分)", "Minutes each"), type="s", dp=0, width=12, trace="entered"),
        Column(key="people", label=Text("所需人力", "People needed"), type="s", dp=3, width=14, trace="staffing"),
        Column(key="note", label=Text("人力調整", "Change of staffing"), width=26),
    )
    rows = tuple(
        row("staffing", one.category, {
            "kind": words(one.words), "n": count(one.n, (CASES,)), "weekly": number(round(one.people.arrivals, 4), "score", "arrivals", (CASES,), dp=2), "minutes": number(one.handle_min, "score", "entered", (POLICY,), dp=0),
            "people": number(round(one.people.exact, 5), "score", "staffing", (CASES, POLICY), dp=3), "note": words(same(one.staffing) if one.staffing else NOTHING, "not_applicable"),
        })
        for one in facts.rules
    )  # fmt: skip
    t = facts.total
    note = Text(
        f"目標稼動率 {facts.occupancy:g}%，每人每週 {facts.week_hours:g} 小時。合計需 {t.exact:.2f} 人，值班 {t.at_hand} 人，餘裕 {t.spare:.2f} 人（僅計諮詢，不含其他工作）。",
        f"Target occupancy {facts.occupancy:g}%, {facts.week_hours:g} hours a week each. {t.exact:.2f} people needed in all, {t.at_hand} on duty, {t.spare:.2f} to spare, counting enquiries only.",
    )
    return Table(
        id="staffing",
        title=Text("人力試算", "How many people it takes"),
        columns=columns,
        rows=rows,
        cites=(CASES, POLICY),
        note=plain(note),
        empty=Text("尚未訂定回應規則", "No rule is set"),
    )


def training(facts: PolicyFacts) -> Section:
    """Who was taught what, with test and result; those named and not trained are marked."""
    columns = (
        Column(key="who", label=Text("對象", "Person"), type="p", width=14),
        Column(key="topic", label=Text("內容", "Contents"), width=34),
        Column(key="hours", label=Text("時數", "Hours"), type="s", dp=1, width=8, trace="entered"),
        Column(key="on", label=Text("日期", "Date"), type="d", width=12),
        Column(key="score", label=Text("評量", "Test"), type="n", width=8, trace="entered"),
        Column(key="result", label=Text("結果", "Result"), width=18),
        Column(key="read", label=Text("閱讀確認", "Acknowledged"), type="e", width=14),
    )
    rows: list[Row] = []
    for at, one in enumerate(facts.trained, 1):
        result = (
            Text("● 及格", "● passed")
            if one.passed
            else Text("▲ 未及格，須補訓", "▲ failed, to repeat")
            if one.held
            else Text("○ 尚未實施", "○ not held yet")
        )
        cells: dict[str, Cell] = {
            "who": words(one.who.name), "topic": words(one.topic), "hours": number(one.hours, "score", "entered", (TRAINING,), dp=1), "on": day(one.held or one.planned),
            "score": count(one.score, (TRAINING,), "pending", "entered"), "result": words(result), "read": words(Text("✓ 已確認", "✓ yes") if one.acknowledged else Text("未確認", "not yet")),
        }  # fmt: skip
        rows.append(row("trained", f"T{at}", cells, "normal" if one.passed else "mark"))
    for at, who in enumerate(facts.untrained, 1):
        if who.login not in {one.who.login for one in facts.trained}:
            rows.append(
                row("trained", f"U{at}", {"who": words(who.name), "result": words(Text("▲ 未排訓練", "▲ no training planned"))}, "mark")
            )
    table = Table(
        id="trained",
        title=Text(f"訓練 {facts.procedure}", f"Training in {facts.procedure}"),
        columns=columns,
        rows=tuple(rows),
        cites=(TRAINING,),
        empty=Text("尚無訓練紀錄", "No training on record"),
    )
    return Section(id="training_section", title=TAUGHT, sheet=TAUGHT, audience="internal", blocks=(table,))


def measured(facts: PolicyFacts) -> Section:
    """Promise against what was measured."""
    blocks: tuple[AnyBlock, ...] = (*chart(facts), table(facts))
    return Section(id="measured_section", title=MEASURED, sheet=MEASURED, audience="internal", blocks=blocks)


def verdict(one: Rule) -> Text:
    """Whether the promise can be kept."""
    if one.p90.value is None:
        return Text("○ 無資料", "○ no data")
    if not one.beyond:
        return Text("● 可達成", "● can be kept")
    return (
        Text("◑ 緊於實測，已調整人力", "◑ tighter than measured, staffing changed")
        if one.staffing.strip()
        else Text("▲ 承諾時效低於實際能力", "▲ tighter than what is done")
    )


def table(facts: PolicyFacts) -> Table:
    """Kind, n, share in time, measured P90, promise, verdict."""
    columns = (
        Column(key="kind", label=Text("類別", "Kind"), type="e", width=12),
        Column(key="n", label=Text("n", "n"), type="n", width=7, trace="count"),
        Column(key="promise", label=Text("承諾 h", "Promise h"), type="s", dp=1, width=10, trace="promise"),
        Column(key="reached", label=Text("達成率", "In time"), type="r", dp=1, width=10, trace="reached"),
        Column(key="p90", label=Text("P90 h", "P90 h"), type="s", dp=1, width=9, trace="p90"),
        Column(key="basis", label=Text("P90 依據", "P90 over"), width=14),
        Column(key="verdict", label=Text("判定", "Verdict"), width=24),
    )
    pooled, own = Text("全部諮詢", "all enquiries"), Text("本類別", "this kind")
    rows = tuple(
        row("measured", one.category, {
            "kind": words(one.words), "n": count(one.n, (CASES,)), "promise": number(one.first_h, "score", "promise", (POLICY,), dp=1), "reached": estimate(one.reached, "rate", "reached", (CASES,)),
            "p90": estimate(one.p90, "score", "p90", (CASES,), dp=1), "basis": words(pooled if one.pooled else own), "verdict": words(verdict(one)),
        }, "mark" if one.beyond and not one.staffing.strip() else "normal")
        for one in facts.rules
    )  # fmt: skip
    note = Text(
        f"{facts.since} 至 {facts.request.as_of}，經過時數。類別不足 {facts.least} 件者，P90 以全部 {facts.cases} 件計。",
        f"{facts.since} to {facts.request.as_of}, hours passed. With fewer than {facts.least} of a kind P90 is over all {facts.cases}.",
    )
    return Table(
        id="measured",
        title=Text("承諾與實測", "Promise and measurement"),
        columns=columns,
        rows=rows,
        cites=(CASES, POLICY),
        note=plain(note),
        empty=Text("尚未訂定回應規則", "No rule is set"),
    )


def chart(facts: PolicyFacts) -> tuple[Chart, ...]:
    """Promises as points, the measured P90 as a line; absent without cases."""
    if facts.all_p90.value is None or not facts.rules:
        return ()
    tight = [one for one in facts.rules if one.beyond]
    told = (
        Text(
            f"承諾緊於實測者：{'、'.join(one.words.zh for one in tight)}",
            f"Tighter than measured: {', '.join(one.words.en for one in tight)}",
        )
        if tight
        else Text("所有承諾均不緊於實測", "No promise is tighter than measured")
    )
    rows = tuple(
        {"kind": one.words, "hours": plain_number(hours, 1), "what": label}
        for one in facts.rules
        for hours, label in ((one.first_h, Text("承諾", "promise")), (one.p90.value, Text("實測 P90", "measured P90")))
        if hours is not None
    )
    return (
        Chart(
            id="promise_chart", chart="grouped", rows=rows, data_table="measured", height_mm=62, title=told, unit_note=Text("小時", "hours"),
            encodings={"x": Encoding(field="kind", type="nominal"), "y": Encoding(field="hours", type="quantitative", format=",.1f"), "color": Encoding(field="what", type="nominal", title=Text("時數", "Hours"))},
            alt=Text("並列長條圖：各類別承諾時數與實測 P90", "Grouped bars: promised hours and measured P90 by kind"), cites=(CASES, POLICY),
        ),
    )  # fmt: skip


def flow(facts: PolicyFacts) -> Section:
    """The steps with their hours, the calendar of the guideline, and versions with their evidence."""
    columns = (
        Column(key="no", label=Text("序", "No."), type="c", width=6),
        Column(key="text", label=Text("步驟", "Step"), width=44),
        Column(key="who", label=Text("執行", "Responsible"), type="p", width=14),
        Column(key="cover", label=Text("代理", "Cover"), type="p", width=14),
        Column(key="hours", label=Text("累計時限 h", "By hour"), type="s", dp=1, width=12, trace="entered"),
    )
    rows = tuple(
        row("steps", f"P{one.no}", {"no": code(str(one.no)), "text": words(one.text), "who": words(one.responsible.name), "cover": words(_name(one.cover), "pending"), "hours": number(one.hours, "score", "entered", (PROCEDURE,), dp=1)})
        for one in facts.steps
    )  # fmt: skip
    steps = Table(
        id="steps",
        title=Text("回應流程", "How an enquiry goes"),
        columns=columns,
        rows=rows,
        cites=(PROCEDURE,),
        empty=Text("尚未訂定程序", "No procedure is set"),
    )
    return Section(id="flow_section", title=FLOW, sheet=FLOW, audience="internal", blocks=(steps, *calendar(facts), versions(facts)))


def calendar(facts: PolicyFacts) -> tuple[Timeline, ...]:
    """In force until the review, with training days."""
    end = facts.review
    if end is None or end <= facts.effective:
        return ()
    held = sorted({one.held or one.planned for one in facts.trained})
    items = (
        TimelineItem(id="force", label=Text("施行期間", "In force"), start=facts.effective, end=end, status="running"),
        *(
            TimelineItem(
                id=f"t{at}",
                label=Text("訓練", "Training"),
                start=on,
                milestone=True,
                status="done" if on <= facts.request.as_of else "planned",
            )
            for at, on in enumerate(held, 1)
        ),
        TimelineItem(id="review", label=Text("檢討", "Review"), start=end, milestone=True),
    )
    return (
        Timeline(
            id="calendar",
            title=Text("施行與檢討時程", "In force, training and review"),
            items=items,
            unit="month",
            today=facts.request.as_of,
            cites=(POLICY,),
        ),
    )


def versions(facts: PolicyFacts) -> Table:
    """Versions of the procedure with reason, evidence and approver."""
    columns = (
        Column(key="version", label=Text("版次", "Version"), type="c", width=14),
        Column(key="effective", label=Text("生效日", "Effective"), type="d", width=12),
        Column(key="reason", label=Text("變更理由", "Reason"), width=36),
        Column(key="evidence", label=Text("依據", "Evidence"), width=24),
        Column(key="approver", label=Text("核准", "Approved by"), type="p", width=12),
        Column(key="state", label=Text("狀態", "State"), type="e", width=10),
    )
    rows = tuple(
        row("versions", f"{one.code}_{one.version}".replace("-", "_"), {
            "version": code(f"{one.code} v{one.version}"), "effective": day(one.effective), "reason": words(Text(*split(one.reason))), "evidence": words(same(one.evidence) if one.evidence else NOTHING, "not_applicable"),
            "approver": words(one.approver, "pending"), "state": words(one.state),
        })
        for one in facts.versions
    )  # fmt: skip
    return Table(
        id="versions",
        title=Text("程序版次", "Versions of the procedure"),
        columns=columns,
        rows=rows,
        cites=(PROCEDURE,),
        empty=Text("尚未訂定程序", "No procedure is set"),
    )
