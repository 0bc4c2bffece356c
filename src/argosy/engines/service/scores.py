"""Scores of a survey: mean with t interval, top two with Wilson's interval, and the net promoter score with its standard error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from argosy.engines.performance.estimate import LEVEL, Estimate, quantile, wilson
from argosy.kernel.text import NOTHING, Text

TEN = 10
PROMOTER, DETRACTOR = 9, 6
LEAST_INTERVAL = 2
T_INTERVAL = Text("t 分配區間（Student）", "Student's t interval")
TOP_TWO = Text("最高兩級占比；Wilson 分數區間", "top-two box; Wilson score interval")
NPS_METHOD = Text("NPS = P − D；se = √((P + D − (P − D)²) ÷ n)；常態區間", "NPS = P − D; se = √((P + D − (P − D)²) / n); normal interval")
ALIKE = Text(
    "所有答案同屬一類，常態區間寬度為零，不足以說明把握程度",
    "all answers fall in one class: the normal interval has no width and says nothing of certainty",
)
ONE = Text("僅一筆或無資料，無法給出區間", "one answer or none: no interval")


@dataclass(frozen=True, slots=True)
class Scored:
    """One question: answers on a scale up to ``scale``. ``nps`` is ``None`` unless the scale is 0 to 10. ``counts`` by score, lowest first."""

    key: str
    scale: int
    n: int
    missing: int
    mean: Estimate
    sd: float | None
    top_two: Estimate
    nps: Estimate | None
    counts: tuple[tuple[float, int], ...]


def scored(key: str, answers: Sequence[float], scale: int, missing: int = 0, level: float = LEVEL) -> Scored:
    """Everything told of one question. ``answers`` are those that were given."""
    counts = tuple((score, sum(1 for a in answers if a == score)) for score in sorted(set(answers)))
    top = wilson(sum(a >= scale - 1 for a in answers), len(answers), level)
    promoters = nps(answers, level) if scale == TEN else None
    return Scored(key, scale, len(answers), missing, mean(answers, level), deviation(answers), top, promoters, counts)


def average(values: Sequence[float]) -> float | None:
    """The arithmetic mean; ``None`` of nothing."""
    return sum(values) / len(values) if values else None


def deviation(values: Sequence[float]) -> float | None:
    """The sample standard deviation (n − 1); ``None`` of fewer than two."""
    middle = average(values)
    if middle is None or len(values) < LEAST_INTERVAL:
        return None
    return sqrt(sum((v - middle) ** 2 for v in values) / (len(values) - 1))


def mean(values: Sequence[float], level: float = LEVEL) -> Estimate:
    """The mean with Student's t interval, x̄ ± t(n − 1) s ÷ √n; fewer than two values have no interval."""
    middle, spread, n = average(values), deviation(values), len(values)
    if middle is None or spread is None:
        return Estimate(middle, None, None, n, n, T_INTERVAL, level, ONE)
    half = student(n - 1, level) * spread / sqrt(n)
    return Estimate(middle, middle - half, middle + half, n, n, T_INTERVAL, level)


def student(freedom: float, level: float = LEVEL) -> float:
    """The quantile of Student's t of a two-sided interval: 2.228139 for 10 degrees of freedom and 95 %."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def nps(answers: Sequence[float], level: float = LEVEL) -> Estimate:
    """Net promoter score of answers 0 to 10 as a fraction: share of 9 and 10 less share of 0 to 6, ± z √((P + D − (P − D)²) ÷ n), cut at ±1."""
    n = len(answers)
    if n < 1:
        return Estimate(None, None, None, 0, 0, NPS_METHOD, level, ONE)
    up, down = sum(a >= PROMOTER for a in answers) / n, sum(a <= DETRACTOR for a in answers) / n
    score = up - down
    half = quantile(level) * sqrt(max(0.0, up + down - score * score) / n)
    why = NOTHING if half > 0 else ALIKE
    return Estimate(score, max(-1.0, score - half), min(1.0, score + half), n, n, NPS_METHOD, level, why)


@dataclass(frozen=True, slots=True)
class Change:
    """From one wave to the next. ``overlap``: the two intervals overlap. ``tells``: the interval of the difference leaves out 0."""

    before: Estimate
    after: Estimate
    gap: Estimate
    overlap: bool | None
    tells: bool | None


WELCH = Text("Welch 差異區間", "Welch's interval of a difference")


def change(before: Sequence[float], after: Sequence[float], level: float = LEVEL) -> Change:
    """Mean after less mean before with Welch's interval (1947), its freedom by Welch and Satterthwaite."""
    first, second = mean(before, level), mean(after, level)
    if first.value is None or second.value is None:
        return Change(first, second, Estimate(None, None, None, 0, 0, WELCH, level, ONE), None, None)
    gap, spreads = second.value - first.value, (deviation(before), deviation(after))
    if spreads[0] is None or spreads[1] is None:
        return Change(first, second, Estimate(gap, None, None, first.n + second.n, 0, WELCH, level, ONE), None, None)
    low, high = _welch(gap, [(spreads[0], first.n), (spreads[1], second.n)], level)
    return Change(
        first, second, Estimate(gap, low, high, first.n + second.n, 0, WELCH, level), overlapping(first, second), not low <= 0 <= high
    )


def _welch(gap: float, sides: list[tuple[float, float]], level: float) -> tuple[float, float]:
    parts = [sd * sd / n for sd, n in sides]
    total = sum(parts)
    if total == 0:
        return gap, gap
    freedom = total * total / sum(part * part / (n - 1) for part, (_, n) in zip(parts, sides, strict=True))
    half = student(freedom, level) * sqrt(total)
    return gap - half, gap + half


def overlapping(one: Estimate, other: Estimate) -> bool | None:
    """Whether two intervals share a point; ``None`` when either has none."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return None
    return one.low <= other.high and other.low <= one.high


def said(estimate: Estimate) -> dict[str, Any]:
    """An estimate as the public contract writes it: value, low, high, n, level, and why there is no interval."""
    told: dict[str, Any] = {"value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n, "level": estimate.level}
    return told | ({"why": estimate.why.en} if estimate.why is not NOTHING and estimate.why.en else {})
