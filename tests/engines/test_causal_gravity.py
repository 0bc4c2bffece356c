"""Estimates with absorbed effects equal those with dummies; errors equal their definitions; separated rows are found."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.engines.causal.absorb import absorber, redundant
from argosy.engines.causal.design import design
from argosy.engines.causal.fitting import least_squares
from argosy.engines.causal.formula import parse
from argosy.engines.causal.gravity import Options, estimate, joint
from argosy.engines.causal.separation import without_separated, without_singletons
from argosy.kernel.errors import BadInput
from tests.engines.gravity_world import dummies, poisson, trade

pytestmark = pytest.mark.slow

WORLD = trade()
EFFECTS = {
    "exporter": (("exporter",),),
    "exporter^year + importer^year": (("exporter", "year"), ("importer", "year")),
    "exporter + importer + year": (("exporter",), ("importer",), ("year",)),
    "exporter^year + importer^year + exporter^importer": (("exporter", "year"), ("importer", "year"), ("exporter", "importer")),
}


@pytest.mark.parametrize("effects", EFFECTS)
def test_least_squares_with_effects_equals_dummies(effects):
    x = "rta" if "exporter^importer" in effects else "log(dist) + rta"
    world = WORLD.filter(pl.col("trade") > 0)
    found = estimate(world, f"log(trade) ~ {x} | {effects}", Options(family="ols"))
    columns = [world["rta"].to_numpy()] if x == "rta" else [np.log(world["dist"].to_numpy()), world["rta"].to_numpy()]
    full = np.column_stack([*columns, dummies(world, *EFFECTS[effects])])
    wanted = np.linalg.lstsq(full, np.log(world["trade"].to_numpy()), rcond=1e-12)[0]
    assert np.allclose(found.coef, wanted[: len(columns)], atol=1e-9)


@pytest.mark.parametrize("effects", list(EFFECTS)[:3])
def test_poisson_with_effects_equals_dummies(effects):
    found = estimate(WORLD, f"trade ~ log(dist) + rta | {effects}")
    columns = [np.log(WORLD["dist"].to_numpy()), WORLD["rta"].to_numpy()]
    wanted = poisson(WORLD["trade"].to_numpy(), np.column_stack([*columns, dummies(WORLD, *EFFECTS[effects])]))
    assert np.allclose(found.coef, wanted[:2], atol=1e-8)


def test_poisson_scores_add_up_to_nought_in_every_level():
    found = estimate(WORLD, "trade ~ rta | exporter^year + importer^year")
    error = WORLD["trade"].to_numpy()[found.rows] - found.fitted
    sums = dummies(WORLD[found.rows], ("exporter", "year"), ("importer", "year")).T @ error
    assert np.abs(sums).max() < 1e-6 * WORLD["trade"].sum()


@given(seed=st.integers(0, 10_000), effects=st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_absorbed_columns_are_orthogonal_to_every_effect(seed, effects):
    draw = np.random.default_rng(seed)
    n = int(draw.integers(20, 120))
    codes = [np.unique(draw.integers(0, draw.integers(2, 15), n), return_inverse=True)[1].astype(np.int64) for _ in range(effects)]
    weights = draw.gamma(1, 1, n) + 1e-3
    taking = absorber(codes, n)
    taking.weigh(weights)
    left = taking.residual(draw.normal(size=(n, 2)))
    sums = [np.bincount(c, weights * left[:, k]) for c in codes for k in range(2)]
    assert max(np.abs(s).max() for s in sums) < 1e-7


def test_conjugate_gradients_give_what_the_dense_way_gives(monkeypatch):
    codes = [np.arange(400) % k for k in (37, 23, 11)]
    columns = np.random.default_rng(3).normal(size=(400, 2))
    results = []
    for dense in (2_500, 1):
        monkeypatch.setattr("argosy.engines.causal.absorb.DENSE_LEVELS", dense)
        taking = absorber(codes, 400)
        taking.weigh(np.ones(400))
        results.append(taking.residual(columns))
    assert np.allclose(*results, atol=1e-8)


def test_connected_groups_are_counted():
    first, second = np.array([0, 0, 1, 2, 2]), np.array([0, 1, 1, 2, 3])
    assert redundant([first, second]) == 2


def test_a_collinear_regressor_is_left_out_and_named():
    world = WORLD.with_columns(twice=pl.col("rta") * 2, fixed=pl.col("year") * 3.0)
    found = estimate(world, "trade ~ rta + twice + fixed | exporter^year + importer^year")
    assert (found.names, found.dropped) == (("rta",), ("twice", "fixed"))


def test_robust_errors_are_the_sandwich_with_its_factor():
    world = WORLD.filter(pl.col("trade") > 0)
    found = estimate(world, "log(trade) ~ log(dist) + rta", Options(family="ols", se="hc1"))
    fit = least_squares(design(world, parse("log(trade) ~ log(dist) + rta")))
    scores = fit.x * fit.score[:, None]
    matrix = fit.inverse @ scores.T @ scores @ fit.inverse * found.n / (found.n - 3)
    assert np.allclose(found.covariance.matrix, matrix)


def test_hc3_is_the_jackknife_of_single_rows():
    world = WORLD.filter(pl.col("trade") > 0).head(40)
    x = np.column_stack([np.ones(40), world["rta"].to_numpy()])
    y = world["trade"].to_numpy()
    found = estimate(world, "trade ~ rta", Options(family="ols", se="hc3"))
    dropped = [np.linalg.lstsq(np.delete(x, i, 0), np.delete(y, i), rcond=None)[0] - found.coef for i in range(40)]
    assert np.allclose(found.covariance.matrix, sum(np.outer(d, d) for d in dropped))


def test_clusters_of_one_row_give_the_robust_matrix():
    world = WORLD.with_row_index("row")
    robust = estimate(world, "trade ~ log(dist) + rta", Options(se="hc0"))
    single = estimate(world, "trade ~ log(dist) + rta", Options(clusters=("row",), ssc="none"))
    assert np.allclose(robust.covariance.matrix, single.covariance.matrix)


def test_two_ways_add_one_way_each_less_both():
    def matrix(*clusters):
        return estimate(WORLD, "trade ~ log(dist) + rta", Options(clusters=clusters, ssc="none")).covariance.matrix

    both = matrix("exporter^importer")
    assert np.allclose(matrix("exporter", "importer"), matrix("exporter") + matrix("importer") - both)


def test_effects_nested_in_the_cluster_are_not_counted():
    rule = estimate(WORLD, "trade ~ rta | exporter^year + year", Options(clusters=("exporter",))).covariance.rule
    assert rule == "G/(G-1) × (n-1)/(n-K), G=12, K=4"


def test_the_sum_of_coefficients_has_its_error():
    found = estimate(WORLD, "trade ~ rta + border | exporter + importer", Options(clusters=("exporter",)))
    total, se, _ = joint(found, ["rta", "border"])
    ones = np.ones(2)
    assert (total, se) == pytest.approx((found.coef.sum(), np.sqrt(ones @ found.covariance.matrix @ ones)))


def test_coefficients_do_not_depend_on_the_unit_of_trade():
    thousand = WORLD.with_columns(trade=pl.col("trade") * 1000)
    text = "trade ~ log(dist) + rta | exporter + importer"
    assert np.allclose(estimate(WORLD, text).coef, estimate(thousand, text).coef, atol=1e-8)


def test_a_level_without_any_trade_is_left_out():
    silent = WORLD.with_columns(trade=pl.when(pl.col("exporter") == "C03").then(0.0).otherwise(pl.col("trade")))
    found = estimate(silent, "trade ~ rta | exporter")
    assert found.left == {"separated_effect": silent.filter(pl.col("exporter") == "C03").height}


def test_rows_separated_by_a_regressor_are_left_out():
    """Nought wherever the regressor is above nought: its coefficient runs to minus infinity (Santos Silva and Tenreyro 2010)."""
    world = WORLD.with_columns(trap=pl.when((pl.col("trade") == 0) & (pl.col("border") > 0)).then(1.0).otherwise(0.0))
    found = estimate(world, "trade ~ rta + trap | exporter")
    assert (found.left["separated_regressor"], found.dropped) == (int(world["trap"].sum()), ("trap",))


def test_separation_by_a_mixture_of_regressors_is_found():
    y = np.array([0.0, 0, 1, 2, 3, 1, 4, 2])
    a = np.array([1.0, 2, 0, 1, 2, 0, 3, 1])
    table = pl.DataFrame({"y": y, "a": a, "b": a + np.array([3.0, 1, 0, 0, 0, 0, 0, 0])})
    made = without_separated(design(table, parse("y ~ a + b")))
    assert (made.n, made.left) == (6, {"separated_regressor": 2})


def test_nothing_is_separated_where_the_estimate_exists():
    made = design(WORLD, parse("trade ~ log(dist) + rta | exporter + importer + year"))
    assert without_separated(made).n == made.n


def test_singletons_go_until_none_is_left():
    table = pl.DataFrame({"y": [1.0, 2, 3, 4, 5], "x": [1.0, 0, 1, 2, 1], "f": ["a", "a", "a", "b", "c"], "g": ["p", "q", "q", "p", "p"]})
    made = without_singletons(design(table, parse("y ~ x | f + g")))
    assert (made.n, made.left) == (2, {"singleton": 3})


@pytest.mark.parametrize("family", ["gamma", "nls"])
def test_other_families_solve_their_own_equations(family):
    world = WORLD.filter(pl.col("trade") > 0)
    found = estimate(world, "trade ~ log(dist) + rta", Options(family=family))
    error = world["trade"].to_numpy() - found.fitted
    weight = {"gamma": 1 / found.fitted, "nls": found.fitted}[family]
    x = np.column_stack([np.ones(len(error)), np.log(world["dist"].to_numpy()), world["rta"].to_numpy()])
    assert np.abs(x.T @ (error * weight)).max() < 1e-6 * np.abs(x.T @ np.abs(error * weight)).max()


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("rta ~ nowhere", Options()),
        ("trade - 1000000 ~ rta", Options()),
        ("trade*0 ~ rta", Options()),
        ("trade ~ year | year", Options()),
        ("trade ~ rta | exporter^importer^year", Options(family="ols")),
        ("trade ~ rta", Options(family="logit")),
        ("trade ~ rta", Options(se="cluster")),
        ("trade ~ rta", Options(clusters=("one",))),
        ("trade ~ rta | exporter", Options(se="hc3")),
        ("trade ~ rta", Options(clusters=("exporter", "importer", "year"))),
        ("trade ~ rta", Options(ssc="spss")),
        ("trade ~ rta", Options(level=1.5)),
    ],
)
def test_what_cannot_be_estimated_is_bad_input(text, options):
    with pytest.raises(BadInput):
        estimate(WORLD.with_columns(one=pl.lit("same")), text, options)
