from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.engines.selling.gains import paired_gain, sales_effect
from argosy.engines.selling.pacing import month_end, period_end, t_quantile
from argosy.engines.selling.rivals import (
    AHEAD,
    BEHIND,
    LEVEL_WITH,
    UNKNOWN,
    Attribute,
    Measure,
    against,
    band,
    judged,
    landed,
    price_step,
    quantile,
    score,
    unknown_share,
)
from argosy.engines.selling.standing import movements, priority, rate_ratio, standings

FIRST = date(2025, 1, 1)


def days(months, early=100.0, late=50.0):
    """Sales on the 5th and the 25th of each month from January 2025."""
    found = {}
    for at in range(months):
        month = date(2025 + at // 12, at % 12 + 1, 1)
        found[month.replace(day=5)] = early
        found[month.replace(day=25)] = late + at
    return found


def test_students_t_is_that_of_the_tables():
    assert t_quantile(5) == pytest.approx(2.570582, abs=1e-5)
    assert t_quantile(1) == pytest.approx(12.7062, abs=1e-3)


def test_a_month_ends_at_what_is_sold_plus_the_mean_of_what_past_months_sold_later():
    pace = month_end(days(8) | {date(2025, 9, 5): 130.0}, date(2025, 9, 10), FIRST)
    rest = sum(50 + at for at in range(8)) / 8
    assert (pace.n, pace.value) == (8, pytest.approx(130 + rest))
    spread = (sum((50 + at - rest) ** 2 for at in range(8)) / 7) ** 0.5
    assert pace.high - pace.value == pytest.approx(t_quantile(7) * spread * (1 + 1 / 8) ** 0.5)
    assert pace.low >= 130


def test_a_short_history_cannot_tell_and_a_month_that_is_over_is_its_actual():
    short = month_end(days(4), date(2025, 5, 10), FIRST)
    assert (short.value, short.n) == (None, 4)
    assert "5" not in short.why.en.split()[0]
    assert "cannot tell" in short.why.en
    over = month_end(days(8), date(2025, 8, 31), FIRST)
    assert (over.value, over.low) == (157.0, None)


def test_a_history_that_begins_within_a_month_leaves_that_month_out():
    assert month_end(days(8), date(2025, 8, 10), date(2025, 1, 10)).n == 6


@given(st.lists(st.floats(0, 1e6), min_size=6, max_size=20), st.floats(0, 1e6))
def test_the_interval_holds_the_point_and_what_is_sold_already(rests, sold):
    sales = {date(2024 + at // 12, at % 12 + 1, 20): rest for at, rest in enumerate(rests)}
    last = date(2024 + len(rests) // 12, len(rests) % 12 + 1, 1)
    pace = month_end(sales | {last.replace(day=2): sold}, last.replace(day=5), date(2024, 1, 1))
    assert sold - 1e-6 <= pace.low <= pace.value + 1e-6 <= pace.high + 2e-6


def test_a_period_ends_at_the_targets_left_times_past_achievement():
    past = [(100.0, 90.0), (100.0, 110.0)] * 3
    pace = period_end(600.0, [100.0, 200.0], past)
    assert pace.value == pytest.approx(900)
    spread = (6 * 0.1**2 / 5) ** 0.5
    assert pace.high - pace.value == pytest.approx(t_quantile(5) * spread * (100**2 + 200**2 + 300**2 / 6) ** 0.5)
    assert period_end(600.0, [100.0], past[:5]).value is None
    assert period_end(600.0, [], past).value == 600
    assert period_end(600.0, [0.0], past).value is None


def test_the_interval_of_a_period_covers_the_truth_about_as_often_as_it_says():
    from random import Random

    draws, inside, tries = Random(7), 0, 1500
    for _ in range(tries):
        past = [(100.0, 100 * draws.gauss(0.9, 0.2)) for _ in range(12)]
        truth = sum(100 * draws.gauss(0.9, 0.2) for _ in range(3))
        pace = period_end(0.0, [100.0] * 3, past)
        inside += pace.low <= truth <= pace.high
    assert 0.935 <= inside / tries <= 0.965


def test_a_standing_adds_exactly_and_counts_months_behind():
    months = [date(2026, 1, 1), date(2026, 2, 1)]
    targets = {("A", m): Fraction(100) for m in months} | {("B", months[0]): Fraction(10)}
    actuals = {
        ("A", months[0]): Fraction(89),
        ("A", months[1]): Fraction(1001, 10),
        ("B", months[0]): Fraction(20),
        ("C", months[0]): Fraction(5),
    }
    first, second = standings(targets, actuals, months)
    assert (first.key, first.gap, first.behind, first.months) == ("A", Fraction(109, 10), 1, 2)
    assert first.under(Fraction(95, 100))
    assert not first.under()
    assert (second.key, second.rate, second.behind) == ("B", 2, 0)


def test_priority_is_gap_times_margin_times_fixability_and_nothing_for_who_is_ahead():
    assert priority(Fraction(1000), Fraction(1, 4), 4) == 200
    assert priority(Fraction(-5), Fraction(1, 4), 5) == 0


def test_the_ratio_of_order_rates_has_its_exact_interval():
    ratio, low, high = rate_ratio(10, 12, 0, 4)
    assert (ratio, low) == (0, 0)
    assert high == pytest.approx((1 - 0.025 ** (1 / 10)) / 0.025 ** (1 / 10) * 3, rel=1e-6)
    assert rate_ratio(0, 12, 3, 4) is None
    even = rate_ratio(12, 12, 4, 4)
    assert even[0] == 1
    assert even[1] < 1 < even[2]


def test_who_is_new_and_who_buys_less():
    orders = [("old", FIRST + timedelta(days=15 * at), 100.0) for at in range(27)]
    orders += [("steady", FIRST + timedelta(days=30 * at), 100.0) for at in range(18)]
    orders += [("new", date(2026, 5, 3), 10.0), ("later", date(2026, 7, 3), 10.0)]
    new, falling = movements(orders, date(2026, 6, 30))
    assert new == ["new"]
    assert [(one.customer, one.fall, one.sure) for one in falling] == [("old", -1.0, True)]


def test_two_orders_less_are_not_beyond_chance():
    orders = [("few", date(2025, 4, 2), 10.0), ("few", date(2025, 9, 2), 10.0)]
    _, falling = movements(orders, date(2026, 6, 30))
    assert (falling[0].customer, falling[0].sure) == ("few", False)


def test_the_gain_of_paired_tests_is_that_of_students_sleep_data():
    """Student (1908): the second drug less the first in ten patients, mean 1.58, s 1.23."""
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    gain = paired_gain(list(zip(first, second, strict=True)))
    assert (gain.value, gain.low, gain.high) == (
        pytest.approx(1.58),
        pytest.approx(0.7001142, abs=1e-6),
        pytest.approx(2.4598858, abs=1e-6),
    )
    few = paired_gain([(50, 80)] * 4)
    assert (few.n, few.value, few.after) == (4, None, 80)


TIMES = ("b3", "b2", "b1", "a1", "a2", "a3")


def test_coached_customers_are_set_against_others_and_few_tell_nothing():
    others = {f"o{at}": [100.0 + at, 101 + at, 99 + at, 100 + at, 102 + at, 98 + at] for at in range(7)}
    coached = {f"c{at}": [50.0 + at, 51 + at, 49 + at, 80 + at, 82 + at, 78 + at] for at in range(6)}
    found = sales_effect(coached, others, TIMES, 3)
    assert (found.value, found.low, found.high) == (pytest.approx(30), pytest.approx(30), pytest.approx(30))  # alike, so no spread
    assert (found.treated, found.controls) == (6, 7)
    few = sales_effect(dict(list(coached.items())[:2]), others, TIMES, 3)
    assert (few.value, few.word.en) == (None, "cannot tell")
    assert "2" in few.why.en


def attribute(own, other, better="higher", importance=3):
    return Attribute("保固", importance, better, own, {"R": other})


@pytest.mark.parametrize(
    ("own", "other", "better", "verdict"),
    [
        (Measure(24), Measure(12), "higher", AHEAD), (Measure(24), Measure(12), "lower", BEHIND), (Measure(100), Measure(101), "higher", LEVEL_WITH),
        (Measure(), Measure(12), "higher", UNKNOWN), (Measure(24), Measure(), "higher", UNKNOWN), (Measure(words="標準"), Measure(words="標準"), "none", LEVEL_WITH),
        (Measure(words="標準"), Measure(words="可客製"), "none", UNKNOWN), (Measure(5), Measure(0), "higher", LEVEL_WITH), (Measure(24), Measure(12), "none", UNKNOWN),
    ],
)  # fmt: skip
def test_ahead_even_behind_or_unknown(own, other, better, verdict):
    assert judged(attribute(own, other, better), "R") == verdict


def test_what_is_unknown_is_counted_beside_the_points_and_not_as_nought():
    rows = [
        attribute(Measure(24), Measure(12), importance=5),
        attribute(Measure(1), Measure(2), importance=2),
        attribute(Measure(), Measure(3), importance=4),
    ]
    found = score(rows, "R")
    assert (found.points, found.known, found.whole, found.unknown, found.attributes) == (3, 7, 11, 1, 3)
    assert found.share == pytest.approx(3 / 7)
    assert score([attribute(Measure(), Measure())], "R").share is None
    assert unknown_share(rows) == pytest.approx(1 / 6)


def test_price_bands_are_quantiles_by_linear_interpolation():
    assert quantile([1, 2, 3, 4], 0.5) == 2.5
    found = band([10, 20, 30, 40, 50])
    assert (found.p5, found.p50, found.p95) == (pytest.approx(12), 30, pytest.approx(48))
    assert band([]) is None


def test_a_landed_price_carries_duty_on_freight_and_tax_on_all():
    assert landed(Fraction(100), Fraction(1, 10), Fraction(1, 20), Fraction(1, 5)) == Fraction(1386, 10)


def test_quotations_won_and_lost_by_rival_carry_wilsons_interval():
    quotes = (
        [("R", "won", "", 5.0)] * 2
        + [("R", "lost", "price", 10.0)] * 5
        + [("R", "open", "", 1.0), ("", "lost", "price", 1.0), ("S", "lost", "terms", 2.0)]
    )
    first, second = against(quotes)
    assert (first.rival, first.won, first.lost, first.on_price, first.value_lost) == ("R", 2, 5, 5, 50.0)
    assert (first.rate.low, first.rate.high) == (pytest.approx(0.0822, abs=1e-4), pytest.approx(0.6411, abs=1e-4))
    assert (second.rival, second.on_price) == ("S", 0)


def test_a_price_step_compares_medians():
    assert price_step([100, 102, 98], [91, 90, 92]) == pytest.approx(-0.09)
    assert price_step([], [1.0]) is None
