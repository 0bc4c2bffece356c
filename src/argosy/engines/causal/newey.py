"""Least squares on a time series with Newey–West errors.

Newey and West (1987); lag length by their plug-in rule ⌊4(n/100)^(2/9)⌋; factor n/(n−k) as Stata's newey; t with n − k degrees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.causal.columns import Floats
from argosy.engines.causal.fitting import solve
from argosy.engines.series.growth import plug_in, sandwich


@dataclass(frozen=True, slots=True)
class Line:
    """``coef`` (k), ``cov`` (k × k), ``error`` (n), ``lags`` of the kernel and ``degrees`` of freedom."""

    coef: Floats
    cov: Floats
    error: Floats
    lags: int
    degrees: int


def newey_west(x: Floats, y: Floats, lags: int | None = None) -> Line:
    """y (n) on x (n × k, of full rank) with Bartlett weights up to ``lags`` (the plug-in rule when None)."""
    n, k = x.shape
    length = plug_in(n) if lags is None else lags
    coef, inverse = solve(x, y, np.ones(n))
    error = y - x @ coef
    return Line(coef, sandwich(x, error, inverse, length) * n / max(n - k, 1), error, length, max(n - k, 1))
