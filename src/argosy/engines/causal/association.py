"""The lowest rung: two series that move together, now or with a lag. Nothing here speaks of causes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from argosy.engines.causal.columns import Floats
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Association:
    """Pearson's ``r`` with its interval (Fisher's z) and p by t, Spearman's ``rank``, ``differenced`` r of first differences, ``lags``: r of x at t − k
    with y at t for each k, n of each.
    """

    r: float
    low: float
    high: float
    p: float
    rank: float
    differenced: float
    n: int
    lags: dict[int, tuple[float, int]]


def association(x: Floats, y: Floats, most: int = 0, level: float = 0.95) -> Association:
    """How x and y (n each) move together. ``BadInput`` for fewer than five pairs, unequal length or a series that never changes."""
    if len(x) != len(y) or len(x) < FEWEST:
        raise BadInput(Text("兩序列須等長且至少 {k} 期", "Both series need the same length and at least {k} periods").format(k=FEWEST))
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        raise BadInput(Text("有一序列沒有變化，無法計算相關", "One series never changes: there is nothing to correlate"))
    n, r = len(x), _pearson(x, y)
    reach = float(special.ndtri((1 + level) / 2)) / np.sqrt(n - 3)
    z = np.arctanh(np.clip(r, -1 + 1e-15, 1 - 1e-15))
    t = abs(r) * np.sqrt((n - 2) / max(1 - r * r, 1e-300))
    shifts = {k: _lagged(x, y, k) for k in range(-most, most + 1)}
    return Association(
        r,
        float(np.tanh(z - reach)),
        float(np.tanh(z + reach)),
        float(2 * special.stdtr(n - 2, -t)),
        _pearson(_ranks(x), _ranks(y)),
        _pearson(np.diff(x), np.diff(y)),
        n,
        shifts,
    )


def _pearson(x: Floats, y: Floats) -> float:
    a, b = x - x.mean(), y - y.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(np.clip(a @ b / size, -1, 1)) if size else float("nan")


def _ranks(values: Floats) -> Floats:
    """Ranks, ties sharing their mean."""
    _, back, counts = np.unique(values, return_inverse=True, return_counts=True)
    found: Floats = (np.cumsum(counts) - (counts - 1) / 2)[back]
    return found


def _lagged(x: Floats, y: Floats, k: int) -> tuple[float, int]:
    a, b = (x[: len(x) - k], y[k:]) if k >= 0 else (x[-k:], y[: len(y) + k])
    return (_pearson(a, b), len(a)) if len(a) >= FEWEST else (float("nan"), len(a))
