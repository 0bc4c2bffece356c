"""Whether and when a regression changed: Chow's test at a known date, and the largest F over all dates with its p-value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc, gammaln

from argosy.engines.series.panel import Floats
from argosy.engines.series.shortage import Insufficient, too_few
from argosy.kernel.text import Text

TRIM = 0.15  # share of the values left out at both ends (Andrews 1993)
MIN_BREAK = 15


@dataclass(frozen=True, slots=True)
class Break:
    """``at``: last value of the earlier part, counted from 0; ``f``: Chow's F times the coefficients, as ``sup F`` is tabled; ``p``; ``n``.

    ``path``: F at every date tried, the first being ``first``.
    """

    at: int
    f: float
    p: float
    n: int
    first: int
    path: tuple[float, ...]


def chow(target: Floats, design: Floats, at: int) -> tuple[float, float] | Insufficient:
    """F of Chow (1960) with k and n - 2k degrees of freedom, and its p, for a break after value ``at`` (from 0).

    ``target``: ``(n,)``; ``design``: ``(n, k)``. Needs more than k values on either side.
    """
    n, k = design.shape
    if at + 1 <= k or n - at - 1 <= k:
        return too_few(min(at + 1, n - at - 1), k + 1)
    whole, parts = _squares(target, design), _squares(target[: at + 1], design[: at + 1]) + _squares(target[at + 1 :], design[at + 1 :])
    if parts <= 1e-12 * max(whole, 1e-300):
        return Insufficient(n, MIN_BREAK, EXACT)
    f = (whole - parts) / k / (parts / (n - 2 * k))
    return f, float(fdtrc(k, n - 2 * k, f))


EXACT = Text("各段完全落在直線上，沒有誤差可供檢定", "every part lies exactly on its line: there is no error to test with")


def sup_f(target: Floats, design: Floats, trim: float = TRIM) -> Break | Insufficient:
    """The largest F over all breaks that leave ``trim`` of the values on either side (Andrews 1993), with its asymptotic p-value.

    F is k times Chow's, that is ``(S - S1 - S2) / ((S1 + S2) / (n - 2k))``, which is also how strucchange prints it.
    """
    n, k = design.shape
    first, last = max(int(np.floor(trim * n)) - 1, k), min(n - int(np.floor(trim * n)) - 1, n - k - 2)
    if n < max(MIN_BREAK, 2 * k + 4) or last <= first:
        return too_few(n, max(MIN_BREAK, 2 * k + 4))
    whole = _squares(target, design)
    ahead = [_squares(target[: at + 1], design[: at + 1]) + _squares(target[at + 1 :], design[at + 1 :]) for at in range(first, last + 1)]
    parts = np.array(ahead)
    if parts.min() <= 1e-12 * max(whole, 1e-300):
        return Insufficient(n, MIN_BREAK, EXACT)
    path = (whole - parts) / (parts / (n - 2 * k))
    best = int(path.argmax())
    return Break(first + best, float(path[best]), sup_p(float(path[best]), k, trim), n, first, tuple(path.tolist()))


def sup_p(f: float, k: int, trim: float = TRIM) -> float:
    """Asymptotic p-value of the largest F in the distribution of Andrews (1993), by the expansion of its tail.

    DeLong (1981), Estrella (2003): ``(f/2)^(k/2) exp(-f/2) / Gamma(k/2) * ((1 - k/f) log(lambda) + 2/f)``, lambda = ((1 - trim) / trim)².
    Good to the third decimal below 0.1; above about 0.3 it is a bound at best and is cut at 1.
    """
    if f <= k:
        return 1.0
    density = np.exp(k / 2 * np.log(f / 2) - f / 2 - gammaln(k / 2))
    return float(min(1.0, density * ((1 - k / f) * 2 * np.log((1 - trim) / trim) + 2 / f)))


def _squares(target: Floats, design: Floats) -> float:
    weights, *_ = np.linalg.lstsq(design, target, rcond=None)
    residual = target - design @ weights
    return float(residual @ residual)
