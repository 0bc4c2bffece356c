from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from argosy.deliverables.trade_manager.o1_1_1_business_strategy import DELIVERABLE, build
from argosy.kernel.text import Text
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.visual import Chart, Matrix, Timeline
from argosy.report.why import explain
from tests.deliverables.outline import expect_as_agreed
from tests.deliverables.service_world import DAY, line, need, strategy_facts

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def given():
    return strategy_facts(DELIVERABLE)


@pytest.fixture(scope="module")
def report(given):
    return build(given)


def value(report, figure):
    return Ledger(report).place(figure).value


def checked(**changes):
    made = strategy_facts(DELIVERABLE, **changes)
    return {hit.check for hit in DELIVERABLE.check(made, build(made))}


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_strategy_says_what_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o1_1_1_business_strategy.{lang}.json")


def test_every_figure_says_why_and_nothing_stands_in_the_way(given, report):
    book = Ledger(report)
    assert list(book.mismatches()) == []
    assert all(explain(report, place.value.id, book) for place in book.places.values() if place.value.is_figure)
    assert DELIVERABLE.check(given, report) == []
    assert {hit.check for hit in common(report, DAY)} == set()


def test_an_important_need_without_plan_or_reason_stops_the_issue():
    assert "ST1" in checked(fits=())
    assert "ST1" not in checked(fits=(), needs=(need(no_plan="退場 exit"),))
    assert "ST1" not in checked(fits=(), needs=(need(importance=3),))
    assert "ST1" not in checked(fits=(), needs=(need(confirmed=False),))


@pytest.mark.parametrize("gap", [{"baseline": None}, {"due": None}, {"owner": Text("", "")}, {"target": None}])
def test_a_target_without_baseline_owner_or_day_stops_the_issue(gap):
    assert "ST2" in checked(lines=(line(**gap),))


def test_an_old_survey_warns():
    assert "ST3" in checked(surveyed=date(2025, 5, 31))
    assert "ST3" not in checked(surveyed=date(2025, 6, 30))
    assert "ST3" in checked(surveyed=None)


def test_unconfirmed_needs_are_left_out_and_counted(report):
    assert [row.id for row in Ledger(report).tables["needs"].rows] == ["CN_0001", "CN_0003", "CN_0002"]
    assert value(report, "key.needs").v == "3"


def test_weight_gap_and_score(report):
    assert float(value(report, "needs.CN_0001.weight").v) == pytest.approx(11 * 0.12)
    assert float(value(report, "needs.CN_0001.gap").v) == pytest.approx(0.3)
    assert value(report, "options.A.total").v == "4.35"


def test_a_quarter_beyond_chance_low_is_named(report):
    assert value(report, "markets.US.low").v.zh == "2025Q4"


def test_the_matrix_shows_what_answers_what(given, report):
    trace = next(b for b in report.blocks() if isinstance(b, Matrix) and b.type == "traceability")
    assert [(c.row, c.col) for c in trace.cells] == [("CN-0001", "L1")]
    assert {b.id for b in report.blocks() if isinstance(b, Chart)} == {"needs_chart", "gap_chart"}
    assert any(isinstance(b, Timeline) for b in report.blocks())
    waived = replace(given.fits[0], verdict="outside", waived=Text("方示範", "Demo Fang"), waiver="一次性 once")
    assert "Demo Fang" in value(build(strategy_facts(DELIVERABLE, fits=(waived,))), "fits.L1_CN_0001.waiver").v.en
