"""Three comparisons of a treated series with its controls, told apart by two sets of weights: of units (ω) and of periods before treatment (λ).

estimate = mean over periods after of (treated − Σω·controls) − Σλ·(treated − Σω·controls before).

* ``did``: ω and λ even; equals two-way fixed effects on a balanced panel.
* ``sc``: ω on the simplex, λ nought (Abadie, Diamond and Hainmueller 2010): by least squares on the outcomes before, or on predictors if given.
* ``sdid``: ω with a ridge and a constant, λ with a constant (Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021, algorithm 1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.causal.columns import Floats
from argosy.engines.causal.panel import Panel
from argosy.engines.causal.predictors import nested
from argosy.engines.causal.simplex import frank_wolfe, simplex_weights

METHODS = ("did", "sc", "sdid")
TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Contrast:
    """``estimate``, unit weights ``omega`` (controls), period weights ``lam`` (periods before), ``gap`` (all periods) of the treated over the controls
    less its level before, ``pre_rmspe`` and ``post_rmspe`` of that gap.
    """

    method: str
    estimate: float
    omega: Floats
    lam: Floats
    gap: Floats
    start: int

    @property
    def pre_rmspe(self) -> float:
        """Root mean square of the gap before treatment."""
        return float(np.sqrt((self.gap[: self.start] ** 2).mean()))

    @property
    def post_rmspe(self) -> float:
        """Root mean square of the gap from treatment on."""
        return float(np.sqrt((self.gap[self.start :] ** 2).mean()))

    @property
    def ratio(self) -> float:
        """Post over pre; infinite when the gap before is nought."""
        return self.post_rmspe / self.pre_rmspe if self.pre_rmspe else float("inf")


def contrast(panel: Panel, method: str, published: bool = False, noise: float | None = None) -> Contrast:
    """The comparison by ``method``. ``published`` takes Frank–Wolfe weights as synthdid's figures do, else the exact optimum. ``noise`` is the
    standard deviation of first differences of the controls before, which sets the ridge; worked out when not given.
    """
    sigma = noise_of(panel) if noise is None else noise
    omega, lam = _weights(panel, method, published, sigma)
    return _compared(panel, method, omega, lam)


def noise_of(panel: Panel) -> float:
    """The standard deviation (n − 1) of first differences of the controls before treatment."""
    steps = np.diff(panel.donors[:, : panel.start], axis=1)
    return float(steps.std(ddof=1)) if steps.size > 1 else 0.0


def _compared(panel: Panel, method: str, omega: Floats, lam: Floats) -> Contrast:
    gap = panel.treated - omega @ panel.donors
    gap = gap - float(lam @ gap[: panel.start])
    shown = gap if method == "sc" else gap - gap[: panel.start].mean() * (method == "sdid")
    return Contrast(method, float(gap[panel.start :].mean()), omega, lam, shown, panel.start)


def _weights(panel: Panel, method: str, published: bool, sigma: float) -> tuple[Floats, Floats]:
    count, start = panel.controls, panel.start
    if method == "did":
        return np.full(count, 1 / count), np.full(start, 1 / start)
    if method == "sc" and panel.predictor_names:
        return nested(panel), np.zeros(start)
    if method == "sc":
        return _units(panel, TINY * sigma, False, published, sigma), np.zeros(start)
    after = len(panel.times) - start
    ridge = (panel.treated_count * after) ** 0.25 * sigma
    return _units(panel, ridge, True, published, sigma), _periods(panel, TINY * sigma, published, sigma)


def _units(panel: Panel, zeta: float, intercept: bool, published: bool, sigma: float) -> Floats:
    columns, target = panel.donors[:, : panel.start].T, panel.treated[: panel.start]
    return _solved(columns, target, panel.start * zeta**2, intercept, published, sigma)


def _periods(panel: Panel, zeta: float, published: bool, sigma: float) -> Floats:
    columns, target = panel.donors[:, : panel.start], panel.donors[:, panel.start :].mean(axis=1)
    return _solved(columns, target, panel.controls * zeta**2, True, published, sigma)


def _solved(columns: Floats, target: Floats, ridge: float, intercept: bool, published: bool, sigma: float) -> Floats:
    if published:
        return frank_wolfe(columns, target, ridge, 1e-5 * sigma, intercept)
    return simplex_weights(columns, target, ridge, intercept)
