"""Targets, coaching, answers and rivals as people use them: in both languages, kept once, refused with what to do and nothing lost."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from argosy.records.coaching.managing.models import SalesActivity, TargetReview
from argosy.records.coaching.planning.models import AnswerLibrary, CoachingPlan
from argosy.records.coaching.training.models import Guest, TrainingSession
from argosy.records.sales.models import SalesTarget
from tests.web.test_pages import check_sound

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEEDED = {
    "firm", "people", "party", "product", "dataset", "exchange_rate", "sales_order", "sales_line", "quotation", "quotation_line", "sales_target", "source", "rival",
    "attribute", "rival_price", "rival_move", "customer_target", "sales_activity", "target_review", "course", "coach", "coaching_plan", "plan_check", "training_session",
    "coaching_note", "answer", "attribute_weight", "rival_term",
}  # fmt: skip


@pytest.fixture
def sample(people):
    """The part of the sample firm these pages read, beside the people of the tests."""
    from argosy.records.people.models import Person, PersonRole
    from argosy.records.sample.load import PARTS, load_sample

    PersonRole.objects.all().delete()
    Person.objects.all().delete()
    load_sample(password="for-the-tests-only", parts=[part for part in PARTS if part.name in NEEDED])
    people.clear()
    people.update({person.login: person for person in Person.objects.all()})


PAGES = {
    "/targets/": ("Achievement", "達成情形"), "/targets/?span=week&person=ws1": ("Achievement", "達成情形"), "/targets/set/?month=2026-07": ("Set targets", "設定目標"),
    "/coaching/?month=2026-07": ("Book a session", "排定場次"), "/coaching/TS-00024/": ("Keep attendance", "儲存出席"), "/answers/?sku=87-03": ("Another maker", "別家花鼓"),
    "/rivals/compare/": ("Advantage", "優勢得分"),
}  # fmt: skip
BOOK = {"course": "TR-15", "coach": "K-01", "day": "2026-07-20", "time": "14:00", "place": "訓練室", "once": "b1"}


def test_every_page_says_its_thing_in_both_languages(browser, sample):
    for language, at in (("en", 0), ("zh-hant", 1)):
        client = browser("ws1", language)
        for path, words in PAGES.items():
            assert words[at] in check_sound(client.get(path), language), path


def test_a_week_without_targets_and_a_month_that_is_none(browser, sample):
    assert "No target is set" in browser("tm1").get("/targets/?person=gm").content.decode()
    assert browser("tm1").get("/targets/?month=2026-13").status_code == 400


def test_a_cause_is_kept_once_however_often_the_form_is_sent(browser, sample):
    TargetReview.objects.all().delete()
    sent = {"territory": "TW", "line": "73", "month": "2026-06-01", "cause": "rival", "words": "轉單", "once": "r1"}
    for _ in range(2):
        assert browser("ws1").post("/targets/act/review/", sent).status_code == 302
    assert [(row.cause, row.words) for row in TargetReview.objects.all()] == [("rival", "轉單")]
    assert "轉單" in browser("ws1").get("/targets/").content.decode()


def test_an_activity_without_a_result_stays_open_and_says_so(browser, sample):
    open_one = SalesActivity.objects.get(state="planned", planned__lte=date(2026, 6, 30))
    answer = browser("ws2").post("/targets/act/finish/", {"number": open_one.number, "done": "2026-06-30", "result": "  ", "once": "f1"})
    assert answer.status_code == 400
    assert "has no result" in answer.content.decode()
    done = browser("ws2").post(
        "/targets/act/finish/", {"number": open_one.number, "done": "2026-06-30", "result": "取得預估", "once": "f1"}
    )
    assert done.status_code == 302
    assert SalesActivity.objects.get(pk=open_one.pk).result == "取得預估"


def test_two_managers_in_one_grid_do_not_overwrite_each_other(browser, sample):
    name = "TW|73|2026-07-01|ws1"
    first = browser("tm1").post("/targets/set/?month=2026-07", {f"to:{name}": "5,000,000.50", f"was:{name}": ""})
    assert first.status_code == 302
    late = browser("tm2").post("/targets/set/?month=2026-07", {f"to:{name}": "4000000", f"was:{name}": ""})
    page = late.content.decode()
    assert late.status_code == 403
    assert "5,000,000" in page
    assert 'value="4000000"' in page
    assert SalesTarget.objects.get(territory="TW", line="73", month=date(2026, 7, 1)).amount == Decimal("5000000.50")
    shown = browser("tm1").get("/targets/set/?month=2026-07").content.decode()
    assert 'value="5000000.5"' in shown
    again = browser("tm1").post("/targets/set/?month=2026-07", {f"to:{name}": "6000000", f"was:{name}": "5000000.5"})
    assert again.status_code == 302
    assert SalesTarget.objects.get(territory="TW", line="73", month=date(2026, 7, 1)).amount == Decimal(6_000_000)
    wrong = browser("tm1").post("/targets/set/?month=2026-07", {f"to:{name}": "lots", f"was:{name}": "6000000"})
    assert wrong.status_code == 400
    assert browser("ws1").post("/targets/set/?month=2026-07", {f"to:{name}": "1", f"was:{name}": "6000000"}).status_code == 403


def test_a_session_is_booked_once_and_a_coach_who_is_taken_is_named(browser, sample):
    before = TrainingSession.objects.count()
    for _ in range(2):
        assert browser("ws1").post("/coaching/act/book/", BOOK).status_code == 302
    made = TrainingSession.objects.latest("pk")
    assert TrainingSession.objects.count() == before + 1
    clash = browser("ws1").post("/coaching/act/book/", {**BOOK, "time": "15:00", "place": "台中門市", "once": "b2"})
    page = clash.content.decode()
    assert clash.status_code == 403
    assert made.number in page
    assert 'value="台中門市"' in page
    assert TrainingSession.objects.count() == before + 1


def test_invited_marked_and_held(browser, sample):
    row = TrainingSession.objects.get(number="TS-00024")
    browser("ws1").post(
        "/coaching/act/invite/TS-00024/", {"customer": "C-TW-01", "attendees": "店長，門市", "colleagues": "ws3", "once": "i1"}
    )
    assert Guest.objects.filter(session=row, customer__code="C-TW-01").count() == 2
    guests = list(row.guests.all())
    marks = {f"attended-{guests[0].pk}": "1", f"before-{guests[0].pk}": "50", f"after-{guests[0].pk}": "101"}
    wrong = browser("ws1").post("/coaching/act/attend/TS-00024/", {"actual": "2026-07-06", "once": "a1", **marks})
    assert wrong.status_code == 400
    assert 'value="101"' in wrong.content.decode()
    marks[f"after-{guests[0].pk}"] = "88"
    assert browser("ws1").post("/coaching/act/attend/TS-00024/", {"actual": "2026-07-06", "once": "a1", **marks}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.guests.get(pk=guests[0].pk).after) == ("held", Decimal(88))


def test_a_reason_takes_the_last_dealer_off_the_list(browser, sample):
    page = browser("ws1").get("/coaching/").content.decode()
    assert page.count("Neither session nor reason") == 1
    assert browser("ws1").post("/coaching/act/excuse/CP-0006/", {"reason": "客戶人員異動中", "once": "x1"}).status_code == 302
    assert CoachingPlan.objects.get(number="CP-0006").no_session == "客戶人員異動中"
    assert "Neither session nor reason" not in browser("ws1").get("/coaching/").content.decode()


def test_an_answer_is_written_by_one_and_approved_by_another(browser, sample):
    words = {
        "product": "87-01",
        "theme": "warranty",
        "objection_zh": "保固多久",
        "objection_en": "Years of cover?",
        "answer_zh": "兩年",
        "answer_en": "Two years",
    }
    assert browser("ws1").post("/coaching/act/write/", {**words, "evidence": "保固條款", "once": "w1"}).status_code == 302
    row = AnswerLibrary.objects.get(objection_en="Years of cover?")
    assert "Years of cover?" not in browser("ws1").get("/answers/?which=usable").content.decode()
    assert browser("ws2").post(f"/coaching/act/approve/{row.code}/", {"once": "p0"}).status_code == 403
    assert browser("tm1").post(f"/coaching/act/approve/{row.code}/", {"once": "p1"}).status_code == 302
    assert "Years of cover?" in browser("ws1").get("/answers/?which=usable").content.decode()


def test_the_comparison_counts_what_is_not_told(browser, sample):
    page = browser("ep1").get("/rivals/compare/?product=87-03").content.decode()
    assert re.search(r"\d+ not told", page)
    assert page.count("QT-") == 9
    assert browser("ep1").get("/rivals/compare/?product=NONE").status_code == 404
