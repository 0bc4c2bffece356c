"""The lists of service: what each shows, and by what it is narrowed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from argosy.kernel.text import Text
from argosy.publishing.service_rooms import moment
from argosy.records.service.cases import queries as cases
from argosy.records.service.cases.queries import CaseKind, Clocked, EnquiryCategory
from argosy.records.service.standards.quality import TEAMS
from argosy.records.service.standards.queries import TeamQualitySnapshot
from argosy.web.market_lists import FIND, KIND, STATE, Listed
from argosy.web.sheet import Cell, cell, heads
from argosy.web.templatetags.argosy import person_name, spoken

OWNER, CATEGORY = Text("承辦人", "Owner"), Text("分類", "Category")
CASE_STATES = (("open", Text("未結案", "Open")), ("escalated", Text("已升級", "Escalated")), ("closed", Text("已結案", "Closed")))
IN_TIME, LATE = Text("時限內", "in time"), Text("逾時", "overdue")


def url(room: str, key: Any) -> str:
    """The page of one record."""
    return reverse("web:service-record", args=[room, key])


def hours(span: Decimal | None) -> str:
    """Hours as read: one decimal."""
    return "" if span is None else f"{span:.1f} h"


def left(span: timedelta | None) -> Text:
    """How long until the next limit, or how long past it."""
    if span is None:
        return Text("—", "—")
    amount = abs(span)
    told = f"{amount.days} d {amount.seconds // 3600} h" if amount.days else f"{amount.seconds // 3600} h {amount.seconds % 3600 // 60} min"
    return Text(f"剩 {told}", f"{told} left") if span > timedelta(0) else Text(f"逾 {told}", f"{told} over")


def answered(one: Clocked) -> Cell:
    """The first clock: how long the answer took or has left."""
    clock = one.clock
    if one.case.answered is not None:
        return Cell(hours(clock.answered_after), level="warn" if clock.answer_late else "ok")
    return Cell(left(clock.left), level="stop" if clock.answer_late else "wait")


def closed(one: Clocked) -> Cell:
    """The second clock: how long the close took or has left."""
    clock = one.clock
    if clock.closed_after is not None:
        return Cell(f"{clock.closed_after:.1f} d", level="warn" if clock.close_late else "ok")
    if one.case.answered is None:
        return Cell(Text("待回覆", "not answered"), level="wait")
    return Cell(left(clock.left), level="stop" if clock.close_late else "wait")


def _clocks(rows: list[Any], on: date, actor: Any) -> dict[int, Clocked]:
    return {one.case.pk: one for one in cases.clocked(rows, moment())}


def _case(row: Any, on: date, beside: Any) -> tuple[Cell, ...]:
    one = beside[row.pk]
    who = person_name(row.owner) if row.owner else Text("未指派", "nobody")
    return (
        Cell(row.number, url=url("cases", row.number), small=f"{timezone.localtime(row.received):%Y-%m-%d %H:%M}"), cell(str(row.get_kind_display()), small=str(row.get_category_display())),
        cell(row.customer.code, small=spoken(row.customer, "name")), cell(row.words or row.cause, kind="w"), cell(who), answered(one), closed(one),
        Cell(person_name(row.escalated_to), level="warn") if row.escalated_to else cell(""),
    )  # fmt: skip


def _wave(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    level = {"draft": "off", "open": "wait", "closed": "ok"}[row.state]
    rate = f"{100 * row.told / row.asked:.0f}%" if row.asked else ""
    return (
        Cell(row.ref, url=url("surveys", row.ref)), cell(spoken(row, "title"), kind="w", small=str(row.questionnaire or "")), cell(f"{row.starts} – {row.ends}", kind="nw"), cell(row.asked), cell(row.told, small=rate),
        cell(person_name(row.owner)), Cell(str(row.get_state_display()), level=level),
    )  # fmt: skip


def _questionnaire(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    state = Cell(Text("已發行", "released"), level="ok") if row.released_on else Cell(Text("草稿", "draft"), level="off")
    return (
        Cell(str(row), url=url("questionnaires", row.ref)),
        cell(spoken(row, "title"), kind="w"),
        cell(len(row.items.all())),
        cell(row.released_on, kind="nw"),
        state,
    )


def _standard(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    state = Cell(Text("有效", "in force"), level="ok") if row.holds(on) else Cell(Text("已失效", "ended"), level="off")
    least = Text("至少", "at least") if row.direction == "least" else Text("至多", "at most")
    return (
        Cell(row.code, url=url("standards", row.code)), cell(spoken(row, "name"), kind="w", small=spoken(row, "formula")), cell(Text(f"{least.zh} {row.target.normalize():f} {row.unit}", f"{least.en} {row.target.normalize():f} {row.unit}")),
        cell(str(row.get_period_display())), cell(person_name(row.owner)), cell(row.valid_from, kind="nw"), state,
    )  # fmt: skip


def share(row: Any) -> Cell:
    """k of n in percent."""
    return Cell(f"{100 * row.k / row.n:.1f}%" if row.n else "—", kind="num", small=f"{row.k} / {row.n}")


def limits(row: Any) -> Cell:
    """The limits it was held against; none below the least sample."""
    if row.lower is None:
        return Cell(Text("樣本不足，不設界限", "too few: no limits"))
    return Cell(f"{100 * row.lower:.1f} – {100 * row.upper:.1f}%", kind="num")


def beyond(row: Any) -> Cell:
    """Whether a week stands out, and whether somebody said why."""
    if not row.flagged:
        return Cell(
            Text("界限內", "within limits") if row.lower is not None else Text("未判定", "not judged"),
            level="ok" if row.lower is not None else "off",
        )
    return (
        Cell(Text("超出界限，已說明", "beyond, explained"), level="warn")
        if row.cause
        else Cell(Text("超出界限", "beyond a limit"), level="stop")
    )


def _quality(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    return (
        Cell(f"{row.week}", url=url("quality", row.pk)),
        cell(row.team),
        cell(str(row.get_measure_display())),
        share(row),
        limits(row),
        cell(row.cause, kind="w"),
        beyond(row),
    )


def _improvement(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    level = "stop" if row.late(on) else {"open": "wait", "done": "ok", "dropped": "off"}[row.state]
    words = LATE if row.late(on) else str(row.get_state_display())
    return (Cell(row.ref, url=url("improvements", row.ref)), cell(row.cause, kind="w", small=row.origin_name), cell(row.action, kind="w"), cell(person_name(row.owner)), cell(row.due, kind="nw"), cell(row.baseline), cell(row.result), Cell(words, level=level))  # fmt: skip


def _nonconformity(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    state = Cell(Text("已驗證", "verified"), level="ok") if row.verifier else Cell(Text("待驗證", "to verify"), level="wait")
    return (
        Cell(row.ref, url=url("nonconformities", row.ref)),
        cell(row.name, kind="w"),
        cell(str(row.standard) if row.standard else row.requirement, kind="w"),
        cell(row.finding, kind="w"),
        cell(person_name(row.owner)),
        state,
    )


def _procedure(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    level = {"draft": "off", "approved": "ok", "superseded": "off"}[row.state]
    late = row.state == "approved" and row.review_date is not None and row.review_date < on
    state = Cell(Text("逾檢討日", "review overdue"), level="warn") if late else Cell(str(row.get_state_display()), level=level)
    read = sum(one.acknowledged_at is not None for one in row.trainings.all())
    return (
        Cell(str(row), url=url("procedures", row.ref)),
        cell(spoken(row, "title"), kind="w"),
        cell(row.effective, kind="nw"),
        cell(row.review_date, kind="nw"),
        cell(f"{read} / {len(row.trainings.all())}"),
        cell(person_name(row.owner)),
        state,
    )


def _policy(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    return (
        Cell(row.ref, url=url("policies", row.ref)),
        cell(spoken(row, "title"), kind="w"),
        cell(row.effective, kind="nw"),
        cell(row.review_date, kind="nw"),
        cell(len(row.rules.all())),
        cell(person_name(row.owner)),
    )


def _need(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    state = Cell(str(row.get_state_display()), level="ok" if row.state != "unconfirmed" else "off")
    return (
        Cell(row.ref, url=url("needs", row.ref)),
        cell(spoken(row, "need"), kind="w", small=spoken(row, "segment")),
        cell(row.party.code if row.party else ""),
        cell(row.importance),
        cell(len(row.evidence.all())),
        state,
    )


def _strategy(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    return (
        Cell(row.ref, url=url("strategies", row.ref)),
        cell(spoken(row, "title"), kind="w"),
        cell(f"{row.starts} – {row.ends}", kind="nw"),
        cell(len(row.lines.all())),
        cell(person_name(row.owner)),
    )


def _choice(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    state = (
        Cell(str(row.get_outcome_display()), level={"open": "wait", "done": "ok", "dropped": "off"}[row.outcome])
        if row.state == "approved"
        else Cell(str(row.get_state_display()), level="off")
    )
    return (
        Cell(row.ref, url=url("choices", row.ref)),
        cell(spoken(row, "question"), kind="w", small=row.subject_name),
        cell(row.decision_zh, kind="w"),
        cell(person_name(row.owner)),
        cell(row.due, kind="nw"),
        cell(row.followed_on, kind="nw"),
        state,
    )


def _day(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    works = Cell(Text("上班", "works"), level="wait") if row.works else Cell(Text("放假", "holiday"), level="ok")
    return (cell(row.on, kind="nw"), cell(row.place), cell(spoken(row, "name"), kind="w"), works, cell(row.source, kind="w"))


LISTS: dict[str, Listed] = {
    "cases": Listed(
        Text("每件案件的首次回覆與結案時限；逾時者升級主管", "First answer and close of every case against their limits; what is overdue goes to the manager"),
        heads("案件/Case", "類別/Kind", "客戶/Customer", "內容/What was said", "承辦/Owner", "首次回覆/First answer", "結案/Close", "升級/Escalated"), _case,
        {"find": (FIND, ()), "state": (STATE, CASE_STATES), "kind": (KIND, tuple((k.value, k.label) for k in CaseKind)), "category": (CATEGORY, tuple((c.value, c.label) for c in EnquiryCategory)), "owner": (OWNER, ())}, _clocks,
    ),
    "surveys": Listed(Text("調查設計、寄送、回收與結果", "Design, sending, returns and results of surveys"), heads("波次/Wave", "名稱/Title", "期間/Period", "寄送/Asked", "回收/Answered", "負責/Owner", "狀態/State"), _wave, {}),
    "questionnaires": Listed(Text("中英文問卷版本；發行後不再更改", "Versions of questionnaires in both languages; once released they stay as they are"), heads("版本/Version", "名稱/Title", "題數/Questions", "發行日/Released", "狀態/State"), _questionnaire, {}),
    "standards": Listed(Text("指標、公式、目標與容許差；依生效日", "KPI, formula, target and tolerance, by their dates"), heads("編號/No.", "指標/KPI", "目標/Target", "頻率/Frequency", "負責/Owner", "生效日/From", "狀態/State"), _standard, {}),
    "quality": Listed(
        Text("每週自訂單、退貨與案件計算，p 管制圖取最近 26 週；當週少於 20 件者不判定", "Counted weekly from orders, returns and cases; p-chart over 26 weeks; below 20 in the week nothing is judged"),
        heads("週/Week", "團隊/Team", "量測/Measure", "比率/Share", "界限/Limits", "原因/Cause", "狀態/State"), _quality,
        {"team": (Text("團隊", "Team"), tuple((t, t) for t in TEAMS)), "measure": (Text("量測", "Measure"), tuple(TeamQualitySnapshot.Measure.choices)), "flagged": (STATE, (("1", Text("超出界限", "beyond a limit")),))},
    ),
    "improvements": Listed(Text("針對原因採取之對策與前後數值", "What is done about causes, with the figure before and after"), heads("編號/No.", "原因/Cause", "對策/Action", "負責/Owner", "期限/Due", "改善前/Before", "改善後/After", "狀態/State"), _improvement, {"state": (STATE, (("open", Text("進行中", "Open")), ("done", Text("完成", "Done"))))}),
    "nonconformities": Listed(Text("偏離標準或規格之事項；由他人驗證", "What departs from a standard or specification, verified by somebody else"), heads("編號/No.", "紀錄/Record", "違反/Breaches", "發現/Finding", "負責/Owner", "狀態/State"), _nonconformity, {}),
    "procedures": Listed(Text("作業程序版本、訓練與閱讀確認", "Versions of procedures, training and acknowledgement"), heads("版次/Version", "名稱/Title", "生效/Effective", "檢討/Review", "已閱讀/Read", "負責/Owner", "狀態/State"), _procedure, {}),
    "policies": Listed(Text("誰於多少時間內回應哪一類諮詢", "Who answers which enquiry by when"), heads("編號/No.", "名稱/Title", "生效/Effective", "檢討/Review", "類別數/Kinds", "負責/Owner"), _policy, {}),
    "needs": Listed(Text("客戶需求及其證據；無客戶或證據者不進報告", "Needs with their evidence; without customer or evidence no report uses them"), heads("編號/No.", "需求/Need", "客戶/Customer", "重要度/Importance", "證據/Evidence", "狀態/State"), _need, {}),
    "strategies": Listed(Text("發展策略、項目與符合性", "Strategies, their lines and how they fit"), heads("編號/No.", "名稱/Title", "期間/Period", "項目/Lines", "負責/Owner"), _strategy, {}),
    "choices": Listed(Text("服務決策、諮詢與追蹤", "Decisions on service, whom they consulted and what became of them"), heads("編號/No.", "議題/Question", "決策/Decision", "負責/Owner", "期限/Due", "追蹤/Followed up", "狀態/State"), _choice, {}),
    "calendar": Listed(Text("上班行事曆：國定假日與補行上班日", "Holidays and make-up days of the office"), heads("日期/Date", "地區/Place", "名稱/Name", "上班/Works", "依據/Source"), _day, {}),
}  # fmt: skip
"""By room."""
