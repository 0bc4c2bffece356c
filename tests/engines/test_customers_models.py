"""BG/NBD, NBD and Gamma-Gamma: published values, parameters found again, and the boundary noticed."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from scipy import integrate, special

from argosy.engines.customers import bgnbd
from argosy.engines.customers.fitting import Fit, Parameter
from argosy.engines.customers.gammagamma import expected_value, fit_worth
from argosy.engines.customers.history import purchases, summary
from argosy.engines.customers.value import value
from tests.engines.customers_world import drawn, told

PUBLISHED = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}


def fitted(**values: float) -> Fit:
    return Fit({name: Parameter(one, math.nan, math.nan, math.nan, False) for name, one in values.items()}, 0.0, 1, True)


def test_the_expectation_printed_by_fader_hardie_and_lee():
    """x = 2, t_x = 30.43, T = 38.86: 1.226 purchases in the next 39 weeks (their note on the spreadsheet, 2005)."""
    got = bgnbd.expected(told((2, 30.43, 38.86)), fitted(**PUBLISHED), 39.0)
    assert got[0] == pytest.approx(1.226, abs=2e-3)


def test_the_hypergeometric_as_printed_and_as_transformed_agree():
    given, (r, alpha, a, b), t = told((2, 30.43, 38.86), (7, 20.0, 30.0), (0, 0.0, 10.0)), PUBLISHED.values(), 26.0
    x, recency, age = given.x, given.recency, given.age
    printed = (a + b + x - 1) / (a - 1)
    printed = printed * (
        1 - ((alpha + age) / (alpha + age + t)) ** (r + x) * special.hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + age + t))
    )
    odds = np.where(x > 0, a / np.where(x > 0, b + x - 1, 1) * ((alpha + age) / (alpha + recency)) ** (r + x), 0)
    assert bgnbd.expected(given, fitted(**PUBLISHED), t) == pytest.approx(printed / (1 + odds), rel=1e-9)


def test_the_likelihood_is_the_integral_over_rates_and_chances():
    """Equation (3) of a customer, integrated numerically over Gamma and Beta, against equation (6)."""
    r, alpha, a, b = 0.6, 4.0, 1.2, 2.5
    x, recency, age = 2.0, 9.0, 12.0

    def one(rate: float, p: float) -> float:
        gamma = alpha**r * rate ** (r - 1) * math.exp(-alpha * rate) / math.gamma(r)
        beta = p ** (a - 1) * (1 - p) ** (b - 1) / special.beta(a, b)
        lives = (1 - p) ** x * rate**x * math.exp(-rate * age)
        gone = p * (1 - p) ** (x - 1) * rate**x * math.exp(-rate * recency)
        return gamma * beta * (lives + gone)

    whole, _ = integrate.dblquad(one, 0, 1, 0, 12, epsabs=1e-12, epsrel=1e-8)
    loss, _ = bgnbd._loss(np.log([r, alpha, a, b]), np.array([[x], [recency], [age]]), np.ones(1))
    assert math.exp(-loss) == pytest.approx(whole, rel=1e-4)


@pytest.mark.parametrize("at", [(0.3, 4.0, 0.8, 2.0), (1.5, 9.0, 0.05, 6.0)])
def test_the_gradient_is_that_of_the_likelihood(at):
    rows, weights = np.array([[0.0, 1.0, 5.0], [0.0, 3.0, 20.0], [9.0, 10.0, 30.0]]), np.array([2.0, 1.0, 3.0])
    here = np.log(np.array(at))
    _, gradient = bgnbd._loss(here, rows, weights)
    for place in range(4):
        step = np.zeros(4)
        step[place] = 1e-6
        slope = (bgnbd._loss(here + step, rows, weights)[0] - bgnbd._loss(here - step, rows, weights)[0]) / 2e-6
        assert gradient[place] == pytest.approx(slope, rel=1e-4, abs=1e-6)


def test_parameters_that_made_the_purchases_are_found_again():
    found = bgnbd.fit(summary(drawn()))
    assert not found.boundary
    for name, true in {"r": 0.6, "alpha": 6.0, "a": 0.8, "b": 2.5}.items():
        one = found.full.values[name]
        assert abs(math.log(one.value / true)) < 3.5 * one.se / one.value


@pytest.mark.slow
def test_without_dropout_the_boundary_is_noticed_and_said():
    found = value(drawn(800, a=0.0))
    assert found.models is not None
    assert found.models.boundary
    assert found.ahead.model == "nbd"
    assert found.ahead.alive is None
    assert "boundary" in found.notes[0].en
    assert found.models.nbd["r"] == pytest.approx(0.6, rel=0.2)


def test_nobody_is_certainly_a_customer_still():
    found = value(drawn(400))
    assert found.ahead.alive is not None
    shown = found.ahead.alive[~np.isnan(found.ahead.alive)]
    assert shown.max() < 1.0
    assert np.isnan(found.ahead.alive[found.told.x == 0]).all()


def test_gamma_gamma_finds_its_parameters_again():
    draw = np.random.default_rng(5)
    x = draw.integers(1, 9, 3000).astype(float)
    nu = draw.gamma(4.0, 1 / 15.0, 3000)
    value_ = draw.gamma(6.0 * x, 1 / (nu * x))
    given = told(*[(one, 5.0, 10.0) for one in x])
    worth = fit_worth(type(given)(given.names, x, given.recency, given.age, value_, given.total, given.orders, "week"))
    assert worth is not None
    assert (worth.fit["p"], worth.fit["q"], worth.fit["gamma"]) == pytest.approx((6.0, 4.0, 15.0), rel=0.25)
    assert worth.mean == pytest.approx(30.0, rel=0.08)


def test_a_mean_of_own_and_all():
    """p = 6.25, q = 3.74, gamma = 15.44: a customer who spent 25.00 on average in one repeat is thought to spend somewhat more."""
    from argosy.engines.customers.gammagamma import Worth

    worth = Worth(fitted(p=6.25, q=3.74, gamma=15.44), 0.0, False)
    got = expected_value(told((1, 5, 10), (0, 0, 10), value=25.0), worth)
    assert got[1] == pytest.approx(6.25 * 15.44 / 2.74)
    assert got[0] == pytest.approx(6.25 * (15.44 + 25) / (6.25 + 2.74))


@pytest.mark.slow
def test_the_published_estimates_of_cdnow(shared):
    """Fader, Hardie and Lee (2005), table 2, and Fader and Hardie (2013): 2,357 customers, 39 weeks."""
    import polars as pl

    frame = pl.read_parquet(shared / "data/commerce/cdnow_sample.parquet")
    rows = zip(frame["master_id"].cast(str), frame["date"].cast(pl.Date), frame["dollars"], strict=True)
    bought = purchases(rows, date(1997, 9, 30))
    assert bought is not None
    found = value(bought)
    assert found.models is not None
    assert {name: round(found.models.full[name], 3) for name in PUBLISHED} == pytest.approx(PUBLISHED, abs=1.5e-3)
    assert (round(found.models.full.log_likelihood, 1), found.told.n) == (-9582.4, 2357)
    assert round(found.models.nbd.log_likelihood, 1) == -9763.7
    assert found.worth is not None
    worth = found.worth.fit
    assert (round(worth["p"], 2), round(worth["q"], 2), round(worth["gamma"], 2), worth.n) == (6.25, 3.74, 15.44, 946)
