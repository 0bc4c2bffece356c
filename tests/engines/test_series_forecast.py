"""Whole forecasts: the choice, the intervals and their coverage, and every kind of series that cannot be modelled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars
import pytest

from argosy.engines.series.accuracy import competition, coverage
from argosy.engines.series.backtest import held_out
from argosy.engines.series.forecast import forecast
from argosy.engines.series.intervals import Errors, half_widths
from argosy.engines.series.methods import METHODS
from argosy.engines.series.prepare import Series, least_length
from argosy.kernel.errors import BadInput
from tests.engines.series_world import AIR, NILE, months, noisy, years

pytestmark = pytest.mark.slow


def one(series, horizon=12, **options):
    return forecast([series], horizon, **options)[0]


def test_a_seasonal_series_beats_the_benchmark_and_says_so():
    found = one(months(AIR))
    assert (found.frequency, found.season, found.n, found.first, found.last) == ("monthly", 12, 144, "1949-01", "1960-12")
    assert found.steps[0].date == "1961-01"
    assert found.tested.beats
    assert found.verdict.en == "beats seasonal naive in the back-test"
    assert {score.method for score in found.tested.scores} >= {"theta", "ets", "combination", "snaive", "naive2"}


def test_the_benchmark_is_used_where_nothing_beats_it():
    rng = np.random.default_rng(4)
    repeating = np.tile(rng.normal(100, 30, 12), 7) + rng.normal(0, 0.01, 84)
    repeating[-30:] = np.tile(repeating[-12:], 3)[-30:]
    found = one(months(repeating))
    assert found.method == "snaive"
    assert not found.tested.beats
    assert found.verdict.zh == "本模型未優於單純季節法"
    assert found.verdict.en == "does not beat seasonal naive"


@pytest.mark.parametrize("method", METHODS)
def test_a_method_can_be_asked_for(method):
    found = one(months(AIR), method=method)
    assert found.method == method
    assert found.tested.score(method).mase > 0
    assert "as asked" in found.reason.en


def test_intervals_are_nested_and_widen():
    steps = one(months(AIR), 24).steps
    assert all(s.lo95 <= s.lo80 <= s.point <= s.hi80 <= s.hi95 for s in steps)
    widths = [s.hi95 - s.lo95 for s in steps]
    assert widths == sorted(widths)


def test_intervals_hold_what_they_promise_on_series_made_here():
    series = [noisy(108, seed) for seed in range(150)]
    made = forecast([months(values[:96], name=str(at)) for at, values in enumerate(series)], 12)
    actual = np.array([values[96:] for values in series])
    for level in (80, 95):
        low, high = (np.array([[getattr(s, f"{side}{level}") for s in f.steps] for f in made]) for side in ("lo", "hi"))
        assert abs(coverage(actual, low, high).mean() - level / 100) < 0.07
        told = np.mean([getattr(f.tested, f"coverage{level}") for f in made])
        assert abs(told - level / 100) < 0.07


def one_step(count):
    return Errors(np.arange(1.0, count + 1).reshape(count, 1, 1), np.ones((1, 1)), np.arange(1))


def test_half_width_is_the_order_statistic_of_split_conformal():
    (width80, told80), (width95, told95) = half_widths(one_step(19), np.ones(1))
    assert (width80[0, 0], width95[0, 0]) == (16, 19)
    assert told80.all()
    assert told95.all()


def test_below_19_errors_the_95_interval_is_students():
    (_, told80), (width95, told95) = half_widths(one_step(18), np.ones(1))
    assert (told80[0, 0], told95[0, 0]) == (True, False)
    assert width95[0, 0] == pytest.approx(2.100922 * np.sqrt((np.arange(1, 19) ** 2).mean()))


def test_intervals_of_a_chosen_method_are_not_narrower_than_those_of_the_combination():
    series = [months(noisy(96, seed), name=str(seed)) for seed in range(12)]
    pairs = list(zip(forecast(series, 12), forecast(series, 12, method="combination"), strict=True))
    assert {chosen.method for chosen, _ in pairs} > {"combination"}
    for chosen, combined in pairs:
        assert all(a.hi80 - a.lo80 >= (b.hi80 - b.lo80) * (1 - 1e-9) for a, b in zip(chosen.steps, combined.steps, strict=True))


@pytest.mark.parametrize(("season", "least"), [(12, 24), (4, 8), (1, 8), (52, 104)])
def test_least_lengths(season, least):
    assert least_length(season) == least


@pytest.mark.parametrize(("series", "least"), [(months(AIR[:23]), 24), (years(NILE[:7]), 8)])
def test_a_short_series_is_only_described(series, least):
    found = one(series)
    assert (found.method, found.steps, found.tested) == (None, (), None)
    assert f"a forecast needs {least}" in found.reason.en
    assert found.described.n == least - 1
    assert found.described.last == series.values[-1]


def test_a_series_too_short_to_test_gets_the_benchmark():
    found = one(months(AIR[:25]))
    assert (found.method, found.tested) == ("snaive", None)
    assert "too short for a back-test" in found.reason.en
    assert all(s.lo95 < s.point < s.hi95 for s in found.steps)


def test_a_constant_series_has_no_interval():
    found = one(months(np.full(40, 7.0)))
    assert (found.method, found.steps[3].point, found.steps[3].lo80) == ("naive", 7, None)
    assert "no interval can be told" in found.reason.en


def test_zeros_and_negative_values_are_said_and_modelled():
    values = noisy(84) - 100
    values[3] = 0
    found = one(months(values))
    assert any("negative" in note.en for note in found.notes)
    assert any("zero" in note.en for note in found.notes)
    assert np.isfinite([s.point for s in found.steps]).all()


def test_what_was_above_zero_is_not_forecast_below():
    falling = months(np.maximum(np.linspace(500, 3, 60), 1) + np.random.default_rng(1).normal(0, 0.3, 60))
    found = one(falling, 36, method="drift")
    assert all(s.point >= 0 and s.lo95 >= 0 for s in found.steps)
    assert any("kept at zero" in note.en for note in found.notes)


def test_gaps_are_named_filled_and_left_out_of_the_back_test():
    whole = months(AIR)
    keep = [at for at in range(144) if at not in (100, 120, 121)]
    holed = Series("", tuple(whole.dates[at] for at in keep), tuple(whole.values[at] for at in keep))
    blank = replace(whole, values=tuple(float("nan") if at in (100, 120, 121) else v for at, v in enumerate(whole.values)))
    found = one(holed)
    assert found.missing == ("1957-05", "1959-01", "1959-02")
    assert found.tested.n < one(whole).tested.n
    assert one(blank) == found


def test_too_many_gaps_are_described_only():
    whole = months(AIR)
    found = one(Series("", whole.dates[:60:2] + whole.dates[60:], whole.values[:60:2] + whole.values[60:]))
    assert found.method is None
    assert "too many gaps" in found.reason.en


def test_rows_may_come_in_any_order():
    whole = months(AIR)
    assert one(Series("", whole.dates[::-1], whole.values[::-1])) == one(whole)


def test_series_of_many_kinds_keep_their_order():
    given = [months(AIR, name="a"), years(NILE, name="b"), months(AIR[:10], name="c"), months(noisy(60), name="d")]
    made = forecast(given, 6)
    assert [f.series for f in made] == ["a", "b", "c", "d"]
    assert [f.frequency for f in made] == ["monthly", "annual", "monthly", "monthly"]
    alone = one(given[3], 6)
    assert (made[3].method, made[3].tested.n) == (alone.method, alone.tested.n)
    assert [s.hi95 for s in made[3].steps] == pytest.approx([s.hi95 for s in alone.steps], rel=1e-9)


WILD = {
    "spread": lambda rng: np.exp(rng.normal(0, 3, 60)),
    "tiny": lambda rng: rng.normal(0, 1e-12, 60),
    "counts": lambda rng: rng.poisson(0.3, 60).astype(float),
    "late": lambda rng: np.r_[np.zeros(57), 5, 0, 9],
    "soaring": lambda rng: np.exp(np.linspace(0, 40, 60)),
    "vanishing": lambda rng: np.exp(-np.linspace(0, 40, 60)),
    "step": lambda rng: np.r_[np.full(59, 3.0), 4.0],
    "swinging": lambda rng: np.tile([1.0, 1e9], 30),
    "holed": lambda rng: np.where(rng.random(60) < 0.1, np.nan, rng.gamma(2, 5, 60)),
}


@pytest.mark.parametrize("method", [None, *METHODS])
def test_wild_series_are_forecast_in_finite_figures(method):
    rng = np.random.default_rng(0)
    made = forecast([months(make(rng), name=name) for name, make in WILD.items()], 18, method=method)
    figures = [[s.point, s.lo80, s.hi80, s.lo95, s.hi95] for f in made for s in f.steps]
    assert np.shape(figures) == (18 * len(WILD), 5)
    assert np.isfinite(figures).all()


@pytest.mark.parametrize(
    ("series", "options", "words"),
    [
        (Series("s", ("2026-01", "2026-01"), (1.0, 2.0)), {}, "2026-01 appears more than once"),
        (Series("s", ("1", "1000000"), (1.0, 2.0)), {}, "check the dates"),
        (Series("s", ("2026-01",), (float("inf"),)), {}, "infinite"),
        (Series("s", ("2026-01",), (float("nan"),)), {}, "no value at all"),
        (months(AIR), {"horizon": 0}, "horizon"),
        (months(AIR), {"season": 0}, "season"),
        (months(AIR), {"method": "oracle"}, "no method 'oracle'"),
    ],
)
def test_what_is_refused(series, options, words):
    with pytest.raises(BadInput, match=words):
        forecast([series], **{"horizon": 3, **options})


def test_held_out_leaves_two_seasons_and_six_tenths():
    assert held_out(np.array([144, 54, 30, 26]), 12, 18).tolist() == [42, 21, 6, 0]


@pytest.fixture(scope="module")
def m1(shared):
    """By period: histories of the M1 competition and what followed them."""
    rows = polars.read_parquet(shared / "data/markets/m1.parquet").sort("series", "t")
    kinds = {kind[0]: frame.partition_by("series", maintain_order=True) for kind, frame in rows.group_by("period")}
    return {
        kind: [[p.filter(polars.col("split") == split)["y"].to_numpy() for p in parts] for split in ("train", "test")]
        for kind, parts in kinds.items()
    }


def reached(given, history, actual, method, season):
    points = [np.array([s.point for s in f.steps]) for f in forecast(given, len(actual[0]), season, method)]
    return competition(actual, points, history, season)


PUBLISHED = [("MONTHLY", 12, months, 1.091), ("QUARTERLY", 4, months, 1.702), ("YEARLY", 1, years, 4.191)]


@pytest.mark.parametrize(("period", "season", "dated", "published"), PUBLISHED)
def test_theta_reproduces_its_published_accuracy(m1, period, season, dated, published):
    """Mean MASE of Theta in table 2 of Godahewa et al. (2021), Monash Time Series Forecasting Archive."""
    history, actual = m1[period]
    assert reached([dated(one) for one in history], history, actual, "theta_classic", season).mase == pytest.approx(published, abs=0.003)


def test_accuracy_on_the_m1_competition(m1):
    """The same table has 1.074 for ETS, the best of its twelve methods on M1 monthly."""
    history, actual = m1["MONTHLY"]
    given = [months(one) for one in history]
    made = {method: reached(given, history, actual, method, 12) for method in (None, "theta", "combination", "snaive")}
    assert made[None].n == 617
    assert (made["snaive"].smape, made["snaive"].mase) == pytest.approx((17.2988, 1.3144), abs=1e-3)
    assert made["theta"].smape < 16.249  # of statsmodels 0.15
    assert made["combination"].mase < 1.04
    assert made[None].mase < 1.074
    assert made[None].smape < 15
