from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from argosy.deliverables.families.strategy import carrying_out, fitting, risks
from argosy.deliverables.families.strategy.facts import PriceIndex
from argosy.deliverables.trade_manager.o2_4_1_positioning_plan import DELIVERABLE, build
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.visual import Chart, Timeline
from argosy.report.why import explain
from tests.deliverables.intelligence_world import DAY, check, plan, plan_facts
from tests.deliverables.outline import expect_as_agreed

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def given():
    return plan_facts(DELIVERABLE)


@pytest.fixture(scope="module")
def report(given):
    return build(given)


def value(report, figure):
    return Ledger(report).place(figure).value


def checked(**changes):
    made = plan_facts(DELIVERABLE, **changes)
    return {hit.check for hit in DELIVERABLE.check(made, build(made))}


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_plan_says_what_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o2_4_1_positioning_plan.{lang}.json")


def test_every_formula_gives_the_printed_figure_and_every_figure_says_why(report):
    book = Ledger(report)
    assert list(book.mismatches()) == []
    for place in book.places.values():
        if place.value.is_figure:
            assert explain(report, place.value.id, book)
    assert "C04" not in {hit.check for hit in common(report, DAY)}


def test_the_score_is_the_weighted_mean(given, report):
    assert [(c.name, s) for c, s in given.plan.ranked()] == [("產地故事", Fraction(43, 10)), ("日常平價", Fraction(31, 10))]
    assert (value(report, "positions.P1.total").v, value(report, "key.score").v) == ("4.3", "4.3")


def test_a_whole_plan_passes_its_checks_but_for_the_local_statement(given, report):
    assert DELIVERABLE.check(given, report) == []
    assert [hit.where for hit in common(report, DAY) if hit.check in ("C02", "C05")] == [("statement_local",)]


def test_an_element_with_one_source_stops_the_issue():
    assert "ST4" in checked(checks=(check(1, "claim", ("S-OFC",)),))
    assert "ST4" not in checked(checks=(check(1, "claim", ("S-OFC",), asked="示範受訪者"),))


def test_a_position_without_product_evidence_stops_the_issue():
    assert "ST5" in checked(evidence=0)
    assert "ST5" not in checked(evidence=0, chosen="")


def test_an_action_whose_owner_has_left_stops_the_issue():
    assert {"ST6", "ST2"} <= checked(owner_active=False)


def test_a_target_without_baseline_or_day_stops_the_issue():
    kpi = {"kpi": "units", "target": "3000", "unit": "CN", "by": "2026-12-31"}
    assert "ST2" in checked(kpis=({**kpi, "unit": "BX"},))
    assert "ST2" in checked(kpis=({**kpi, "by": "soon"},))
    assert "ST2" in checked(kpis=({**kpi, "kpi": "fame"},))


def test_the_baseline_is_what_was_sold(given):
    target = next(iter(carrying_out.targets(given)))
    assert (target.baseline, target.aim, target.by) == (Decimal(1200), Decimal(3000), date(2026, 12, 31))


def test_the_price_index_is_own_over_the_median_of_rivals(report):
    assert value(report, "key.index").v == "1.25"
    few = plan_facts(DELIVERABLE, PriceIndex(2, "USD", Decimal(10), Decimal(32), None, 1))
    assert value(build(few), "key.index").missing == "too_few"


def test_cultural_fit_counts_what_fits_and_stands_on_a_source():
    made = plan_facts(DELIVERABLE, checks=(check(1, "claim"), check(2, "name", verdict="reject"), check(3, "colour", ())))
    assert float(value(build(made), "key.fit").v) == pytest.approx(1 / 3, abs=5e-4)
    assert not fitting.well_backed(check(1, "claim", local=False))


def test_the_map_says_where_rivals_were_seen_and_needs_three_points(report):
    table = Ledger(report).tables["points"]
    assert "非目標市場" in "".join(run.text for run in table.note.zh)
    assert any(isinstance(b, Chart) and b.id == "position_map" for b in report.blocks())
    bare = build(plan_facts(DELIVERABLE, points=plan().points[:2]))
    assert not any(isinstance(b, Chart) and b.id == "position_map" for b in bare.blocks())


def test_a_draft_without_choice_or_period_says_so():
    made = build(plan_facts(DELIVERABLE, chosen="", start=None, end=None, statement=""))
    assert "C02" in {hit.check for hit in common(made, DAY)}
    assert not any(isinstance(b, Timeline) for b in made.blocks())
    assert value(made, "key.score").missing == "pending"


def test_impact_grows_with_the_effect():
    assert [risks.impact(e) for e in (-0.01, 0.05, -0.1, 0.2, -0.4)] == [1, 2, 3, 4, 5]


def test_risks_stand_in_the_matrix_and_in_the_table(report):
    blocks = {block.id: block for block in report.blocks()}
    assert [c.level for c in blocks["risk"].cells if c.values] == ["extreme"]
    assert [row.id for row in blocks["threats"].rows] == ["OR-0001"]
    bare = build(replace(plan_facts(DELIVERABLE), threats=()))
    assert "risk" not in {block.id for block in bare.blocks()}
