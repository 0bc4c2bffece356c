"""What can be done in each room of service: one table for the pages and the API. The action it calls holds the permission and the rules.

A room is a kind of record: ``cases``, ``surveys``, ``questionnaires``, ``standards``, ``quality``, ``improvements``, ``nonconformities``, ``procedures``,
``policies``, ``needs``, ``strategies``, ``choices`` (service decisions) and ``calendar``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.publishing import market_fields as f
from argosy.publishing.market_acts import Act
from argosy.records.parties.queries import parties
from argosy.records.permission import LOCAL_READER
from argosy.records.service import actions as opening
from argosy.records.service.calendar import actions as calendar
from argosy.records.service.calendar.models import CalendarDay
from argosy.records.service.cases import actions as cases
from argosy.records.service.cases.models import EightD
from argosy.records.service.models import ServiceCase
from argosy.records.service.needs import actions as plans
from argosy.records.service.needs.models import CustomerNeed, NeedEvidence, PlanLine, ServiceDecision, StrategyPlan
from argosy.records.service.procedures import actions as ways
from argosy.records.service.procedures.models import EnquiryRule, ProcedureTraining, ProcedureVersion, ServicePolicy
from argosy.records.service.standards import actions as levels
from argosy.records.service.standards.models import ImprovementAction, NonConformity, ServiceStandard
from argosy.records.service.surveys import actions as surveys
from argosy.records.service.surveys import answering
from argosy.records.service.surveys.models import CommentCode, Questionnaire, SurveyWave

LOGIN = f.text("負責人", "Owner", 32)
MAYBE = f.text("負責人", "Owner", 32, needed=False)
WORDS = f.prose("說明", "What was done or said")
DUE = f.day("期限", "Due")
RESPONSE = f.whole("回覆", "Response", 1, 10**9)
STEP = ("text_zh", "text_en", "accountable", "responsible", "cover", "hours")
QUESTION = ("key", "name_zh", "name_en", "text_zh", "text_en", "kind", "scale", "overall")


def version() -> forms.Field:
    """The version of a record the form was filled in on; who acts on an older one is told."""
    return forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput())


def customer(*, needed: bool = True) -> f.Make:
    """A customer by code."""
    return f.coded("客戶", "Customer", lambda: parties(actor=LOCAL_READER).filter(is_active=True), "code", needed=needed)


def of_version(call: Callable[..., Any]) -> Callable[..., Any]:
    """An action about a version, told by the ``CODE~2`` of its address."""

    def perform(*, actor: Any, ref: str, **given: Any) -> Any:
        code, _, number = ref.rpartition("~")
        if not code or not number.isdecimal():
            raise NotFound(Text("查無 {r}", "There is no {r}").format(r=ref))
        return call(actor=actor, code=code, version=int(number), **given)

    return perform


def _case(name: str, call: Callable[..., Any], **extra: f.Make) -> Act:
    return Act("cases", name, f"service.case.{name}", call, "number", None, (), (), {**extra, "version": version})


_DESIGN = ("title_zh", "title_en", "purpose_zh", "purpose_en", "frame_zh", "frame_en", "frame_size", "channel", "starts", "ends")
_STANDARD = (
    "name_zh",
    "name_en",
    "process_zh",
    "process_en",
    "measure",
    "scope",
    "formula_zh",
    "formula_en",
    "limit",
    "clock",
    "target",
    "direction",
    "tolerance",
    "unit",
    "period",
)
_POLICY = (
    "title_zh",
    "title_en",
    "effective",
    "review_date",
    "channels_zh",
    "channels_en",
    "hours_zh",
    "hours_en",
    "languages_zh",
    "languages_en",
    "tiers_zh",
    "tiers_en",
    "occupancy",
    "week_hours",
)
_RULE = (
    "category",
    "first_h",
    "finish_h",
    "handle_min",
    "clarify_zh",
    "clarify_en",
    "words_zh",
    "words_en",
    "escalate_zh",
    "escalate_en",
    "staffing",
)
_NEED = (
    "segment_zh",
    "segment_en",
    "need_zh",
    "need_en",
    "spec_zh",
    "spec_en",
    "lead_days",
    "price_ceiling",
    "currency",
    "importance",
    "item",
    "expected",
    "no_plan",
)
_STRATEGY = ("title_zh", "title_en", "starts", "ends", "weights", "options", "choice_zh", "choice_en", "risks")
_LINE = (
    "key",
    "title_zh",
    "title_en",
    "spec_zh",
    "spec_en",
    "lead_days",
    "price",
    "currency",
    "starts",
    "due",
    "cost",
    "hours",
    "kpi_zh",
    "kpi_en",
    "baseline",
    "target",
    "unit",
    "source",
    "check_every",
)
_CHOICE = ("question_zh", "question_en", "options", "decision_zh", "decision_en", "reasons", "due")

ALL: tuple[Act, ...] = (
    Act("cases", "open", "service.case.open", opening.open_case, "", ServiceCase, ("kind", "category", "severity", "contact", "order", "words", "worth"), ("kind", "words"),
        {"customer": customer(), "sku": f.text("貨號", "SKU", 30, needed=False), "owner": MAYBE}),
    Act("cases", "sweep", "service.case.sweep", cases.escalate_overdue),
    _case("answer", cases.answer_case, words=WORDS),
    _case("cause", cases.find_cause, cause=f.text("原因", "Cause", 200)),
    _case("act", cases.take_action, words=WORDS),
    _case("confirm", cases.confirm_case, by=f.text("客戶端確認人", "Who at the customer", 80), words=f.prose("說明", "Words", needed=False)),
    _case("close", cases.close_case, words=f.prose("說明", "Words", needed=False)),
    _case("assign", cases.assign_case, owner=LOGIN, helper=f.text("協助人", "Helper", 32, needed=False)),
    _case("escalate", cases.escalate_case, to=f.text("升級對象", "To", 32), words=WORDS),
    _case("note", cases.note_case, words=WORDS),
    _case("reopen", cases.reopen_case, words=WORDS),
    Act("cases", "discipline", "service.case.discipline", cases.write_8d, "number", EightD, ("team", "problem", "containment", "root_cause", "correction", "verification", "prevention", "due"), ("team", "problem", "due"),
        {"leader": MAYBE, "close_on": f.day("D8 結案日", "D8 closed on", needed=False)}),
    Act("questionnaires", "write", "service.questionnaire.write", surveys.write_questionnaire, "", Questionnaire, ("code", "title_zh", "title_en", "intro_zh", "intro_en"), (), {"items": f.table("題目", "Questions", QUESTION, needed=True)}),
    Act("questionnaires", "release", "service.questionnaire.release", of_version(surveys.release_questionnaire), "ref"),
    Act("surveys", "design", "service.wave.design", surveys.design_wave, "", SurveyWave, _DESIGN, (), {"questionnaire": f.text("問卷", "Questionnaire", 20), "owner": MAYBE}),
    Act("surveys", "change", "service.wave.design", surveys.design_wave, "ref", SurveyWave, _DESIGN, (), {"questionnaire": f.text("問卷", "Questionnaire", 20, needed=False)}),
    Act("surveys", "open", "service.wave.open", surveys.open_wave, "ref"),
    Act("surveys", "invite", "service.wave.invite", surveys.invite, "ref", None, (), (), {"customers": f.table("受訪客戶", "Customers", ("customer", "contact", "email", "language"), needed=True), "expires": f.day("連結有效至", "Links until", needed=False)}),
    Act("surveys", "remind", "service.wave.remind", surveys.remind, "ref", today="on"),
    Act("surveys", "follow", "service.response.follow", lambda ref, **given: answering.follow_up(**given), "ref", None, (), (),
        {"response": RESPONSE, "item": f.text("題項", "Question", 20), "contact": f.prose("聯繫內容", "What was said"), "measure": f.prose("對策", "What is done"), "due": DUE, "owner": MAYBE, "case": f.text("案件", "Case", 30, needed=False)}),
    Act("surveys", "settle", "service.response.settle", lambda ref, **given: answering.close_follow_up(**given), "ref", None, (), (), {"follow_up": f.whole("追蹤", "Follow-up", 1, 10**9)}),
    Act("surveys", "code", "service.response.code", lambda ref, **given: answering.code_comment(**given), "ref", CommentCode, ("theme", "tone", "quote"), ("theme", "quote"), {"response": RESPONSE}),
    Act("surveys", "close", "service.wave.close", surveys.close_wave, "ref"),
    Act("standards", "set", "service.standard.set", levels.set_standard, "", ServiceStandard, ("code", *_STANDARD, "valid_from", "reason"), ("code", "reason"), {"owner": MAYBE}),
    Act("standards", "review", "service.standard.review", lambda code, **given: levels.review_result(**given), "code", None, (), (), {"result": f.whole("結果", "Result", 1, 10**9), "note": f.prose("檢討說明", "Review")}),
    Act("quality", "explain", "service.snapshot.explain", levels.explain_snapshot, "snapshot", None, (), (), {"cause": f.prose("原因與處置", "Cause, and what is done")}, number=True),
    Act("improvements", "open", "service.improvement.open", levels.open_improvement, "", ImprovementAction, ("origin", "origin_name", "cause", "due", "measure", "baseline", "unit"), (), {"words": f.prose("對策", "Action"), "owner": LOGIN}),
    Act("improvements", "close", "service.improvement.close", levels.close_improvement, "ref", ImprovementAction, ("outcome", "result"), ("outcome",), {"dropped": f.flag("取消", "Dropped")}),
    Act("nonconformities", "raise", "service.nonconformity.raise", levels.raise_nonconformity, "", NonConformity, ("subject", "name", "requirement", "finding"), (), {"owner": LOGIN, "standard": f.text("服務標準", "Standard", 20, needed=False)}),
    Act("nonconformities", "correct", "service.nonconformity.correct", levels.correct, "ref", NonConformity, ("cause", "correction"), ("cause", "correction")),
    Act("nonconformities", "verify", "service.nonconformity.verify", levels.verify, "ref"),
    Act("procedures", "write", "service.procedure.write", ways.write_procedure, "", ProcedureVersion, ("code", "title_zh", "title_en", "effective", "review_date", "reason", "evidence"), (), {"steps": f.table("步驟", "Steps", STEP, needed=True), "owner": MAYBE}),
    Act("procedures", "approve", "service.procedure.approve", of_version(ways.approve_procedure), "ref"),
    Act("procedures", "plan", "service.training.plan", of_version(ways.plan_training), "ref", ProcedureTraining, ("topic_zh", "topic_en", "hours", "planned_on"), (), {"person": f.text("人員", "Person", 32)}),
    Act("procedures", "hold", "service.training.hold", lambda ref, **given: ways.hold_training(**given), "ref", None, (), (), {"training": f.whole("訓練", "Training", 1, 10**9), "held_on": f.day("實施日", "Held on"), "score": f.whole("評量", "Test", 0, 100)}),
    Act("procedures", "acknowledge", "service.training.acknowledge", lambda ref, **given: ways.acknowledge(**given), "ref", None, (), (), {"training": f.whole("訓練", "Training", 1, 10**9)}),
    Act("policies", "write", "service.policy.write", ways.write_policy, "", ServicePolicy, _POLICY, (), {"procedure": f.text("作業程序", "Procedure", 20, needed=False), "owner": MAYBE}),
    Act("policies", "change", "service.policy.write", ways.write_policy, "ref", ServicePolicy, _POLICY, ()),
    Act("policies", "rule", "service.policy.rule", ways.set_rule, "ref", EnquiryRule, _RULE, (), {"owner": MAYBE, "deputy": f.text("代理人", "Deputy", 32, needed=False)}),
    Act("policies", "duty", "service.policy.duty", ways.set_duty, "ref", None, (), (), {"duties": f.table("值班表", "Roster", ("person", "weekday", "starts", "ends", "part"), needed=True)}),
    Act("needs", "record", "service.need.record", plans.record_need, "", CustomerNeed, _NEED, (), {"party": customer(needed=False)}),
    Act("needs", "change", "service.need.record", plans.record_need, "ref", CustomerNeed, _NEED, (), {"party": customer(needed=False)}),
    Act("needs", "support", "service.need.support", plans.support_need, "ref", NeedEvidence, ("kind", "reference", "name", "on", "mentions"), ("kind", "reference", "name")),
    Act("strategies", "write", "service.strategy.write", plans.write_strategy, "", StrategyPlan, _STRATEGY, ()),
    Act("strategies", "change", "service.strategy.write", plans.write_strategy, "ref", StrategyPlan, _STRATEGY, ()),
    Act("strategies", "line", "service.strategy.line", plans.write_line, "ref", PlanLine, _LINE, (), {"owner": MAYBE}),
    Act("strategies", "fit", "service.strategy.fit", plans.fit_line, "ref", None, (), (), {"key": f.text("項目", "Line", 12), "need": f.text("需求", "Need", 20), "spec_ok": f.flag("規格符合", "Specification met"), "days_tolerance": f.whole("交期容許差(日)", "Days allowed", 0, 365, needed=False)}),
    Act("strategies", "waive", "service.strategy.waive", lambda ref, **given: plans.waive_fit(**given), "ref", None, (), (), {"fit": f.whole("查核", "Fit", 1, 10**9), "reason": f.prose("豁免理由", "Reason")}),
    Act("choices", "write", "service.decision.write", plans.write_decision, "", ServiceDecision, ("subject", "subject_name", *_CHOICE), (), {"owner": MAYBE}),
    Act("choices", "change", "service.decision.write", plans.write_decision, "ref", ServiceDecision, _CHOICE, (), {"owner": MAYBE}),
    Act("choices", "approve", "service.decision.approve", plans.approve_decision, "ref"),
    Act("choices", "follow", "service.decision.follow", plans.follow_decision, "ref", ServiceDecision, ("outcome",), ("outcome",), {"words": f.prose("追蹤說明", "What was found")}, "on"),
    Act("calendar", "mark", "service.calendar.mark", calendar.mark_day, "", CalendarDay, ("place", "on", "name_zh", "name_en", "works", "source"), ()),
)  # fmt: skip
ACTS = {(act.room, act.name): act for act in ALL}


def act(room: str, name: str) -> Act:
    """One act, or ``NotFound``."""
    if (room, name) not in ACTS:
        raise NotFound(Text("沒有動作 {r}/{n}", "There is no act {r}/{n}").format(r=room, n=name))
    return ACTS[room, name]
