"""Difference-in-differences by regression: two-way fixed effects, the path of effects around the start, and a joint test of the leads.

Standard errors are clustered by unit, with the fixest factor (see ``covariance``); with one treated unit no cluster error exists (Conley and Taber
2011) and placebos must do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argosy.engines.causal.columns import Floats
from argosy.engines.causal.covariance import Covariance, covariance
from argosy.engines.causal.design import Design
from argosy.engines.causal.fitting import Fit, least_squares
from argosy.engines.causal.panel import Panel


@dataclass(frozen=True, slots=True)
class EventStudy:
    """Effects by period against the last period before: ``coef`` and ``se`` by period (the base has nought and nought); ``leads_p`` of ``leads_test``."""

    times: tuple[str, ...]
    coef: Floats
    se: Floats
    leads_p: float | None


def two_way(panel: Panel) -> tuple[float, float | None, int]:
    """The two-way fixed-effects effect, its clustered standard error (None with fewer than two treated or two control units), and degrees."""
    after = np.arange(len(panel.times)) >= panel.start
    fit, cov = _regression(panel, after[None, :])
    if min(panel.treated_count, panel.controls) < 2:
        return float(fit.coef[0]), None, len(panel.units) - 1
    return float(fit.coef[0]), float(np.sqrt(cov.matrix[0, 0])), int(cov.degrees or 1)


def event_study(panel: Panel) -> EventStudy:
    """The effect in every period relative to the last one before treatment."""
    periods = [t for t in range(len(panel.times)) if t != panel.start - 1]
    marks = np.stack([np.arange(len(panel.times)) == t for t in periods])
    fit, cov = _regression(panel, marks)
    coef, se = np.zeros(len(panel.times)), np.zeros(len(panel.times))
    coef[periods], se[periods] = fit.coef, np.sqrt(np.maximum(np.diag(cov.matrix), 0))
    return EventStudy(panel.times, coef, se, leads_test(panel))


def leads_test(panel: Panel) -> float | None:
    """p of all effects before treatment being nought: Hotelling's two-sample T² on each unit's outcomes less those of the last period before, with one
    covariance for both groups, so that it holds its size with few treated units. None with too few units or leads (Anderson 2003, section 5.3).
    """
    from scipy import special

    leads, spare = panel.start - 1, len(panel.units) - 2
    if leads < 1 or panel.treated_count < 2 or spare - leads + 1 < 1:
        return None
    steps = panel.y[:, :leads] - panel.y[:, [leads]]
    groups = (steps[: panel.controls], steps[panel.controls :])
    apart = groups[1].mean(axis=0) - groups[0].mean(axis=0)
    spread = sum((g - g.mean(axis=0)).T @ (g - g.mean(axis=0)) for g in groups) / spare
    square = float(apart @ np.linalg.pinv(spread) @ apart) / (1 / panel.controls + 1 / panel.treated_count)
    return float(special.fdtrc(leads, spare - leads + 1, square * (spare - leads + 1) / (leads * spare)))


def _regression(panel: Panel, marks: NDArray[np.bool_]) -> tuple[Fit, Covariance]:
    """y on treated × each row of marks (m × periods), unit and period effects absorbed."""
    units, periods = panel.y.shape
    unit, period = np.repeat(np.arange(units), periods), np.tile(np.arange(periods), units)
    treated = unit >= panel.controls
    x = np.stack([treated * row[period] for row in marks.astype(np.float64)], axis=1)
    names = tuple(str(i) for i in range(len(marks)))
    made = Design(panel.y.ravel(), x, names, {"unit": unit, "period": period}, {"unit": unit}, np.arange(panel.y.size), {})
    fit = least_squares(made)
    return fit, covariance(made, fit, "cluster", "fixest", linear=True)
