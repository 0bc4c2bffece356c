from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.families.upkeep.params import read_ask
from argosy.deliverables.wholesale_sales.o1_3_1_customer_upkeep import DELIVERABLE, build
from argosy.kernel.errors import BadInput
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.why import explain
from tests.deliverables.care_world import BILLS, COMPLAINTS, CUSTOMERS, DAY, PROMISES, ago, cared, upkeep_facts
from tests.deliverables.outline import expect_as_agreed
from tests.renderers.office import needs_office
from tests.renderers.test_xlsx_recalculation import differences

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def report():
    return build(upkeep_facts(DELIVERABLE))


def value(report, figure):
    return Ledger(report).place(figure).value


def ids(**changes):
    made = upkeep_facts(DELIVERABLE, **changes)
    return [hit.check for hit in DELIVERABLE.check(made, build(made))]


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_sheet_says_what_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o1_3_1_customer_upkeep.{lang}.json")


def test_every_formula_gives_the_printed_figure(report):
    assert list(Ledger(report).mismatches()) == []


def test_every_figure_says_why(report):
    book = Ledger(report)
    assert all(explain(report, place.value.id, book) for place in book.places.values() if place.value.is_figure)
    assert not {hit.check for hit in common(report, DAY)} & {"C03", "C04", "C07"}


def test_it_has_the_seven_sheets_in_order(report):
    sheets = [section.sheet.zh for section in report.sections if section.sheet]
    assert sheets[1:8] == ["維護統計", "聯繫紀錄", "庫存與備貨", "應收與催收", "活動邀請", "客訴", "基本資料"]


def test_contacts_are_counted_against_the_plan(report):
    assert [value(report, f"kept.C-01.{name}").v for name in ("phone", "mail", "visit", "total", "planned")] == ["1", "1", "1", "3", "12"]
    assert value(report, "kept.C-01.share").v == "0.25"
    assert value(report, "kept.C-04.planned").missing == "not_applicable"
    assert value(report, "kept.total.total").v == "5"


def test_a_customer_beyond_its_plan_does_not_make_up_for_another(report):
    assert (value(report, "asked.planned").v, value(report, "asked.within").v) == ("30", "5")


def test_the_three_views_hold_the_same_contacts(report):
    book = Ledger(report)
    for grain in ("day", "week", "month"):
        totals = [int(p.value.v) for key, p in book.places.items() if key.startswith(f"by_{grain}.") and key.endswith(".total")]
        assert sum(totals) == 5


def test_replenishment_is_the_formula_of_the_row(report):
    assert (value(report, "stock.C-01-85-02.reorder").v, value(report, "stock.C-01-87-03.reorder").v) == ("8", "0")
    assert value(report, "stock.C-02-85-02.reorder").missing == "too_few"
    assert value(report, "stock.C-01-85-02.weekly").n == 4


def test_open_invoices_stand_in_their_own_currency(report):
    assert (value(report, "owed.IV-1.left").v, value(report, "owed.IV-1.left").unit) == ("1000.00", "TWD")
    assert value(report, "owed.IV-2.promised").missing == "not_recorded"


def test_basic_data_is_not_printed(report):
    basics = next(block for block in report.blocks() if block.id == "basics")
    assert basics.sheet_only
    assert len(basics.rows) == 4


def test_a_class_a_customer_past_its_interval_stops_the_issue():
    assert ids() == ["UP1"]
    assert ids(customers=(CUSTOMERS[0],)) == []
    assert ids(customers=(cared("C-05", idle=40, every=None, reason="暫停"),)) == []
    assert ids(customers=(cared("C-06", idle=None),)) == ["UP1"]
    assert ids(customers=(cared("C-07", "C", 40, 7, "加強追蹤"),)) == ["UP1"]
    assert ids(customers=(cared("C-08", "C", 400, 30),)) == []


def test_a_promise_passed_without_follow_up_stops_the_issue():
    assert ids(customers=CUSTOMERS[:1], promises=(replace(PROMISES[0], followed=False),)) == ["UP2"]
    assert ids(customers=CUSTOMERS[:1], promises=PROMISES) == []


def test_a_complaint_past_its_limit_is_reported_upwards_or_stops_the_issue():
    late = replace(COMPLAINTS[1], days=9)
    assert ids(customers=CUSTOMERS[:1], complaints=(late,)) == ["UP3"]
    assert ids(customers=CUSTOMERS[:1], complaints=(replace(late, reported=ago(1)),)) == []


def test_an_empty_period_says_so():
    made = build(upkeep_facts(DELIVERABLE, customers=(), touches=(), log=(), shelves=(), bills=(), promises=(), invited=(), complaints=()))
    assert list(Ledger(made).mismatches()) == []
    assert all(block.empty for block in made.blocks() if block.kind == "table" and not block.rows)


def test_the_period_is_read_and_bounded():
    ask = read_ask(Request(DELIVERABLE.key, asked(DELIVERABLE.params, {"rep": "WS1"}), DAY, DAY))
    assert (ask.rep, ask.since, ask.grain) == ("ws1", date(2026, 4, 2), "month")
    for wrong in ("yesterday", "2027-01-01", "2020-01-01"):
        with pytest.raises(BadInput):
            read_ask(Request(DELIVERABLE.key, asked(DELIVERABLE.params, {"since": wrong}), DAY, DAY))
    assert BILLS[0].received < BILLS[0].amount


@needs_office
@pytest.mark.slow
def test_a_spreadsheet_program_reckons_the_same(report, tmp_path):
    assert list(differences(report, "zh-Hant", tmp_path)) == []
