"""Greatest likelihood over positive parameters, with standard errors and a note of parameters that ran to a bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, nan, sqrt

import numpy as np

from argosy.engines.customers.history import Floats

Loss = Callable[[Floats], tuple[float, Floats]]
"""Minus the log-likelihood at the logarithms of the parameters, and its gradient by them."""
FARTHEST = 11.0
"""Logarithms of parameters stay within ± this: 1.7e-5 to 6.0e4."""
NEAR = 0.05


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with its standard error and 95 % interval (from the curvature in logarithms); nan where the curvature gives none."""

    value: float
    se: float
    low: float
    high: float
    at_bound: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """Where the likelihood is greatest. ``log_likelihood`` is over ``n`` customers."""

    values: dict[str, Parameter]
    log_likelihood: float
    n: int
    converged: bool

    def __getitem__(self, name: str) -> float:
        return self.values[name].value

    @property
    def at_bound(self) -> tuple[str, ...]:
        """Names of parameters that ran to a bound: the likelihood has no greatest value inside."""
        return tuple(name for name, one in self.values.items() if one.at_bound)


def maximise(names: Sequence[str], loss: Loss, starts: Sequence[Sequence[float]], n: int) -> Fit:
    """The best of several starts (values, not logarithms) by L-BFGS-B on logarithms. ``ValueError`` without a start."""
    from scipy import optimize

    bounds = [(-FARTHEST, FARTHEST)] * len(names)
    options = {"maxiter": 400, "ftol": 1e-11, "gtol": 1e-6}
    runs = [
        optimize.minimize(loss, np.log(np.asarray(start, dtype=np.float64)), jac=True, method="L-BFGS-B", bounds=bounds, options=options)
        for start in starts
    ]
    best = min(runs, key=lambda run: float(run.fun))
    errors = _errors(loss, best.x)
    values = {name: _parameter(float(at), error) for name, at, error in zip(names, best.x, errors, strict=True)}
    return Fit(values, -float(best.fun), n, bool(np.max(np.abs(loss(best.x)[1])) < 1e-3 * max(1.0, n**0.5)))


def _parameter(at: float, error: float) -> Parameter:
    bound = abs(abs(at) - FARTHEST) < NEAR
    wide = 1.959964 * error
    if bound or not error < 50:
        return Parameter(exp(at), nan, nan, nan, bound)
    return Parameter(exp(at), exp(at) * error, exp(at - wide), exp(at + wide), bound)


def _errors(loss: Loss, at: Floats) -> list[float]:
    """Standard errors of the logarithms, from the numeric curvature; nan where it is not that of a maximum."""
    size, step = len(at), 1e-4
    curvature = np.zeros((size, size))
    for place in range(size):
        shift = np.zeros(size)
        shift[place] = step
        curvature[place] = (loss(at + shift)[1] - loss(at - shift)[1]) / (2 * step)
    curvature = (curvature + curvature.T) / 2
    try:
        spread = np.linalg.inv(curvature)
    except np.linalg.LinAlgError:
        return [nan] * size
    return [sqrt(one) if one > 0 else nan for one in np.diag(spread)]
