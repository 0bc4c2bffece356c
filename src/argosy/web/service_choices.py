"""The pages of procedures, policies, needs, strategies and decisions of service, as sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from argosy.kernel.text import Text, same
from argosy.publishing.service_rooms import choice, versioned
from argosy.records.record import found
from argosy.records.service.needs import queries as needs
from argosy.records.service.procedures import queries as procedures
from argosy.web.market_lists import NONE
from argosy.web.service_lists import url
from argosy.web.sheet import Cell, Sheet, Table, cell, facts, heads
from argosy.web.templatetags.argosy import person_name, spoken

WEEKDAYS = "一二三四五六日"


def procedure_card(key: str, on: date, actor: Any) -> Sheet:
    """One version of a procedure: steps, training, acknowledgement."""
    row = versioned(procedures.procedures(actor=actor), key)
    sheet = Sheet(
        spoken(row, "title"),
        sub=row.reason,
        states=[Cell(same(str(row))), Cell(str(row.get_state_display()), level="ok" if row.state == "approved" else "off")],
    )
    if row.review_date is not None and row.review_date < on and row.state == "approved":
        sheet.notes.append(("warn", Text("已逾檢討日：請確認或改版", "Past its review date: confirm it or write the next version")))
    unread = [one for one in row.trainings.all() if one.person_id == actor.pk and one.acknowledged_at is None]
    if unread:
        sheet.notes.append(
            (
                "info",
                Text("請閱讀後於右側確認", "Read it, then acknowledge at the side"),
            )
        )
    sheet.facts = facts(
        (Text("負責", "Owner"), person_name(row.owner)),
        (Text("生效", "Effective"), row.effective),
        (Text("檢討", "Review"), row.review_date),
        (Text("依據", "Evidence"), row.evidence),
        (Text("編製", "Author"), person_name(row.author)),
        (Text("核准", "Approved by"), person_name(row.approver) if row.approver else None),
    )
    steps = [
        (
            cell(s.no),
            cell(spoken(s, "text"), kind="w"),
            cell(person_name(s.accountable)),
            cell(person_name(s.responsible)),
            cell(person_name(s.cover) if s.cover else ""),
            cell(s.hours),
        )
        for s in row.steps.all()
    ]
    taught = [
        (cell(person_name(t.person)), cell(t.held_on or t.planned_on, kind="nw"), cell(t.score), Cell(Text("及格", "passed"), level="ok") if t.passed else Cell(Text("未完成", "not yet"), level="wait"), Cell(Text("已確認", "read"), level="ok") if t.acknowledged_at else Cell(Text("未確認", "not read"), level="wait"))
        for t in row.trainings.all()
    ]  # fmt: skip
    sheet.tables = [
        Table(Text("步驟", "Steps"), heads("序/No.", "步驟/Step", "當責/Accountable", "執行/Responsible", "代理/Cover", "時限 h/By hour"), steps, NONE),
        Table(Text("訓練與閱讀確認", "Training and acknowledgement"), heads("人員/Person", "日期/Date", "評量/Test", "結果/Result", "閱讀/Read"), taught, NONE),
    ]  # fmt: skip
    return sheet


def policy_card(key: str, on: date, actor: Any) -> Sheet:
    """A service policy with its enquiry rules and roster."""
    row = procedures.policy(key, actor=actor)
    sheet = Sheet(spoken(row, "title"), sub=spoken(row, "channels"), states=[Cell(same(row.ref))])
    if row.review_date is None:
        sheet.notes.append(("stop", Text("未訂檢討日：準則不得發行", "No review date: the guideline cannot be issued")))
    sheet.facts = facts(
        (Text("生效", "Effective"), row.effective),
        (Text("檢討", "Review"), row.review_date),
        (Text("服務時間", "Hours"), spoken(row, "hours")),
        (Text("語言", "Languages"), spoken(row, "languages")),
        (Text("分級", "Tiers"), spoken(row, "tiers")),
        (Text("程序", "Procedure"), Cell(str(row.procedure), url=url("procedures", row.procedure.ref)) if row.procedure else None),
        (Text("目標稼動率", "Occupancy"), row.occupancy),
    )
    rules = [
        (cell(str(r.get_category_display())), cell(r.first_h), cell(r.finish_h), cell(person_name(r.owner)) if r.owner else Cell(Text("未指派", "nobody"), level="stop"), cell(person_name(r.deputy)) if r.deputy else Cell(Text("未指派", "nobody"), level="stop"), cell(spoken(r, "clarify"), kind="w"), cell(spoken(r, "words").replace("{h}", f"{r.finish_h.normalize():f}"), kind="w"), cell(spoken(r, "escalate"), kind="w"))
        for r in row.rules.all()
    ]  # fmt: skip
    duty = [
        (
            cell(person_name(d.person)),
            cell(Text(WEEKDAYS[d.weekday - 1], ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[d.weekday - 1])),
            cell(f"{d.starts:%H:%M}–{d.ends:%H:%M}"),
            cell(str(d.get_part_display())),
        )
        for d in row.roster.all()
    ]
    sheet.tables = [
        Table(Text("諮詢回應準則", "Who answers what by when"), heads("類別/Kind", "首次回應 h/First h", "完成 h/Finished h", "負責/Owner", "代理/Deputy", "需釐清/To clear up", "標準用語/Words", "升級/Escalated when"), rules, NONE),
        Table(Text("值班表", "Roster"), heads("人員/Person", "星期/Day", "時間/Hours", "角色/Part"), duty, NONE),
    ]  # fmt: skip
    return sheet


def need_card(key: str, on: date, actor: Any) -> Sheet:
    """A need and its evidence."""
    row = found(needs.needs(actor=actor), key, ref=key.upper())
    sheet = Sheet(
        spoken(row, "need"),
        sub=spoken(row, "segment"),
        states=[Cell(same(row.ref)), Cell(str(row.get_state_display()), level="ok" if row.state != "unconfirmed" else "off")],
    )
    if row.state == "unconfirmed":
        sheet.notes.append(("warn", Text("缺客戶或日期證據：不進發展策略", "Without a customer or dated evidence no strategy uses it")))
    sheet.facts = facts(
        (Text("客戶", "Customer"), row.party),
        (Text("規格", "Specification"), spoken(row, "spec")),
        (Text("交期(日)", "Lead time (days)"), row.lead_days),
        (Text("價格上限", "Price ceiling"), row.price_ceiling),
        (Text("幣別", "Currency"), row.currency),
        (Text("重要度", "Importance"), row.importance),
        (Text("期望分數", "Expected"), row.expected),
        (Text("不列入理由", "Why nothing is planned"), row.no_plan),
    )
    shown = [(cell(str(e.get_kind_display())), cell(e.name, kind="w"), cell(e.on, kind="nw"), cell(e.mentions)) for e in row.evidence.all()]
    sheet.tables = [Table(Text("證據", "Evidence"), heads("類別/Kind", "名稱/Name", "日期/Date", "提及/Mentions"), shown, NONE)]
    return sheet


def strategy_card(key: str, on: date, actor: Any) -> Sheet:
    """A strategy, its lines and how they fit."""
    row = needs.strategy(key, actor=actor)
    sheet = Sheet(spoken(row, "title"), sub=spoken(row, "choice"), states=[Cell(same(row.ref))])
    sheet.facts = facts((Text("期間", "Period"), f"{row.starts} – {row.ends}"), (Text("負責", "Owner"), person_name(row.owner)))
    lines = [
        (
            cell(one.key),
            cell(spoken(one, "title"), kind="w"),
            cell(spoken(one, "kpi")),
            cell(one.baseline),
            cell(one.target),
            cell(one.due, kind="nw"),
            cell(person_name(one.owner) if one.owner else ""),
        )
        for one in row.lines.all()
    ]
    fits = [
        (
            cell(one.key),
            Cell(fit.need.ref, url=url("needs", fit.need.ref)),
            Cell(str(fit.get_verdict_display()), level={"pass": "ok", "outside": "stop", "unspecified": "off"}[fit.verdict]),
            cell(fit.waiver, kind="w"),
        )
        for one in row.lines.all()
        for fit in one.fits.all()
    ]
    sheet.tables = [
        Table(Text("項目", "Lines"), heads("代號/Key", "項目/Line", "指標/KPI", "現況/Baseline", "目標/Target", "期限/Due", "負責/Owner"), lines, NONE),
        Table(Text("符合性", "Fit"), heads("項目/Line", "需求/Need", "判定/Verdict", "豁免/Waiver"), fits, NONE),
    ]  # fmt: skip
    return sheet


def choice_card(key: str, on: date, actor: Any) -> Sheet:
    """A service decision and whom it consulted."""
    row, asked = choice(actor, key)
    sheet = Sheet(
        spoken(row, "question"),
        sub=row.subject_name,
        states=[Cell(same(row.ref)), Cell(str(row.get_state_display()), level="ok" if row.state == "approved" else "off")],
    )
    if not asked:
        sheet.notes.append(("warn", Text("尚未諮詢任何人：不得核准", "Nobody was consulted: it cannot be approved")))
    sheet.facts = facts(
        (Text("決策", "Decision"), spoken(row, "decision")),
        (Text("理由", "Reasons"), row.reasons),
        (Text("提案", "Author"), person_name(row.author)),
        (Text("負責", "Owner"), person_name(row.owner)),
        (Text("期限", "Due"), row.due),
        (Text("核准", "Approved by"), person_name(row.approver) if row.approver else None),
        (Text("結果", "Outcome"), row.get_outcome_display()),
        (Text("追蹤", "Followed up"), row.followed_on),
        (Text("說明", "Found"), row.follow_up),
    )
    told = [
        (
            Cell(same(one.whom), url=reverse("web:consultation", args=[one.pk])),
            cell(one.question, kind="w"),
            cell(one.answered_at, kind="nw"),
            cell(one.answer, kind="w"),
            cell(one.effect, kind="w"),
        )
        for one in asked
    ]
    sheet.tables = [
        Table(
            Text("諮詢", "Consultations"),
            heads("對象/Whom", "問題/Question", "答覆日/Answered", "意見/Answer", "影響/Effect"),
            told,
            Text("尚未諮詢", "nobody consulted yet"),
        )
    ]
    return sheet
