from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from argosy.deliverables.families.intelligence.checking import quality
from argosy.deliverables.families.intelligence.packing import datasets, prepared, sha256
from argosy.deliverables.families.intelligence.requirements import answered
from argosy.deliverables.families.intelligence.screening import screens
from argosy.deliverables.trade_coordinator.o2_1_1_research_pack import DELIVERABLE, build
from argosy.kernel.text import NOTHING
from argosy.renderers.outline import outline as printed_outline
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.why import explain
from tests.deliverables.intelligence_world import DAY, HUBS, TEA, brief, extract, flows, needs, pack_facts
from tests.deliverables.outline import expect_as_agreed
from tests.renderers.office import needs_office
from tests.renderers.test_xlsx_recalculation import differences

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def given():
    return pack_facts(DELIVERABLE)


@pytest.fixture(scope="module")
def report(given):
    return build(given)


def value(report, figure):
    return Ledger(report).place(figure).value


def ids(hits):
    return {hit.check for hit in hits}


def quality_of(trade, market="VN", hs=HUBS):
    return next(q for q in quality(trade, (hs,), (market,)))


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_pack_says_what_was_agreed(report, lang):
    kept = tuple(s for s in report.sections if not s.id.startswith("data_"))
    expect_as_agreed(report.model_copy(update={"sections": kept}), lang, FOLDER / f"o2_1_1_research_pack.{lang}.json")


def test_every_formula_gives_the_printed_figure_and_every_figure_says_why(report):
    book = Ledger(report)
    assert list(book.mismatches()) == []
    for place in book.places.values():
        if place.value.is_figure:
            assert explain(report, place.value.id, book)
    assert "C04" not in ids(common(report, DAY))


def test_every_data_set_has_a_sheet_of_its_own_and_stays_off_the_page(given, report):
    sheets = [section.sheet.en for section in report.sections if section.id.startswith("data_")]
    assert len(sheets) == len(set(sheets)) == len(datasets(given)) == 6
    assert not [part for part in printed_outline(report).sections if part.section.id.startswith("data_")]


def test_the_hash_follows_the_rows(given):
    first = {one.id: sha256(table) for one, table in prepared(given)}
    again = {one.id: sha256(table) for one, table in prepared(pack_facts(DELIVERABLE))}
    fewer = {one.id: sha256(table) for one, table in prepared(replace(given, items=given.items[1:]))}
    assert first == again
    assert {name for name in first if first[name] != fewer[name]} == {"D5"}


def test_the_screen_ranks_by_size_and_growth_holds_its_interval(given):
    found = screens(given)
    assert [s.market for s in found] == ["NL", "VN"]
    told = {s.market: s for s in found}
    assert told["VN"].growth == pytest.approx(0.14, abs=1e-4)
    assert told["VN"].low <= told["VN"].growth <= told["VN"].high
    assert told["VN"].home == pytest.approx(0.1, abs=1e-4)


def test_the_outcome_of_a_candidate_comes_from_the_decision(report):
    assert value(report, "candidates.VN.verdict").v.en == "Kept (an option)"
    assert "進口成長快" in value(report, "candidates.VN.reason").v.zh
    assert value(report, "candidates.NL.verdict").v.en == "Not among the options"
    open_one = build(pack_facts(DELIVERABLE, choice=None))
    assert value(open_one, "candidates.VN.verdict").v.en == "No decision on record"
    approved = pack_facts(DELIVERABLE)
    approved = replace(approved, choice=replace(approved.choice, approved=True, targets=("VN",)))
    assert value(build(approved), "candidates.VN.verdict").v.en == "Chosen"


def test_mirror_gap_rows_told_twice_and_units_in_doubt():
    told = quality_of(extract())
    assert told.gap == pytest.approx(0.05, abs=1e-9)
    assert (told.present, told.expected, told.flows, told.jumps) == (42, 42, 126, 0)
    assert quality_of(extract(), "NL").twice == 2
    assert quality_of(extract(mirrored=False)).gap is None
    odd = flows().with_columns(quantity=pl.when(pl.col("period") == 202401).then(pl.col("quantity") * 1000).otherwise(pl.col("quantity")))
    assert quality_of(extract(odd)).jumps == 3
    bare = flows().with_columns(quantity=pl.when(pl.col("period") == 202401).then(None).otherwise(pl.col("quantity")))
    assert quality_of(extract(bare)).weightless == 3


def test_a_month_that_is_missing_lowers_coverage():
    kept = flows().filter(~((pl.col("period") == 202403) & (pl.col("importer") == "VN") & (pl.col("product") == HUBS)))
    told = quality_of(extract(kept))
    assert (told.present, told.expected) == (41, 42)


def test_a_code_without_rows_has_no_period_present():
    assert next(q for q in quality(extract(), ("871492",), ("VN",))).present == 0


def test_a_pack_that_covers_some_of_the_goods_does_not_answer(given):
    made = prepared(given)
    need = needs()[1]
    assert answered(need, given, made)
    partly = replace(given, products=(HUBS, TEA, "871492"))
    assert not answered(need, partly, made)
    assert value(build(partly), "needs.RB-0001.2.gap").v.en == "no data on HS 871492"


def test_a_requirement_without_data_or_note_stops_the_issue(given, report):
    assert [h.words["編號"].en for h in DELIVERABLE.check(given, report) if h.check == "IN5"] == ["RB-0001.4"]
    noted = pack_facts(DELIVERABLE, brief=brief(needs=tuple(replace(n, gap_note="說明") for n in needs())))
    assert "IN5" not in ids(DELIVERABLE.check(noted, build(noted)))


def test_a_data_set_of_unknown_licence_stops_the_issue(given):
    trade = replace(given.trade, edition=replace(given.trade.edition, licence=""))
    assert "IN6" in ids(DELIVERABLE.check(replace(given, trade=trade), build(replace(given, trade=trade))))
    assert "IN6" not in ids(DELIVERABLE.check(given, build(given)))


def test_exports_alone_are_called_so_and_tell_no_share(given):
    ours = flows().filter(pl.col("exporter") == "TW").with_columns(side=pl.lit("X"))
    made = build(replace(given, trade=replace(extract(ours, mirrored=False), side="X")))
    table = Ledger(made).tables["candidates"]
    assert table.column("value").label.en == "Exports of Taiwan"
    assert value(made, "candidates.VN.home").missing == "source_gap"
    assert "Exports of Taiwan alone" in "".join(run.text for run in table.note.en)


def test_overdue_help_is_marked_and_counted(report):
    table = Ledger(report).tables["help"]
    assert [row.style for row in table.rows] == ["mark"]
    assert value(report, "key.late").v == "1"


def test_uncovered_factors_are_listed_and_not_filled_in(report):
    note = Ledger(report).tables["culture"].note
    assert "荷蘭：禁忌" in "".join(run.text for run in note.zh)


def test_a_store_without_trade_still_makes_a_pack(given):
    made = build(replace(given, trade=None, choice=None))
    assert value(made, "candidates.VN.value").missing == "source_gap"
    assert "D1" not in {row.id for row in Ledger(made).tables["pack"].rows}
    assert given.short_of("D4") == NOTHING


@pytest.mark.office
@needs_office
def test_the_workbook_recalculates(report, tmp_path):
    assert list(differences(report, "zh-Hant", tmp_path)) == []
