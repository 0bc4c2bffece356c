"""Granger's question: does the past of one series help to foretell another beyond that other's own past? Precedence, not cause.

Granger (1969), Econometrica 37(3): F test of the lags of x in a regression of y on its own lags and those of x. Lag length by AIC or BIC on one common
sample. Series with a unit root make the F test misleading: both are tested (augmented Dickey–Fuller with a constant, critical values of
MacKinnon 2010, Queen's Economics Department working paper 1227, table 2) and a caution is given, with the test on first differences beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from argosy.engines.causal.columns import Floats
from argosy.engines.causal.fitting import solve
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

CRITICAL = {0.01: (-3.43035, -6.5393, -16.786, -79.433), 0.05: (-2.86154, -2.8903, -4.234, -40.040), 0.10: (-2.56677, -1.5384, -2.809, 0.0)}
SPARE = 3  # observations left over at least


@dataclass(frozen=True, slots=True)
class Direction:
    """One direction: ``f`` with (``lags``, ``below``) degrees of freedom, ``p``, ``n`` observations used, ``criterion`` by number of lags."""

    f: float
    p: float
    lags: int
    below: int
    n: int
    criterion: dict[int, float]


@dataclass(frozen=True, slots=True)
class Granger:
    """x → y and y → x on the levels given, and on first differences when a unit root cannot be ruled out; ``roots`` are the two Dickey–Fuller t with
    their 5 % critical value.
    """

    forward: Direction
    backward: Direction
    roots: dict[str, tuple[float, float]]
    unit_root: bool
    differenced: tuple[Direction, Direction] | None


def granger(x: Floats, y: Floats, most: int = 4, criterion: str = "aic") -> Granger:
    """Both directions with 1 to ``most`` lags. ``BadInput`` when the series are too short for that, unequal, or never change."""
    if len(x) != len(y) or len(x) < 3 * most + SPARE + 2:
        raise BadInput(
            Text(
                "兩序列須等長且至少 {k} 期（落後最多 {m} 期）", "Both series need the same length and at least {k} periods for {m} lags"
            ).format(k=3 * most + SPARE + 2, m=most)
        )
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        raise BadInput(Text("有一序列沒有變化，無法檢定", "One series never changes: there is nothing to test"))
    roots = {name: dickey_fuller(values, most) for name, values in (("x", x), ("y", y))}
    unit_root = any(t > limit for t, limit in roots.values())
    steps = (np.diff(x), np.diff(y))
    differenced = (one_way(*steps, most, criterion), one_way(*steps[::-1], most, criterion)) if unit_root else None
    return Granger(one_way(x, y, most, criterion), one_way(y, x, most, criterion), roots, unit_root, differenced)


def one_way(x: Floats, y: Floats, most: int, criterion: str = "aic") -> Direction:
    """Whether the past of x helps to foretell y."""
    scores = {lags: _information(_lagged(y, x, lags, most), y[most:], criterion) for lags in range(1, most + 1)}
    lags = min(scores, key=lambda k: scores[k])
    full = _lagged(y, x, lags, lags)
    own = full[:, : lags + 1]
    right = y[lags:]
    free, bound = _rss(full, right), _rss(own, right)
    below = len(right) - full.shape[1]
    f = (bound - free) / lags / (free / below) if free > 0 else float("inf")
    return Direction(f, float(special.fdtrc(lags, below, f)) if np.isfinite(f) else 0.0, lags, below, len(right), scores)


def dickey_fuller(values: Floats, most: int = 4) -> tuple[float, float]:
    """Augmented Dickey–Fuller t with a constant, lags by AIC on a common sample, and the 5 % critical value for its n. A t above it leaves a unit root
    possible.
    """
    scores = {lags: _information(*_steps(values, lags, most), "aic") for lags in range(most + 1)}
    best = min(scores, key=lambda k: scores[k])
    x, right = _steps(values, best, best)
    coef, inverse = solve(x, right, np.ones(len(right)))
    error = right - x @ coef
    se = np.sqrt(inverse[1, 1] * float(error @ error) / (len(right) - x.shape[1]))
    return float(coef[1] / se) if se else 0.0, critical(len(right))


def _steps(values: Floats, lags: int, skip: int) -> tuple[Floats, Floats]:
    """The regressors constant, level and lagged steps, and the steps themselves, from the step ``skip`` on."""
    steps = np.diff(values)
    past = [steps[skip - j : len(steps) - j] for j in range(1, lags + 1)]
    return np.column_stack([np.ones(len(steps) - skip), values[skip:-1], *past]), steps[skip:]


def critical(n: int, level: float = 0.05) -> float:
    """MacKinnon's critical value for n observations, one series and a constant."""
    return float(sum(part / float(n) ** power for power, part in enumerate(CRITICAL[level])))


def _lagged(y: Floats, x: Floats, lags: int, skip: int) -> Floats:
    rows = len(y) - skip
    past = [[series[skip - k : skip - k + rows] for k in range(1, lags + 1)] for series in (y, x)]
    return np.column_stack([np.ones(rows), *past[0], *past[1]])


def _rss(x: Floats, y: Floats) -> float:
    coef = np.linalg.lstsq(x, y, rcond=None)[0]
    error = y - x @ coef
    return float(error @ error)


def _information(x: Floats, y: Floats, criterion: str) -> float:
    n, k = x.shape
    price = 2.0 if criterion == "aic" else float(np.log(n))
    return float(n * np.log(max(_rss(x, y) / n, 1e-300)) + price * k)
