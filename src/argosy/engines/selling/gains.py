"""What coaching brought: paired tests before and after, and sales of coached customers against others, said as strongly as the evidence allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev

from argosy.engines.selling.pacing import t_quantile
from argosy.kernel.text import NOTHING, Text

FEWEST_PAIRS, FEWEST_GROUP = 5, 3
FEW_PAIRS = Text("成對測驗僅 {n} 份，少於 {fewest} 份，無法判定", "{n} pairs of tests, fewer than {fewest}: cannot tell")
FEW_GROUP = Text(
    "受輔導 {treated} 家、對照 {controls} 家，少於各 {fewest} 家，無法判定",
    "{treated} coached and {controls} others, fewer than {fewest} each: cannot tell",
)


@dataclass(frozen=True, slots=True)
class Gain:
    """The mean gain of paired tests with its t interval; ``value`` is ``None`` when it cannot be told, and ``why`` says so."""

    n: int
    before: float | None
    after: float | None
    value: float | None
    low: float | None
    high: float | None
    why: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Effect:
    """Sales a month of coached customers after less before, against that of others: ``value`` with ``low`` and ``high``, the ladder's word and rung."""

    treated: int
    controls: int
    value: float | None
    low: float | None
    high: float | None
    word: Text
    rung: Text
    why: Text = NOTHING


def paired_gain(pairs: Sequence[tuple[float, float]], level: float = 0.95, fewest: int = FEWEST_PAIRS) -> Gain:
    """The mean of after − before with t·s/√n around it. ``pairs`` are (before, after) of one person each."""
    if len(pairs) < fewest:
        return Gain(len(pairs), *_means(pairs), None, None, None, FEW_PAIRS.format(n=len(pairs), fewest=fewest))
    gains = [after - before for before, after in pairs]
    half = t_quantile(len(gains) - 1, level) * stdev(gains) / sqrt(len(gains))
    return Gain(len(pairs), *_means(pairs), mean(gains), mean(gains) - half, mean(gains) + half)


def _means(pairs: Sequence[tuple[float, float]]) -> tuple[float | None, float | None]:
    return (mean(b for b, _ in pairs), mean(a for _, a in pairs)) if pairs else (None, None)


def sales_effect(
    coached: Mapping[str, Sequence[float]],
    others: Mapping[str, Sequence[float]],
    times: Sequence[str],
    start: int,
    fewest: int = FEWEST_GROUP,
) -> Effect:
    """Difference in differences of monthly sales: ``coached`` and ``others`` hold a series per customer over ``times``, coached from the period ``start``.

    By ``engines.causal`` (two-way effects, errors by unit); its ladder decides the word. Too few customers on a side: cannot tell, and no figure.
    """
    import numpy as np

    from argosy.engines.causal.effect import measure
    from argosy.engines.causal.panel import Panel
    from argosy.engines.causal.rungs import CANNOT_TELL

    if min(len(coached), len(others)) < fewest:
        why = FEW_GROUP.format(treated=len(coached), controls=len(others), fewest=fewest)
        return Effect(len(coached), len(others), None, None, None, CANNOT_TELL, NOTHING, why)
    units = (*sorted(others), *sorted(coached))
    rows = np.array([[float(x) for x in (coached[unit] if unit in coached else others[unit])] for unit in units])
    found = measure(Panel(units, tuple(times), rows, len(others), start), "did")
    return Effect(len(coached), len(others), found.estimate, found.low, found.high, found.verdict.word, found.verdict.rung.name)
