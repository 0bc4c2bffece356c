"""Placebos of a comparison: other units as if treated, an earlier date as if treatment had begun, and one control left out at a time.

Abadie, Diamond and Hainmueller (2010, 2015) for placebos and leaving one out; Arkhangelsky et al. (2021), algorithm 4, for the placebo standard error.
With one treated unit every control is taken in turn, so that nothing is drawn at random; with more, all
sets of controls as large while they are few, else sets drawn with the given seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from argosy.engines.causal.contrast import Contrast, contrast, noise_of
from argosy.engines.causal.panel import Panel

DRAWS = 500
HEAVY = 0.01  # a control with a smaller weight is not left out in turn: the estimate would hardly move
FEWEST_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Placebos:
    """Estimates and ratios of RMSPE after over before of placebo units; ``p_effect`` and ``p_ratio`` are the treated's rank among them (1 = least
    unusual), ``se`` their spread around nought effect; ``least`` is the smallest p this number of placebos could give.
    """

    names: tuple[str, ...]
    estimates: tuple[float, ...]
    ratios: tuple[float, ...]
    pre_rmspe: tuple[float, ...]
    p_effect: float
    p_ratio: float
    se: float
    least: float


def in_space(panel: Panel, found: Contrast, seed: int = 0) -> Placebos | None:
    """Placebo units. None when there are too few controls to stand in for the treated ones."""
    sets = _sets(panel, seed)
    if len(sets) < 2:
        return None
    noise = noise_of(panel)
    made = [_placebo(panel, list(chosen), found.method, noise) for chosen in sets]
    estimates = np.array([one.estimate for one in made])
    ratios = np.array([one.ratio for one in made])
    return Placebos(
        tuple("+".join(panel.units[i] for i in chosen) for chosen in sets),
        tuple(estimates.tolist()),
        tuple(ratios.tolist()),
        tuple(one.pre_rmspe for one in made),
        _rank(np.abs(estimates), abs(found.estimate)),
        _rank(ratios, found.ratio),
        float(estimates.std()),
        1 / (len(sets) + 1),
    )


def in_time(panel: Panel, method: str) -> tuple[str, float] | None:
    """Treatment as if begun halfway through the periods before it, on those periods only: that date and the estimate. None with too few
    periods, and with predictors, which may be of later periods.
    """
    if panel.start < 2 * FEWEST_BEFORE or panel.predictor_names:
        return None
    early = panel.before(panel.start // 2)
    return panel.times[early.start], contrast(early, method).estimate


def left_out(panel: Panel, found: Contrast) -> dict[str, float]:
    """The estimate without each control that carries weight, by its name."""
    heavy = [i for i in range(panel.controls) if found.omega[i] > HEAVY]
    treated = list(range(panel.controls, len(panel.units)))
    rest = {i: [j for j in range(panel.controls) if j != i] for i in heavy}
    return {panel.units[i]: contrast(panel.rearranged(keep, treated), found.method).estimate for i, keep in rest.items() if keep}


def _sets(panel: Panel, seed: int) -> list[tuple[int, ...]]:
    if panel.treated_count == 1:
        return [(i,) for i in range(panel.controls)] if panel.controls > 1 else []
    if panel.controls <= panel.treated_count:
        return []
    if comb(panel.controls, panel.treated_count) <= DRAWS:
        return list(combinations(range(panel.controls), panel.treated_count))
    draw = np.random.default_rng(seed)
    return [tuple(sorted(draw.choice(panel.controls, panel.treated_count, replace=False).tolist())) for _ in range(DRAWS)]


def _placebo(panel: Panel, chosen: list[int], method: str, noise: float) -> Contrast:
    rest = [i for i in range(panel.controls) if i not in chosen]
    return contrast(panel.rearranged(rest, chosen), method, noise=noise)


def _rank(placebos: np.ndarray[tuple[int], np.dtype[np.float64]], own: float) -> float:
    return float((placebos >= own * (1 - 1e-12)).sum() + 1) / (len(placebos) + 1)
