from pathlib import Path

import pytest

from argosy.deliverables.families.service.problems import split
from argosy.deliverables.trade_manager.o1_3_1_service_review import DELIVERABLE, build
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.visual import Chart
from argosy.report.why import explain
from tests.deliverables.outline import expect_as_agreed
from tests.deliverables.service_world import DAY, case, decision, review_facts, standard, wave

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def given():
    return review_facts(DELIVERABLE)


@pytest.fixture(scope="module")
def report(given):
    return build(given)


def value(report, figure):
    return Ledger(report).place(figure).value


def checked(**changes):
    made = review_facts(DELIVERABLE, **changes)
    return {hit.check for hit in DELIVERABLE.check(made, build(made))}


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_review_says_what_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o1_3_1_service_review.{lang}.json")


def test_every_figure_says_why_and_nothing_stands_in_the_way(given, report):
    book = Ledger(report)
    assert list(book.mismatches()) == []
    assert all(explain(report, place.value.id, book) for place in book.places.values() if place.value.is_figure)
    assert DELIVERABLE.check(given, report) == []
    assert {hit.check for hit in common(report, DAY)} == set()


def test_a_standard_that_cannot_be_measured_stops_the_issue():
    assert "SV1" in checked(standards=(standard(missing=8),))
    assert "SV1" not in checked(standards=(standard(missing=4),))


def test_a_decision_nobody_was_asked_about_stops_the_issue():
    assert "SV2" in checked(decisions=(decision(told=False),))


def test_an_earlier_decision_must_be_followed_up():
    from datetime import date

    early = date(2025, 11, 1)
    assert "SV3" in checked(decisions=(decision(approved=early, followed=None),))
    assert "SV3" in checked(decisions=(decision(approved=early, followed=date(2025, 12, 1)),))
    assert "SV3" not in checked(decisions=(decision(approved=early, followed=date(2026, 2, 1)),))
    assert "SV3" not in checked(decisions=(decision(approved=early, followed=date(2025, 12, 1), outcome="done"),))


def test_few_answers_warn_and_no_survey_is_said():
    assert "SV4" in checked(wave=wave(n=7))
    bare = build(review_facts(DELIVERABLE, wave=None, before=None))
    assert any(block.id == "no_survey" for block in bare.blocks())


def test_the_product_that_comes_back_is_told_from_the_others(report):
    assert "倍" in value(report, "goods.85_02.tells").v.zh
    assert "○" in value(report, "goods.87_01.tells").v.zh


def test_the_commonest_cause_leads(report):
    assert value(report, "causes.C1.cause").v.en == "Loose contact"
    assert {b.id for b in report.blocks() if isinstance(b, Chart)} == {"answered_chart", "delivered_chart", "pareto", "priority_chart"}


def test_without_complaints_it_says_so():
    made = build(review_facts(DELIVERABLE, cases=(case(1, "question"),), goods=()))
    assert Ledger(made).tables["causes"].rows == ()
    assert "C04" not in {hit.check for hit in common(made, DAY)}


def test_words_in_two_languages_are_parted():
    assert split("外箱破損 Broken cartons") == ("外箱破損", "Broken cartons")
    assert split("85-02 熄滅 goes out") == ("85-02 熄滅", "goes out")
    assert split("僅中文") == ("僅中文", "僅中文")
