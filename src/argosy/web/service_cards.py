"""The pages of single records of service, as sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from argosy.engines.service.control import P_CHART
from argosy.kernel.text import Text, same
from argosy.publishing.service import wave_results
from argosy.publishing.service_rooms import moment, versioned
from argosy.records.record import found
from argosy.records.service.cases import queries as cases
from argosy.records.service.standards import queries as standards
from argosy.records.service.surveys import queries as surveys
from argosy.web.market_lists import NONE
from argosy.web.service_choices import choice_card, need_card, policy_card, procedure_card, strategy_card
from argosy.web.service_lists import answered, beyond, closed, limits, share, url
from argosy.web.sheet import Cell, Sheet, Table, cell, facts, heads
from argosy.web.templatetags.argosy import person_name, spoken


def _case_notes(row: Any, clock: Any) -> list[tuple[str, Any]]:
    """What stands out about an open case: overdue, to be handed up, not ready to close."""
    if row.closed is not None:
        return []
    notes: list[tuple[str, Any]] = []
    if clock.late:
        notes.append(("stop", Text("已逾時限：請立即回覆並升級", "Past its limit: answer now and hand it up")))
    if (why := clock.why_up()) and row.escalated_at is None:
        notes.append(("warn", Text(f"須升級主管：{why.zh}", f"It goes to the manager: {why.en}")))
    if row.kind in ("complaint", "obstacle"):
        wanting = [
            words
            for name, words in (
                ("cause", Text("原因", "cause")),
                ("action", Text("處置", "action")),
                ("confirmed_by", Text("客戶確認", "confirmation")),
            )
            if not getattr(row, name)
        ]
        if wanting:
            notes.append(
                ("info", Text(f"結案前尚缺：{'、'.join(w.zh for w in wanting)}", f"Before it closes: {', '.join(w.en for w in wanting)}"))
            )
    return notes


def _case(key: str, on: date, actor: Any) -> Sheet:
    row = cases.case(key, actor=actor)
    (one,) = cases.clocked([row], moment())
    clock = one.clock
    sheet = Sheet(
        Text(f"{row.number} {row.customer.name_zh}", f"{row.number} {row.customer.name_en}"),
        sub=row.words,
        states=[Cell(str(row.get_kind_display())), answered(one), closed(one)],
    )
    sheet.notes = _case_notes(row, clock)
    sheet.facts = facts(
        (Text("客戶", "Customer"), Cell(row.customer.code, url=reverse("web:party", args=[row.customer.code]))), (Text("聯絡人", "Contact"), row.contact), (Text("分類", "Category"), row.get_category_display()),
        (Text("嚴重度", "Severity"), row.get_severity_display()), (Text("商品", "Product"), row.product), (Text("訂單", "Order"), row.order), (Text("涉及金額", "At stake"), row.worth),
        (Text("承辦人", "Owner"), person_name(row.owner) if row.owner else None), (Text("協助人", "Helper"), person_name(row.helper) if row.helper else None), (Text("回覆期限", "Answer by"), f"{clock.answer_due:%Y-%m-%d %H:%M}"),
        (Text("結案期限", "Close by"), f"{clock.close_due:%Y-%m-%d %H:%M}"), (Text("原因", "Cause"), row.cause), (Text("處置", "Action"), row.action), (Text("客戶確認", "Confirmed by"), row.confirmed_by),
    )  # fmt: skip
    events = [
        (
            cell(f"{timezone.localtime(e.at):%Y-%m-%d %H:%M}", kind="nw"),
            cell(str(e.get_kind_display())),
            cell(person_name(e.by)),
            cell(e.words, kind="w"),
        )
        for e in row.events.all()
    ]
    sheet.tables = [Table(Text("經過", "What happened"), heads("時間/At", "事件/Event", "經手/By", "說明/Words"), events, NONE)]
    report = getattr(row, "eight_d", None)
    if report is not None:
        parts = [
            (cell(report._meta.get_field(name).verbose_name), cell(getattr(report, name), kind="w"))
            for name in ("team", "problem", "containment", "root_cause", "correction", "verification", "prevention")
        ]
        sheet.tables.append(
            Table(
                Text("8D 報告", "8D report"),
                heads("步驟/Step", "內容/Contents"),
                parts,
                NONE,
                Text(f"期限 {report.due}，結案 {report.closed_on or '—'}", f"due {report.due}, closed {report.closed_on or '—'}"),
            )
        )
    return sheet


def _wave(key: str, on: date, actor: Any) -> Sheet:
    row = surveys.wave(key, actor=actor)
    told, given = wave_results(key, actor=actor), surveys.responses(row, actor=actor)
    sheet = Sheet(
        spoken(row, "title"),
        sub=spoken(row, "purpose"),
        states=[Cell(same(row.ref)), Cell(str(row.get_state_display()), level={"draft": "off", "open": "wait", "closed": "ok"}[row.state])],
    )
    if row.questionnaire is None:
        sheet.notes.append(("stop", Text("未指定問卷版本，不能啟動", "No version of a questionnaire: it cannot be opened")))
    if told["low_open"]:
        sheet.notes.append(("warn", Text(f"{len(told['low_open'])} 筆低分尚未追蹤", f"{len(told['low_open'])} low scores not followed up")))
    sheet.facts = facts(
        (Text("問卷", "Questionnaire"), Cell(str(row.questionnaire), url=url("questionnaires", row.questionnaire.ref)) if row.questionnaire else None), (Text("期間", "Period"), f"{row.starts} – {row.ends}"),
        (Text("抽樣架構", "Frame"), spoken(row, "frame")), (Text("母體數", "Frame size"), row.frame_size), (Text("管道", "Channel"), row.get_channel_display()), (Text("催覆日", "Reminders"), "、".join(row.reminders)),
        (Text("寄送", "Asked"), row.asked), (Text("回收", "Answered"), f"{row.told}（{100 * row.told / row.asked:.1f}%）" if row.asked else row.told), (Text("前次", "Before"), told["before"]),
    )  # fmt: skip
    items = [
        (
            cell(Text(i["name_zh"], i["name"])),
            cell(i["n"]),
            cell(span(i["mean"])),
            cell(span(i["top2"], 100)),
            cell(span(i["before"])),
            _moved(i),
        )
        for i in told["items"]
    ]
    low = [
        (cell(one.customer.code, small=one.respondent), cell(item), cell(score), cell(done.measure if done else "", kind="w"), Cell(str(done.closed_on), level="ok") if done and done.closed_on else Cell(Text("追蹤中", "being followed up"), level="wait") if done else Cell(Text("未追蹤", "open"), level="stop"))
        for one, item, score, done in surveys.low_scores(given)
    ]  # fmt: skip
    said = [
        (
            cell(one.customer.code, small=one.respondent),
            cell(one.comment, kind="w"),
            cell("、".join(str(c.get_theme_display()) for c in one.codes.all())),
        )
        for one in given
        if one.comment
    ]
    sheet.tables = [
        Table(Text("結果", "Results"), heads("題項/Question", "n/n", "平均 [95%]/Mean [95%]", "滿意%/Satisfied %", "前次/Before", "差異/Change"), items, NONE, Text("區間重疊者不稱上升或下降", "with overlapping intervals nothing is called a rise or a fall")),
        Table(Text("低分", "Low scores"), heads("客戶/Customer", "題項/Question", "分數/Score", "對策/Done", "狀態/State"), low, Text("沒有 2 分以下", "no score of 2 or less")),
        Table(Text("意見", "Comments"), heads("客戶/Customer", "意見/Comment", "主題/Theme"), said, Text("沒有意見", "no comments")),
        Table(Text("邀請與連結", "Invitations and links"), heads("客戶/Customer", "受訪人/Person", "語言/Language", "連結/Link", "狀態/State"), _invited(row, actor), Text("尚未邀請", "nobody asked yet")),
    ]  # fmt: skip
    return sheet


def _invited(row: Any, actor: Any) -> list[tuple[Cell, ...]]:
    """Whom it asked; links stand there only for who may send them, while they open something."""
    may = actor.may("service.wave.invite") and row.state == "open"
    made = []
    for one in surveys.invitations(row, actor=actor):
        done = hasattr(one, "response")
        link = (
            Cell(Text("開啟問卷", "open it"), url=reverse("web:survey-answer", args=[surveys.token(one)])) if may and not done else cell("")
        )
        state = (
            Cell(Text("已回覆", "answered"), level="ok")
            if done
            else Cell(Text(f"催覆 {len(one.reminded)} 次", f"reminded {len(one.reminded)} times"), level="wait")
        )
        made.append((cell(one.customer.code), cell(one.contact, small=one.email), cell(one.language), link, state))
    return made


def span(one: dict[str, Any], times: float = 1) -> str:
    """An estimate as read: value and interval, or nothing."""
    if one["value"] is None:
        return ""
    dp = 0 if times == 100 else 2
    point = f"{one['value'] * times:.{dp}f}"
    return point if one["low"] is None else f"{point} [{one['low'] * times:.{dp}f}, {one['high'] * times:.{dp}f}]"


def _moved(item: dict[str, Any]) -> Cell:
    if item["tells"] is None:
        return cell("")
    if not item["tells"]:
        return Cell(Text("無法判定", "cannot tell"), level="off", small=span(item["change"]))
    return Cell(
        Text("上升", "up") if item["change"]["value"] > 0 else Text("下降", "down"),
        level="ok" if item["change"]["value"] > 0 else "warn",
        small=span(item["change"]),
    )


def _questionnaire(key: str, on: date, actor: Any) -> Sheet:
    row = versioned(surveys.questionnaires(actor=actor), key)
    sheet = Sheet(spoken(row, "title"), sub=spoken(row, "intro"), states=[Cell(same(str(row)))])
    sheet.facts = facts((Text("發行日", "Released"), row.released_on), (Text("編製人", "Author"), person_name(row.author)))
    items = [
        (
            cell(i.key),
            cell(i.text_zh, kind="w"),
            cell(i.text_en, kind="w"),
            cell(f"{i.least}–{i.most}"),
            cell(Text("整體題", "overall") if i.overall else ""),
        )
        for i in row.items.all()
    ]
    sheet.tables = [Table(Text("題目", "Questions"), heads("代號/Key", "中文/Chinese", "英文/English", "量表/Scale", "/"), items, NONE)]
    return sheet


def _standard(key: str, on: date, actor: Any) -> Sheet:
    row = found(standards.standards(actor=actor), key, code=key.upper())
    sheet = Sheet(spoken(row, "name"), sub=spoken(row, "formula"), states=[Cell(same(row.code))])
    sheet.facts = facts(
        (Text("流程", "Process"), spoken(row, "process")), (Text("量測", "Measure"), row.get_measure_display()), (Text("時限", "Limit"), row.limit), (Text("計時", "Clock"), row.get_clock_display()), (Text("目標", "Target"), row.target),
        (Text("容許差", "Tolerance"), row.tolerance), (Text("單位", "Unit"), row.unit), (Text("頻率", "Frequency"), row.get_period_display()), (Text("負責", "Owner"), person_name(row.owner)), (Text("理由", "Reason"), row.reason),
    )  # fmt: skip
    kept = [
        (
            cell(f"{r.since} – {r.until}", kind="nw"),
            cell(r.actual),
            cell(r.n),
            cell(str(r.get_verdict_display())),
            cell(r.note, kind="w"),
        )
        for r in standards.results(actor=actor, code=row.code)
    ]
    versions = [
        (cell(r.valid_from), cell(r.valid_to), cell(r.target), cell(r.reason, kind="w"))
        for r in standards.standards(actor=actor).filter(code=row.code)
    ]
    sheet.tables = [
        Table(Text("已保存之結果", "Results kept"), heads("期間/Period", "實績/Actual", "n/n", "判定/Verdict", "檢討/Review"), kept, NONE, Text("即時結果見客戶服務檢討報告", "for live results see the customer service review")),
        Table(Text("歷次標準", "Earlier standards"), heads("自/From", "至/To", "目標/Target", "理由/Reason"), versions, NONE),
    ]  # fmt: skip
    return sheet


def _quality(key: str, on: date, actor: Any) -> Sheet:
    row = found(standards.snapshots(actor=actor), key, pk=int(key) if key.isdecimal() else 0)
    label = str(row.get_measure_display())
    sheet = Sheet(f"{row.team} {label} {row.week}", states=[beyond(row)])
    good = Text("準時足量者", "on time and in full") if row.measure == "otif" else Text("不合者", "the bad ones")
    sheet.facts = facts(
        (Text("團隊", "Team"), row.team), (Text("量測", "Measure"), label), (Text("週（週一）", "Week (its Monday)"), row.week), (Text("比率", "Share"), share(row)), (Text("計數", "Counted"), good), (Text("界限", "Limits"), limits(row)),
        (Text("中心線", "Centre"), f"{100 * row.centre:.1f}%" if row.centre is not None else None), (Text("原因", "Cause"), row.cause), (Text("計算時間", "Computed"), f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}"),
    )  # fmt: skip
    weeks = standards.snapshots(actor=actor, team=row.team, measure=row.measure).filter(week__lte=row.week)[:26]
    rows = [
        (
            Cell(f"{one.week}", url=url("quality", one.pk) if one.pk != row.pk else ""),
            share(one),
            limits(one),
            cell(one.cause, kind="w"),
            beyond(one),
        )
        for one in weeks
    ]
    sheet.tables = [
        Table(
            Text("最近 26 週", "The last 26 weeks"),
            heads("週/Week", "比率/Share", "界限/Limits", "原因/Cause", "狀態/State"),
            rows,
            NONE,
            P_CHART,
        )
    ]
    return sheet


def _improvement(key: str, on: date, actor: Any) -> Sheet:
    row = found(standards.improvements(actor=actor), key, ref=key.upper())
    sheet = Sheet(
        row.action,
        sub=row.cause,
        states=[Cell(same(row.ref)), Cell(str(row.get_state_display()), level="stop" if row.late(on) else "wait")],
    )
    sheet.facts = facts(
        (Text("來源", "Origin"), row.origin_name),
        (Text("負責", "Owner"), person_name(row.owner)),
        (Text("期限", "Due"), row.due),
        (Text("指標", "Measure"), row.measure),
        (Text("改善前", "Before"), row.baseline),
        (Text("改善後", "After"), row.result),
        (Text("單位", "Unit"), row.unit),
        (Text("結果", "Outcome"), row.outcome),
    )
    return sheet


def _nonconformity(key: str, on: date, actor: Any) -> Sheet:
    row = found(standards.nonconformities(actor=actor), key, ref=key.upper())
    sheet = Sheet(row.name, sub=row.finding, states=[Cell(same(row.ref))])
    sheet.facts = facts(
        (Text("違反", "Breaches"), str(row.standard) if row.standard else row.requirement),
        (Text("原因", "Cause"), row.cause),
        (Text("矯正", "Correction"), row.correction),
        (Text("發現日", "Found"), row.found_on),
        (Text("負責", "Owner"), person_name(row.owner)),
        (Text("驗證人", "Verified by"), person_name(row.verifier) if row.verifier else None),
    )
    return sheet


CARDS: dict[str, Callable[[str, date, Any], Sheet]] = {
    "cases": _case, "surveys": _wave, "questionnaires": _questionnaire, "standards": _standard, "quality": _quality, "improvements": _improvement, "nonconformities": _nonconformity, "procedures": procedure_card,
    "policies": policy_card, "needs": need_card, "strategies": strategy_card, "choices": choice_card,
}  # fmt: skip
"""By room. The calendar has no page for a day."""
