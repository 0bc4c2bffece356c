"""The models and the customer's own past rate, each fitted on the past and held against what came after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from argosy.engines.customers.bgnbd import Buying, expected, expected_plain, fit
from argosy.engines.customers.history import UNITS, Floats, Purchases, Summary, summary
from argosy.kernel.text import NOTHING, Text

LEAST = 30
"""Fewest customers to compare on."""
YEAR = 364
"""A year of whole weeks, so that the same weekdays are compared."""
NAMES = {
    "bgnbd": Text("BG/NBD", "BG/NBD"), "nbd": Text("NBD（無流失）", "NBD without dropout"), "naive": Text("客戶自身過去頻率", "The customer's own past rate"),
    "naive_season": Text("自身頻率乘季節因子", "Own past rate with a season factor"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """How one way of forecasting did: mean absolute and root mean squared error of purchases per customer, Spearman's rank correlation, the total."""

    name: str
    mae: float
    rmse: float
    rank: float
    total: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was forecast from ``first`` to ``split`` for the days after it up to ``last``, and what came. ``why`` says why nothing could be."""

    split: date | None
    last: date
    n: int
    actual: float
    records: tuple[Record, ...]
    boundary: bool
    season: float | None
    why: Text = NOTHING

    @property
    def best(self) -> Record | None:
        """The least mean absolute error."""
        return min(self.records, key=lambda one: one.mae, default=None)

    def record(self, name: str) -> Record | None:
        """One of the records."""
        return next((one for one in self.records if one.name == name), None)


def compare(bought: Purchases, unit: str, holdout: int | None = None) -> Comparison:
    """The last ``holdout`` days (a quarter of all unless given, at least four weeks) forecast from the days before them."""
    span = (bought.last - bought.first).days
    days = holdout or max(28, span // 4)
    split = bought.last - timedelta(days=days)
    past = bought.until(split) if split > bought.first else None
    if past is None or len(past.days) < LEAST:
        n = 0 if past is None else len(past.days)
        why = Text("樣本不足：{n} 位客戶，至少須 {least} 位", "Too few customers to compare on: {n}, at least {least}").format(
            n=n, least=LEAST
        )
        return Comparison(None, bought.last, n, 0.0, (), False, None, why)
    told = summary(past, unit)
    came = np.array([sum(day > split for day in bought.days[name]) for name in told.names], dtype=np.float64)
    models, season = fit(told), _season(past, split, days)
    guesses = forecasts(told, models, days / UNITS[unit])
    if season is not None:
        guesses["naive_season"] = guesses["naive"] * season
    records = tuple(_record(name, guess, came) for name, guess in guesses.items())
    return Comparison(split, bought.last, told.n, float(came.sum()), records, models.boundary, season)


def forecasts(told: Summary, models: Buying, ahead: float) -> dict[str, Floats]:
    """Purchases of each customer ahead, by every way; the BG/NBD is left out on the boundary, where it is the NBD."""
    plain = {"nbd": expected_plain(told, models.nbd, ahead), "naive": naive(told, ahead)}
    return plain if models.boundary else {"bgnbd": expected(told, models.full, ahead), **plain}


def naive(told: Summary, ahead: float) -> Floats:
    """Each customer's repeat purchases over its age, times the time ahead; none for a customer of today."""
    return np.asarray(np.divide(told.x, told.age, out=np.zeros_like(told.x), where=told.age > 0) * ahead)


def _season(past: Purchases, split: date, days: int) -> float | None:
    """How much busier the same days were a year before than the year around them; ``None`` on less than a year and those days."""
    if (split - past.first).days < YEAR + 1 or days > YEAR:
        return None
    start = split - timedelta(days=YEAR)
    everything = [day for own in past.days.values() for day in own if day > start]
    there = sum(day <= start + timedelta(days=days) for day in everything)
    usual = len(everything) * days / YEAR
    return there / usual if usual else None


def _record(name: str, guess: Floats, came: Floats) -> Record:
    error = guess - came
    return Record(name, float(np.abs(error).mean()), float(np.sqrt((error**2).mean())), _rank(guess, came), float(guess.sum()))


def _rank(one: Floats, other: Floats) -> float:
    """Spearman's correlation; nan where either is the same for all."""
    first, second = _places(one), _places(other)
    if float(np.ptp(first)) == 0 or float(np.ptp(second)) == 0:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def _places(values: Floats) -> Floats:
    order = np.sort(values)
    return np.asarray((np.searchsorted(order, values, side="left") + np.searchsorted(order, values, side="right") + 1) / 2)
