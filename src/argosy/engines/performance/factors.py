"""Which circumstances go with quotations won: an association, never a cause. Below 30 decided quotations the ranking is a person's judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import exp, log, sqrt
from statistics import NormalDist

import polars as pl

from argosy.engines.performance.estimate import LEVEL, quantile
from argosy.engines.performance.frames import QUOTES, need
from argosy.kernel.text import NOTHING, Text

LEAST = 30
FACTORS: dict[str, Text] = {
    "price_gap": Text("與競爭者價差", "price gap to the rival"),
    "response_h": Text("回覆時數", "hours to respond"),
    "repeat": Text("舊客戶", "repeat customer"),
    "revision": Text("報價版次", "revisions"),
    "margin": Text("報價毛利率", "margin quoted"),
    "value": Text("報價金額", "value quoted"),
}
JUDGEMENT = Text("樣本不足 {least} 件，排序由人判斷", "fewer than {least} decided: the ranking is judgement")


@dataclass(frozen=True, slots=True)
class Factor:
    """How far a circumstance goes with winning.

    ``delta`` is Cliff's delta, P(won > lost) − P(won < lost): 1 when every won quotation lies above every lost one, 0 for none; ``low`` to ``high`` its
    95 % interval; ``p`` of the two-sided rank test and ``p_adjusted`` for the number of factors looked at (Holm 1979). ``odds_ratio`` with its interval for a
    yes-or-no circumstance only (Woolf, with ½ added to each count when one is 0).
    """

    name: str
    label: Text
    n: int
    won: int
    delta: float
    low: float
    high: float
    p: float
    p_adjusted: float
    odds_ratio: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Factors:
    """The circumstances by strength of association. ``basis`` is ``association``, or ``judgement`` with ``why`` and no ranking."""

    basis: str
    n: int
    ranked: tuple[Factor, ...]
    why: Text


def success_factors(quotes: pl.DataFrame, as_of: date, names: Mapping[str, Text] | None = None, least: int = LEAST) -> Factors:
    """Rank circumstances of quotations by their association with the outcome, over those won or lost up to a day.

    A circumstance is left out where it is not recorded on both won and lost quotations, ``least`` of them in all. Fewer than ``least`` decided: no ranking.
    """
    rows = need(quotes, QUOTES).filter(pl.col("outcome").is_in(["won", "lost"]) & (pl.col("decided_on") <= as_of))
    if rows.height < least:
        return Factors("judgement", rows.height, (), JUDGEMENT.format(least=least))
    found = [one for name, label in (names or FACTORS).items() if (one := _factor(rows, name, label, least)) is not None]
    adjusted = _holm([one.p for one in found])
    ranked = [replace(one, p_adjusted=p) for one, p in zip(found, adjusted, strict=True)]
    return Factors("association", rows.height, tuple(sorted(ranked, key=lambda one: (-abs(one.delta), one.name))), NOTHING)


def _factor(rows: pl.DataFrame, name: str, label: Text, least: int) -> Factor | None:
    known = rows.select("outcome", pl.col(name).cast(pl.Float64)).drop_nulls()
    won, lost = (known.filter(pl.col("outcome") == outcome)[name].to_list() for outcome in ("won", "lost"))
    if not won or not lost or known.height < least:
        return None
    delta, low, high, p = cliff(won, lost)
    odds = _odds(won, lost) if rows.schema[name] == pl.Boolean else None
    return Factor(name, label, known.height, len(won), delta, low, high, p, p, odds)


def cliff(first: list[float], second: list[float], level: float = LEVEL) -> tuple[float, float, float, float]:
    """Cliff's delta of two samples, its interval and the p-value of the rank test with ties.

    The interval is Cliff's asymmetric one from the unbiased variance of delta (Cliff 1993; Feng & Cliff 2004); the p-value is the
    normal approximation of the Mann–Whitney test, corrected for ties, without continuity correction.
    """
    import numpy as np

    x, y = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    signs = np.sign(x[:, None] - y[None, :])
    delta = float(signs.mean())
    p = _rank_test(delta, [*first, *second], len(first), len(second))
    if min(x.size, y.size) < 2 or abs(delta) == 1:
        return delta, -1.0 if delta < 1 else 1.0, 1.0 if delta > -1 else -1.0, p
    rows, columns = ((signs.mean(axis=axis) - delta) for axis in (1, 0))
    m, n = x.size, y.size
    spread = (n**2 * (rows**2).sum() + m**2 * (columns**2).sum() - ((signs - delta) ** 2).sum()) / (m * n * (m - 1) * (n - 1))
    deviation = sqrt(max(float(spread), (1 - delta**2) / (m * n - 1)))
    return delta, *_asymmetric(delta, deviation, quantile(level)), p


def _rank_test(delta: float, values: list[float], m: int, n: int) -> float:
    """The two-sided p-value of the Mann–Whitney test; U = mn(delta + 1)/2 stands mn·delta/2 from its mean."""
    total = m + n
    ties = sum(count**3 - count for count in Counter(values).values())
    variance = m * n / 12 * (total + 1 - ties / (total * (total - 1))) if total > 1 else 0.0
    return 2 * NormalDist().cdf(-abs(m * n * delta / 2) / sqrt(variance)) if variance > 0 else 1.0


def _asymmetric(delta: float, deviation: float, z: float) -> tuple[float, float]:
    """Cliff's interval, which stays within −1 and 1."""
    scale = 1 - delta**2 + z**2 * deviation**2
    half = z * deviation * sqrt((1 - delta**2) ** 2 + z**2 * deviation**2)
    return max(-1.0, (delta - delta**3 - half) / scale), min(1.0, (delta - delta**3 + half) / scale)


def _odds(won: list[float], lost: list[float]) -> tuple[float, float, float]:
    a, c = sum(won), sum(lost)
    cells = [a, len(won) - a, c, len(lost) - c]
    if 0 in cells:
        cells = [cell + 0.5 for cell in cells]
    middle, half = log(cells[0] * cells[3] / (cells[1] * cells[2])), quantile() * sqrt(sum(1 / cell for cell in cells))
    return exp(middle), exp(middle - half), exp(middle + half)


def _holm(values: list[float]) -> list[float]:
    """Holm's step-down adjustment."""
    order = sorted(range(len(values)), key=values.__getitem__)
    adjusted, highest = [0.0] * len(values), 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, (len(values) - rank) * values[at]))
        adjusted[at] = highest
    return adjusted
