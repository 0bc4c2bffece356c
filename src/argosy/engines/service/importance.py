"""Which questions go with overall satisfaction: Spearman's rank correlation with a bootstrap interval, and where each then belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median
from typing import Literal

from argosy.engines.performance.estimate import LEVEL, Estimate
from argosy.engines.service.scores import average
from argosy.kernel.text import Text

DRAWS, SEED, FEWEST = 1000, 20260630, 5
SPEARMAN = Text(
    "Spearman 等級相關；自助法百分位區間（1,000 次，固定種子）",
    "Spearman's rank correlation; percentile bootstrap, 1,000 draws, fixed seed",
)
NO_SPREAD = Text("答案無差異或不足五筆，無法判定", "answers do not differ, or fewer than five: cannot tell")
Quadrant = Literal["keep", "improve", "low", "overkill", "unknown"]
QUADRANTS: dict[Quadrant, Text] = {
    "improve": Text("優先改善", "Improve first"), "keep": Text("繼續保持", "Keep up"), "low": Text("次要", "Low priority"),
    "overkill": Text("供過於求", "More than needed"), "unknown": Text("無法判定", "Cannot tell"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """One question: how much it goes with overall satisfaction, how well it does, and its quadrant by the medians of both."""

    key: str
    importance: Estimate
    performance: float | None
    quadrant: Quadrant


def place(answers: Mapping[str, Sequence[float | None]], overall: str, draws: int = DRAWS) -> list[Placed]:
    """Questions by importance (Martilla & James 1977). Answers stand in the order of respondents; pairs with a gap are left out."""
    keys = [key for key in answers if key != overall]
    found = {key: correlation(answers[key], answers[overall], draws) for key in keys}
    means = {key: average([v for v in answers[key] if v is not None]) for key in keys}
    known = [found[key].value for key in keys if found[key].value is not None]
    cuts = (median([v for v in known if v is not None]), median([m for m in means.values() if m is not None])) if known else None
    made = [Placed(key, found[key], means[key], _quadrant(found[key].value, means[key], cuts)) for key in keys]
    return sorted(made, key=lambda one: (-(one.importance.value if one.importance.value is not None else -2), one.key))


def _quadrant(importance: float | None, performance: float | None, cuts: tuple[float, float] | None) -> Quadrant:
    if importance is None or performance is None or cuts is None:
        return "unknown"
    heavy, good = importance >= cuts[0], performance >= cuts[1]
    return "keep" if heavy and good else "improve" if heavy else "overkill" if good else "low"


def correlation(one: Sequence[float | None], other: Sequence[float | None], draws: int = DRAWS, level: float = LEVEL) -> Estimate:
    """Spearman's ρ with average ranks for ties, and the percentile interval of ``draws`` resamples of pairs from a fixed seed."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    point = spearman(pairs) if len(pairs) >= FEWEST else None
    if point is None:
        return Estimate(None, None, None, len(pairs), 0, SPEARMAN, level, NO_SPREAD)
    chance = Random(SEED)  # noqa: S311
    drawn = sorted(v for v in (spearman([pairs[int(chance.random() * len(pairs))] for _ in pairs]) for _ in range(draws)) if v is not None)
    low, high = drawn[int((1 - level) / 2 * (len(drawn) - 1))], drawn[int((1 + level) / 2 * (len(drawn) - 1))]
    return Estimate(point, low, high, len(pairs), 0, SPEARMAN, level)


def spearman(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's correlation of ranks; ``None`` when either side does not vary."""
    first, second = ranks([a for a, _ in pairs]), ranks([b for _, b in pairs])
    middle = (len(pairs) + 1) / 2
    cross = sum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    spread = sum((a - middle) ** 2 for a in first) * sum((b - middle) ** 2 for b in second)
    return cross / spread**0.5 if spread > 0 else None


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    made = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and values[order[end + 1]] == values[order[at]]:
            end += 1
        for place in order[at : end + 1]:
            made[place] = (at + end) / 2 + 1
        at = end + 1
    return made
