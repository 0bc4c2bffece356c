"""Whether a silent customer comes back, by what silent customers did before: no model of dropping out is needed.

The product-limit estimate of Kaplan and Meier (1958) of the time between purchases, within bands of how often a customer bought; the time since
the last purchase counts as not ended yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from argosy.engines.customers.history import UNITS, Floats, Purchases
from argosy.engines.performance.estimate import wilson

BANDS = ((0, 0), (1, 2), (3, 6), (7, 10**9))
"""Repeat purchases, from and to."""
LEAST = 30
"""Fewest waits at risk at a customer's silence for its chance to be told."""


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of a purchase within the horizon after so long a silence; ``None`` where fewer than ``LEAST`` waits (``n``) were as long.

    ``low`` and ``high`` are Wilson's 95 % bounds of that share of ``n``: a chance of nought has an upper bound above it.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


def returns(bought: Purchases, unit: str, ahead: float) -> dict[str, Chance]:
    """Every customer's chance of buying within ``ahead`` units of time."""
    per = UNITS[unit]
    waits: dict[int, list[tuple[float, bool]]] = {at: [] for at in range(len(BANDS))}
    bands = {name: _band(len(days) - 1) for name, days in bought.days.items()}
    for name, days in bought.days.items():
        own = waits[bands[name]]
        own += [((later - earlier).days / per, True) for earlier, later in pairwise(days)]
        own.append(((bought.last - days[-1]).days / per, False))
    curves = {at: _curve(rows) for at, rows in waits.items() if rows}
    return {name: _chance(curves[bands[name]], (bought.last - days[-1]).days / per, ahead) for name, days in bought.days.items()}


def _band(x: int) -> int:
    return next(at for at, (low, high) in enumerate(BANDS) if low <= x <= high)


def _curve(rows: list[tuple[float, bool]]) -> tuple[Floats, Floats, Floats]:
    """Times at which waits ended, the share still waiting after each, and all times in order (to count those at risk)."""
    times = np.array([time for time, _ in rows])
    ended = np.array([over for _, over in rows])
    order = np.sort(times)
    at, counts = np.unique(times[ended], return_counts=True)
    risk = len(order) - np.searchsorted(order, at, side="left")
    return at, np.asarray(np.cumprod(1 - counts / risk), dtype=np.float64), order


def _chance(curve: tuple[Floats, Floats, Floats], silent: float, ahead: float) -> Chance:
    at, share, order = curve
    risk = int(len(order) - np.searchsorted(order, silent, side="left"))
    now, then = _share(at, share, silent), _share(at, share, silent + ahead)
    if risk < LEAST or now <= 0:
        return Chance(None, risk)
    value = 1 - then / now
    around = wilson(round(value * risk), risk)
    return Chance(value, risk, around.low, around.high)


def _share(at: Floats, share: Floats, time: float) -> float:
    place = int(np.searchsorted(at, time, side="right"))
    return float(share[place - 1]) if place else 1.0
