"""p-charts of proportions that come week by week or month by month, and the rules by which a point or a run stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from argosy.kernel.text import Text

SIGMAS, RUN, FEWEST, EXPECTED = 3.0, 8, 20, 5.0
P_CHART = Text("p 管制圖：p̄ ± 3√(p̄(1 − p̄) ÷ n)（Shewhart 1931）", "p-chart: p̄ ± 3√(p̄(1 − p̄) / n) (Shewhart 1931)")


@dataclass(frozen=True, slots=True)
class Point:
    """One period: ``k`` of ``n``, its limits and why it stands out. Below ``FEWEST`` cases in all there are no limits and nothing stands out."""

    label: str
    k: int
    n: int
    share: float | None
    centre: float | None
    low: float | None
    high: float | None
    beyond: bool
    run: bool


def p_chart(counts: Sequence[tuple[str, int, int]], fewest: int = FEWEST) -> list[Point]:
    """Points from (label, k, n) in order of time. Rule 1: beyond three sigma of the mean; rule 2: eight in a row on one side of it.

    Rule 2 passes over periods with n p̄ (1 − p̄) below ``EXPECTED``: there a count lies on one side of the mean more often than not.
    """
    total = sum(n for _, _, n in counts)
    if any(not 0 <= k <= n for _, k, n in counts):
        raise ValueError("a count lies between 0 and n")
    centre = sum(k for _, k, _ in counts) / total if total >= fewest else None
    runs = _runs(counts, centre)
    return [_point(label, k, n, centre, run) for (label, k, n), run in zip(counts, runs, strict=True)]


def _point(label: str, k: int, n: int, centre: float | None, run: bool) -> Point:
    share = k / n if n else None
    if centre is None or n == 0 or share is None:
        return Point(label, k, n, share, centre, None, None, False, run)
    half = SIGMAS * sqrt(centre * (1 - centre) / n)
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Point(label, k, n, share, centre, low, high, not low - 1e-12 <= share <= high + 1e-12, run)


def _runs(counts: Sequence[tuple[str, int, int]], centre: float | None) -> list[bool]:
    """Whether a point ends or lies in a run of eight on one side; periods with too few cases neither make nor break one."""
    found = [False] * len(counts)
    if centre is None:
        return found
    side = 0
    held: list[int] = []
    for at, (_, k, n) in enumerate(counts):
        if n * centre * (1 - centre) < EXPECTED:
            continue
        here = (k / n > centre) - (k / n < centre)
        side, held = (side, [*held, at]) if here == side and here != 0 else (here, [at])
        if len(held) >= RUN and side != 0:
            for place in held:
                found[place] = True
    return found
