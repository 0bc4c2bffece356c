"""Association, Granger and interrupted series, against statsmodels 0.15 and scipy on the same numbers, and against known truth."""

from __future__ import annotations

import numpy as np
import pytest

from argosy.engines.causal.association import association
from argosy.engines.causal.granger import dickey_fuller, granger, one_way
from argosy.engines.causal.interrupted import interrupted
from argosy.engines.causal.newey import newey_west
from argosy.engines.causal.panel import Panel
from argosy.engines.series.growth import plug_in
from argosy.kernel.errors import BadInput

N = 120


@pytest.fixture(scope="module")
def pair():
    """x leads y by one step; the shocks of x summed are a random walk."""
    shocks = np.random.default_rng(7).normal(size=(N, 2))
    x, y = np.zeros(N), np.zeros(N)
    for t in range(1, N):
        x[t] = 0.5 * x[t - 1] + shocks[t, 0]
        y[t] = 0.3 * y[t - 1] + 0.6 * x[t - 1] + shocks[t, 1]
    return x, y, np.cumsum(shocks[:, 0])


def alone(series, start):
    return Panel(("a",), tuple(str(2000 + t) for t in range(len(series))), np.asarray(series, dtype=float)[None, :], 0, start)


def test_granger_f_equals_statsmodels(pair):
    x, y, _ = pair
    forward, backward = one_way(x, y, 1), one_way(y, x, 1)
    assert (forward.f, forward.p, forward.below) == pytest.approx((66.4695215689, 4.6922145e-13, 116))
    assert (backward.f, backward.p) == pytest.approx((0.7382098986, 0.3920069675))


def test_granger_finds_the_direction_and_no_unit_root(pair):
    found = granger(pair[0], pair[1], criterion="bic")
    assert (found.forward.p < 0.001, found.backward.p > 0.05, found.unit_root, found.differenced) == (True, True, False, None)


def test_dickey_fuller_equals_statsmodels(pair):
    x, _, walk = pair
    assert [dickey_fuller(walk)[0], dickey_fuller(x)[0]] == pytest.approx([-2.4176213899, -5.5751591354])
    assert dickey_fuller(x)[1] == pytest.approx(-2.8861509858)


def test_a_random_walk_is_cautioned_and_tested_on_its_steps(pair):
    found = granger(pair[2], pair[1])
    assert found.unit_root
    assert found.differenced


def test_newey_west_equals_statsmodels(pair):
    t = np.arange(N)
    after = (t >= 80).astype(float)
    line = newey_west(np.column_stack([np.ones(N), t, after, after * (t - 80)]), pair[1] + 0.05 * t, 4)
    assert line.coef == pytest.approx([-0.72124473, 0.05441892, 0.44243466, -0.02631725], abs=1e-7)
    assert np.sqrt(np.diag(line.cov)) == pytest.approx([0.43811872, 0.00769483, 0.57975377, 0.02289933], abs=1e-7)


@pytest.mark.parametrize(("n", "lags"), [(100, 4), (30, 3), (500, 5)])
def test_lags_by_the_plug_in_rule(n, lags):
    assert plug_in(n) == lags


def test_association_equals_scipy(pair):
    found = association(pair[0], pair[1], 2)
    assert (found.r, found.low, found.high, found.rank) == pytest.approx((0.4010763682, 0.2390178980, 0.5413969687, 0.3727411626))
    assert max(found.lags, key=lambda k: abs(found.lags[k][0])) == 1


def test_an_interrupted_series_gives_back_its_break():
    t = np.arange(40)
    series = 10 + 0.5 * t + np.where(t >= 25, 4 + 0.2 * (t - 25), 0) + 0.01 * (-1.0) ** t
    found = interrupted(alone(series, 25))
    assert (found.level[0], found.slope[0], found.estimate) == pytest.approx((4, 0.2, 4 + 0.2 * 7), abs=0.02)
    assert found.placebo_p == pytest.approx(1 / (len(found.placebo_dates) + 1))


def test_a_season_is_told_from_a_break():
    t = np.arange(60)
    series = 10 + 3.0 * (t % 12 == 5) - 2.0 * (t % 12 == 11) + np.where(t >= 41, 1.0, 0) + 0.01 * (-1.0) ** (t // 2)
    plain, seasonal = interrupted(alone(series, 41)), interrupted(alone(series, 41), season=12)
    assert seasonal.estimate == pytest.approx(1, abs=0.02)
    assert seasonal.se < plain.se


def test_a_control_series_takes_out_what_both_share():
    t = np.arange(40)
    shared = np.sin(t) + 0.3 * t + np.where(t >= 25, 5, 0)
    both = Panel(("control", "treated"), tuple(map(str, t)), np.stack([shared, shared + 2 + 0.01 * (-1.0) ** t]), 1, 25)
    assert abs(interrupted(both).estimate) < 0.05


@pytest.mark.parametrize("start", [3, 37])
def test_too_few_periods_on_one_side_are_bad_input(start):
    with pytest.raises(BadInput):
        interrupted(alone(np.arange(40), start))


def test_series_that_cannot_be_compared_are_bad_input(pair):
    for call in (
        lambda: association(pair[0][:4], pair[1][:4]),
        lambda: association(pair[0], np.ones(N)),
        lambda: granger(pair[0][:9], pair[1][:9]),
    ):
        with pytest.raises(BadInput):
            call()
