"""Forecasts of many series: method chosen by rolling origins, intervals from measured errors, always beside the seasonal naive method."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from argosy.engines.series.backtest import BENCHMARK, Backtest
from argosy.engines.series.figures import Figures, figures
from argosy.engines.series.methods import METHODS
from argosy.engines.series.outcome import METHOD_WORDS, Forecast, Score, Step, Tested
from argosy.engines.series.panel import panel
from argosy.engines.series.prepare import Prepared, Series, prepare
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

AT_ONCE = 1000  # series in one panel
MAX_HORIZON = 520
BEATS = Text("回測優於單純季節法", "beats seasonal naive in the back-test")
UNTESTED = Text("未能回測，無從比較", "not tested: nothing to compare")
LOSES = Text("本模型未優於單純季節法", "does not beat seasonal naive")


def forecast(given: Sequence[Series], horizon: int, season: int | None = None, method: str | None = None) -> list[Forecast]:
    """One forecast per series, in the order given, ``horizon`` periods ahead.

    ``season``: values per season, by default that of each series' dates (12, 4, 52, 7 or 1). ``method``: one of ``METHODS`` for all, by default
    chosen per series. A series too short, too full of gaps or constant says so. ``BadInput`` for an unknown method, a horizon that is none, or data
    that cannot be read (see ``prepare``).
    """
    if not 1 <= horizon <= MAX_HORIZON:
        raise BadInput(Text("預測期數應為 1 至 {m}", "the horizon is from 1 to {m} periods").format(m=MAX_HORIZON))
    if season is not None and season < 1:
        raise BadInput(Text("季節長度應為 1 以上的整數", "the season is a whole number from 1"))
    if method is not None and method not in METHODS:
        raise BadInput(Text("沒有「{m}」這個方法；可用：{w}", "no method '{m}'; use one of {w}").format(m=method, w=", ".join(METHODS)))
    ready = [prepare(one, season) for one in given]
    found: list[Forecast | None] = [_without_model(one, horizon) for one in ready]
    for places in _batches(ready, [at for at, one in enumerate(found) if one is None]):
        for at, made in zip(places, _batch([ready[at] for at in places], horizon, method), strict=True):
            found[at] = made
    return [one for one in found if one is not None]


def _batches(ready: Sequence[Prepared], places: Sequence[int]) -> list[list[int]]:
    """Places of series that go into one panel: one season, lengths alike."""
    by_season: dict[int, list[int]] = defaultdict(list)
    for at in sorted(places, key=lambda at: -len(ready[at].values)):
        by_season[ready[at].season].append(at)
    return [every[at : at + AT_ONCE] for every in by_season.values() for at in range(0, len(every), AT_ONCE)]


def _without_model(one: Prepared, horizon: int) -> Forecast | None:
    """The answer for a series that is only described, or constant; ``None`` for one to be modelled."""
    constant = np.ptp(one.values) == 0
    if one.stop is None and not constant:
        return None
    words = Text("各期數值皆為 {v}：沿用該值，無法給出區間", "every value is {v}: carried on, no interval can be told")
    steps = () if one.stop else tuple(Step(d, float(one.values[-1]), None, None, None, None) for d in _dates(one, horizon))
    return _answer(one, None if one.stop else "naive", one.stop or words.format(v=f"{one.values[-1]:g}"), steps)


def _answer(one: Prepared, method: str | None, reason: Text, steps: tuple[Step, ...]) -> Forecast:
    first, last = one.calendar.write(one.first), one.calendar.write(one.last)
    return Forecast(
        one.name, one.calendar.frequency, one.season, int(one.known.sum()), first, last, method, reason, one.described, steps, None, 0, one.missing, one.notes
    )  # fmt: skip


def _dates(one: Prepared, horizon: int) -> list[str]:
    return [one.calendar.write(one.last + step) for step in range(1, horizon + 1)]


def _batch(ready: Sequence[Prepared], horizon: int, method: str | None) -> list[Forecast]:
    """Forecasts of series of one season, in the order given."""
    given = panel([one.values for one in ready])
    known = panel([one.known.astype(np.float64) for one in ready]).values > 0
    made = figures(given, known, ready[0].season, horizon, method)
    answers = [_one(ready[int(at)], made, column, horizon, method) for column, at in enumerate(given.order)]
    return [answers[int(at)] for at in np.argsort(given.order)]


def _one(one: Prepared, made: Figures, column: int, horizon: int, forced: str | None) -> Forecast:
    """The answer for one column of the figures."""
    steps = tuple(Step(day, *row) for day, row in zip(_dates(one, horizon), made.steps(column), strict=True))
    tested = _tested(made, column)
    name = made.names[column]
    answer = _answer(one, name, _reason(name, tested, forced), steps)
    notes = (*one.notes, *_notes(made, column, horizon))
    return replace(answer, tested=tested, conformal=int(made.conformal[column]), notes=notes, verdict=_verdict(tested))


def _tested(made: Figures, column: int) -> Tested | None:
    """The record of one column; ``None`` when it was too short to be tested."""
    record = made.tested
    if record is None or not record.count[column]:
        return None
    scores = tuple(_score(name, record, column) for name in METHODS if name in record.mae)
    low, high = (_known(one[column]) for one in made.coverage)
    return Tested(
        scores, int(record.held[column]), int(record.count[column]), bool(made.beats[column]), low, high, int(made.coverage_n[column])
    )


def _score(name: str, record: Backtest, column: int) -> Score:
    error, benchmark = float(record.mae[name][column]), float(record.mae[BENCHMARK][column])
    relative = error / benchmark if benchmark > 0 else None
    return Score(name, _known(error / record.scale[column]), float(record.smape[name][column]), relative)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _verdict(tested: Tested | None) -> Text:
    if tested is None:
        return UNTESTED
    return BEATS if tested.beats else LOSES


def _reason(name: str, tested: Tested | None, forced: str | None) -> Text:
    if forced:
        return Text("依指定採用{m}", "{m}, as asked").format(m=METHOD_WORDS[name])
    if tested is None:
        return Text("資料太短，無法回測，採用{m}", "too short for a back-test: {m} is used").format(m=METHOD_WORDS[name])
    if not tested.beats:
        words = Text(
            "{n} 個滾動起點之回測中，無一模型優於單純季節法，故採用單純季節法",
            "over {n} rolling origins no model did better than seasonal naive, which is used",
        )
        return words.format(n=tested.origins)
    share = tested.score(name).relative or 0.0
    words = Text(
        "{n} 個滾動起點之回測選出{m}：平均絕對誤差為單純季節法的 {r}",
        "{m} chosen over {n} rolling origins: its mean absolute error is {r} of that of seasonal naive",
    )
    return words.format(n=tested.origins, m=METHOD_WORDS[name], r=f"{100 * share:.0f} %")


def _notes(made: Figures, column: int, horizon: int) -> list[Text]:
    found = []
    if made.conformal[column] < horizon:
        words = Text(
            "第 {k} 期起回測誤差太少，95 % 區間依模型推算",
            "from step {k} on there are too few measured errors: the 95 % interval is by the model",
        )
        found.append(words.format(k=int(made.conformal[column]) + 1))
    if made.floored[column]:
        found.append(
            Text("各期數值皆為正，預測值與區間下限不低於零", "all values are above zero: points and lower limits are kept at zero or more")
        )
    return found
