"""Whether a series is seasonal, and its seasonal indices by classical decomposition, for many series at once.

The test is that of the M competitions (Assimakopoulos & Nikolopoulos 2000; Makridakis, Spiliotis & Assimakopoulos 2020): the autocorrelation at
lag m stands outside ``z * sqrt((1 + 2 * sum of squared autocorrelations at lags 1..m-1) / n)``, Bartlett's formula, with z = 1.645 (90 %).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.series.panel import Flags, Floats, Ints, Panel

TEST_Z = 1.6448536269514722  # two-sided 90 %
MIN_CYCLES = 2  # whole seasons a decomposition needs


@dataclass(frozen=True, slots=True)
class Seasons:
    """What was found: ``seasonal``: ``(n,)``; ``multiplicative``: ``(n,)``, true where every value is above zero; ``cycle``: ``(m, n)``.

    ``cycle[k]`` belongs to the rows with ``(row - T) % m == k``, so k = 0 is the first step after the end. Neutral (1 or 0) where not seasonal.
    """

    seasonal: Flags
    multiplicative: Flags
    cycle: Floats

    def where(self, chosen: Flags) -> Seasons:
        """The same for the chosen series, ``(n,)``; neutral for the others."""
        cycle = np.where(chosen, self.cycle, _neutral(self.multiplicative, self.cycle.shape[0]))
        return Seasons(self.seasonal & chosen, self.multiplicative, cycle)

    def along(self, rows: int) -> Floats:
        """``(rows, n)``: the index of each of the last ``rows`` rows."""
        return np.asarray(self.cycle[np.arange(-rows, 0) % self.cycle.shape[0]])

    def ahead(self, horizon: int) -> Floats:
        """``(horizon, n)``: the index of each step after the end."""
        return np.asarray(self.cycle[np.arange(horizon) % self.cycle.shape[0]])

    def shifted(self, rows: Ints) -> Seasons:
        """The same indices counted from an end that is ``rows[j]`` rows later in column j; ``rows``: ``(n,)``."""
        place = (np.arange(self.cycle.shape[0])[:, None] + rows) % self.cycle.shape[0]
        return Seasons(self.seasonal, self.multiplicative, np.take_along_axis(self.cycle, place, axis=0))

    def remove(self, values: Floats, index: Floats) -> Floats:
        """Values without season: divided by the index or less it."""
        return np.where(self.multiplicative, values / np.where(self.multiplicative, index, 1.0), values - index)

    def put_back(self, values: Floats, index: Floats) -> Floats:
        """Values with their season again. The last axis of both is the series."""
        return np.where(self.multiplicative, values * index, values + index)


def autocorrelations(given: Panel, lags: int) -> Floats:
    """``(lags, n)``: sample autocorrelations at lags 1..lags (biased, one mean for the whole series); zero for a constant series."""
    mask = given.mask
    centred = np.where(mask, given.values - given.values.sum(axis=0) / given.lengths, 0.0)
    spread = (centred * centred).sum(axis=0)
    below = np.where(spread > 0, spread, 1.0)
    rows = given.rows
    found = [
        np.einsum("tn,tn->n", centred[k:], centred[: rows - k]) / below if k < rows else np.zeros(given.width) for k in range(1, lags + 1)
    ]
    return np.array(found)


def is_seasonal(given: Panel, season: int, differenced: bool = False) -> Flags:
    """``(n,)``: whether lag ``season`` stands out at 90 %. False with ``season`` 1, or fewer than two seasons of data.

    Tested on the values, as in the competitions, or with ``differenced`` on their first differences, where a trend cannot hide the season.
    """
    if season <= 1 or given.rows <= season:
        return np.zeros(given.width, dtype=bool)
    tested = differences(given) if differenced else given
    rho = autocorrelations(tested, season)
    limit = TEST_Z * np.sqrt((1 + 2 * (rho[:-1] ** 2).sum(axis=0)) / np.maximum(tested.lengths, 1))
    return np.asarray((np.abs(rho[-1]) > limit) & (given.lengths >= MIN_CYCLES * season))


def differences(given: Panel) -> Panel:
    """First differences: a panel one row shorter."""
    kept = np.arange(1, given.rows)[:, None] > given.starts
    change = np.where(kept, np.diff(given.values, axis=0), 0.0)
    return Panel(change, given.lengths - 1, given.order, given.active[:-1])


def moving_average(given: Panel, season: int) -> Floats:
    """``(T, n)``: centred moving average over one season (2 x m when m is even); NaN where it does not reach."""
    weights = np.full(season, 1.0 / season) if season % 2 else np.r_[0.5, np.ones(season - 1), 0.5] / season
    half = len(weights) // 2
    found = np.full_like(given.values, np.nan)
    if given.rows > 2 * half:
        total = np.zeros((given.rows - 2 * half, given.width))
        for k, weight in enumerate(weights):
            total += weight * given.values[k : given.rows - 2 * half + k]
        found[half : given.rows - half] = total
    begun = np.arange(given.rows)[:, None] >= (given.starts + half)[None, :]
    return np.where(begun, found, np.nan)


def seasons(given: Panel, season: int) -> Seasons:
    """Classical decomposition of every series of two seasons or more: multiplicative where all values are above zero, else additive.

    Indices are means of ratios (or differences) to the moving average, scaled to mean one (or zero), as in statsmodels' ``seasonal_decompose``.
    """
    positive = np.asarray(np.where(given.mask, given.values, 1.0).min(axis=0, initial=1.0) > 0)
    long = np.asarray((given.lengths >= MIN_CYCLES * season) & (season > 1))
    return Seasons(long, positive, _cycle(given, season, positive) if long.any() else _neutral(positive, season)).where(long)


def _neutral(multiplicative: Flags, season: int) -> Floats:
    return np.tile(np.where(multiplicative, 1.0, 0.0), (max(season, 1), 1))


def _cycle(given: Panel, season: int, positive: Flags) -> Floats:
    """``(m, n)``: mean deviation from the moving average by place in the season, scaled."""
    level = moving_average(given, season)
    away = np.where(positive, given.values / np.where(level > 0, level, 1.0), given.values - level)
    away = np.where(np.isnan(level), np.nan, away)
    missing = -given.rows % season
    folded = np.concatenate([np.full((missing, given.width), np.nan), away]).reshape(-1, season, given.width)
    there = ~np.isnan(folded)
    means = np.where(there, folded, 0.0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    centre = means.mean(axis=0)
    return np.asarray(np.where(positive, means / np.where(centre > 0, centre, 1.0), means - centre))
