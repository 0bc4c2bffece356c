from dataclasses import replace
from pathlib import Path

import pytest

from argosy.deliverables.wholesale_sales.o1_3_2_satisfaction_survey import DELIVERABLE, build
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.visual import Chart
from argosy.report.why import explain
from tests.deliverables.outline import expect_as_agreed
from tests.deliverables.service_world import DAY, answered, survey_facts, wave

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def given():
    return survey_facts(DELIVERABLE)


@pytest.fixture(scope="module")
def report(given):
    return build(given)


def value(report, figure):
    return Ledger(report).place(figure).value


def checked(**changes):
    made = survey_facts(DELIVERABLE, **changes)
    return {hit.check for hit in DELIVERABLE.check(made, build(made))}


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_record_says_what_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o1_3_2_satisfaction_survey.{lang}.json")


def test_every_figure_says_why_and_nothing_stands_in_the_way(given, report):
    book = Ledger(report)
    assert list(book.mismatches()) == []
    assert all(explain(report, place.value.id, book) for place in book.places.values() if place.value.is_figure)
    assert DELIVERABLE.check(given, report) == []
    assert {hit.check for hit in common(report, DAY)} == set()


def test_a_low_score_nobody_followed_up_stops_the_issue():
    bare = tuple(replace(one, follow=()) for one in wave().given)
    assert "SV5" in checked(wave=wave(given=bare))
    assert "SV5" not in checked()


def test_a_questionnaire_without_version_stops_the_issue():
    assert "SV6" in checked(wave=wave(questionnaire=""))


def test_few_answers_warn():
    assert "SV4" in checked(wave=wave(n=7, asked_n=40))
    assert "SV4" not in checked(wave=wave(n=8, asked_n=40))
    few = build(survey_facts(DELIVERABLE, wave=wave(n=9, asked_n=20)))
    assert "C10" in {hit.check for hit in common(few, DAY)}


def test_overlapping_intervals_are_said_and_nothing_is_called_a_rise():
    near = build(survey_facts(DELIVERABLE, before=wave("SW-0002", 20, shift=0)))
    assert "區間重疊" in value(near, "results.delivery.tells").v.zh
    far = build(
        survey_facts(
            DELIVERABLE,
            wave=wave(given=tuple(answered(at, 2) for at in range(24))),
            before=wave("SW-0002", given=tuple(answered(at, -2) for at in range(20))),
        )
    )
    assert value(far, "results.delivery.tells").v.en == "up"


def test_a_first_wave_has_nothing_before():
    made = build(survey_facts(DELIVERABLE, before=None))
    assert value(made, "results.delivery.before").missing == "not_applicable"
    assert {hit.check for hit in common(made, DAY)} == set()


def test_comments_name_the_product_they_blame(report):
    lead = next(block for block in report.blocks() if block.id == "conclusion")
    assert "85-02" in "".join(run.text for run in lead.text.zh)


def test_the_charts_are_there_and_an_empty_wave_has_none(report):
    assert {b.id for b in report.blocks() if isinstance(b, Chart)} == {"likert", "priority_chart"}
    empty = build(survey_facts(DELIVERABLE, wave=wave(n=0), before=None))
    assert not any(isinstance(b, Chart) for b in empty.blocks())
    assert "C04" not in {hit.check for hit in common(empty, DAY)}
