"""From dates and values to even steps: periods counted, gaps named and filled, and what keeps a series from being forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from argosy.engines.series.calendar import FREQUENCY_WORDS, SEASONS, Calendar, read_calendar
from argosy.engines.series.outcome import Description
from argosy.engines.series.panel import Flags, Floats
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

MIN_LENGTH = 8  # values, or two seasons if that is more
MAX_MISSING = 0.2  # share of periods without a value beyond which nothing is forecast
MAX_PERIODS = 100_000  # from the first date to the last
MANY_ZEROS = 0.3


@dataclass(frozen=True, slots=True)
class Series:
    """A named series as given: dates as text in any common form, values with NaN where one is missing. Order does not matter."""

    name: str
    dates: tuple[str, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Even steps: ``values`` with gaps filled by straight lines, ``known`` false where filled; ``last`` counts the last period.

    ``stop`` says why there is no forecast (``None``: there is one); ``notes`` what to know of the data.
    """

    name: str
    calendar: Calendar
    season: int
    values: Floats
    known: Flags
    first: int
    last: int
    missing: tuple[str, ...]
    stop: Text | None
    notes: tuple[Text, ...]

    @property
    def described(self) -> Description:
        """The known values in six figures."""
        seen = self.values[self.known]
        return Description(len(seen), float(seen.mean()), float(np.median(seen)), float(seen.min()), float(seen.max()), float(seen[-1]))


def prepare(given: Series, season: int | None = None) -> Prepared:
    """Count periods and fill gaps. ``season``: values per season, or ``None`` for that of the frequency.

    ``BadInput`` for dates that cannot be read, the same date twice, values that are not finite, or none at all.
    """
    calendar = read_calendar(given.dates)
    values = np.asarray(given.values, dtype=np.float64)
    periods = np.asarray(calendar.periods, dtype=np.int64)
    _check(given, periods, values)
    seen = ~np.isnan(values)
    periods, values = periods[seen], values[seen]
    order = np.argsort(periods)
    periods, values = periods[order], values[order]
    first, last = int(periods[0]), int(periods[-1])
    known = np.zeros(last - first + 1, dtype=bool)
    known[periods - first] = True
    missing = tuple(calendar.write(first + int(at)) for at in np.flatnonzero(~known))
    length = season or SEASONS[calendar.frequency]
    stop = _stop(len(values), len(known), length)
    notes = _notes(calendar, season, values, missing)
    filled = np.interp(np.arange(first, last + 1), periods, values) if missing else values
    return Prepared(given.name, calendar, length, filled, known, first, last, missing, stop, notes)


def least_length(season: int) -> int:
    """Values a forecast needs: two seasons, and eight at least (24 months, 8 quarters, 8 years)."""
    return max(MIN_LENGTH, 2 * season if season > 1 else 0)


def _check(given: Series, periods: np.ndarray, values: Floats) -> None:
    name = given.name or Text("（未命名）", "(unnamed)")
    if len(set(periods.tolist())) != len(periods):
        where = next(d for d, count in zip(given.dates, _counts(periods), strict=True) if count > 1)
        raise BadInput(Text("序列 {s}：日期 {d} 出現兩次以上", "series {s}: the date {d} appears more than once").format(s=name, d=where))
    if int(np.ptp(periods)) >= MAX_PERIODS:
        words = Text(
            "序列 {s}：首尾日期相隔超過 {m} 期，請檢查日期", "series {s}: first and last date lie over {m} periods apart; check the dates"
        )
        raise BadInput(words.format(s=name, m=f"{MAX_PERIODS:,}"))
    if np.isinf(values).any():
        raise BadInput(Text("序列 {s} 含無限大的值", "series {s} holds an infinite value").format(s=name))
    if np.isnan(values).all():
        raise BadInput(Text("序列 {s} 沒有任何數值", "series {s} has no value at all").format(s=name))


def _counts(periods: np.ndarray) -> list[int]:
    _, back, counts = np.unique(periods, return_inverse=True, return_counts=True)
    return [int(one) for one in counts[back]]


def _stop(count: int, span: int, season: int) -> Text | None:
    if count < least_length(season):
        return Text(
            "資料不足：{n} 筆，預測至少需要 {m} 筆，僅作描述", "insufficient data: {n} values, a forecast needs {m}; described only"
        ).format(n=count, m=least_length(season))
    if count < (1 - MAX_MISSING) * span:
        return Text("缺漏過多：{k} 期中缺 {m} 期，僅作描述", "too many gaps: {m} of {k} periods have no value; described only").format(
            k=span, m=span - count
        )
    return None


def _notes(calendar: Calendar, season: int | None, values: Floats, missing: Sequence[str]) -> tuple[Text, ...]:
    found = []
    natural = SEASONS[calendar.frequency]
    if season and season != natural and calendar.frequency != "number":
        words = Text("日期為{f}資料，季節長度依指定為 {s}", "the dates are {f}; the season of {s} is as asked")
        found.append(words.format(f=FREQUENCY_WORDS[calendar.frequency], s=season))
    if missing:
        words = Text(
            "缺 {n} 期，以直線內插，回測不計入", "{n} periods without a value, filled by straight lines and left out of the back-test"
        )
        found.append(words.format(n=len(missing)))
    zeros, negative = int((values == 0).sum()), int((values < 0).sum())
    if zeros:
        found.append(Text("有 {n} 個零值，季節採加法型", "{n} values are zero: season taken as additive").format(n=zeros))
    if negative:
        found.append(Text("有 {n} 個負值，季節採加法型", "{n} values are negative: season taken as additive").format(n=negative))
    if zeros > MANY_ZEROS * len(values):
        found.append(Text("零值占多數期間者，區間僅供參考", "with so many zeros the intervals are a rough guide"))
    return tuple(found)
