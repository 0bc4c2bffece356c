"""The coaching schedule: who needs coaching, when, by whom; the calendar of coaches; invitations."""

from __future__ import annotations

from datetime import timedelta

from argosy.deliverables.families.coaching.coached import ORDERS, PLANS, SESSIONS, TARGETS, CoachingFacts, Lagging
from argosy.deliverables.families.coaching.planned import Session
from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, gap, row, words
from argosy.deliverables.families.market.figures import count as counted
from argosy.deliverables.families.market.figures import figure as number
from argosy.deliverables.families.market.figures import words as value_of
from argosy.deliverables.families.sheets import col, figure, formula_money, lead, money, part, rounded, share, sheet
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Section
from argosy.report.prose import plain, prose
from argosy.report.table import Row, Table
from argosy.report.visual import Timeline, TimelineItem
from argosy.report.words import Fields, KeyFigures

SUMMARY = Text("摘要", "Summary")
TABLE = "schedule"
ONLINE, ONSITE = Text("線上", "online"), Text("現場", "on site")
UNPLANNED = Text("未排", "none")


def summary(facts: CoachingFacts) -> Section:
    """Conclusion, key figures, decision."""
    return part("summary", SUMMARY, lead("conclusion", prose(*_words(facts))), key_figures(facts), decision(facts))


def bare(facts: CoachingFacts) -> list[Lagging]:
    """Customers behind with neither a session nor a reason."""
    live = {s.customer for s in facts.sessions if s.state != "cancelled"} | {
        g.customer for s in facts.sessions if s.state != "cancelled" for g in s.guests
    }
    return [one for one in facts.lagging if one.code not in live and not (one.plan and (one.plan.excuse or one.plan.sessions))]


def key_figures(facts: CoachingFacts) -> KeyFigures:
    """Customers behind, what they lack, sessions held and to come, those without one."""
    lagging = facts.lagging
    theirs = [s for s in facts.sessions if s.customer and s.state != "cancelled"]
    total = sum((rounded(one.standing.gap) for one in lagging), rounded(0))
    items = (
        figure(Text("落後客戶", "Customers behind"), counted("key.lagging", len(lagging), cites=(TARGETS,))),
        figure(Text("落後金額", "Behind by"), number("key.gap", int(total), "money", unit=facts.currency, dp=0, trace="gap", cites=(TARGETS, ORDERS))),
        figure(Text("客戶場次", "Sessions for them"), counted("key.sessions", len(theirs), cites=(SESSIONS,)), Text(f"已辦 {sum(s.state == 'held' for s in theirs)}", f"{sum(s.state == 'held' for s in theirs)} held")),
        figure(Text("無場次亦無說明", "Neither session nor reason"), counted("key.bare", len(bare(facts)), cites=(PLANS,))),
        figure(Text("講師時段衝突", "Coaches booked twice"), counted("key.clashes", len(facts.clashes), cites=(SESSIONS,))),
    )  # fmt: skip
    return KeyFigures(id="key", items=items)


def _words(facts: CoachingFacts) -> tuple[str, str]:
    zh = f"{facts.on:%Y} 年累計達成率低於九成之客戶 **[[key.lagging]]** 家，合計落後 [[key.gap]]；已為其排定 [[key.sessions]] 場。"
    en = f"**[[key.lagging]]** customers are under nine tenths of target in {facts.on:%Y}, [[key.gap]] behind; [[key.sessions]] sessions are set for them."
    missing = bare(facts)
    if missing:
        zh += f"{'、'.join(one.name.zh for one in missing)}尚無場次亦無說明。"
        en += f" {', '.join(one.name.en for one in missing)} has neither a session nor a reason."
    return zh, en


def decision(facts: CoachingFacts) -> Fields:
    """What is asked."""
    missing, full = bare(facts), [load for load in facts.loads if load.capacity and load.hours > load.capacity]
    none = Text("無", "none")
    items = (
        value_of("ask.bare", Text("、".join(f"{o.code} {o.name.zh}" for o in missing), ", ".join(f"{o.code} {o.name.en}" for o in missing)) if missing else none, Text("須補場次或說明", "Session or reason needed")),
        value_of("ask.load", Text("、".join(f"{o.name.zh} {o.month:%Y-%m}" for o in full), ", ".join(f"{o.name.en} {o.month:%Y-%m}" for o in full)) if full else none, Text("講師超時", "Coaches over capacity")),
        value_of("ask.second", Text("、".join(absent(facts)) or "無", ", ".join(absent(facts)) or "none"), Text("須補訓客戶", "Second date for")),
    )  # fmt: skip
    return Fields(
        id="decision",
        style="decision",
        question=Text("請主管決定", "For decision"),
        answer=plain(Text("核定輔導時程與講師支援", "Approve the schedule and the coaches")),
        items=items,
    )


def absent(facts: CoachingFacts) -> list[str]:
    """Customers invited to a session that was held of whom nobody came to any."""
    came: dict[str, bool] = {}
    for s in facts.sessions:
        for g in s.guests:
            if g.customer and s.state == "held":
                came[g.customer] = came.get(g.customer, False) or g.attended is True
    return sorted(code_ for code_, told in came.items() if not told)


def calendar(facts: CoachingFacts) -> Section:
    """客戶｜落後金額｜原因｜主題｜課程｜講師｜日期｜時數｜地點｜參加人數｜教材｜狀態｜實際日｜備註, then the gantt."""
    title = Text("輔導時程", "Schedule")
    columns = (
        col("customer", "客戶", "Customer", width=24), col("gap", "落後金額", "Behind", "m", 12), col("cause", "原因", "Cause", width=9), col("subject", "主題", "Subject", width=20),
        col("host", "課程主辦", "Given by", width=9), col("coach", "講師", "Coach", width=13), col("date", "日期", "Date", "d", 11), col("time", "時間", "Time", "c", 7), col("hours", "時數", "Hours", "q", 7),
        col("place", "地點", "Place", width=16), col("mode", "方式", "Mode", width=7), col("people", "參加人數", "People", "n", 8), col("material", "教材", "Material", width=14),
        col("state", "狀態", "State", width=8), col("actual", "實際日", "Actual day", "d", 11), col("note", "備註", "Note", width=14), col("no", "場次", "Session", "c", 9),
    )  # fmt: skip
    table = sheet(
        TABLE,
        title,
        columns,
        _rows(facts),
        (SESSIONS, PLANS, TARGETS),
        Text("沒有落後客戶，亦無場次", "Nobody is behind, and no session is set"),
        freeze=3,
    )
    return part("schedule_section", title, table, *gantt(facts))


def _rows(facts: CoachingFacts) -> list[Row]:
    rows, shown = [], set[str]()
    for one in facts.lagging:
        theirs = [s for s in facts.sessions if s.customer == one.code]
        rows += [_row(facts, s, one, at) for at, s in enumerate(theirs, 1)]
        shown |= {s.number for s in theirs}
        if not theirs:
            rows.append(_none(facts, one))
    rest = [s for s in facts.sessions if s.number not in shown and s.customer]
    return rows + [_row(facts, s, None, at) for at, s in enumerate(rest, 1)]


def _row(facts: CoachingFacts, one: Session, behind: Lagging | None, at: int) -> Row:
    cells: dict[str, Cell] = {
        **_whose(facts, one, behind), "subject": words(one.about), "host": words(one.host), "coach": words(one.led_by), "date": day(one.day), "time": code(f"{one.starts:%H:%M}"),
        "hours": hours(one), "place": words(one.place), "mode": words(ONLINE if one.online else ONSITE), "people": count(one.came, (SESSIONS,)), "material": words(one.material),
        "state": words(one.state_words), "actual": day(one.actual), "note": words(one.note, "not_applicable"), "no": code(one.number),
    }  # fmt: skip
    return row(TABLE, one.number, cells)


def _whose(facts: CoachingFacts, one: Session, behind: Lagging | None) -> dict[str, Cell]:
    name = Text(f"{one.customer} {one.customer_name.zh}", f"{one.customer} {one.customer_name.en}")
    if behind is None:
        return {"customer": words(name), "gap": gap("money", "not_applicable"), "cause": words(NOTHING, "not_applicable")}
    return {
        "customer": words(name),
        "gap": money(behind.standing.gap, facts.currency, "gap", (TARGETS, ORDERS)),
        "cause": words(behind.cause, "pending"),
    }


def _none(facts: CoachingFacts, one: Lagging) -> Row:
    told = one.plan.excuse if one.plan else ""
    cells: dict[str, Cell] = {
        "customer": words(Text(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}")), "gap": money(one.standing.gap, facts.currency, "gap", (TARGETS, ORDERS)),
        "cause": words(one.cause, "pending"), "subject": words(NOTHING, "pending"), "state": words(UNPLANNED), "note": words(told, "pending"),
    }  # fmt: skip
    return row(TABLE, f"none-{one.code}", cells, "normal" if told else "mark")


def hours(one: Session) -> Cell:
    """Hours of a session."""
    return lambda i: number(i, float(one.hours), "quantity", unit="HUR", dp=1, cites=(SESSIONS,))


def gantt(facts: CoachingFacts) -> tuple[Timeline, ...]:
    """Plans from opening to due, and their sessions as milestones."""
    items: list[TimelineItem] = []
    for one in (p for p in facts.plans if facts.since <= p.due):
        late = "late" if not (one.sessions or one.excuse) or one.due < facts.on else "running"
        items.append(
            TimelineItem(
                id=one.number,
                label=Text(f"{one.customer} {one.cause.zh}", f"{one.customer} {one.cause.en}"),
                start=one.opened,
                end=one.due,
                status=late,
            )
        )
        for s in (s for s in facts.sessions if s.number in one.sessions):
            items.append(
                TimelineItem(
                    id=s.number,
                    label=s.about,
                    start=s.day,
                    milestone=True,
                    status="done" if s.state == "held" else "planned",
                )
            )
    if not items:
        return ()
    return (
        Timeline(
            id="gantt",
            title=Text("輔導計畫與場次", "Plans and sessions"),
            items=tuple(items),
            today=facts.on,
            unit="month",
            cites=(PLANS, SESSIONS),
        ),
    )


def coaches(facts: CoachingFacts) -> Section:
    """The load of coaches by month, and every session in the order of time."""
    title = Text("講師行事曆", "Coaches' calendar")
    columns = (
        col("coach", "講師", "Coach", width=24), col("month", "月份", "Month", "c", 10), col("sessions", "場次", "Sessions", "n", 9), col("hours", "排課時數", "Hours booked", "s", 11),
        col("capacity", "可用時數", "Hours there are", "s", 11), col("load", "負荷", "Load", "r", 10),
    )  # fmt: skip
    rows = []
    for one in facts.loads:
        cells: dict[str, Cell] = {
            "coach": words(Text(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}")), "month": code(f"{one.month:%Y-%m}"), "sessions": count(one.sessions, (SESSIONS,)),
            "hours": lambda i, v=one.hours: number(i, float(v), "score", dp=1, trace="load", cites=(SESSIONS,)),
            "capacity": lambda i, v=one.capacity: number(i, float(v), "score", dp=1, trace="load", cites=(SESSIONS,)),
            "load": share(one.hours, one.capacity, "[hours] / [capacity]", "load"),
        }  # fmt: skip
        rows.append(row("loads", f"{one.code}-{one.month:%Y%m}", cells, "mark" if one.capacity and one.hours > one.capacity else "normal"))
    load = sheet(
        "loads", Text("講師負荷", "Load of coaches"), columns, rows, (SESSIONS,), Text("期間內沒有場次", "No session in the period")
    )
    return part("coaches", title, load, diary(facts))


def diary(facts: CoachingFacts) -> Table:
    """Every session by coach and time; two of one coach at one time are marked."""
    columns = (
        col("coach", "講師", "Coach", width=16), col("date", "日期", "Date", "d", 11), col("from", "起", "From", "c", 7), col("to", "迄", "To", "c", 7), col("no", "場次", "Session", "c", 10),
        col("subject", "主題", "Subject", width=30), col("customer", "客戶", "Customer", width=24), col("place", "地點", "Place", width=20), col("state", "狀態", "State", width=9),
    )  # fmt: skip
    twice = {number_ for clash in facts.clashes for number_ in clash[1:]}
    rows = []
    for s in sorted(facts.sessions, key=lambda s: (s.coach, s.starts)):
        cells: dict[str, Cell] = {
            "coach": words(s.led_by), "date": day(s.day), "from": code(f"{s.starts:%H:%M}"), "to": code(f"{s.starts + timedelta(minutes=int(s.hours * 60)):%H:%M}"), "no": code(s.number),
            "subject": words(s.about), "customer": words(s.customer_name, "not_applicable"), "place": words(s.place), "state": words(s.state_words),
        }  # fmt: skip
        rows.append(row("diary", s.number, cells, "mark" if s.number in twice else "normal"))
    return sheet(
        "diary", Text("講師排程", "Sessions by coach"), columns, rows, (SESSIONS,), Text("期間內沒有場次", "No session in the period")
    )


def invitations(facts: CoachingFacts) -> Section:
    """Who was invited when, what they answered, and whether they came."""
    title = Text("邀請與出席", "Invitations and attendance")
    columns = (
        col("no", "場次", "Session", "c", 10), col("subject", "主題", "Subject", width=26), col("customer", "客戶", "Customer", "c", 11), col("who", "受邀人", "Invited", width=16),
        col("invited", "邀請日", "Invited on", "d", 11), col("channel", "方式", "By", width=10), col("reply", "回覆", "Answer", width=11), col("attended", "出席", "Came", width=8),
        col("before", "前測", "Before", "s", 8), col("after", "後測", "After", "s", 8),
    )  # fmt: skip
    rows = [_guest(s, at) for s in facts.sessions if s.state != "cancelled" for at in range(len(s.guests))]
    table = sheet("invitations", title, columns, rows, (SESSIONS,), Text("沒有邀請紀錄", "Nobody was invited"))
    return part("invitations_section", title, table)


def _guest(one: Session, at: int) -> Row:
    g = one.guests[at]
    told = NOTHING if g.attended is None else Text("是", "yes") if g.attended else Text("否", "no")
    cells: dict[str, Cell] = {
        "no": code(one.number), "subject": words(one.about), "customer": code(g.customer, "not_applicable"), "who": words(g.who), "invited": day(g.invited, "not_recorded"),
        "channel": words(g.channel), "reply": words(g.reply), "attended": words(told, "pending"),
        **{name: (lambda i, v=value: number(i, v, "score", dp=0, cites=(SESSIONS,), missing="not_applicable")) for name, value in (("before", g.before), ("after", g.after))},
    }  # fmt: skip
    return row("invitations", f"{one.number}-{at + 1}", cells)


def priorities(facts: CoachingFacts) -> Section:
    """Target, actual, persistence, margin, and what mending the gap is worth."""
    title = Text("落後客戶與優先序", "Customers behind, by priority")
    unit = facts.currency
    columns = (
        col("customer", "客戶", "Customer", width=28), col("target", "目標", "Target", "m", 13), col("actual", "實績", "Actual", "m", 13), col("rate", "達成率", "Achieved", "r", 9),
        col("gap", "落後金額", "Behind", "m", 13), col("months", "低於九成月數", "Months under 90%", "c", 11), col("margin", "毛利率", "Margin", "r", 9), col("cause", "原因", "Cause", width=10),
        col("worth", "優先值", "Priority", "m", 13), col("plan", "輔導計畫", "Plan", "c", 10),
    )  # fmt: skip
    rows = []
    for one in facts.lagging:
        told = one.standing
        target, actual = rounded(told.target), rounded(told.actual)
        cells: dict[str, Cell] = {
            "customer": words(Text(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}")), "target": money(target, unit, "target", (TARGETS,)), "actual": money(actual, unit, "sold", (ORDERS,)),
            "rate": share(actual, target, "[actual] / [target]", "achieved"), "gap": formula_money(target - actual, unit, "[target] - [actual]", "gap"), "months": code(f"{told.behind}／{told.months}"),
            "margin": (lambda i, v=one.margin: number(i, None if v is None else float(v), "rate", dp=1, trace="margin", cites=(ORDERS,), missing="source_gap")),
            "cause": words(one.cause, "pending"), "worth": money(one.worth, unit, "worth", (TARGETS, ORDERS, PLANS), "pending"), "plan": code(one.plan.number if one.plan else "", "pending"),
        }  # fmt: skip
        rows.append(row("lagging", one.code, cells, "mark" if one.plan is None else "normal"))
    note = Text(
        "優先值＝落後金額 × 毛利率 × 可改善程度 ÷ 5（產品知識 5、人員 4、庫存 4、通路 3、競品 3、價格 2）。",
        "Priority = behind × margin × fixability ÷ 5 (knowledge 5, staff 4, stock 4, channel 3, rival 3, price 2).",
    )
    return part(
        "priorities",
        title,
        sheet(
            "lagging",
            title,
            columns,
            rows,
            (TARGETS, ORDERS),
            Text("沒有客戶低於九成，或尚未設定客戶目標", "No customer is under nine tenths, or none has a target"),
            note,
        ),
    )
