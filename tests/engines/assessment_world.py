"""A small world of markets to assess."""

from __future__ import annotations

import random
from collections.abc import Mapping

from argosy.engines.assessment.question import Figure, Question
from argosy.rules.markets.library import scheme

UNIVERSE = tuple(f"M{n:02}" for n in range(40))


def figure_rows(markets=UNIVERSE, seed=7, gaps=0.1, error=0.02) -> dict[str, dict[str, Figure]]:
    """Figures of every indicator for the markets, some missing at random."""
    draw = random.Random(seed)
    rows: dict[str, dict[str, Figure]] = {}
    for market in markets:
        row = {
            i.id: Figure(draw.lognormvariate(12, 2) if i.transform == "log" else draw.gauss(0, 1), error, f"e:{market}:{i.id}")
            for i in INDICATORS
        }
        rows[market] = {name: figure for name, figure in row.items() if draw.random() >= gaps}
    return rows


def even(value: float, spread: Mapping[str, float] | None = None) -> dict[str, Figure]:
    """The same value for every indicator, better with the direction; ``spread`` sets some apart."""
    given = spread or {}
    return {
        i.id: Figure(1000.0 ** (1 + i.direction * given.get(i.id, value)) if i.transform == "log" else i.direction * given.get(i.id, value))
        for i in INDICATORS
    }


def question(**more) -> Question:
    """A question over the world; anything of it can be replaced."""
    given = {"scheme": scheme(), "candidates": UNIVERSE[:20], "figures": figure_rows(), "universe": UNIVERSE, "seed": 5}
    return Question(**{**given, **more})


INDICATORS = scheme().indicators
