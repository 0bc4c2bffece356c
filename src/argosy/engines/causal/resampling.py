"""Standard errors of synthetic difference-in-differences with several treated units, by leaving units out or drawing them anew.

Arkhangelsky et al. (2021), algorithms 2 (bootstrap) and 3 (jackknife, weights held and made to add up to one again). Neither exists with one treated unit;
the jackknife is not valid for synthetic control, whose weights may rest on a single unit (section 5 there).
"""

from __future__ import annotations

import numpy as np

from argosy.engines.causal.contrast import Contrast, contrast
from argosy.engines.causal.panel import Panel

DRAWS = 200


def jackknife(panel: Panel, found: Contrast) -> float | None:
    """The jackknife error; None with one treated unit, or when one control carries all the weight."""
    if panel.treated_count < 2 or found.omega.max() >= 1:
        return None
    estimates = np.array([_without(panel, found, i) for i in range(len(panel.units))])
    n = len(estimates)
    return float(np.sqrt((n - 1) / n * ((estimates - estimates.mean()) ** 2).sum()))


def bootstrap(panel: Panel, method: str, seed: int = 0, draws: int = DRAWS) -> float | None:
    """The spread of estimates on units drawn with replacement; draws without treated or without control units are drawn again."""
    if panel.treated_count < 2 or panel.controls < 2:
        return None
    draw = np.random.default_rng(seed)
    estimates: list[float] = []
    while len(estimates) < draws:
        rows = np.sort(draw.integers(0, len(panel.units), len(panel.units)))
        controls = [int(i) for i in rows if i < panel.controls]
        treated = [int(i) for i in rows if i >= panel.controls]
        if controls and treated:
            estimates.append(contrast(panel.rearranged(controls, treated), method).estimate)
    return float(np.std(estimates))


def _without(panel: Panel, found: Contrast, gone: int) -> float:
    """The estimate without one unit, other weights in proportion."""
    omega = found.omega.copy()
    if gone < panel.controls:
        omega[gone] = 0
    kept = [i for i in range(panel.controls, len(panel.units)) if i != gone]
    gap = panel.y[kept].mean(axis=0) - omega / omega.sum() @ panel.donors
    return float(gap[panel.start :].mean() - found.lam @ gap[: panel.start])
