"""Effects on made-up panels whose truth is known, weights that are the optimum, placebos, and a word that never exceeds its rung."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.engines.causal.contrast import contrast
from argosy.engines.causal.did import event_study, two_way
from argosy.engines.causal.effect import Asked, measure
from argosy.engines.causal.panel import Panel, panel
from argosy.engines.causal.placebo import in_space
from argosy.engines.causal.predictors import with_predictors
from argosy.engines.causal.resampling import jackknife
from argosy.engines.causal.rungs import CANNOT_TELL, NOT_ESTABLISHED, RUNGS, Check, Thresholds, rung, verdict
from argosy.engines.causal.simplex import frank_wolfe, simplex_weights
from argosy.engines.causal.told import effect_json
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text


def long(
    effect: float = 5.0, units: int = 20, periods: int = 20, treated: int = 1, noise: float = 0.2, seed: int = 4, spread: float = 1.0
) -> pl.DataFrame:
    """Units with their own level and two shared factors, felt unlike as far as ``spread``; the last ``treated`` gain ``effect`` from period 2012 on."""
    draw = np.random.default_rng(seed)
    factors = np.cumsum(draw.normal(0, 0.3, (2, periods)), axis=1)
    y = (
        20
        + draw.normal(0, 2, (units, 1))
        + (0.5 + spread * (draw.random((units, 2)) - 0.5)) @ factors
        + draw.normal(0, noise, (units, periods))
    )
    y[units - treated :, 12:] += effect
    rows = [(f"u{i:02}", 2000 + t, y[i, t]) for i in range(units) for t in range(periods)]
    return pl.DataFrame(rows, schema=["unit", "year", "y"], orient="row")


def made(treated: int = 1, **world) -> Panel:
    table = long(treated=treated, **world)
    names = table["unit"].unique().sort().to_list()[-treated:]
    return panel(table, "unit", "year", "y", names, "2012")


@pytest.mark.parametrize("method", ["did", "sc", "sdid"])
@pytest.mark.parametrize("treated", [1, 4, 7])
def test_a_known_effect_is_found(method, treated):
    found = measure(made(treated, spread=0.0 if method == "did" else 1.0), method, Asked(level=0.99))
    assert found.estimate == pytest.approx(5, abs=0.6)
    assert found.low is not None
    assert found.low < 5 < (found.high or 0)
    assert found.verdict.id == method


@pytest.mark.parametrize("method", ["did", "sc", "sdid", "its"])
def test_no_effect_is_not_called_one(method):
    assert measure(made(effect=0.0), method).verdict.word == NOT_ESTABLISHED


def test_difference_in_differences_is_two_way_fixed_effects():
    world = made(treated=5)
    assert two_way(world)[0] == pytest.approx(contrast(world, "did").estimate, abs=1e-10)


def test_event_study_averages_to_the_effect_and_its_leads_are_quiet():
    world = made(treated=6, units=30, spread=0.0)
    study = event_study(world)
    after = study.coef[12:].mean() - study.coef[:12].mean()
    assert after == pytest.approx(contrast(world, "did").estimate, abs=1e-9)
    assert study.leads_p is not None
    assert study.leads_p > 0.01


def test_a_path_apart_before_treatment_fails_the_leads():
    table = long(treated=6, units=30).with_columns(
        y=pl.when(pl.col("unit") >= "u24").then(pl.col("y") + 0.5 * (pl.col("year") - 2000)).otherwise(pl.col("y"))
    )
    names = [f"u{i}" for i in range(24, 30)]
    assert measure(panel(table, "unit", "year", "y", names, "2012"), "did").verdict.word == NOT_ESTABLISHED


@given(seed=st.integers(0, 10_000), donors=st.integers(1, 30), periods=st.integers(1, 25), intercept=st.booleans())
@settings(max_examples=80, deadline=None)
def test_simplex_weights_meet_the_conditions_of_an_optimum(seed, donors, periods, intercept):
    draw = np.random.default_rng(seed)
    columns, target = draw.normal(size=(periods, donors)), draw.normal(size=periods)
    weights = simplex_weights(columns, target, 0.1, intercept)
    if intercept:
        columns, target = columns - columns.mean(axis=0), target - target.mean()
    slope = columns.T @ (columns @ weights - target) + 0.1 * weights
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)
    assert slope[weights > 1e-9].max() <= slope.min() + 1e-6


def test_frank_wolfe_ends_near_the_exact_optimum():
    draw = np.random.default_rng(2)
    columns, target = draw.normal(size=(15, 8)), draw.normal(size=15)
    assert np.allclose(frank_wolfe(columns, target, 5.0, 1e-8, True), simplex_weights(columns, target, 5.0, True), atol=1e-3)


def test_a_treated_unit_inside_the_hull_is_met_exactly():
    draw = np.random.default_rng(5)
    donors = draw.normal(size=(4, 12))
    y = np.vstack([donors, 0.3 * donors[0] + 0.7 * donors[2]])
    found = contrast(Panel(("a", "b", "c", "d", "t"), tuple(map(str, range(12))), y, 4, 8), "sc")
    assert found.omega == pytest.approx([0.3, 0, 0.7, 0], abs=1e-5)
    assert found.pre_rmspe < 1e-5


@pytest.mark.parametrize("method", ["did", "sc", "sdid"])
def test_an_effect_scales_with_its_unit(method):
    world = made()
    double = replace(world, y=world.y * 1000)
    assert contrast(double, method).estimate == pytest.approx(1000 * contrast(world, method).estimate, rel=1e-6)


def test_placebos_of_one_treated_unit_are_all_controls_whatever_the_seed():
    world = made()
    exact = contrast(world, "sc")
    assert in_space(world, exact, seed=1) == in_space(world, exact, seed=2)


def test_placebos_of_several_are_drawn_alike_from_one_seed(monkeypatch):
    monkeypatch.setattr("argosy.engines.causal.placebo.DRAWS", 40)
    world = made(treated=3)
    exact = contrast(world, "sdid")
    assert in_space(world, exact, seed=1) == in_space(world, exact, seed=1) != in_space(world, exact, seed=2)


def test_few_treated_units_are_judged_by_placebos_and_more_by_clusters():
    told = {n: measure(made(n, units=24, spread=0.0), "did").inference.en for n in (2, 5, 6)}
    assert list(told.values()) == ["spread of the estimates of placebo units"] * 2 + ["standard error clustered by unit"]


def test_few_sets_of_controls_are_each_taken_once():
    world = made(2, units=7)
    found = in_space(world, contrast(world, "did"))
    assert found
    assert (len(found.names), len(set(found.names)), found.least) == (10, 10, 1 / 11)


def test_too_few_controls_cannot_tell():
    found = measure(made(units=6), "sc")
    assert (found.verdict.word, found.verdict.reasons[0].en) == (CANNOT_TELL, "Rank p among placebo units: too little data to check")


def test_a_weak_fit_before_is_named():
    table = long().with_columns(y=pl.when(pl.col("unit") == "u19").then(pl.col("y") * 3).otherwise(pl.col("y")))
    found = measure(panel(table, "unit", "year", "y", ["u19"], "2012"), "sc")
    assert found.verdict.word == NOT_ESTABLISHED
    assert "RMSPE before" in found.verdict.reasons[0].en


def test_a_stricter_limit_lowers_the_word():
    assert measure(made(), "sc", Asked(limits=Thresholds(placebo_p=0.01))).verdict.word == CANNOT_TELL


def test_no_rung_below_a_comparison_speaks_of_effects():
    spoken = {one.id: one.word for one in RUNGS[:4]}
    assert not [
        word for word in spoken.values() if "effect" in word.en or "影響" in word.zh or "cause" in word.en.replace("not a cause", "")
    ]


def test_a_word_is_never_above_its_rung():
    good = Check("x", Text("甲", "x"), 0.0, 1.0, True)
    assert [verdict(one.id, [good]).word for one in RUNGS] == [one.word for one in RUNGS]
    assert verdict("sc", [good, replace(good, passed=False)]).word == NOT_ESTABLISHED
    assert verdict("sc", [replace(good, passed=None)]).word == CANNOT_TELL


def test_an_interval_with_nought_is_said_with_the_word():
    assert verdict("sc", [], wide=True).word.en == f"{rung('sc').word.en}; its interval includes nought"


def test_predictors_take_the_mean_of_their_window():
    table = long().with_columns(size=pl.col("year") - 2000.0)
    world = panel(table, "unit", "year", "y", ["u19"], "2012")
    found = with_predictors(world, table, "unit", "year", ["size", "size@2003", "size@2001:2005"])
    assert found.predictors[0].tolist() == [5.5, 3.0, 3.0]


def test_outcomes_as_predictors_come_near_the_fit_on_outcomes():
    table = long(units=12)
    world = panel(table, "unit", "year", "y", ["u11"], "2012")
    found = with_predictors(world, table, "unit", "year", ["y@2000:2003", "y@2004:2007", "y@2008:2011"])
    assert contrast(found, "sc").estimate == pytest.approx(5, abs=1.5)


def test_a_result_is_told_the_same_twice(monkeypatch):
    monkeypatch.setattr("argosy.engines.causal.placebo.DRAWS", 40)
    told = [effect_json(measure(made(treated=2), "sdid", Asked(seed=9)), Asked(seed=9)) for _ in range(2)]
    assert told[0] == told[1]


WRONG = {
    "no such unit": (lambda t: t, ["u99"], "2012"),
    "no unit named": (lambda t: t, [], "2012"),
    "start too early": (lambda t: t, ["u19"], "2001"),
    "start too late": (lambda t: t, ["u19"], "2031"),
    "one unit": (lambda t: t.filter(pl.col("unit") == "u19"), ["u19"], "2012"),
    "a gap": (lambda t: t.head(-3), ["u19"], "2012"),
    "a row twice": (lambda t: pl.concat([t, t.head(2)]), ["u19"], "2012"),
    "an empty cell": (lambda t: t.with_columns(y=pl.when(pl.col("year") == 2003).then(None).otherwise(pl.col("y"))), ["u19"], "2012"),
    "words": (lambda t: t.with_columns(y=pl.lit("many")), ["u19"], "2012"),
    "no column": (lambda t: t.drop("y"), ["u19"], "2012"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_panel_that_cannot_be_used_is_bad_input(case):
    change, treated, start = WRONG[case]
    with pytest.raises(BadInput):
        panel(change(long()), "unit", "year", "y", treated, start)


@pytest.mark.parametrize(
    ("method", "asked"),
    [
        ("guess", Asked()),
        ("sc", Asked(level=1.0)),
        ("sc", Asked(error="jackknife")),
        ("its", Asked(error="placebo")),
        ("its", Asked(season=12)),
    ],
)
def test_a_question_that_cannot_be_put_is_bad_input(method, asked):
    with pytest.raises(BadInput):
        measure(made(), method, asked)


@pytest.mark.slow
@pytest.mark.parametrize("error", ["placebo", "jackknife", "bootstrap"])
def test_errors_of_several_treated_units_agree_in_size(error):
    world = made(treated=8, units=40, spread=0.3)
    noise_alone = 0.2 * np.sqrt(1 / 8 + 1 / 32) * np.sqrt(1 / 8 + 1 / 12)
    se = measure(world, "sdid", Asked(error=error)).se
    assert 0.5 < (se or 0) / noise_alone < 2


def test_the_jackknife_of_did_is_that_of_its_definition():
    world = made(treated=3, units=9)
    exact = contrast(world, "did")
    rows = range(9)
    left = [
        contrast(world.rearranged([i for i in rows if i < 6 and i != j], [i for i in rows if i >= 6 and i != j]), "did").estimate
        for j in rows
    ]
    assert jackknife(world, exact) == pytest.approx(np.sqrt(8 / 9 * ((np.array(left) - np.mean(left)) ** 2).sum()))


@pytest.mark.parametrize("error", ["jackknife", "bootstrap"])
def test_one_treated_unit_has_no_such_error(error):
    found = measure(made(), "sdid", Asked(error=error))
    assert (found.se, found.low, found.inference.en) == (None, None, "too few units for a standard error")
