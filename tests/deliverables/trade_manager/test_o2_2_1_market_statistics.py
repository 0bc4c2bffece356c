from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from argosy.deliverables.families.market import decomposition, forecasting, opportunities, own, rivals, tariffs
from argosy.deliverables.families.market.params import read_ask
from argosy.deliverables.trade_manager.o2_2_1_market_statistics import DELIVERABLE, build
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.prose import prose
from argosy.report.why import explain
from argosy.report.words import Paragraph
from tests.deliverables.market_world import DAY, facts, flows, known, trade
from tests.deliverables.outline import expect_as_agreed
from tests.renderers.office import needs_office
from tests.renderers.test_xlsx_recalculation import differences

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def given():
    return facts(DELIVERABLE)


@pytest.fixture(scope="module")
def report(given):
    return build(given)


def number(report, figure):
    return float(Ledger(report).place(figure).value.v)


def ids(hits):
    return {hit.check for hit in hits}


def test_totals_and_shares_come_from_the_flows(report):
    rows = flows().filter((flows()["period"] // 100 == 2025) & (flows()["importer"] != "TW"))
    total = rows["value"].sum() / 1e6
    assert number(report, "size.total.value") == pytest.approx(total, abs=1e-6)
    american = rows.filter(rows["importer"] == "US")["value"].sum() / 1e6
    assert number(report, "size.US.share") == pytest.approx(american / total, abs=5e-5)
    assert number(report, "size.US.unit_value") == pytest.approx(17.0, abs=0.01)


def test_every_formula_gives_the_printed_figure(report):
    assert list(Ledger(report).mismatches()) == []


def test_every_figure_says_why(report):
    book = Ledger(report)
    for place in book.places.values():
        if place.value.is_figure:
            why = explain(report, place.value.id, book)
            assert why.formula.zh or why.legal.zh or why.sources, place.value.id


def test_a_whole_report_has_no_hits(given, report):
    assert ids([*common(report, DAY), *DELIVERABLE.check(given, report)]) == set()


def test_growth_of_a_made_up_trend_is_found_within_its_interval(report):
    place = Ledger(report).place("growth.VN.growth").value
    assert float(place.lo) <= 0.14 <= float(place.hi)
    assert place.n == 84
    assert Ledger(report).place("growth.VN.direction").value.v == Text("上升", "rising")


def test_the_split_adds_up_and_shows_what_home_lost(report):
    assert number(report, "split.total.change") == pytest.approx(
        number(report, "split.total.after") - number(report, "split.total.before"), abs=1e-5
    )
    assert number(report, "split.US.competitiveness") < 0
    assert abs(number(report, "split.VN.competitiveness")) < 0.01
    assert list(decomposition.unsound(report)) == []


def test_a_split_that_does_not_add_up_blocks(given):
    made = given.trade.split
    wrong = replace(given, trade=replace(given.trade, split=made.with_columns(made["competitiveness"] + 5e6)))
    assert "MR3" in ids(DELIVERABLE.check(wrong, build(wrong)))


def test_a_culture_row_with_one_source_blocks(given):
    one = replace(given, known=replace(known(), culture=known().culture[:1], items=()))
    assert "MR2" in ids(DELIVERABLE.check(one, build(one)))


def test_claiming_a_cause_without_controls_blocks(given, report):
    said = Paragraph(id="advice", role="authored", text=prose("因關稅造成下滑", ""))
    sections = tuple(s.model_copy(update={"blocks": tuple(said if b.id == "advice" else b for b in s.blocks)}) for s in report.sections)
    assert "MR4" in ids(DELIVERABLE.check(given, report.model_copy(update={"sections": sections})))


def test_a_forecast_without_its_record_blocks(given, report):
    sections = tuple(s.model_copy(update={"blocks": tuple(b for b in s.blocks if b.id != forecasting.RECORD)}) for s in report.sections)
    assert "MR1" in ids(DELIVERABLE.check(given, report.model_copy(update={"sections": sections})))


def test_shares_of_suppliers_and_concentration(report):
    share = number(report, "rivals.VN.hhi")
    assert share == pytest.approx(0.2**2 + 0.55**2 + 0.25**2, abs=1e-6)
    assert number(report, "rivals.US.own") == pytest.approx(0.14 / 0.94, abs=1e-3)
    assert rivals.level(0.1).en == "low"
    assert rivals.level(0.2).en == "moderate"
    assert rivals.level(0.3).en == "high"


def test_tariff_position_is_own_rate_less_the_weighted_mean_of_rivals(given, report):
    supplied = given.trade.supplied("US", 2025)
    mean = (supplied["CN"] * 45 + supplied["IT"] * 10) / (supplied["CN"] + supplied["IT"])
    assert tariffs.position(given, "US")[0] == pytest.approx(0.20)
    section = tariffs.table(given)
    gap = next(row for row in section.rows if row.id == "US").cells["gap"]
    assert float(gap.v) == pytest.approx(20 - mean, abs=1e-6)


def test_own_share_is_brought_to_cif_and_white_space_follows(given, report):
    sold = own.sales(given)
    assert sold == {"US": pytest.approx(400000 * 1.06), "VN": pytest.approx(90000 * 1.06)}
    whole = given.trade.value("US", 2025)
    assert number(report, "own.US.share") == pytest.approx(400000 * 1.06 / whole, abs=1e-6)
    goal = number(report, "own.target")
    assert number(report, "own.JP.white") == pytest.approx(given.trade.value("JP", 2025) / 1e3 * goal, abs=0.01)


def test_a_year_the_own_data_do_not_cover_has_no_share(given):
    late = replace(given, own=replace(given.own, since=date(2025, 6, 1)))
    assert own.shares(late) == {}
    assert Ledger(build(late)).place("own.US.share").value.missing == "source_gap"


def test_exports_alone_tell_no_rivals_and_no_competitiveness():
    one = facts(DELIVERABLE, trade=trade(only_home=True))
    report = build(one)
    there = {block.id for block in report.blocks()}
    assert "suppliers" not in there
    assert "domestic" not in there
    assert "competitiveness" not in Ledger(report).tables["split"].rows[0].cells
    assert "臺灣" in one.trade.measure.zh or "台灣" in one.trade.measure.zh
    assert list(Ledger(report).mismatches()) == []


def test_the_word_about_an_event_is_that_of_its_rung():
    one = facts(DELIVERABLE, {"event": "US@2023-01 關稅"})
    report = build(one)
    found = {e.method: e.verdict.word for e in one.evidence.effects}
    assert found
    for method, word in found.items():
        assert Ledger(report).place(f"cause.{method}.verdict").value.v == word


def test_too_short_a_series_is_not_forecast():
    short = trade(flows=flows(months=list(range(202401, 202413))), year=2024, base=2024, split=None)
    report = build(facts(DELIVERABLE, trade=short))
    book = Ledger(report)
    assert forecasting.TABLE not in {block.id for block in report.blocks()}
    assert book.place("size.total.before").value.missing == "source_gap"
    assert "key.yoy" not in book.places
    assert "–" not in report.subtitle.zh
    assert Ledger(report).place("growth.US.growth").value.missing == "too_few"


@pytest.mark.parametrize(
    "wrong", [{"product": "tea"}, {"markets": "Atlantis"}, {"years": "0"}, {"target_share": "120"}, {"event": "tariffs"}]
)
def test_parameters_that_cannot_be_are_refused(wrong):
    with pytest.raises(BadInput):
        facts(DELIVERABLE, wrong)


def test_markets_are_read_by_code_and_name():
    read = read_ask({"product": "8542", "markets": "日本、US, Germany", "home": "TW"})
    assert read.markets == ("JP", "US", "DE")
    assert read.home == "TW"
    assert read.horizon == 0


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_document_as_it_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o2_2_1_market_statistics.{lang}.json")


def test_every_signal_stands_on_a_figure_of_the_document(given, report):
    book = Ledger(report)
    told = [row.cells["figure"].v.zh for row in book.tables["signals"].rows]
    assert told
    assert all(book.place(figure).value.is_figure for figure in told)
    assert {figure for *_, figure in opportunities.told(given, duties=True)} - set(told) == {"tariffs.US.gap"}


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("only_home", [False, True])
def test_the_workbook_recalculates(only_home, tmp_path):
    made = build(facts(DELIVERABLE, trade=trade(only_home=only_home)))
    assert list(differences(made, "zh-Hant", tmp_path)) == []
