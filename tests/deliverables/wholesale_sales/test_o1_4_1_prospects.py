from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from argosy.deliverables.wholesale_sales.o1_4_1_prospects import DELIVERABLE, build
from argosy.kernel.text import NOTHING
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.why import explain
from tests.deliverables.care_world import DAY, TRACKS, ago, prospect_facts
from tests.deliverables.outline import expect_as_agreed
from tests.renderers.office import needs_office
from tests.renderers.test_xlsx_recalculation import differences

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def report():
    return build(prospect_facts(DELIVERABLE))


def value(report, figure):
    return Ledger(report).place(figure).value


def ids(**changes):
    """The checks one open prospect fails when it is changed so."""
    made = prospect_facts(DELIVERABLE)
    one = replace(made.listed[13], **changes)
    return [hit.check for hit in DELIVERABLE.check(replace(made, listed=(one,)), build(made))]


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_sheet_says_what_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o1_4_1_prospects.{lang}.json")


def test_every_formula_gives_the_printed_figure(report):
    assert list(Ledger(report).mismatches()) == []


def test_every_figure_says_why(report):
    book = Ledger(report)
    assert all(explain(report, place.value.id, book) for place in book.places.values() if place.value.is_figure)
    assert not {hit.check for hit in common(report, DAY)} & {"C03", "C04", "C07"}


def test_chances_are_the_history_of_the_stage(report):
    """Of ten that reached a quotation and have ended six were won: 0.6 of a million."""
    assert value(report, "prospects.PL-0014.chance").v == "0.6"
    assert value(report, "prospects.PL-0014.chance").n == 10
    assert value(report, "prospects.PL-0014.weighted").v == "600000"
    assert value(report, "prospects.total.weighted").v == value(report, "key.worth").v == "600000"


def test_a_prospect_without_amount_date_or_history_weighs_nothing(report):
    assert value(report, "prospects.PL-0015.weighted").missing == "not_applicable"
    assert value(report, "prospects.PL-0016.weighted").missing in ("not_recorded", "too_few")
    few = build(prospect_facts(DELIVERABLE, tracks=TRACKS[-3:]))
    assert value(few, "prospects.PL-0014.weighted").missing == "too_few"


def test_sources_yield_with_an_interval(report):
    fair = value(report, "sources.fair.rate")
    assert (fair.v, fair.n) == ("0.75", 8)
    assert Decimal(fair.lo) < Decimal(fair.v) < Decimal(fair.hi)
    assert value(report, "sources.fair.each").v == "100000.00"
    assert value(report, "sources.web.each").missing == "not_applicable"
    assert value(report, "sources.total.leads").v == "16"


def test_the_checks_of_a_prospect():
    assert ids() == []
    assert ids(next_on=None) == ["PR1"]
    assert ids(stage="lost", is_open=False, idle=None, lost_reason=NOTHING) == ["PR2"]
    assert ids(screened_on=None) == ["PR3"]
    assert ids(quoted=ago(40), screened_on=ago(39)) == ["PR3"]
    assert ids(idle=61) == ["PR4"]
    assert ids(idle=60) == []


def test_no_prospect_at_all_says_so():
    made = build(prospect_facts(DELIVERABLE, tracks=()))
    assert list(Ledger(made).mismatches()) == []


@needs_office
@pytest.mark.slow
def test_a_spreadsheet_program_reckons_the_same(report, tmp_path):
    assert list(differences(report, "zh-Hant", tmp_path)) == []
