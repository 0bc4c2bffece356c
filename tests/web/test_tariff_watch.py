"""The watch page: what changed since the worksheets were saved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.publishing.tariff_watch import watch
from argosy.records.tariffs import actions
from argosy.records.tariffs.actions import WorksheetLine, WorksheetResult
from tests.web.test_duty import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(people, order):
    """An order with a worksheet saved when the duty of line 1 was 1 dollar and line 2 was as it is."""
    ref = order(insurance="5000")
    lines = (
        WorksheetLine(1, "2202991900", "JP", Decimal(100_000), {"duty": "1"}, Decimal(1)),
        WorksheetLine(2, "2202100010", "JP", Decimal(50_000), {}, Decimal(0)),
    )
    sums = (Decimal(150_000), Decimal(1), Decimal(0), Decimal(0), Decimal(1))
    result = WorksheetResult(ref, "d-1", "0" * 64, "TW", date(2026, 6, 22), "test", "TWD", *sums, True, lines)
    actions.record_worksheet(actor=people["cs1"], result=result)
    return ref


def test_each_order_shows_its_lines_and_what_cannot_be_worked_out_asks_for_a_person(browser, saved):
    said = text(browser("cs1").get("/duty/watch/"))
    assert f"{saved} d-1" in said
    assert "1 worksheet worked out again, 1 changed." in said
    assert "Import duty" in said
    assert "needs a person" in said


def test_the_order_is_totalled_once_every_charge_is_known(browser, saved, people):
    for number in (1, 2):
        actions.revise_line(
            actor=people["cs1"], ref=saved, line_no=number, rates={"duty": "20%", "commodity_tax": "0%"}, facts={"juice_share": "12%"}
        )
    page = browser("cs1").get("/duty/watch/").content.decode()
    more = sum(c.delta for c in watch().changes if c.charge != "customs_value")
    assert more > 0
    assert f"<b>TWD +{more:,.0f}</b>" in page


def test_no_worksheet_is_saved_yet(browser):
    assert "No worksheet is saved yet" in text(browser("cs1").get("/duty/watch/"))


def test_a_day_that_is_none(browser):
    answer = browser("cs1").get("/duty/watch/", {"on": "soon"})
    assert answer.status_code == 422
    assert "is not a date" in text(answer)
