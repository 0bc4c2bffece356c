"""Trends against published figures and those of statsmodels 0.15.0 and scipy 1.17; properties; what is not enough."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from argosy.engines.series.breaks import Break, chow, sup_f, sup_p
from argosy.engines.series.growth import andrews, cagr, growth, newey_west, year_on_year
from argosy.engines.series.shortage import Insufficient
from argosy.engines.series.slope import mann_kendall, seasonal_kendall
from argosy.engines.series.stl import stl
from argosy.engines.series.trend import trend
from tests.engines.series_world import AIR, NILE, months, noisy, years

ONES = np.ones((100, 1))


@pytest.mark.parametrize(("lags", "error"), [(0, 0.0005221071951599), (3, 0.0007021441676614), (7, 0.0008255121879630)])
def test_newey_west_as_statsmodels_has_it(lags, error):
    found = growth(NILE, lags=lags)
    assert found.slope == pytest.approx(-0.0027672002470925, rel=1e-10)
    assert found.error == pytest.approx(error, rel=1e-10)
    assert found.r2 == pytest.approx(0.18620519599294, rel=1e-10)


@pytest.mark.parametrize(("lags", "error"), [(4, 0.0002289328337835), (12, 0.0003172799532321)])
def test_growth_with_a_season_as_statsmodels_has_it(lags, error):
    found = growth(AIR, 12, lags=lags)
    assert found.slope == pytest.approx(0.0100688047410408, rel=1e-10)
    assert found.error == pytest.approx(error, rel=1e-9)
    assert found.year == pytest.approx(math.expm1(12 * found.slope))


def test_andrews_bandwidth_of_one_ar1_score_by_his_formula():
    rng = np.random.default_rng(2)
    score = np.zeros(500)
    for at in range(1, 500):
        score[at] = 0.6 * score[at - 1] + rng.normal()
    rho = score[:-1] @ score[1:] / (score[:-1] @ score[:-1])
    expected = 1.1447 * (4 * rho**2 / ((1 - rho) ** 2 * (1 + rho) ** 2) * 500) ** (1 / 3)
    assert andrews(np.column_stack([np.ones(500), score])) == pytest.approx(expected)


def test_covariance_without_lags_is_that_of_white():
    design, residual = np.column_stack([np.ones(20), np.arange(20.0)]), np.random.default_rng(1).normal(size=20)
    bread = np.linalg.inv(design.T @ design)
    assert newey_west(design, residual, 0) == pytest.approx(bread @ (design.T * residual**2) @ design @ bread)


def test_interval_holds_the_true_growth_about_as_often_as_it_says():
    rng = np.random.default_rng(7)
    held = [growth(np.exp(0.01 * np.arange(120) + rng.normal(0, 0.1, 120))) for _ in range(300)]
    assert 0.9 < np.mean([g.low <= math.expm1(0.01) <= g.high for g in held]) <= 0.99


def test_growth_of_an_exact_rate_and_of_scaled_values():
    assert growth(100 * 1.05 ** np.arange(10)).rate == pytest.approx(0.05)
    assert growth(NILE * 1e6).rate == pytest.approx(growth(NILE).rate)


@pytest.mark.parametrize(
    ("values", "season", "words"), [(NILE[:7], 1, "at least 8"), (AIR[:24], 12, "at least 25"), (np.r_[NILE[:20], 0.0], 1, "logarithm")]
)
def test_growth_that_cannot_be_told(values, season, words):
    found = growth(values, season)
    assert isinstance(found, Insufficient)
    assert words in found.reason.en


def test_compound_rate_and_change_on_the_year_before():
    assert cagr(100, 121, 2) == pytest.approx(0.1)
    assert np.isnan(cagr(0, 5, 2))
    yearly = year_on_year(AIR, 12)
    assert np.isnan(yearly[:12]).all()
    assert yearly[12] == pytest.approx(115 / 112 - 1)
    assert np.isnan(year_on_year(AIR[:5], 12)).all()


def test_mann_kendall_of_the_nile():
    """S and z by the definition; Kendall's tau-b and its p by scipy; Sen's slope and interval by scipy's theilslopes, ranks interpolated here."""
    found = mann_kendall(NILE)
    assert found.s == sum(np.sign(b - a) for a, b in itertools.combinations(NILE, 2)) == -1387
    assert found.p == pytest.approx(stats.kendalltau(np.arange(100), NILE).pvalue, rel=0.02)
    slope, _, low, high = stats.theilslopes(NILE, np.arange(100), 0.95)
    assert (found.slope, found.low, found.high) == pytest.approx((slope, low, high), abs=1e-3)


def test_ties_make_the_variance_smaller():
    n = 10
    tied = np.array([1.0, 1, 1, 2, 3, 4, 5, 5, 6, 7])
    assert mann_kendall(tied).variance == pytest.approx((n * (n - 1) * (2 * n + 5) - 3 * 2 * 11 - 2 * 1 * 9) / 18)


def test_seasonal_kendall_sums_over_places():
    found = seasonal_kendall(AIR, 12)
    parts = [mann_kendall(AIR[place::12]) for place in range(12)]
    assert found.s == sum(p.s for p in parts)
    assert found.variance == pytest.approx(sum(p.variance for p in parts))
    slopes = [(b - a) / (j - i) for p in range(12) for (i, a), (j, b) in itertools.combinations(enumerate(AIR[p::12]), 2)]
    assert found.slope == pytest.approx(np.median(slopes))


def test_gaps_keep_their_place_in_time():
    holed = 3.0 * np.arange(30)
    holed[[4, 5, 20]] = np.nan
    assert (mann_kendall(holed).slope, mann_kendall(holed).n) == (3, 27)


def test_a_constant_series_has_no_trend():
    assert "no trend" in mann_kendall(np.ones(20)).reason.en
    assert "at least 8" in mann_kendall(np.arange(5.0)).reason.en


def test_the_break_of_the_nile_is_that_of_strucchange():
    """Zeileis, Kleiber, Krämer & Hornik (2003): sup F = 75.93, the break after 1898."""
    found = sup_f(NILE, ONES)
    assert (1871 + found.at, round(found.f, 2)) == (1898, 75.93)
    assert found.p < 1e-14
    f, p = chow(NILE, ONES, found.at)
    assert f == pytest.approx(found.f)
    assert p < 1e-12


CRITICAL = {1: (7.12, 8.68, 12.16), 2: (10.00, 11.72, 15.56), 3: (12.27, 14.13, 18.06), 4: (14.36, 16.36, 20.48), 5: (16.30, 18.45, 22.80)}


@pytest.mark.parametrize(("k", "values"), CRITICAL.items())
def test_p_at_the_critical_values_of_andrews(k, values):
    """Andrews (2003, corrected), 15 % trimming, at 10, 5 and 1 %, as k times those in Stock & Watson, Introduction to Econometrics, table 14.6."""
    assert [sup_p(value, k) for value in values] == pytest.approx([0.10, 0.05, 0.01], abs=0.0045)


def test_no_break_is_seldom_found_where_there_is_none():
    rng = np.random.default_rng(8)
    found = [sup_f(rng.normal(size=100), ONES).p < 0.05 for _ in range(300)]
    assert np.mean(found) < 0.1


@pytest.mark.parametrize("at", [0, 98, 99])
def test_chow_needs_values_on_both_sides(at):
    design = np.column_stack([np.ones(100), np.arange(100.0)])
    assert isinstance(chow(NILE, design, at), Insufficient)


def test_exact_and_short_series_have_no_break():
    assert isinstance(sup_f(np.ones(40), np.ones((40, 1))), Insufficient)
    assert isinstance(sup_f(NILE[:10], np.ones((10, 1))), Insufficient)


@pytest.mark.parametrize(
    ("robust", "trends", "seasons"),
    [
        (False, [4.80582221, 5.53130557, 6.19453801], [-0.0964405, -0.22035138, -0.12291735]),
        (True, [4.79848631, 5.5322504, 6.1924876], [-0.07523287, -0.21979035, -0.11601285]),
    ],
)
def test_stl_as_statsmodels_has_it(robust, trends, seasons):
    found = stl(np.log(AIR), 12, robust=robust)
    places = [0, 70, 143]
    assert found.trend[places] == pytest.approx(trends, abs=1e-8)
    assert found.seasonal[places] == pytest.approx(seasons, abs=1e-8)


def test_stl_robust_weights_as_statsmodels_has_them():
    assert stl(np.log(AIR), 12, robust=True).weights[[0, 70, 143]] == pytest.approx([0.98619656, 0.9996605, 0.9607764], abs=1e-7)


def test_stl_adds_up_and_knows_strength():
    found = stl(AIR, 12)
    assert found.trend + found.seasonal + found.rest == pytest.approx(AIR)
    assert found.trend_strength > 0.95
    assert found.seasonal_strength > 0.8
    assert stl(np.random.default_rng(1).normal(size=96), 12).trend_strength < 0.5


@pytest.mark.parametrize(("values", "season"), [(AIR[:23], 12), (NILE, 1), (np.r_[AIR, np.nan], 12)])
def test_stl_that_cannot_be_told(values, season):
    assert isinstance(stl(values, season), Insufficient)


def test_the_whole_answer_for_a_monthly_series():
    found = trend(months(AIR))
    assert found.growth.year == pytest.approx(0.12843, abs=1e-5)
    assert found.monotone.p < 1e-10
    assert found.indices.seasonal
    assert found.indices.values[6] == max(found.indices.values)
    assert found.last_year == pytest.approx(432 / 405 - 1)
    assert found.compound == pytest.approx((AIR[-12:].sum() / AIR[:12].sum()) ** (1 / 11) - 1)


def test_indices_begin_at_the_place_of_the_first_date():
    assert trend(months(AIR[:139])).indices.values[6] == max(trend(months(AIR[:139])).indices.values)


def test_the_whole_answer_for_a_yearly_series():
    found = trend(years(NILE))
    assert isinstance(found.indices, Insufficient)
    assert found.growth.rate < 0


def test_a_change_of_level_is_dated():
    values = noisy(96)
    values[50:] *= 1.6
    found = trend(months(values))
    assert isinstance(found.broken, Break)
    assert found.broke == "1953-02"


def test_a_short_or_constant_series_says_what_is_missing():
    short, flat = trend(months(AIR[:6])), trend(months(np.full(30, 4.0)))
    for part in (short.growth, short.monotone, short.broken, short.indices, short.decomposed, short.compound, flat.monotone, flat.broken):
        assert isinstance(part, Insufficient)
        assert part.reason.zh
    assert flat.growth.rate == 0
