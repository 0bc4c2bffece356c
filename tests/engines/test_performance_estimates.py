from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from argosy.engines.performance.estimate import newcombe, poisson_rate, quantile, wilson
from argosy.engines.performance.factors import cliff, success_factors
from tests.engines.performance_world import AS_OF, quote, quotes


# Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3.
@pytest.mark.parametrize(
    ("events", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
)
def test_wilson_gives_published_intervals(events, n, low, high):
    found = wilson(events, n)
    assert (round(found.low, 4), round(found.high, 4), found.n) == (low, high, n)


# Newcombe (1998), Interval estimation for the difference between independent proportions, table II, method 10.
@pytest.mark.parametrize(("first", "second", "low", "high"), [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090)])
def test_a_difference_of_proportions_gives_published_intervals(first, second, low, high):
    _, below, above = newcombe(wilson(*first), wilson(*second))
    assert (round(below, 4), round(above, 4)) == (low, high)


# Garwood (1936): exact limits of a Poisson mean, as tabled.
@pytest.mark.parametrize(("count", "low", "high"), [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904)])
def test_poisson_limits_are_the_tabled_ones(count, low, high):
    found = poisson_rate(count, 1)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_incidents_per_thousand_shipments():
    found = poisson_rate(11, 612, per=1000)
    assert round(found.value, 1) == 18.0
    assert found.low < 10 < 30 < found.high


def test_nothing_to_count_cannot_be_told():
    assert wilson(0, 0).value is None
    assert wilson(0, 0).why.zh == "無資料，無法判定"
    assert poisson_rate(0, 0).low is None
    assert newcombe(wilson(0, 0), wilson(1, 2)) is None
    with pytest.raises(ValueError, match="no proportion"):
        wilson(3, 2)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_estimate_within_0_and_1(sample):
    found = wilson(*sample)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_the_normal_quantile():
    assert round(quantile(), 6) == 1.959964


def test_cliffs_delta_and_its_bounds():
    delta, low, high, p = cliff([1, 2, 3, 4], [3, 4, 5, 6])
    assert delta == (1 - 13) / 16  # of 16 pairs 1 lies above, 2 are equal, 13 lie below
    assert -1 <= low < delta < high <= 1
    assert 0 < p < 0.2
    scipy_p = mannwhitneyu([1, 2, 3, 4], [3, 4, 5, 6], use_continuity=False, method="asymptotic").pvalue
    assert p == pytest.approx(scipy_p, rel=1e-12)
    assert cliff([1, 1], [1, 1])[0] == 0
    assert cliff([5, 6], [1, 2])[0] == 1


def test_factors_rank_what_goes_with_winning():
    rows = [quote("won", at, price_gap=-2.0 - at % 7, response_h=float(at % 5), repeat=at % 3 > 0) for at in range(30)]
    rows += [quote("lost", 30 + at, price_gap=3.0 + at % 7, response_h=float(at % 5), repeat=at % 4 == 0) for at in range(40)]
    found = success_factors(quotes(*rows), AS_OF)
    assert (found.basis, found.n, found.ranked[0].name) == ("association", 70, "price_gap")
    assert found.ranked[0].delta == -1
    again = next(one for one in found.ranked if one.name == "repeat")
    assert again.odds_ratio[0] == pytest.approx((20 * 30) / (10 * 10))
    assert again.odds_ratio[1] < again.odds_ratio[0] < again.odds_ratio[2]
    assert all(one.p_adjusted >= one.p for one in found.ranked)


def test_under_thirty_decided_there_is_no_ranking():
    found = success_factors(quotes(*(quote("won" if at % 2 else "lost", at) for at in range(29)), quote("open", 40)), AS_OF)
    assert (found.basis, found.n, found.ranked) == ("judgement", 29, ())
    assert "30" in found.why.zh
