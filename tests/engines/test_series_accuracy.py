"""sMAPE, MASE, OWA, coverage and Winkler score by hand, and with values that have no scale."""

from __future__ import annotations

import numpy as np
import pytest

from argosy.engines.series.accuracy import competition, coverage, mase, owa, scale, smape, winkler

ACTUAL, FORECAST = np.array([100.0, 200.0]), np.array([110.0, 180.0])
HISTORY = np.array([10.0, 20.0, 13.0, 24.0])


def test_smape_is_200_times_the_mean_share():
    assert smape(ACTUAL, FORECAST) == pytest.approx(200 * (10 / 210 + 20 / 380) / 2)


def test_smape_of_nothing_forecast_as_nothing_is_zero():
    assert smape(np.zeros(2), np.zeros(2)) == 0


def test_smape_is_at_most_200():
    assert smape(np.array([1.0]), np.array([-1.0])) == pytest.approx(200)


@pytest.mark.parametrize(("season", "expected"), [(1, (10 + 7 + 11) / 3), (2, 3.5)])
def test_mase_is_scaled_by_seasonal_naive_within_the_history(season, expected):
    assert scale(HISTORY, season) == pytest.approx(expected)
    assert mase(ACTUAL, FORECAST, HISTORY, season) == pytest.approx(15 / expected)


@pytest.mark.parametrize("history", [np.ones(5), np.array([1.0])])
def test_without_a_scale_there_is_no_mase(history):
    assert np.isnan(mase(ACTUAL, FORECAST, history, 1))


def test_mase_does_not_depend_on_the_unit():
    assert mase(ACTUAL * 1000, FORECAST * 1000, HISTORY * 1000, 2) == pytest.approx(float(mase(ACTUAL, FORECAST, HISTORY, 2)))


def test_owa_of_naive2_is_one():
    assert owa(14.4, 1.06, 14.4, 1.06) == 1
    assert owa(7.2, 1.06, 14.4, 1.06) == pytest.approx(0.75)


def test_coverage_counts_the_limits_in_and_leaves_gaps_out():
    actual = np.array([1.0, 2.0, 3.0, np.nan])
    assert coverage(actual, np.array([1.0, 2.5, 0.0, 0.0]), np.array([2.0, 3.0, 3.0, 9.0])) == pytest.approx(2 / 3)


def test_winkler_adds_what_fell_outside():
    assert winkler(np.array([5.0, 12.0]), np.zeros(2), np.full(2, 10.0), 0.8) == pytest.approx((10 + 10 + 2 / 0.2 * 2) / 2)


def test_a_competition_is_the_mean_over_series():
    found = competition([ACTUAL, ACTUAL], [FORECAST, ACTUAL], [HISTORY, np.ones(4)], 1)
    assert (found.n, found.scaled) == (2, 1)
    assert found.smape == pytest.approx(float(smape(ACTUAL, FORECAST)) / 2)
    assert found.mase == pytest.approx(float(mase(ACTUAL, FORECAST, HISTORY, 1)))
