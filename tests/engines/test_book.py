"""Lines of a book: one fate each, and everything adds up."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import polars as pl
import pytest

from argosy.engines.book.lines import Rules, Tally, shares
from argosy.engines.book.sorting import not_goods, sort_out

RULES = Rules(("POST", "gift_*"), "C")
DAY = "2026-03-02T09:00"


def book(*rows):
    """Lines given as number, customer, sku, quantity, price and moment."""
    seen, made = set(), []
    for at, row in enumerate(rows, 2):
        number, customer, sku, quantity, price, *when = row
        moment = datetime.fromisoformat(when[0] if when else DAY)
        made.append((at, number, customer, sku, "", "GB", moment, int(quantity * 10_000), round(price * 1_000_000), row in seen))
        seen.add(row)
    names = ("row", "number", "customer", "sku", "name", "country", "at", "quantity", "price", "again")
    return pl.DataFrame(made, schema=dict.fromkeys(names), orient="row")


def fates(*rows, rules=RULES):
    return sort_out(book(*rows), rules).lines["fate"].to_list()


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        (("1", "A", "X", 2, 1.5), "sale"),
        (("1", "", "X", 2, 1.5), "no_customer"),
        (("1", "A", "post", 2, 1.5), "not_goods"),
        (("1", "A", "GIFT_20", 2, 1.5), "not_goods"),
        (("1", "A", "", 2, 1.5), "not_goods"),
        (("1", "A", "X", 2, 0), "no_price"),
        (("1", "A", "X", 2, -1.5), "no_price"),
        (("1", "A", "X", 0, 1.5), "no_quantity"),
        (("1", "A", "X", -2, 1.5), "negative_not_cancelled"),
        (("c1", "A", "X", 2, 1.5), "positive_on_cancellation"),
        (("C1", "A", "X", -2, 1.5), "cancellation_without_sale"),
    ],
)
def test_a_line_has_one_fate(row, fate):
    assert fates(row) == [fate]


def test_a_line_told_twice_counts_once():
    line = ("1", "A", "X", 2, 1.5)
    assert fates(line, line, ("1", "A", "X", 3, 1.5)) == ["sale", "duplicate", "sale"]


def test_the_first_reason_counts_and_the_others_are_told():
    made = sort_out(book(("1", "", "POST", 2, 0)), RULES)
    assert made.lines["fate"].to_list() == ["no_customer"]
    assert {name for name, n in made.touched.items() if n} == {"no_customer", "not_goods", "no_price"}


def test_a_number_of_two_customers_is_left_out():
    assert fates(("1", "A", "X", 2, 1.5), ("1", "B", "X", 2, 1.5)) == ["two_customers", "two_customers"]


def test_a_line_cancelled_whole_on_its_day_never_was():
    later = "2026-03-03T09:00"
    rows = [("1", "A", "X", 2, 1.5), ("C2", "A", "X", -2, 1.5, "2026-03-02T09:12")]
    assert fates(*rows) == ["cancelled_pair", "cancelled_pair"]
    next_day = [rows[0], ("C2", "A", "X", -2, 1.5, later)]
    assert fates(*next_day) == ["sale", "return"]
    assert fates(*next_day, rules=Rules((), "C", 1)) == ["cancelled_pair", "cancelled_pair"]


def test_goods_come_back_from_the_latest_sales_of_that_price_first():
    rows = [
        ("1", "A", "X", 5, 1.5, "2026-03-01T09:00"),
        ("2", "A", "X", 5, 2.0, "2026-03-02T09:00"),
        ("3", "A", "X", 4, 1.5, "2026-03-03T09:00"),
        ("C4", "A", "X", -7, 1.5, "2026-03-05T09:00"),
        ("5", "A", "X", 9, 1.5, "2026-03-06T09:00"),
    ]
    made = sort_out(book(*rows), RULES)
    assert made.lines["fate"].to_list() == ["sale", "sale", "sale", "return", "sale"]
    assert [(t.back, t.sale, t.quantity) for t in made.taken] == [(5, 4, 40_000), (5, 2, 30_000)]


def test_no_more_comes_back_than_was_sold_before():
    rows = [("1", "A", "X", 5, 1.5), *((f"C{n}", "A", "X", -3, 1.5, f"2026-03-0{n}T09:00") for n in (3, 4))]
    assert fates(*rows) == ["sale", "return", "cancellation_without_sale"]


def test_the_fates_add_up_to_the_book():
    rows = [("1", "A", "X", 5, 0.001), ("1", "", "Y", 2, 3.25), ("C3", "A", "X", -5, 0.001, "2026-03-09T00:00"), ("2", "A", "POST", 1, 18)]
    lines = book(*rows)
    tallies = sort_out(lines, RULES).tallies()
    assert shares(tallies) == Tally.of(lines) == Tally(4, Decimal("24.5"))
    assert list(tallies) == ["sale", "return", "no_customer", "not_goods"]


def test_an_empty_book_sorts_to_nothing():
    assert sort_out(book(("1", "A", "X", 1, 1)).clear(), RULES).tallies() == {}


def test_without_a_sign_of_cancellations_none_is_one():
    assert fates(("C1", "A", "X", 2, 1.5), rules=Rules()) == ["sale"]
    assert not_goods(" bank charges ", Rules(("BANK CHARGES",)))
