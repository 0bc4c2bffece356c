"""Standards, procedures, policies, needs, strategies and decisions."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.action import LOCAL_READER
from argosy.records.people.consulting import answer as answer_consultation
from argosy.records.people.consulting import ask
from argosy.records.people.models import WorkItem
from argosy.records.service.needs import actions as plans
from argosy.records.service.needs.models import CustomerNeed
from argosy.records.service.procedures import actions as ways
from argosy.records.service.standards import actions as levels
from argosy.records.service.standards import queries
from argosy.records.service.standards.models import ServiceStandard

pytestmark = pytest.mark.django_db
TOLD = {
    "name_zh": "首次回覆", "name_en": "First answer", "process_zh": "案件", "process_en": "Cases", "formula_zh": "k÷n", "formula_en": "k/n", "measure": "answer", "limit": Decimal(8),
    "target": Decimal(90), "unit": "%",
}  # fmt: skip
STEP = {"text_zh": "收件", "text_en": "Receive", "accountable": "cs1", "responsible": "cs1", "cover": "cs2"}


def standard(desk, day=date(2026, 1, 1), **more):
    return levels.set_standard(actor=desk["tm1"], code="SS-1", valid_from=day, reason="年度", **more)


def test_a_new_standard_ends_the_one_before(desk):
    standard(desk, **TOLD)
    later = standard(desk, date(2026, 7, 1), target=Decimal(95))
    assert (later.limit, later.target) == (Decimal(8), Decimal(95))
    assert [row.target for row in queries.standards(actor=LOCAL_READER, on=date(2026, 6, 30))] == [Decimal(90)]
    assert ServiceStandard.objects.get(valid_from=date(2026, 1, 1)).valid_to == date(2026, 6, 30)
    with pytest.raises(Refused):
        standard(desk, date(2026, 5, 1))


def test_a_standard_is_whole(desk):
    with pytest.raises(BadInput):
        standard(desk, **{**TOLD, "limit": None})
    with pytest.raises(BadInput):
        standard(desk, **{**TOLD, "tolerance": Decimal(-1)})
    with pytest.raises(BadInput):
        levels.set_standard(actor=desk["tm1"], code="SS-1", valid_from=date(2026, 1, 1), reason=" ", **TOLD)


def test_results_are_kept_for_periods_that_are_over(desk):
    standard(desk, **TOLD)
    period = {"code": "SS-1", "since": date(2026, 1, 1), "until": date(2026, 3, 31)}
    row = levels.keep_result(actor=desk["cs1"], **period, actual=Decimal(85), n=40, verdict="missed")
    again = levels.keep_result(actor=desk["cs1"], **period, actual=Decimal(86), n=41, verdict="missed", note="人力不足")
    assert (row.pk, again.reviewer) == (again.pk, desk["cs1"])
    with pytest.raises(Refused):
        levels.keep_result(actor=desk["cs1"], **{**period, "until": date(2999, 1, 1)}, n=1)


def test_whoever_corrects_does_not_verify(desk):
    row = levels.raise_nonconformity(actor=desk["cs1"], subject="x", name="85-02", finding="超標", owner="cs1", requirement="50 mΩ")
    with pytest.raises(BadInput):
        levels.verify(actor=desk["cs2"], ref=row.ref)
    levels.correct(actor=desk["cs1"], ref=row.ref, cause="換料", correction="停用")
    with pytest.raises(BadInput):
        levels.verify(actor=desk["cs1"], ref=row.ref)
    assert levels.verify(actor=desk["cs2"], ref=row.ref).verifier == desk["cs2"]
    with pytest.raises(Refused):
        levels.correct(actor=desk["cs1"], ref=row.ref, cause="x", correction="y")
    with pytest.raises(BadInput):
        levels.raise_nonconformity(actor=desk["cs1"], subject="x", name="y", finding="z", owner="cs1")


def test_an_improvement_ends_with_the_figure_after(desk):
    row = levels.open_improvement(
        actor=desk["tm1"],
        origin="x",
        origin_name="調查",
        cause="未通知",
        words="三日前通知",
        owner="cs2",
        due=date(2026, 3, 31),
        baseline=Decimal("3.72"),
    )
    assert WorkItem.objects.get(origin=row.reference).owner == desk["cs2"]
    with pytest.raises(BadInput):
        levels.close_improvement(actor=desk["cs2"], ref=row.ref, outcome="上線")
    assert levels.close_improvement(actor=desk["cs2"], ref=row.ref, outcome="上線", result=Decimal("3.89")).state == "done"
    with pytest.raises(Refused):
        levels.close_improvement(actor=desk["cs2"], ref=row.ref, outcome="再一次", result=Decimal(4))


def test_a_flagged_week_gives_the_lead_one_work_item(desk):
    week = {"team": "CS", "week": date(2026, 6, 1), "measure": "otif", "lead": "tm1"}
    for _ in range(2):
        levels.keep_snapshot(actor=desk["cs1"], n=40, k=10, flagged=True, **week)
    assert WorkItem.objects.count() == 1
    with pytest.raises(BadInput):
        levels.keep_snapshot(actor=desk["cs1"], n=4, k=10, **week)
    with pytest.raises(BadInput):
        levels.keep_snapshot(actor=desk["cs1"], n=4, k=1, **{**week, "week": date(2026, 6, 2)})


def test_a_procedure_is_approved_by_another_once_every_step_has_cover(desk):
    words = {"title_zh": "客服", "title_en": "Service", "effective": date(2026, 1, 1), "reason": "首版"}
    ways.write_procedure(actor=desk["cs1"], code="P", steps=[STEP, {**STEP, "cover": ""}], **words)
    with pytest.raises(Refused, match="2"):
        ways.approve_procedure(actor=desk["tm1"], code="P", version=1)
    ways.write_procedure(actor=desk["tm1"], code="P", steps=[STEP], **words)
    with pytest.raises(BadInput):
        ways.approve_procedure(actor=desk["tm1"], code="P", version=1)
    assert ways.approve_procedure(actor=desk["gm"], code="P", version=1).state == "approved"
    with pytest.raises(BadInput):
        ways.write_procedure(actor=desk["cs1"], code="P", steps=[STEP], **words)
    ways.write_procedure(actor=desk["cs1"], code="P", steps=[STEP], evidence="SS-03", **words)
    ways.approve_procedure(actor=desk["gm"], code="P", version=2)
    assert [row.state for row in ways.ProcedureVersion.objects.order_by("version")] == ["superseded", "approved"]


def test_training_is_tested_by_another_and_read_by_oneself(desk):
    words = {"title_zh": "客服", "title_en": "Service", "effective": date(2026, 1, 1), "reason": "首版"}
    ways.write_procedure(actor=desk["cs1"], code="P", steps=[STEP], **words)
    row = ways.plan_training(
        actor=desk["tm1"],
        code="P",
        version=1,
        person="cs2",
        planned_on=date(2026, 1, 5),
        topic_zh="步驟",
        topic_en="Steps",
        hours=Decimal(2),
    )
    with pytest.raises(Refused):
        ways.hold_training(actor=desk["cs2"], training=row.pk, held_on=date(2026, 1, 5), score=100)
    assert not ways.hold_training(actor=desk["cs1"], training=row.pk, held_on=date(2026, 1, 5), score=79).passed
    assert ways.hold_training(actor=desk["cs1"], training=row.pk, held_on=date(2026, 1, 5), score=80).passed
    assert ways.acknowledge(actor=desk["cs2"], training=row.pk).acknowledged_at is not None


def test_nobody_is_on_duty_twice_at_one_time(desk):
    told = dict.fromkeys(
        (
            "title_zh",
            "title_en",
            "channels_zh",
            "channels_en",
            "hours_zh",
            "hours_en",
            "languages_zh",
            "languages_en",
            "tiers_zh",
            "tiers_en",
        ),
        "x",
    )
    row = ways.write_policy(actor=desk["fm1"], effective=date(2026, 1, 1), **told)
    duty = {"person": "fm1", "weekday": 1, "starts": time(9), "ends": time(12), "part": "R"}
    with pytest.raises(BadInput):
        ways.set_duty(actor=desk["fm1"], ref=row.ref, duties=[duty, {**duty, "starts": time(11), "ends": time(13)}])
    ways.set_duty(actor=desk["fm1"], ref=row.ref, duties=[duty, {**duty, "starts": time(12), "ends": time(13)}])
    assert row.roster.count() == 2
    rule = {
        "first_h": Decimal(2),
        "finish_h": Decimal(8),
        "handle_min": Decimal(45),
        "clarify_zh": "x",
        "clarify_en": "x",
        "words_zh": "x",
        "words_en": "x",
        "escalate_zh": "x",
        "escalate_en": "x",
    }
    with pytest.raises(BadInput):
        ways.set_rule(actor=desk["fm1"], ref=row.ref, category="quote", owner="fm1", deputy="fm1", **rule)
    with pytest.raises(BadInput):
        ways.set_rule(actor=desk["fm1"], ref=row.ref, category="quote", **{**rule, "finish_h": Decimal(1)})
    assert ways.set_rule(actor=desk["fm1"], ref=row.ref, category="quote", owner="fm1", deputy="fm2", **rule).deputy == desk["fm2"]


def test_a_need_is_confirmed_by_a_customer_and_dated_evidence(desk):
    row = plans.record_need(actor=desk["ws1"], segment_zh="歐洲", segment_en="Europe", need_zh="準時", need_en="On time", importance=5)
    support = {"kind": "survey", "reference": "SW-1", "name": "調查", "on": date(2026, 4, 24)}
    assert plans.support_need(actor=desk["ws1"], ref=row.ref, **support).state == "unconfirmed"
    assert plans.record_need(actor=desk["ws1"], ref=row.ref, party="C-1").state == "confirmed"
    with pytest.raises(BadInput):
        plans.record_need(actor=desk["ws1"], ref=row.ref, state="met")
    with pytest.raises(BadInput):
        plans.record_need(actor=desk["ws1"], ref=row.ref, price_ceiling=Decimal(5))
    assert CustomerNeed.objects.count() == 1


@pytest.mark.parametrize(
    ("spec", "days", "cost", "told"),
    [(None, None, None, "unspecified"), (True, 3, None, "pass"), (True, 4, None, "outside"), (False, 0, None, "outside"), (None, None, Decimal("2.00"), "pass"), (None, None, Decimal("2.01"), "outside")],
)  # fmt: skip
def test_a_plan_line_fits_within_its_tolerances(spec, days, cost, told):
    assert plans.verdict_of(spec, days, cost, 3, Decimal(2)) == told


def test_a_line_is_held_against_a_need_and_waived_by_another(desk):
    need = plans.record_need(
        actor=desk["ws1"],
        segment_zh="x",
        segment_en="x",
        need_zh="x",
        need_en="x",
        importance=4,
        lead_days=30,
        price_ceiling=Decimal(10),
        currency="USD",
    )
    plan = plans.write_strategy(
        actor=desk["tm1"], title_zh="x", title_en="x", starts=date(2026, 7, 1), ends=date(2028, 6, 30), weights={"need": 60, "risk": 40}
    )
    plans.write_line(
        actor=desk["tm1"],
        ref=plan.ref,
        key="L1",
        title_zh="x",
        title_en="x",
        starts=date(2026, 7, 1),
        owner="tm1",
        lead_days=40,
        price=Decimal("10.50"),
        currency="USD",
    )
    fit = plans.fit_line(actor=desk["tm1"], ref=plan.ref, key="L1", need=need.ref, days_tolerance=5)
    assert (fit.days_over, fit.cost_over, fit.verdict) == (10, Decimal("5.00"), "outside")
    with pytest.raises(Refused):
        plans.waive_fit(actor=desk["tm1"], fit=fit.pk, reason="一次性")
    assert plans.waive_fit(actor=desk["gm"], fit=fit.pk, reason="一次性").waived_by == desk["gm"]
    with pytest.raises(BadInput):
        plans.write_strategy(actor=desk["tm1"], ref=plan.ref, weights={"need": 50})
    with pytest.raises(BadInput):
        plans.write_strategy(actor=desk["tm1"], ref=plan.ref, ends=date(2026, 8, 1))


def test_a_decision_is_approved_by_another_once_somebody_consulted_has_answered(desk):
    told = {
        "subject": "x",
        "subject_name": "SS-03",
        "question_zh": "增人？",
        "question_en": "More people?",
        "due": date(2026, 12, 31),
        "owner": "cs3",
    }
    row = plans.write_decision(actor=desk["cs1"], **told)
    with pytest.raises(Refused, match="no decision"):
        plans.approve_decision(actor=desk["tm1"], ref=row.ref)
    plans.write_decision(actor=desk["cs1"], ref=row.ref, decision_zh="CS3 支援")
    with pytest.raises(Refused, match="consulted"):
        plans.approve_decision(actor=desk["tm1"], ref=row.ref)
    asked = ask(actor=desk["cs1"], subject=row.reference, name=row.ref, question="可否？", due=date(2026, 7, 1), person="cs3")
    answer_consultation(actor=desk["cs3"], consultation=asked.pk, words="可以", stance="confirms", effect="排班")
    kept = plans.approve_decision(actor=desk["tm1"], ref=row.ref, changes=[{"title": "改班表", "owner": "cs2", "due": date(2026, 7, 10)}])
    assert WorkItem.objects.filter(origin=kept.reference).count() == 2
    with pytest.raises(Refused):
        plans.write_decision(actor=desk["cs1"], ref=row.ref, decision_zh="改")
    with pytest.raises(BadInput):
        plans.follow_decision(actor=desk["cs1"], ref=row.ref, words=" ")
    assert plans.follow_decision(actor=desk["cs1"], ref=row.ref, words="完成", outcome="done").closed_at is not None
