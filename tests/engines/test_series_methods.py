"""The methods against figures of statsmodels 0.15.0 (ThetaModel, seasonal_decompose, SimpleExpSmoothing, ETSModel, acf) on two known series."""

from __future__ import annotations

import numpy as np
import pytest

from argosy.engines.series.ets import fit_ets, roll_ets
from argosy.engines.series.methods import METHODS, fit, forecasts, rolled
from argosy.engines.series.naive import naive_scale
from argosy.engines.series.panel import panel
from argosy.engines.series.season import autocorrelations, is_seasonal, seasons
from argosy.engines.series.smoothing import levels, smooth
from tests.engines.series_world import AIR, NILE, noisy

THETA = [440.068, 428.374, 489.696, 475.694, 479.659, 545.354, 602.738, 601.087, 523.940, 456.617, 397.945, 447.635]
ETS = [441.91, 434.66, 496.93, 483.52, 484.49, 549.91, 611.98, 607.95, 528.33, 461.12, 400.49, 450.24]
INDICES = [0.910230, 0.883625, 1.007366, 0.975906, 0.981378, 1.112776, 1.226556, 1.219911, 1.060492, 0.921757, 0.801178, 0.898824]
ADDED = [-24.7487, -36.1881, -2.2412, -8.0366, -4.5063, 35.4028, 63.8308, 62.8232, 16.5202, -20.6427, -53.5934, -28.6199]


def ahead(*series, season=12, horizon=12):
    given = panel(series)
    made = forecasts(given, fit(given, season), season, horizon)
    return {name: given.restore(one.T) for name, one in made.items()}


def test_theta_as_statsmodels_has_it():
    assert ahead(AIR)["theta"][0] == pytest.approx(THETA, rel=1e-4)


def test_damped_ets_near_maximum_likelihood_of_statsmodels():
    assert ahead(AIR)["ets"][0] == pytest.approx(ETS, rel=0.015)


def test_multiplicative_indices_of_classical_decomposition():
    assert seasons(panel([AIR]), 12).cycle[:, 0] == pytest.approx(INDICES, abs=1e-6)


def test_additive_indices_where_a_value_is_zero():
    found = seasons(panel([AIR - AIR.min()]), 12)
    assert not found.multiplicative[0]
    assert found.cycle[:, 0] == pytest.approx(ADDED, abs=1e-4)


def test_autocorrelations_as_statsmodels_has_them():
    assert autocorrelations(panel([AIR]), 12)[[0, 5, 11], 0] == pytest.approx([0.948047, 0.681734, 0.760395], abs=1e-6)


def test_smoothing_finds_the_least_squares_of_statsmodels():
    found = smooth(panel([NILE]))
    assert found.sse[0] == pytest.approx(2038674.4321625163, rel=1e-5)
    assert found.alpha[0] == pytest.approx(0.24573, abs=1e-3)
    assert found.first[0] == pytest.approx(1110.755, rel=1e-3)


def test_levels_end_where_smoothing_ended():
    given = panel([NILE, NILE[:40]])
    found = smooth(given)
    assert levels(given, found.alpha, found.first)[-1] == pytest.approx(found.level)


def test_a_trend_does_not_hide_a_season_from_the_test_on_changes():
    rising = panel([np.arange(60.0) * 5 + 100 + 4 * np.sin(2 * np.pi * np.arange(60) / 12)])
    assert (is_seasonal(rising, 12)[0], is_seasonal(rising, 12, differenced=True)[0]) == (False, True)


def test_noise_is_seldom_called_seasonal():
    rng = np.random.default_rng(5)
    noise = panel([rng.normal(100, 5, 72) for _ in range(400)])
    assert 0.03 < is_seasonal(noise, 12).mean() < 0.17


def test_benchmarks_by_hand():
    made = ahead(np.array([1.0, 2, 3, 4, 5, 6, 7, 9]), season=4, horizon=6)
    assert made["snaive"][0].tolist() == [5, 6, 7, 9, 5, 6]
    assert made["naive"][0].tolist() == [9] * 6
    assert made["drift"][0] == pytest.approx(9 + np.arange(1, 7) * 8 / 7)


def test_scale_of_mase_by_column():
    given = panel([np.array([10.0, 20, 13, 24]), np.array([5.0, 5])])
    assert naive_scale(given, 2)[0] == pytest.approx(3.5)
    assert np.isnan(naive_scale(given, 2)[1])


@pytest.mark.parametrize("name", METHODS)
def test_a_series_is_forecast_alike_alone_and_among_others(name):
    alone = ahead(AIR[:70])[name][0]
    assert ahead(noisy(50), AIR[:70], NILE, AIR)[name][1] == pytest.approx(alone, rel=1e-9)


@pytest.mark.parametrize("name", METHODS)
def test_forecasts_follow_the_unit(name):
    assert ahead(AIR * 1000)[name][0] == pytest.approx(1000 * ahead(AIR)[name][0], rel=1e-9)


@pytest.mark.parametrize("name", METHODS)
def test_rolling_uses_only_what_was_known(name):
    """Values after an origin change nothing in the forecast made there."""
    held = np.array([24])
    first = rolled(panel([AIR]), held, 12, 6)[name]
    changed = AIR.copy()
    changed[-10:] *= 3
    second = rolled(panel([changed]), held, 12, 6)[name]
    assert first[:14] == pytest.approx(second[:14], rel=1e-12)
    assert not np.allclose(first[-1], second[-1])


@pytest.mark.parametrize("name", METHODS)
def test_the_first_origin_is_the_forecast_of_the_head(name):
    given = panel([AIR, noisy(90)])
    made = rolled(given, np.array([20, 11]), 12, 6)[name]
    assert made[0, :, 0] == pytest.approx(ahead(AIR[:-20], horizon=6)[name][0], rel=1e-9)
    assert made[9, :, 1] == pytest.approx(ahead(noisy(90)[:-11], horizon=6)[name][0], rel=1e-9)


def test_ets_breaks_down_nowhere():
    rng = np.random.default_rng(11)
    wild = panel([np.exp(rng.normal(0, 2, 60)), rng.normal(0, 1, 60), np.r_[np.zeros(30), np.ones(30)], np.linspace(100, 1, 60)])
    found = seasons(wild, 12)
    fitted = fit_ets(wild, found)
    assert np.isfinite(fitted.level).all()
    assert np.isfinite(roll_ets(fitted, wild, found, 5, 12)).all()
