"""Sections: the information required, and where it is sought, with the help asked for."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.asked import STATES, Help, Need
from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.intelligence.facts import BRIEFS
from argosy.deliverables.families.intelligence.origins import Origin
from argosy.deliverables.families.intelligence.pack_facts import PackFacts
from argosy.deliverables.families.intelligence.packing import Made, answering
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

NEEDS_TITLE, REACHED_TITLE = Text("資訊需求表", "Information required"), Text("來源與管道", "Sources and channels")
NEEDS, SOURCES, HELP = "needs", "channels", "help"
IN_PACK = Text("資料包已有，待於需求書登錄", "In the pack, to be entered in the brief")
PARTLY = Text("資料包僅有一部分", "The pack holds a part")
UNANSWERED = Text("逾期未覆", "no answer by the day")
OPEN_STATES = ("open", "not_answerable")


def state_of(need: Need, facts: PackFacts, made: Made) -> Text:
    """How a requirement stands: as on record, or answered by the pack, wholly or in part, though nobody entered it yet."""
    if need.state == "covered" or not held_by(need, made):
        return STATES[need.state]
    return IN_PACK if answered(need, facts, made) else PARTLY


def held_by(need: Need, made: Made) -> tuple[str, ...]:
    """The data sets of the pack that hold the field of a requirement."""
    return answering(tuple(one for one, _ in made), need.measure)


def answered(need: Need, facts: PackFacts, made: Made) -> bool:
    """Whether it has data: covered on record, or its field in the pack for all goods and candidates asked about."""
    return need.state == "covered" or any(not facts.short_of(name) for name in held_by(need, made))


def needs_section(facts: PackFacts, made: Made) -> Section:
    """The table of requirements."""
    columns = (
        Column(key="no", label=Text("需求編號", "No."), type="c", width=12),
        Column(key="question", label=Text("問題", "Question"), width=26),
        Column(key="indicator", label=Text("指標", "Indicator"), width=15),
        Column(key="unit", label=Text("單位", "Unit"), width=10),
        Column(key="period", label=Text("期間", "Period"), width=13),
        Column(key="granularity", label=Text("精度", "Granularity"), width=13),
        Column(key="use", label=Text("用途", "Use"), width=11),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=10),
        Column(key="due", label=Text("期限", "Due"), type="d", width=12),
        Column(key="state", label=Text("狀態", "State"), type="e", width=18),
        Column(key="held", label=Text("資料", "Data"), type="c", width=9),
        Column(key="gap", label=Text("缺口說明", "Gap"), width=26),
    )
    table = Table(
        id=NEEDS, title=Text("需求與狀態", "Requirements and how they stand"), columns=columns, rows=tuple(_need(need, facts, made) for need in facts.brief.needs),
        note=plain(Text("標示列尚無資料。「資料」為本資料包之資料集編號；I 為已連結情報。", "Marked rows have no data. “Data” names data sets of this pack; I: items linked to the brief.")),
        cites=(BRIEFS,), empty=Text("需求書未列需求", "The brief requires nothing"),
    )  # fmt: skip
    return Section(id="needs_section", title=NEEDS_TITLE, sheet=NEEDS_TITLE, audience="internal", blocks=(table,))


def _need(need: Need, facts: PackFacts, made: Made) -> Row:
    held = (*held_by(need, made), *(("I",) if need.items else ()))
    faults = Text("；".join(f.zh for f in need.faults), "; ".join(f.en for f in need.faults)) if need.faults else NOTHING
    late = [one for one in need.help if one.overdue]
    asked = Text(f"已求助{late[0].whom.zh}，逾期未覆", f"{late[0].whom.en} was asked and has not answered in time") if late else NOTHING
    cells: dict[str, Cell] = {
        "no": code(need.name), "question": words(need.question), "indicator": words(need.indicator), "unit": words(need.unit), "period": words(need.period),
        "granularity": words(need.granularity), "use": words(need.use), "owner": words(need.owner), "due": day(need.due or facts.brief.due),
        "state": words(state_of(need, facts, made)), "held": code("、".join(held), "source_gap"),
        "gap": words(faults or (same(need.gap_note) if need.gap_note else asked) or _partly(need, facts, made), "not_applicable" if answered(need, facts, made) else "not_recorded"),
    }  # fmt: skip
    return row(NEEDS, need.name, cells, "normal" if answered(need, facts, made) else "mark")


def _partly(need: Need, facts: PackFacts, made: Made) -> Text:
    """What the pack has not, for a requirement it answers in part."""
    if not held_by(need, made) or answered(need, facts, made):
        return NOTHING
    return facts.short_of(held_by(need, made)[0])


def reached_section(facts: PackFacts) -> Section:
    """Sources with licence and age, then who was asked for help."""
    return Section(
        id="channels_section", title=REACHED_TITLE, sheet=REACHED_TITLE, audience="internal", blocks=(sources(facts), helping(facts))
    )


def sources(facts: PackFacts) -> Table:
    """One row a source; those past their refresh are marked."""
    columns = (
        Column(key="code", label=Text("代號", "Code"), type="c", width=10),
        Column(key="name", label=Text("來源", "Source"), width=24),
        Column(key="where", label=Text("網址／聯絡人", "Address or contact"), width=30),
        Column(key="coverage", label=Text("涵蓋範圍", "Coverage"), width=26),
        Column(key="licence", label=Text("授權", "Licence"), width=18),
        Column(key="fee", label=Text("費用", "Fee"), width=10),
        Column(key="cycle", label=Text("更新週期（日）", "Refresh (days)"), type="n", width=9, trace="count"),
        Column(key="refreshed", label=Text("最近更新", "Refreshed"), type="d", width=12),
        Column(key="grade", label=Text("可信度", "Grade"), type="c", width=8),
        Column(key="gap", label=Text("缺口", "Gap"), width=18),
    )
    shown = sorted(facts.origins.values(), key=lambda o: (o.kind, o.code))
    return Table(
        id=SOURCES, title=Text("資料來源", "Sources"), columns=columns, rows=tuple(_source(one) for one in shown), cites=(BRIEFS,),
        empty=Text("沒有登錄來源", "No sources on record"),
    )  # fmt: skip


def _source(one: Origin) -> Row:
    late = Text(f"逾更新週期 {one.late} 日", f"{one.late} days past its refresh") if one.late else NOTHING
    unknown = Text("授權未明", "licence unknown") if not one.licence else NOTHING
    told = [t for t in (late, unknown) if t]
    gap = Text("；".join(t.zh for t in told), "; ".join(t.en for t in told)) if told else Text("無", "none")
    cells: dict[str, Cell] = {
        "code": code(one.code), "name": words(one.name), "where": words(one.contact or one.address or one.owner), "coverage": words(one.coverage),
        "licence": words(one.licence), "fee": words(one.fee), "cycle": count(one.refresh_days, (BRIEFS,), "not_applicable"),
        "refreshed": day(one.refreshed, "not_recorded"), "grade": code(one.grade), "gap": words(gap),
    }  # fmt: skip
    return row(SOURCES, one.code, cells, "mark" if one.late else "normal")


def helping(facts: PackFacts) -> Table:
    """Who was asked what and when, and what came of it; overdue requests are marked."""
    columns = (
        Column(key="need", label=Text("需求編號", "Requirement"), type="c", width=12),
        Column(key="question", label=Text("問題", "Question"), width=28),
        Column(key="whom", label=Text("協助對象", "Asked"), width=20),
        Column(key="asked", label=Text("提出日", "On"), type="d", width=12),
        Column(key="due", label=Text("期限", "Due"), type="d", width=12),
        Column(key="answer", label=Text("答覆", "Answer"), width=36),
        Column(key="effect", label=Text("對紀錄之影響", "Effect on the record"), width=24),
    )
    rows = tuple(_help(i, one) for i, one in enumerate((h for need in facts.brief.needs for h in need.help), 1))
    return Table(
        id=HELP, title=Text("協助請求", "Help sought"), columns=columns, rows=rows, cites=(BRIEFS,), empty=Text("未向任何人求助", "Nobody was asked for help"),
        note=plain(Text("標示列逾期未答，列為缺口。", "Marked rows are past their day without an answer and count as gaps.")) if rows else None,
    )  # fmt: skip


def _help(place: int, one: Help) -> Row:
    cells: dict[str, Cell] = {
        "need": code(one.need), "question": words(one.question), "whom": words(one.whom), "asked": day(one.asked), "due": day(one.due),
        "answer": words(UNANSWERED if one.overdue else one.answer, "pending"), "effect": words(one.effect, "pending"),
    }  # fmt: skip
    return row(HELP, f"H{place}", cells, "mark" if one.overdue else "normal")
