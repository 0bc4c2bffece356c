"""Saved worksheets on the tables of now: what changed by line, and nothing when nothing did."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.publishing.tariff_watch import watch, watched_json
from argosy.records.tariffs import actions as tariffs
from tests.publishing.test_life import issue

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def order(people, draft):
    return issue(people, draft()).document.params["order"]


def rate(people, order, **rates):
    tariffs.revise_line(actor=people["cs1"], ref=order, line_no=1, rates={"duty": "20%", "commodity_tax": "15%"} | rates)


def test_nothing_changed(order):
    found = watch()
    assert (found.worksheets, found.changes, found.failed) == (1, (), ())


def test_another_rate_changes_its_line_and_what_rests_on_it(people, order):
    rate(people, order, duty="30%")
    found = watch()
    assert {c.line for c in found.changes} == {1}
    assert {c.charge for c in found.changes} == {"duty", "commodity_tax", "vat"}
    duty = next(c for c in found.changes if c.charge == "duty")
    assert duty.delta == duty.new - duty.old
    assert abs(duty.new - duty.old * Decimal("1.5")) <= 1


def test_what_cannot_be_worked_out_any_more_is_told_apart(people, order):
    rate(people, order, duty="see note")
    duty = next(c for c in watch().changes if c.charge == "duty")
    assert (duty.new, duty.delta) == (None, None)


def test_another_entry_date_is_tried_for_all(people, order):
    assert watch(date(2026, 7, 15)).changes == ()
    before_the_pack = watch(date(2017, 7, 1)).changes
    assert all(c.new is None for c in before_the_pack if c.charge == "duty")
    assert before_the_pack


def test_the_answer_names_order_document_and_line(people, order):
    rate(people, order, duty="30%")
    change = watched_json(watch())["changes"][0]
    assert (change["order"], change["line"], change["currency"]) == (order, 1, "TWD")
