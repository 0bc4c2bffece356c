from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.catalog.actions import register_product
from argosy.records.coaching.managing import queries as managing
from argosy.records.coaching.managing.actions import finish_activity, plan_activity, set_customer_target, write_review
from argosy.records.coaching.planning import queries as planning
from argosy.records.coaching.planning.actions import (
    approve_answer,
    change_plan,
    close_plan,
    follow_plan,
    open_plan,
    write_answer,
    write_note,
)
from argosy.records.coaching.training import queries as training
from argosy.records.coaching.training.actions import attend, book, cancel, invite, move, reply, write_coach, write_course, write_programme
from argosy.records.parties.actions import register_party
from argosy.records.people.models import CompetencyRecord
from argosy.records.sales.models import SalesTarget
from argosy.records.sales.targeting import Cell, plan_targets

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
DAY = date(2026, 7, 6)


@pytest.fixture
def school(people):
    """Two coaches, a course, a customer and a product."""
    tm, ws = people["tm1"], people["ws1"]
    for code, login in (("K-1", "tm2"), ("K-2", "ws1")):
        write_coach(actor=tm, code=code, name=f"講師 {code}", colleague=login, capacity=Decimal(20))
    write_course(actor=ws, code="TR-1", title_zh="輪圈", title_en="Rims", goal="能選型", hours=Decimal(2), hs="8714")
    register_party(actor=ws, code="C-1", kinds=["customer"], name_zh="示範車行", name_en="Demo Cycles", country="TW")
    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "200", "price": "350", "origin": "TW", "code": "8714912000"}
    register_product(actor=people["cs1"], sku="J-1", name_zh="前叉", name_en="Fork", **fields)
    return people


def booked(people, **more):
    return book(**{"actor": people["ws1"], "course": "TR-1", "coach": "K-1", "starts": AT, "place": "訓練室"} | more)


def plan(people, **more):
    told = {
        "customer": "C-1",
        "cause": "stock",
        "measures": "補貨訓練",
        "due": date(2026, 12, 31),
        "kpi": "達成率",
        "kpi_target": Decimal(95),
    }
    return open_plan(**{"actor": people["ws1"], "opened": DAY, "gap": Decimal(100)} | told | more)


def test_a_session_takes_hours_subject_and_material_of_its_course(school):
    row = booked(school)
    assert (row.number, row.hours, row.subject, row.ends) == ("TS-00001", Decimal(2), "輪圈", AT + timedelta(hours=2))


def test_a_coach_is_never_booked_twice_at_one_time(school):
    first = booked(school)
    with pytest.raises(Refused) as refused:
        booked(school, starts=AT + timedelta(hours=1))
    assert first.number in refused.value.message.zh
    assert first.number in refused.value.message.en
    assert training.TrainingSession.objects.count() == 1


def test_another_coach_or_the_hour_after_is_free_and_a_cancelled_session_frees_its_hour(school):
    first = booked(school)
    booked(school, coach="K-2")
    after = booked(school, starts=AT + timedelta(hours=2))
    with pytest.raises(Refused):
        move(actor=school["ws1"], number=after.number, starts=AT + timedelta(minutes=30))
    cancel(actor=school["ws1"], number=first.number, reason="颱風")
    moved = move(actor=school["ws1"], number=after.number, starts=AT)
    assert (moved.starts, moved.ends) == (AT, AT + timedelta(hours=2))
    assert training.clashes(list(training.sessions(actor=school["ws1"]))) == []


def test_a_coach_off_duty_cannot_be_booked(school):
    write_coach(actor=school["tm1"], code="K-1", is_active=False)
    with pytest.raises(Refused, match="not to be booked"):
        booked(school)


def test_invitations_are_kept_once_and_a_session_over_takes_no_more(school):
    row = booked(school)
    for _ in range(2):
        invite(actor=school["ws1"], number=row.number, customers=[("C-1", "採購")], colleagues=["ws3"], on=DAY)
    assert row.guests.count() == 2
    guest = row.guests.get(colleague=None)
    assert reply(actor=school["ws1"], number=row.number, guest=guest.pk, coming=True).reply == "yes"
    attend(actor=school["ws1"], number=row.number, actual=DAY, marks=[])
    with pytest.raises(Refused, match="held"):
        invite(actor=school["ws1"], number=row.number, customers=[("C-1", "門市")])


@pytest.mark.parametrize(
    ("mark", "passed"), [({"attended": True, "before": 50, "after": 82}, 1), ({"attended": True}, 0), ({"attended": True, "after": 69}, 0)]
)
def test_only_a_passing_score_makes_a_competency_record(school, mark, passed):
    row = booked(school)
    invite(actor=school["ws1"], number=row.number, colleagues=["ws3"], on=DAY)
    marks = [{"guest": row.guests.get().pk, **mark}]
    for _ in range(2):
        attend(actor=school["ws1"], number=row.number, actual=DAY, marks=marks)
    assert CompetencyRecord.objects.filter(person=school["ws3"], subject__startswith="TR-1").count() == passed
    assert any(one.person == school["ws3"] for one in training.untrained(DAY, actor=school["ws1"])) is not bool(passed)


def test_who_did_not_come_has_no_score(school):
    row = booked(school)
    invite(actor=school["ws1"], number=row.number, colleagues=["ws3"], on=DAY)
    with pytest.raises(BadInput, match="no score"):
        attend(actor=school["ws1"], number=row.number, actual=DAY, marks=[{"guest": row.guests.get().pk, "attended": False, "after": 90}])
    assert training.session(row.number, actor=school["ws1"]).state == "planned"


def test_the_load_of_a_coach_counts_the_month_and_not_what_was_cancelled(school):
    booked(school)
    off = booked(school, starts=AT + timedelta(days=1))
    booked(school, starts=AT + timedelta(days=40))
    cancel(actor=school["ws1"], number=off.number, reason="改期")
    first, other = training.loads(DAY, actor=school["ws1"])
    assert (first.sessions, first.hours, first.share) == (1, Decimal(2), Decimal("0.1"))
    assert other.sessions == 0


@pytest.mark.parametrize(("field", "value"), [("cause", ""), ("cause", "weather"), ("kpi", ""), ("due", date(2026, 1, 1))])
def test_a_plan_needs_cause_kpi_and_a_day_to_come(school, field, value):
    with pytest.raises(BadInput) as refused:
        plan(school, **{field: value})
    assert field in [problem.field for problem in refused.value.problems]


def test_a_plan_is_followed_with_what_the_records_say_and_closed_after_that(school):
    row = plan(school)
    with pytest.raises(Refused, match="no target"):
        follow_plan(actor=school["ws1"], number=row.number, on=DAY)
    with pytest.raises(Refused, match="at least once"):
        close_plan(actor=school["ws1"], number=row.number)
    set_customer_target(actor=school["tm1"], customer="C-1", month=date(2026, 7, 1), amount=Decimal(500))
    check = follow_plan(actor=school["ws1"], number=row.number, on=DAY, behaviour="每週更新庫存")
    assert (check.target, check.actual) == (Decimal(500), Decimal(0))
    assert close_plan(actor=school["ws1"], number=row.number).state == "closed"
    with pytest.raises(Refused, match="closed"):
        change_plan(actor=school["ws1"], number=row.number, kpi="銷量")


def test_the_gap_is_worked_out_from_the_year_when_it_is_not_given(school):
    set_customer_target(actor=school["tm1"], customer="C-1", month=date(2026, 3, 1), amount=Decimal(700))
    assert plan(school, gap=None).gap == Decimal(700)


def answer(people, **more):
    words = {
        "objection_zh": "太貴",
        "objection_en": "Too dear",
        "answer_zh": "耐用",
        "answer_en": "Durable",
        "evidence": "測試報告",
        "theme": "price",
    }
    return write_answer(**{"actor": people["ws1"], "product": "J-1", "valid_from": DAY} | words | more)


def test_an_answer_is_usable_once_somebody_else_approved_it_and_again_after_a_change(school):
    code = answer(school).code
    usable = {"actor": school["ws1"], "usable_on": DAY}
    assert not planning.answers(**usable).exists()
    approve_answer(actor=school["tm1"], code=code)
    assert [row.code for row in planning.answers(**usable)] == [code]
    assert not planning.answers(actor=school["ws1"], usable_on=DAY - timedelta(days=1)).exists()
    answer(school, code=code, answer_zh="更耐用")
    assert not planning.answers(**usable).exists()


def test_an_answer_without_evidence_or_of_ones_own_is_not_approved(school):
    bare, own = answer(school, evidence="").code, answer(school, actor=school["tm1"]).code
    with pytest.raises(Refused, match="no evidence"):
        approve_answer(actor=school["tm1"], code=bare)
    with pytest.raises(Refused, match="cannot approve"):
        approve_answer(actor=school["tm1"], code=own)


def test_a_module_is_measurable_with_goal_measure_and_target(school):
    module = {
        "title_zh": "輪組",
        "title_en": "Wheels",
        "audience": "門市",
        "content": "選型",
        "method": "實作",
        "hours": Decimal(3),
        "course": "TR-1",
    }
    whole = module | {"goal": "後測 80 分", "measure": "後測平均", "target": Decimal(80)}
    given = {"title_zh": "方案", "title_en": "Programme", "starts": DAY, "ends": date(2026, 12, 31)}
    costs = [{"item": "講師費", "quantity": Decimal(2), "unit_price": Decimal(6000)}]
    row = write_programme(actor=school["ws1"], code="PG-1", modules=[module, whole], costs=costs, **given)
    assert [one.measurable for one in row.modules.all()] == [False, True]
    write_programme(actor=school["ws1"], code="PG-1", modules=[whole])
    assert (row.modules.count(), row.costs.count()) == (1, 1)


def test_a_note_is_about_one_of_a_colleague_and_a_customer(school):
    assert write_note(actor=school["fm1"], occasion="陪訪", advice="先查條件", about="ws3", on=DAY).about == school["ws3"]
    with pytest.raises(BadInput, match="one of them"):
        write_note(actor=school["ws1"], occasion="陪訪", advice="先查條件", about="ws3", customer="C-1")


def test_an_activity_is_not_closed_without_a_result(school):
    row = plan_activity(actor=school["ws1"], title="拜訪", planned=DAY, expected="取得預估", customer="C-1")
    with pytest.raises(BadInput, match="no result"):
        finish_activity(actor=school["ws1"], number=row.number, done=DAY, result=" ")
    assert finish_activity(actor=school["ws1"], number=row.number, done=DAY, result="取得").state == "done"
    with pytest.raises(Refused, match="over"):
        finish_activity(actor=school["ws1"], number=row.number, done=DAY, result="又一次")


def test_a_review_said_again_replaces_its_words_and_keeps_the_earlier(school):
    told = {"actor": school["ws1"], "territory": "TW", "line": "87", "month": date(2026, 6, 1), "cause": "rival"}
    write_review(**told, words="降價")
    row = write_review(**told, words="轉單")
    assert managing.reviews(actor=school["ws1"]).get().words == "轉單"
    assert row.history.count() == 2


def cell(amount, was=None, **more):
    return Cell(
        **{"person": "ws1", "territory": "TW", "line": "87", "month": date(2026, 7, 1), "amount": Decimal(amount), "was": was} | more
    )


def test_targets_of_a_grid_are_set_together_and_sending_twice_changes_nothing(school):
    cells = [cell(100), cell(200, line="85")]
    first, second = (plan_targets(actor=school["tm1"], cells=cells) for _ in range(2))
    assert (first.new, second.new, second.changed, second.same) == (2, 0, 0, 2)


def test_a_target_somebody_else_changed_is_not_overwritten_and_nothing_else_is_written(school):
    plan_targets(actor=school["tm1"], cells=[cell(100)])
    plan_targets(actor=school["tm2"], cells=[cell(150, was=Decimal(100))])
    with pytest.raises(Refused) as refused:
        plan_targets(actor=school["tm1"], cells=[cell(7, line="85"), cell(120, was=Decimal(100))])
    assert "150" in refused.value.message.en
    assert "TW 87 2026-07" in refused.value.message.zh
    assert [row.amount for row in SalesTarget.objects.all()] == [Decimal(150)]


def test_a_target_of_nobody_is_refused_with_its_place(school):
    with pytest.raises(BadInput) as refused:
        plan_targets(actor=school["tm1"], cells=[cell(1), cell(1, person="nobody", line="85")])
    assert [(one.row, one.field) for one in refused.value.problems] == [(2, "person")]
