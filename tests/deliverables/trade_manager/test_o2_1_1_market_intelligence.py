from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from argosy.deliverables.families.intelligence import fit
from argosy.deliverables.families.intelligence.appraisal import drift
from argosy.deliverables.families.intelligence.items import KEY_ITEMS, weightiest
from argosy.deliverables.families.intelligence.params import read_ask
from argosy.deliverables.trade_manager.o2_1_1_market_intelligence import DELIVERABLE, build
from argosy.kernel.errors import BadInput
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.why import explain
from tests.deliverables.intelligence_world import DAY, HUBS, extract, intel_facts, item, items, origins, own, request
from tests.deliverables.outline import expect_as_agreed
from tests.renderers.office import needs_office
from tests.renderers.test_xlsx_recalculation import differences

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def given():
    return intel_facts(DELIVERABLE)


@pytest.fixture(scope="module")
def report(given):
    return build(given)


def value(report, figure):
    return Ledger(report).place(figure).value


def ids(hits):
    return {hit.check for hit in hits}


def checked(**changes):
    made = intel_facts(DELIVERABLE, **changes)
    return DELIVERABLE.check(made, build(made))


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_file_says_what_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o2_1_1_market_intelligence.{lang}.json")


def test_every_formula_gives_the_printed_figure(report):
    assert list(Ledger(report).mismatches()) == []


def test_every_figure_says_why(report):
    book = Ledger(report)
    for place in book.places.values():
        if place.value.is_figure:
            assert explain(report, place.value.id, book)
    assert "C04" not in ids(common(report, DAY))


def test_the_weightiest_item_comes_first_and_newer_ones_before_older(given):
    key = given.register.key
    assert key[0].ref == "IN-0001"
    assert key[0].weight == 3 * 12
    assert [i.weight for i in key] == sorted((i.weight for i in key), reverse=True)
    same_weight = (item(7), item(8))
    assert [i.ref for i in weightiest(same_weight)] == ["IN-0008", "IN-0007"]
    assert len(weightiest(tuple(item(n) for n in range(1, 15)))) == KEY_ITEMS


def test_grade_points_run_from_two_to_twelve():
    assert (item(1, grade="A1").points, item(1, grade="F6").points, item(1, grade="").points) == (12, 2, 0)


def test_trade_figures_are_those_of_the_flows(report):
    trade = extract()
    assert float(value(report, f"trade_extract.{HUBS}-VN.value").v) == pytest.approx(trade.value(HUBS, "VN", 2025) / 1e6, abs=1e-5)
    assert float(value(report, f"trade_extract.{HUBS}-VN.unit_value").v) == pytest.approx(15, abs=1e-3)
    assert float(value(report, f"trade_extract.{HUBS}-VN.yoy").v) == pytest.approx(0.14, abs=1e-4)


def test_a_pair_without_data_says_so_and_is_not_filled_in():
    made = intel_facts(DELIVERABLE, listed=(item(1, hs="871492"),))
    assert value(build(made), "trade_extract.871492-VN.value").missing == "source_gap"


def test_no_sales_is_white_space_and_not_zero(report):
    assert value(report, f"exposure.{HUBS}-VN.exposed").v == "0.02"
    assert value(report, f"exposure.{HUBS}-NL.exposed").v.en == "white space"


def test_market_growth_is_of_the_same_months(report):
    assert float(value(report, "results.VN.market_growth").v) == pytest.approx(0.14, abs=1e-4)


def test_few_orders_or_quotations_tell_no_rate(report):
    assert value(report, "results.NL.growth").missing == "too_few"
    assert value(report, "results.NL.hit").missing == "too_few"
    assert value(report, "results.VN.hit").lo == "0.22"


def test_applicability_never_exceeds_relevance():
    assert fit.applicability(item(1, "regulation", relevance=3), "compliance") == 3
    assert fit.applicability(item(1, "regulation", relevance=1), "compliance") == 1
    assert fit.applicability(item(1, "regulation", relevance=None), "compliance") == 0


def test_the_drift_of_a_grade_is_told():
    assert drift(origins()["S-PRS"]).en == "B → C (down)"
    assert drift(origins()["S-OFC"]).en == "graded once"


def test_an_item_without_source_grade_or_lawful_acquisition_stops_the_issue():
    assert "IN1" in ids(checked(listed=(*items(), item(9, source=""))))
    assert "IN1" in ids(checked(listed=(*items(), item(9, grade=""))))
    assert "IN4" in ids(checked(listed=(*items(), item(9, lawful=None))))
    assert not ids(checked()) & {"IN1", "IN2", "IN4"}


def test_an_expired_key_item_stops_the_issue():
    old = item(9, expires=date(2026, 6, 29))
    assert "IN2" in ids(checked(key=(old,)))
    assert "IN2" not in ids(checked(key=(replace(old, expires=DAY),)))


def test_a_claim_of_one_source_is_warned_of():
    assert "IN3" in ids(checked(key=(item(2, grade="B2"),)))
    assert "IN3" not in ids(checked(listed=(item(4, grade="C3"),)))
    assert "IN3" not in ids(checked(listed=(item(1, grade="A1", second="S-PRS"),)))


def test_the_managers_own_words_are_asked_for(report):
    unwritten = [hit.where for hit in common(report, DAY) if hit.check == "C05"]
    assert unwritten == [("so_what",), ("what_next",)]


def test_a_store_without_trade_or_sales_says_so():
    report = build(intel_facts(DELIVERABLE, trade=None, own=None))
    assert {"no_trade", "no_sales"} <= {block.id for block in report.blocks()}
    assert own().markets


@pytest.mark.parametrize("wrong", [{"markets": "XX"}, {"products": "tea"}, {"grade": "Z9"}, {"since": "june"}])
def test_impossible_parameters_are_refused(wrong):
    with pytest.raises(BadInput):
        read_ask(request(DELIVERABLE, **wrong))


@pytest.mark.office
@needs_office
def test_the_workbook_recalculates(report, tmp_path):
    assert list(differences(report, "zh-Hant", tmp_path)) == []
