"""What a forecast of one series says: points, intervals, the method and its record beside the benchmark, and what the data lacked."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.engines.series.calendar import Frequency
from argosy.kernel.text import NOTHING, Text

METHOD_WORDS: dict[str, Text] = {
    "theta": Text("Theta 法", "Theta"), "theta_classic": Text("原始 Theta 法", "Theta as published"), "ets": Text("阻尼趨勢指數平滑", "damped-trend exponential smoothing"),
    "combination": Text("Theta 與阻尼趨勢之平均", "mean of Theta and damped trend"), "snaive": Text("單純季節法", "seasonal naive"),
    "naive2": Text("季節調整單純法（NAIVE2）", "seasonally adjusted naive (NAIVE2)"), "naive": Text("單純法", "naive"), "drift": Text("漂移法", "drift"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One period ahead: its date, the point, and 80 and 95 % intervals; ``None`` where no interval can be told."""

    date: str
    point: float
    lo80: float | None
    hi80: float | None
    lo95: float | None
    hi95: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """One method over the rolling origins: MASE, sMAPE in percent, and its mean absolute error over that of the benchmark."""

    method: str
    mase: float | None
    smape: float
    relative: float | None


@dataclass(frozen=True, slots=True)
class Tested:
    """The back-test: scores of every method, over how many ``origins`` and ``n`` comparisons; ``beats`` the seasonal naive method or not.

    ``coverage80``, ``coverage95``: shares of later values within intervals made with what was known before them, over ``coverage_n`` of them.
    """

    scores: tuple[Score, ...]
    origins: int
    n: int
    beats: bool
    coverage80: float | None
    coverage95: float | None
    coverage_n: int

    def score(self, method: str) -> Score:
        """The score of one method; ``KeyError`` when it was not tested."""
        return {one.method: one for one in self.scores}[method]


@dataclass(frozen=True, slots=True)
class Description:
    """What a series holds when nothing more can be said: count, mean, median, smallest, largest and last value."""

    n: int
    mean: float
    median: float
    least: float
    most: float
    last: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of one series, or only its description when ``method`` is ``None``; ``reason`` says why this method, or why none.

    ``conformal``: how many steps have intervals from errors that were measured; the steps beyond have them by the method's model.
    ``missing``: dates between the first and the last without a value. ``notes``: what else to know.
    """

    series: str
    frequency: Frequency
    season: int
    n: int
    first: str
    last: str
    method: str | None
    reason: Text
    described: Description
    steps: tuple[Step, ...] = ()
    tested: Tested | None = None
    conformal: int = 0
    missing: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    verdict: Text = NOTHING
