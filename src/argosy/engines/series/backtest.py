"""Rolling origins: how every method would have done on the last part of each series, and the method that is chosen by it.

Constants and seasonal indices are fitted once, before the first origin; levels then move with each value that becomes known. An origin is every
value of the held part, and every step that ends within the data counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.series.methods import METHODS, rolled
from argosy.engines.series.naive import naive_scale
from argosy.engines.series.panel import Flags, Floats, Ints, Panel

FIT_SHARE = 0.6  # of a series is kept for the fit before the first origin
MIN_FIT = 6
MIN_HELD = 3  # origins below which nothing is concluded
MORE_ORIGINS = 24  # beyond the horizon
LEAD = 0.10  # by which another method must beat the combination: a choice among many on few origins is partly luck
CANDIDATES = ("combination", "theta", "ets", "naive2")
BENCHMARK = "snaive"


@dataclass(frozen=True, slots=True)
class Backtest:
    """``actual``: ``(origins, horizon, n)``, NaN where there is nothing to compare; ``rolled``: method to forecasts of that shape.

    ``mae``, ``smape``: method to ``(n,)``, NaN where nothing was tested; ``scale``: ``(n,)`` MASE scale of the part before the first origin;
    ``held``, ``count``: ``(n,)`` origins and comparisons.
    """

    actual: Floats
    rolled: dict[str, Floats]
    mae: dict[str, Floats]
    smape: dict[str, Floats]
    scale: Floats
    held: Ints
    count: Ints


def held_out(lengths: Ints, season: int, horizon: int) -> Ints:
    """``(n,)``: how many of the last values are kept from the fit; zero where too few would remain on either side."""
    fitted = np.maximum(np.ceil(FIT_SHARE * lengths).astype(np.int64), max(2 * season if season > 1 else 0, MIN_FIT))
    held = np.minimum(lengths - fitted, horizon + MORE_ORIGINS)
    return np.where(held < MIN_HELD, 0, held)


def backtest(given: Panel, known: Flags, season: int, horizon: int, wanted: tuple[str, ...] = METHODS) -> Backtest | None:
    """Roll every wanted method. ``known``: ``(T, n)``, false where a value was filled in. ``None`` when no series is long enough."""
    held = held_out(given.lengths, season, horizon)
    origins = int(held.max(initial=0))
    if not origins:
        return None
    made = rolled(given, held, season, horizon, wanted)
    rows = np.arange(given.rows - 1 - origins, given.rows - 1)
    target = rows[:, None] + 1 + np.arange(horizon)
    within = np.minimum(target, given.rows - 1)
    begun = (rows[:, None] >= given.rows - 1 - held) & known[rows]  # a filled value already holds something of the next known one
    compared = (target < given.rows)[:, :, None] & begun[:, None, :] & known[within]
    actual = np.where(compared, given.values[within], np.nan)
    count = compared.sum(axis=(0, 1))
    some, safe = np.maximum(count, 1), np.where(compared, given.values[within], 0.0)
    mae, smape = {}, {}
    for name, forecast in made.items():
        error = np.abs(np.where(compared, forecast, 0.0) - safe)
        mae[name] = np.where(count > 0, error.sum(axis=(0, 1)) / some, np.nan)
        below = np.abs(safe) + np.abs(forecast)
        share = np.where(compared & (below > 0), error / np.where(below > 0, below, 1.0), 0.0)
        smape[name] = np.where(count > 0, 200.0 * share.sum(axis=(0, 1)) / some, np.nan)
    head = given.head(held)
    return Backtest(actual, made, mae, smape, np.asarray(head.restore(naive_scale(head, season))), held, count)


def choose(tested: Backtest, season: int) -> tuple[list[str], Flags]:
    """The method of every series, and whether it did better there than the benchmark, which is what is used where none did.

    The combination of Theta and ETS, unless another candidate did better by more than ``LEAD``. Drift stands only for series without season.
    """
    names = (*CANDIDATES, "drift") if season == 1 else CANDIDATES
    errors = np.array([tested.mae[name] for name in names])
    better = np.asarray(errors < tested.mae[BENCHMARK])
    handicap = np.where(np.array(names) == CANDIDATES[0], 1 - LEAD, 1.0)[:, None]
    best = np.where(better, errors * handicap, np.inf).argmin(axis=0)
    some = np.atleast_1d(better.any(axis=0))
    return [names[at] if beats else BENCHMARK for at, beats in zip(best, some, strict=True)], some
