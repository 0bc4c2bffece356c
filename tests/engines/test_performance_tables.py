from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.engines.performance.frames import LINES, need
from argosy.engines.performance.ledger import abc, ledger
from argosy.engines.performance.rates import answers, complaint_rates, delivery, lost_reasons, return_rates, win_rates
from argosy.engines.performance.variance import Sold, sold_between, variance
from argosy.kernel.errors import BadInput
from tests.engines.performance_world import AS_OF, cases, line, lines, quote, quotes


def rows(frame):
    return frame.to_dicts()


def test_sales_and_margin_by_market_product_and_year():
    found = rows(
        ledger(lines(line("2025-03-01"), line("2025-04-01", sales=500, cost=400, duty=20), line("2025-05-01", market="JP")), AS_OF)
    )
    german = next(row for row in found if row["market"] == "DE" and row["year"] == 2025)
    assert (german["product"], german["orders"], german["sales"], german["margin"]) == ("871491", 2, Decimal(1500), Decimal(400))
    assert german["contribution"] == Decimal(400 - 60 - 20)
    assert german["contribution_rate"] == pytest.approx(320 / 1500)


def test_a_missing_cost_stops_the_margin_and_is_counted():
    found = rows(ledger(lines(line("2026-01-01"), line("2026-02-01", freight=None)), AS_OF, by=["market"]))[0]
    assert (found["margin"], found["contribution"], found["missing_freight"]) == (Decimal(600), None, 1)
    without = rows(ledger(lines(line("2026-01-01", cost=None)), AS_OF, by=["market"]))[0]
    assert (without["margin"], without["missing_cost"]) == (None, 1)


def test_what_came_back_lowers_the_contribution():
    found = rows(ledger(lines(line("2026-01-01", returned=2, credit=200)), AS_OF, by=["sku"]))[0]
    assert found["contribution"] == Decimal(1000 - 700 - 30 - 200)


def test_the_running_year_is_compared_with_the_same_days():
    told = lines(line("2025-01-10", sales=100), line("2025-06-30", sales=100), line("2025-07-01", sales=900), line("2026-03-01", sales=300))
    found = {row["year"]: row for row in rows(ledger(told, AS_OF))}
    assert (found[2026]["before"], found[2026]["growth"]) == (Decimal(200), 0.5)
    assert (found[2025]["before"], found[2025]["growth"]) == (None, None)


def test_a_market_that_stopped_buying_is_shown():
    found = rows(ledger(lines(line("2025-01-10"), line("2026-01-10", market="JP")), AS_OF))
    gone = next(row for row in found if row["market"] == "DE" and row["year"] == 2026)
    assert (gone["sales"], gone["growth"], gone["orders"]) == (Decimal(0), -1.0, 0)


def test_lines_after_the_day_do_not_count():
    assert ledger(lines(line("2026-07-01")), AS_OF).height == 0


def test_columns_that_lack_are_named():
    with pytest.raises(BadInput, match="per_usd"):
        need(lines(line("2026-01-01")).drop("per_usd"), LINES)


def test_abc_leaves_the_item_that_crosses_in_the_better_class():
    sold = {"a": 700, "b": 200, "c": 60, "d": 40}
    found = abc(lines(*(line("2026-01-01", sku=sku, sales=sales) for sku, sales in sold.items())), AS_OF)
    assert found["grade"].to_list() == ["A", "A", "B", "C"]
    assert found["upto"].to_list()[-1] == pytest.approx(1)


def test_win_rates_count_decided_quotations_only():
    told = quotes(
        quote("won", 1), quote("lost", 2), quote("lost", 3, market="JP"), quote("open", 4), quote("won", 5, decided_on=date(2026, 7, 9))
    )
    whole = rows(win_rates(told, AS_OF))[0]
    assert (whole["won"], whole["lost"], whole["open"], whole["n"]) == (1, 2, 2, 3)
    assert whole["rate"] == pytest.approx(1 / 3)
    assert whole["low"] < whole["rate"] < whole["high"]
    assert {row["market"]: row["rate"] for row in rows(win_rates(told, AS_OF, ["market"]))} == {"DE": 0.5, "JP": 0.0}


def test_lost_reasons_in_order():
    told = quotes(quote("lost", 1), quote("lost", 2), quote("lost", 3, lost_reason=""), quote("won", 4))
    assert [(row["reason"], row["k"], row["n"]) for row in rows(lost_reasons(told, AS_OF))] == [("price", 2, 3), ("unstated", 1, 3)]


def test_returns_are_of_lines_shipped():
    told = lines(line("2026-01-01", returned=5, credit=500), line("2026-02-01"), line("2026-06-25", shipped=None))
    found = rows(return_rates(told, AS_OF))[0]
    assert (found["k"], found["n"], found["rate"], found["quantity_rate"], found["credit"]) == (1, 2, 0.5, 0.25, Decimal(500))


def test_complaints_per_hundred_orders():
    sold = lines(*(line(f"2026-01-{day:02d}") for day in range(1, 21)))
    found = rows(complaint_rates(cases({}, {"kind": "question"}), sold, AS_OF, ["market"]))[0]
    assert (found["k"], found["n"], found["rate"]) == (1, 20, 5.0)
    assert 0 < found["low"] < 5 < found["high"]
    assert rows(complaint_rates(cases(), sold, AS_OF))[0]["k"] == 0


def test_otif_is_on_time_and_in_full():
    late = {"shipped": date(2026, 3, 31)}
    told = lines(
        line("2026-01-01"),
        line("2026-02-01", **late),
        line("2026-02-02", shipped_quantity=9),
        line("2026-03-01", shipped=None),
        line("2026-06-20", shipped=None),
    )
    found = rows(delivery(told, AS_OF))[0]
    assert (found["n"], found["on_time"], found["in_full"], found["k"]) == (4, 2, 2, 1)


def test_cases_within_the_service_standard():
    found = answers(cases({}, {"answer_h": 9.0}, {"answer_h": None, "close_d": None}), AS_OF, hours=8, days=7)
    assert (found["n"], found["first"].value, found["closed"].n, found["answer_h_median"]) == (3, 0.5, 2, 6.5)


def sold(quantity, price, rate=1, unit="H87"):
    local = Fraction(quantity) * Fraction(price)
    return Sold(Fraction(quantity), local, local * Fraction(rate), unit)


def test_a_worked_variance():
    before = {("a",): sold(100, 10), ("b",): sold(100, 20)}
    after = {("a",): sold(150, 11), ("b",): sold(50, 20), ("c",): sold(10, 5)}
    found = variance(before, after)
    # quantity unchanged: no volume effect; 50 pieces moved from b at 20 to a at 10: mix −500; a costs 1 more on 150 pieces: price +150; c is new.
    assert (found.volume, found.mix, found.price, found.exchange, found.new, found.lost) == (0, -500, 150, 0, 50, 0)
    assert found.change == found.parts == -300


def test_the_exchange_rate_is_told_from_the_price():
    found = variance({("a",): sold(10, 5, 30)}, {("a",): sold(10, 6, 33)})
    assert (found.price, found.exchange, found.volume, found.mix) == (300, 180, 0, 0)


amounts = st.tuples(
    st.integers(0, 10**6),
    st.fractions(0, 10**4, max_denominator=100),
    st.fractions("1/10", 100, max_denominator=1000),
    st.sampled_from(["H87", "KGM"]),
)
sides = st.dictionaries(st.tuples(st.sampled_from("abcdefgh")), amounts, max_size=8)


@settings(max_examples=25)
@given(sides, sides)
def test_the_parts_always_sum_to_the_change(first, second):
    found = variance({k: sold(*v) for k, v in first.items()}, {k: sold(*v) for k, v in second.items()})
    assert found.parts == found.change
    assert found.before + found.parts == found.after


def test_a_variance_from_order_lines():
    told = lines(line("2025-02-01", sales=1000), line("2026-02-01", sales=1500, quantity=12), line("2026-02-02", market="JP", sales=100))
    first, second = (sold_between(told, date(year, 1, 1), date(year, 6, 30)) for year in (2025, 2026))
    found = variance(first, second)
    assert (found.change, found.volume, found.price, found.new) == (600, 200, 300, 100)


def test_items_of_a_period_lie_within_its_days():
    told = lines(line("2026-06-30"), line("2026-07-01"))
    assert sum(one.quantity for one in sold_between(told, AS_OF, AS_OF + timedelta(days=0)).values()) == 10
