"""Every method on one panel: forecasts from its end, and forecasts from every origin near it with constants fitted before the first of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from argosy.engines.series.ets import Ets, fit_ets, forecast_ets, roll_ets
from argosy.engines.series.naive import drift, last_season, last_value
from argosy.engines.series.panel import Floats, Ints, Panel
from argosy.engines.series.season import Seasons, is_seasonal, seasons
from argosy.engines.series.theta import Theta, ahead, fit_theta, forecast_theta, roll_theta

METHODS = ("theta", "theta_classic", "ets", "combination", "snaive", "naive2", "naive", "drift")


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Theta fitted to values without the season they were tested for."""

    season: Seasons
    theta: Theta


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted. ``every``: the season of every series of two, from which ETS starts.

    ``classic``: the season test on values, as published for Theta and NAIVE2; ``either``: on values or on their first differences.
    """

    every: Seasons
    classic: Adjusted
    either: Adjusted
    ets: Ets


def fit(given: Panel, season: int) -> Fitted:
    """Fit everything to a panel; each series has two values or more."""
    every = seasons(given, season)
    on_values = is_seasonal(given, season)
    on_either = on_values | is_seasonal(given, season, differenced=True)
    return Fitted(every, _adjusted(given, every.where(on_values)), _adjusted(given, every.where(on_either)), fit_ets(given, every))


def _adjusted(given: Panel, season: Seasons) -> Adjusted:
    return Adjusted(season, fit_theta(given.like(season.remove(given.values, season.along(given.rows)))))


def forecasts(given: Panel, fitted: Fitted, season: int, horizon: int) -> dict[str, Floats]:
    """Method to ``(horizon, n)``: forecasts from the end of the panel."""
    row, tested = given.rows - 1, fitted.classic.season
    index = tested.ahead(horizon)
    flat = tested.remove(given.values[row], tested.along(1)[0])
    theta, classic = (
        one.season.put_back(forecast_theta(one.theta, given.lengths, horizon), one.season.ahead(horizon))
        for one in (fitted.either, fitted.classic)
    )
    ets = forecast_ets(fitted.ets, fitted.every.multiplicative, horizon)
    return {
        "theta": theta,
        "theta_classic": classic,
        "ets": ets,
        "combination": (theta + ets) / 2,
        "snaive": last_season(given, season, row, horizon),
        "naive2": tested.put_back(np.broadcast_to(flat, index.shape), index),
        "naive": last_value(given, row, horizon),
        "drift": drift(given, row, horizon),
    }


def rolled(given: Panel, held: Ints, season: int, horizon: int, wanted: Sequence[str] = METHODS) -> dict[str, Floats]:
    """Method to ``(origins, horizon, n)``: forecasts after each of the last rows but one, earliest first.

    ``held``: ``(n,)``, how many values of each series were kept from the fit; the largest is the number of origins. A forecast from an origin
    before the held values of its series is not one: leave it out. Levels move with the data; constants and indices stay as first fitted.
    """
    origins = int(held.max(initial=0))
    head = given.head(held)
    fitted = _moved(fit(head, season), head, held)
    rows = np.arange(given.rows - 1 - origins, given.rows - 1)
    theta = _theta(given, fitted.either, rows, horizon)
    ets = roll_ets(fitted.ets, given, fitted.every, origins, horizon)
    found = {"theta": theta, "ets": ets, "combination": (theta + ets) / 2, "naive2": _naive2(given, fitted.classic.season, rows, horizon)}
    if "theta_classic" in wanted:
        found["theta_classic"] = _theta(given, fitted.classic, rows, horizon)
    simple: dict[str, Callable[[int], Floats]] = {
        "snaive": lambda row: last_season(given, season, row, horizon),
        "naive": lambda row: last_value(given, row, horizon),
        "drift": lambda row: drift(given, row, horizon),
    }
    found |= {name: np.array([act(int(row)) for row in rows]) for name, act in simple.items() if name in wanted}
    return {name: found[name] for name in wanted}


def _index(one: Seasons, given: Panel, rows: Ints, horizon: int) -> Floats:
    """``(origins, horizon, n)``: the seasonal index of each step after each of ``rows``."""
    return np.asarray(one.cycle[(rows[:, None] + 1 - given.rows + np.arange(horizon)) % one.cycle.shape[0]])


def _theta(given: Panel, fitted: Adjusted, rows: Ints, horizon: int) -> Floats:
    """``(origins, horizon, n)``: Theta after each of ``rows``."""
    season = fitted.season
    flat = given.like(season.remove(given.values, season.along(given.rows)))
    level, slope = roll_theta(fitted.theta, flat)
    size = np.maximum(rows[:, None] + 1 - flat.starts, 1)
    alpha = np.broadcast_to(fitted.theta.alpha, size.shape)
    straight = np.moveaxis(ahead(level[rows], slope[rows], alpha, size, horizon), 0, 1)
    return season.put_back(straight, _index(season, given, rows, horizon))


def _naive2(given: Panel, season: Seasons, rows: Ints, horizon: int) -> Floats:
    """``(origins, horizon, n)``: the last value without season, with the season of each step."""
    flat = season.remove(given.values, season.along(given.rows))
    return season.put_back(flat[rows][:, None], _index(season, given, rows, horizon))


def _moved(found: Fitted, head: Panel, held: Ints) -> Fitted:
    """What was fitted to the head, in the order and with the end of the whole panel."""

    def moved(one: Seasons) -> Seasons:
        return Seasons(back(one.seasonal), back(one.multiplicative), back(one.cycle.T).T).shifted(held)

    def shifted(one: Adjusted) -> Adjusted:
        parts = (one.theta.alpha, one.theta.first, one.theta.level, one.theta.slope)
        return Adjusted(moved(one.season), Theta(*(back(part) for part in parts)))

    back = head.restore
    ets = Ets(back(found.ets.params), back(found.ets.start), back(found.ets.level), back(found.ets.trend), back(found.ets.cycle.T).T)
    return Fitted(moved(found.every), shifted(found.classic), shifted(found.either), ets)
