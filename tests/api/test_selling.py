"""Targets, coaching and rivals for programs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.records.coaching.managing.actions import plan_activity
from argosy.records.coaching.planning.actions import write_answer
from argosy.records.coaching.training.actions import write_coach, write_course
from argosy.records.coaching.training.models import TrainingSession
from argosy.records.sales.models import SalesTarget
from tests.api.test_records import PRODUCT

pytestmark = pytest.mark.django_db
CELL = {"person": "ws1", "territory": "TW", "line": "87", "month": "2026-06-01", "amount": "1000.50"}
SESSION = {"course": "TR-1", "coach": "K-1", "starts": "2026-07-20T14:00:00+08:00", "place": "訓練室"}


@pytest.fixture
def firm(people):
    """A firm whose books are in dollars of Taiwan, standing at the end of June."""
    from argosy.records.reference.actions import change_firm

    names = {"name_zh": "測試公司", "name_en": "Test Ltd.", "address_zh": "台北市", "address_en": "Taipei"}
    return change_firm(actor=people["adm"], **names, as_of=date(2026, 6, 30))


@pytest.fixture
def school(people):
    """A coach and a course."""
    write_coach(actor=people["tm1"], code="K-1", name="講師", capacity=Decimal(20))
    write_course(actor=people["ws1"], code="TR-1", title_zh="輪圈", title_en="Rims", goal="能選型", hours=Decimal(2))
    return people


def test_targets_are_planned_and_read_back_on_the_board(api, firm, people):
    assert api("tm1").put("/targets", [CELL]).json() == {"new": 1, "changed": 0, "same": 0}
    assert api("tm1").put("/targets", [CELL]).json() == {"new": 0, "changed": 0, "same": 1}
    told = api("fin", "read").get("/targets/board?month=2026-06&as_of=2026-06-30").json()
    (line,) = told["lines"]
    assert (line["territory"], line["target"], line["actual"], line["rate"], line["before"]) == ("TW", "1000.5", "0", 0.0, None)
    assert (told["since"], told["until"], told["currency"]) == ("2026-06-01", "2026-06-30", "TWD")


def test_what_somebody_else_changed_is_not_overwritten(api, firm, people):
    api("tm1").put("/targets", [CELL])
    late = api("tm2").put("/targets", [{**CELL, "amount": "7", "was": "900"}])
    assert late.status_code == 409
    assert "1,000" in late.json()["error"]["message"]["en"] or "1,001" in late.json()["error"]["message"]["en"]
    assert SalesTarget.objects.get().amount == Decimal("1000.50")


@pytest.mark.parametrize("query", ["month=2026-13", "span=year", "month=June"])
def test_a_board_that_cannot_be_is_refused(api, people, query):
    assert api("tm1").get(f"/targets/board?{query}").status_code == 422


def test_an_activity_is_finished_with_a_result(api, people):
    row = plan_activity(actor=people["ws1"], title="拜訪", planned=date(2026, 6, 12), expected="取得預估")
    assert api("ws1").post(f"/targets/activities/{row.number}/finish", {"done": "2026-06-12", "result": " "}).status_code == 422
    done = api("ws1").post(f"/targets/activities/{row.number}/finish", {"done": "2026-06-12", "result": "取得"})
    assert done.json() == {"number": row.number, "state": "done", "result": "取得"}


def test_a_coach_is_booked_once_and_the_same_key_books_once(api, school):
    caller = api("ws1")
    first = caller.post("/coaching/sessions", SESSION, key="k-1")
    again = caller.post("/coaching/sessions", SESSION, key="k-1")
    assert (first.status_code, again.json()) == (201, first.json())
    clash = api("ws1").post("/coaching/sessions", {**SESSION, "starts": "2026-07-20T15:00:00+08:00"})
    assert clash.status_code == 409
    assert first.json()["number"] in clash.json()["error"]["message"]["en"]
    assert TrainingSession.objects.count() == 1


def test_an_answer_is_told_once_it_is_approved(api, firm, people):
    from argosy.records.catalog.actions import register_product

    register_product(actor=people["cs1"], **{**PRODUCT, "sku": "J-9"})
    words = {
        "objection_zh": "太貴",
        "objection_en": "Too dear",
        "answer_zh": "耐用",
        "answer_en": "Durable",
        "evidence": "測試",
        "theme": "price",
    }
    row = write_answer(actor=people["ws1"], product="J-9", valid_from=date(2026, 1, 1), **words)
    assert api("ws1").get("/coaching/answers").json() == []
    assert api("tm1").post(f"/coaching/answers/{row.code}/approve", {}).json() == {"code": row.code, "approver": "tm1"}
    (told,) = api("ws1").get("/coaching/answers?product=J-9").json()
    assert (told["answer"]["en"], told["evidence"], told["approved"]) == ("Durable", "測試", True)


def test_a_comparison_needs_a_product_with_rivals(api, people):
    assert api("ws1").get("/rivals/comparison?product=NONE").status_code == 404
