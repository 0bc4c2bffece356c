"""The duty pages: goods typed by hand, an order with what-ifs beside it, and the rules in words."""

from __future__ import annotations

import re

import pytest

from argosy.rules.library import packs
from tests.web.world import body

pytestmark = pytest.mark.django_db
ENTRY = {"jurisdiction": "TW", "date": "2026-06-30", "incoterm": "CIF", "place": "TWKEL", "currency": "TWD"}
ROWS = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
LINE = {"form-0-code": "8471.30.00.00-1", "form-0-origin": "JP", "form-0-value": "100000", "form-0-rates": "5%"}


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body(answer)))


def test_typed_goods_come_to_every_charge_with_its_law(browser):
    answer = browser("cs1").post("/duty/", {**ENTRY, **ROWS, **LINE})
    assert answer.status_code == 200
    said = text(answer)
    assert "TWD 10,250" in said  # 5,000 of duty and 5,250 of business tax; the fee of 40 is below NT$100
    assert "Customs Act, article 3" in said
    assert "Low-value relief" in said


def test_what_is_missing_is_asked_and_the_rest_computed(browser):
    second = {"form-1-code": "2204210000", "form-1-value": "1000", "form-1-rates": "20%"}
    said = text(browser("cs1").post("/duty/", {**ENTRY, **ROWS, **LINE, **second}))
    assert "How many litres" in said
    assert "The totals leave out line 2" in said


def test_a_what_if_stands_beside(browser):
    said = text(browser("cs1").post("/duty/", {**ENTRY, **ROWS, **LINE, "what_if": "1.duty=10%\n1.duty=0%"}))
    assert "If the import duty rate of line 1 is 10%" in said
    assert "−5,250" in said


@pytest.mark.parametrize(
    ("entered", "told"),
    [({"what_if": "cheaper"}, "not understood"), ({"freight": "much"}, "not an amount"), ({"form-0-facts": "sweet"}, "name = value"), ({"date": ""}, "required")],
)  # fmt: skip
def test_a_wrong_entry_keeps_what_was_typed(browser, entered, told):
    answer = browser("cs1").post("/duty/", {**ENTRY, **ROWS, **LINE, **entered})
    assert answer.status_code == 422
    assert told in text(answer)
    assert 'value="8471.30.00.00-1"' in body(answer)


def test_more_lines_keep_what_was_typed(browser):
    answer = browser("cs1").post("/duty/", {**ENTRY, **ROWS, **LINE, "more": "1"})
    assert 'name="form-4-code"' in body(answer)
    assert 'value="8471.30.00.00-1"' in body(answer)


def test_an_order_stands_with_a_change_beside_it(browser, order):
    said = text(browser("cs1").get(f"/orders/{order()}/what-if/", {"what_if": "1.duty=10%"}))
    assert "If the import duty rate of line 1 is 10%" in said


def test_a_change_nobody_understands_leaves_the_order_as_it_stands(browser, order):
    said = text(browser("cs1").get(f"/orders/{order()}/what-if/", {"what_if": "cheaper"}))
    assert "not understood" in said
    assert "What is payable" in said


@pytest.mark.parametrize("key", sorted(packs().keys()))
def test_every_pack_is_told_in_words(browser, key):
    answer = browser("cs1").get(f"/duty/rules/{key}/")
    assert answer.status_code == 200
    assert "Charges, in legal order" in body(answer)


def test_a_pack_that_is_not_there(browser):
    assert browser("cs1").get("/duty/rules/qq-import/").status_code == 404
