"""Gamma-Gamma: what a customer's purchases are worth on average.

Fader and Hardie (2013), The Gamma-Gamma Model of Monetary Value: amounts vary about a customer's mean as Gamma(p, nu), nu as Gamma(q, gamma).
It takes value and frequency to be unrelated; ``Worth.correlation`` says how far they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.customers.fitting import Fit, maximise
from argosy.engines.customers.history import Floats, Summary

LEAST = 10
"""Fewest customers with repeat purchases."""


@dataclass(frozen=True, slots=True)
class Worth:
    """The model fitted to ``fit.n`` customers with repeat purchases. ``infinite``: q is at most 1, and no mean over all customers exists."""

    fit: Fit
    correlation: float
    infinite: bool

    @property
    def mean(self) -> float:
        """The mean over all customers, p gamma / (q - 1); nan where there is none."""
        return float("nan") if self.infinite else self.fit["p"] * self.fit["gamma"] / (self.fit["q"] - 1)


def fit_worth(told: Summary) -> Worth | None:
    """The model by greatest likelihood; ``None`` on fewer than ten customers with repeat purchases, or values that are all the same."""
    again = (told.x > 0) & (told.value > 0)
    x, value = told.x[again], told.value[again]
    if len(x) < LEAST or float(np.ptp(value)) == 0.0:
        return None
    scale = float(value.mean())
    found = maximise(
        ("p", "q", "gamma"), lambda at: _loss(at, x, value / scale), [(2.0, 3.0, 2.0), (6.0, 4.0, 0.5), (1.0, 1.5, 1.0)], len(x)
    )
    values = dict(found.values)
    one = values["gamma"]
    values["gamma"] = type(one)(one.value * scale, one.se * scale, one.low * scale, one.high * scale, one.at_bound)
    rescaled = Fit(values, found.log_likelihood - len(x) * float(np.log(scale)), found.n, found.converged)
    spread = float(np.ptp(x))
    related = float(np.corrcoef(x, value)[0, 1]) if spread else 0.0
    return Worth(rescaled, related, rescaled["q"] <= 1.0)


def _loss(at: Floats, x: Floats, value: Floats) -> tuple[float, Floats]:
    """Minus the log-likelihood of the mean repeat amounts, and its gradient by the logarithms of p, q, gamma."""
    from scipy.special import digamma, gammaln

    p, q, gamma = np.exp(at)
    size = p * x
    logs = np.log(gamma + value * x)
    each = (
        gammaln(size + q)
        - gammaln(size)
        - gammaln(q)
        + q * np.log(gamma)
        + (size - 1) * np.log(value)
        + size * np.log(x)
        - (size + q) * logs
    )
    by_p = x * (digamma(size + q) - digamma(size) + np.log(value) + np.log(x) - logs)
    by_q = digamma(size + q) - digamma(q) + np.log(gamma) - logs
    by_gamma = q / gamma - (size + q) / (gamma + value * x)
    return -float(each.sum()), -np.array([by_p.sum() * p, by_q.sum() * q, by_gamma.sum() * gamma])


def expected_value(told: Summary, worth: Worth) -> Floats:
    """What a purchase of each is expected to be worth: a mean of its own and of all customers', p (gamma + x m) / (p x + q - 1).

    Nan for a customer without repeat purchases where no mean over all customers exists.
    """
    p, q, gamma = (worth.fit[name] for name in ("p", "q", "gamma"))
    held = np.nan_to_num(told.value, nan=0.0)
    below = p * told.x + q - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, p * (gamma + told.x * held) / below, np.nan)
