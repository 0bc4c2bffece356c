"""Causes by how often they come: the Pareto order, what each adds up to, and the few that make up most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from argosy.engines.performance.estimate import Estimate, wilson

MOST = 0.8


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause: how many, its share with Wilson's interval, the running share, and whether it is among the few that make up four fifths."""

    name: str
    k: int
    share: Estimate
    running: float
    vital: bool


def pareto(causes: Iterable[str], unknown: str = "") -> list[Cause]:
    """Causes, the commonest first and alike ones by name. Empty ones come last as ``unknown`` and are never among the vital few."""
    counts = Counter(cause.strip() for cause in causes)
    blank = counts.pop("", 0)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    total = sum(counts.values()) + blank
    made, running = [], 0
    for name, k in ordered:
        vital = running / total < MOST
        running += k
        made.append(Cause(name, k, wilson(k, total), running / total, vital))
    if blank:
        made.append(Cause(unknown, blank, wilson(blank, total), 1.0, False))
    return made
