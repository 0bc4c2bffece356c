"""The trend of a series in one answer: growth, direction without a distribution, break with its date, season, change on the year before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.series.breaks import Break, sup_f
from argosy.engines.series.calendar import Frequency
from argosy.engines.series.growth import Growth, cagr, growth, year_on_year
from argosy.engines.series.outcome import Description
from argosy.engines.series.panel import Floats, panel
from argosy.engines.series.prepare import Prepared, Series, prepare
from argosy.engines.series.season import is_seasonal, seasons
from argosy.engines.series.shortage import Insufficient, too_few
from argosy.engines.series.slope import MonotoneTrend, mann_kendall, seasonal_kendall
from argosy.engines.series.stl import Decomposed, stl
from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Indices:
    """Seasonal indices by place in the season: ``values[k]`` belongs to the place of the first date plus k; ``seasonal`` at 90 %.

    ``multiplicative``: around one, else added and around zero.
    """

    values: tuple[float, ...]
    multiplicative: bool
    seasonal: bool
    n: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Each part is its figures or says what is missing. ``broke``: date of the last value before the break; ``last_year``: latest change on a year ago.

    ``compound``: from the first whole season's sum to the last's, per season; the end points alone decide it, which is why ``growth`` stands first.
    """

    series: str
    frequency: Frequency
    season: int
    n: int
    first: str
    last: str
    described: Description
    growth: Growth | Insufficient
    monotone: MonotoneTrend | Insufficient
    broken: Break | Insufficient
    broke: str | None
    indices: Indices | Insufficient
    decomposed: Decomposed | Insufficient
    compound: float | Insufficient
    last_year: float | None
    missing: tuple[str, ...]
    notes: tuple[Text, ...]


def trend(given: Series, season: int | None = None) -> Trend:
    """The whole answer for one series; see ``prepare`` for what is ``BadInput``. Gaps are left out of growth and of Mann–Kendall, else filled."""
    one = prepare(given, season)
    seen = np.where(one.known, one.values, np.nan)
    broken = _broken(one)
    yearly = year_on_year(seen, one.season)
    write = one.calendar.write
    return Trend(
        one.name, one.calendar.frequency, one.season, int(one.known.sum()), write(one.first), write(one.last), one.described,
        growth(seen, one.season), seasonal_kendall(seen, one.season) if one.season > 1 else mann_kendall(seen),
        broken, write(one.first + broken.at) if isinstance(broken, Break) else None,
        _indices(one), stl(one.values, one.season), _compound(one.values, one.season),
        float(yearly[-1]) if np.isfinite(yearly[-1]) else None, one.missing, one.notes,
    )  # fmt: skip


def _broken(one: Prepared) -> Break | Insufficient:
    """The largest F for a change of level and slope in the values without season (in logarithms where all are above zero)."""
    values = np.log(one.values) if (one.values > 0).all() else one.values
    if np.ptp(values) == 0:
        return Insufficient(len(values), 0, Text("各期數值相同", "all values are the same"))
    flat = _adjusted(values, one.season)
    return sup_f(flat, np.column_stack([np.ones(len(flat)), np.arange(len(flat), dtype=np.float64)]))


def _adjusted(values: Floats, season: int) -> Floats:
    """Values less their additive seasonal indices, where they pass the test."""
    given = panel([values])
    if not (is_seasonal(given, season) | is_seasonal(given, season, differenced=True))[0]:
        return values
    shifted = panel([values - values.min()])  # holds a zero, so that the season is taken as additive
    return np.asarray(values - seasons(shifted, season).along(len(values))[:, 0])


def _indices(one: Prepared) -> Indices | Insufficient:
    given = panel([one.values])
    if one.season < 2 or len(one.values) < 2 * one.season:
        return too_few(len(one.values), 2 * max(one.season, 2))
    found = seasons(given, one.season)
    cycle = np.roll(found.cycle[:, 0], len(one.values) % one.season)
    flag = bool((is_seasonal(given, one.season) | is_seasonal(given, one.season, differenced=True))[0])
    return Indices(tuple(cycle.tolist()), bool(found.multiplicative[0]), flag, len(one.values))


def _compound(values: Floats, season: int) -> float | Insufficient:
    cycles = len(values) // season
    if cycles < 2:
        return too_few(len(values), 2 * season)
    first, last = float(values[:season].sum()), float(values[-season:].sum())
    rate = cagr(first, last, (len(values) - season) / season)
    return (
        rate
        if np.isfinite(rate)
        else Insufficient(len(values), 2 * season, Text("首尾須皆為正值", "the first and the last season must be above zero"))
    )
