"""The life of a case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.records.action import LOCAL_READER
from argosy.records.people.models import WorkItem
from argosy.records.reference.actions import change_setting
from argosy.records.service.actions import change_case, open_case
from argosy.records.service.calendar.actions import mark_day
from argosy.records.service.cases import actions as act
from argosy.records.service.cases import queries
from argosy.records.service.models import ServiceCase

pytestmark = pytest.mark.django_db
RECEIVED = datetime(2026, 6, 18, 8, tzinfo=UTC)  # 16:00 on a Thursday in Taipei


@pytest.fixture
def case(desk):
    return open_case(actor=desk["ws1"], kind="complaint", customer="C-1", received=RECEIVED, words="濕了", owner="ws1")


def events(case):
    return list(case.events.values_list("kind", flat=True))


def test_a_complaint_from_receipt_to_close(desk, case):
    who = {"actor": desk["ws1"], "number": case.number}
    act.answer_case(**who, words="已收到", at=RECEIVED + timedelta(hours=2))
    with pytest.raises(BadInput) as refused:
        act.close_case(**who)
    assert sorted(p.field for p in refused.value.problems) == ["action", "cause", "confirmed_by"]
    act.find_cause(**who, cause="紙箱受潮")
    act.take_action(**who, words="補寄")
    act.take_action(**who, words="換箱")
    act.confirm_case(**who, by="Kim")
    act.close_case(**who)
    kept = ServiceCase.objects.get()
    assert (kept.action, kept.version) == ("補寄\n換箱", 7)
    assert events(kept) == ["received", "answered", "cause", "action", "action", "confirmed", "closed"]
    assert ServiceCase.history.count() == 7


def test_a_question_needs_only_an_answer_to_close(desk):
    row = open_case(actor=desk["cs1"], kind="question", customer="C-1")
    with pytest.raises(Refused, match="answer the customer"):
        act.close_case(actor=desk["cs1"], number=row.number)
    act.answer_case(actor=desk["cs1"], number=row.number, words="三天")
    assert act.close_case(actor=desk["cs1"], number=row.number).closed is not None


def test_the_second_answer_leaves_the_first_clock_alone(desk, case):
    who = {"actor": desk["ws1"], "number": case.number}
    act.answer_case(**who, words="一", at=RECEIVED + timedelta(hours=1))
    act.answer_case(**who, words="二", at=RECEIVED + timedelta(hours=3))
    assert ServiceCase.objects.get().answered == RECEIVED + timedelta(hours=1)


def test_two_people_on_one_case_the_second_is_told_what_came_between(desk, case):
    act.note_case(actor=desk["cs1"], number=case.number, words="先看", version=1)
    with pytest.raises(Refused, match="cs1"):
        act.find_cause(actor=desk["ws1"], number=case.number, cause="受潮", version=1)
    assert ServiceCase.objects.get().cause == ""
    act.find_cause(actor=desk["ws1"], number=case.number, cause="受潮", version=2)


def test_a_closed_case_is_reopened_before_anything_else(desk):
    row = open_case(actor=desk["cs1"], kind="question", customer="C-1")
    who = {"actor": desk["cs1"], "number": row.number}
    with pytest.raises(Refused, match="not closed"):
        act.reopen_case(**who, words="還沒")
    act.answer_case(**who, words="三天")
    act.close_case(**who)
    with pytest.raises(Refused, match="reopen"):
        act.note_case(**who, words="再說")
    kept = act.reopen_case(**who, words="未解決")
    assert (kept.closed, kept.reopened) == (None, 1)


def test_the_clock_counts_office_hours_over_a_holiday(desk, case):
    mark_day(actor=desk["cs1"], place="TW", on=date(2026, 6, 19), name_zh="端午節", name_en="Dragon Boat", source="DGPA")
    (one,) = queries.clocked([case], RECEIVED + timedelta(days=1))
    # two hours on Thursday, the holiday and the weekend pass, six on Monday: 15:00 in Taipei
    assert one.clock.answer_due == datetime(2026, 6, 22, 7, tzinfo=UTC)
    assert not one.clock.answer_late
    change_setting(actor=desk["adm"], name="service.clock", value="elapsed", valid_from=date(2026, 1, 1), reason="測試")
    (one,) = queries.clocked([case], RECEIVED + timedelta(hours=9))
    assert one.clock.answer_due == RECEIVED + timedelta(hours=8)
    assert one.clock.late


def test_overdue_severe_and_costly_cases_go_up_once(desk):
    late = open_case(actor=desk["ws1"], kind="complaint", customer="C-1", received=RECEIVED)
    severe = open_case(actor=desk["ws1"], kind="question", customer="C-1", severity="high")
    costly = open_case(actor=desk["ws1"], kind="question", customer="C-1", worth=Decimal(300001))
    calm = open_case(actor=desk["ws1"], kind="question", customer="C-1", worth=Decimal(300000))
    raised = {row.number for row in act.escalate_overdue(actor=desk["cs1"])}
    assert raised == {late.number, severe.number, costly.number}
    assert calm.number not in raised
    assert WorkItem.objects.filter(owner=desk["tm1"]).count() == 3
    assert act.escalate_overdue(actor=desk["cs1"]) == []


def test_what_came_after_the_day_is_not_known(desk, case):
    act.answer_case(actor=desk["ws1"], number=case.number, words="好", at=RECEIVED + timedelta(hours=30))
    day = date(2026, 6, 18)
    (early,) = queries.served(day, day, RECEIVED + timedelta(hours=4), actor=LOCAL_READER)
    (later,) = queries.served(day, day, RECEIVED + timedelta(hours=40), actor=LOCAL_READER)
    assert (early.answer_elapsed, later.answer_elapsed) == (None, 30)


def test_an_8d_report_closes_when_it_is_whole(desk, case):
    told = {"team": "CS1", "problem": "熄滅", "due": date(2026, 7, 31)}
    act.write_8d(actor=desk["cs1"], number=case.number, **told)
    with pytest.raises(BadInput) as refused:
        act.write_8d(actor=desk["cs1"], number=case.number, close_on=date(2026, 7, 1), containment="停出貨")
    assert len(refused.value.problems) == 4
    rest = {"containment": "停", "root_cause": "彈片", "correction": "改", "verification": "0/500", "prevention": "逐批"}
    assert act.write_8d(actor=desk["cs1"], number=case.number, close_on=date(2026, 7, 1), **rest).closed_on == date(2026, 7, 1)


def test_bad_input_is_refused(desk, case):
    with pytest.raises(NotFound):
        open_case(actor=desk["ws1"], kind="question", customer="C-9")
    with pytest.raises(BadInput):
        open_case(actor=desk["ws1"], kind="nonsense", customer="C-1")
    with pytest.raises(BadInput):
        open_case(actor=desk["ws1"], kind="question", customer="C-1", closed=RECEIVED)
    with pytest.raises(BadInput):
        act.answer_case(actor=desk["ws1"], number=case.number, words=" ")
    with pytest.raises(BadInput):
        change_case(actor=desk["ws1"], number=case.number, answered=RECEIVED - timedelta(hours=1))
    with pytest.raises(Refused):
        act.note_case(actor=desk["ep1"], number=case.number, words="x")
