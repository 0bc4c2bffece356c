"""Synthetic control with predictors: the weight of each predictor chosen so that the outcomes before treatment fit best (nested optimisation).

Abadie and Gardeazabal (2003); Abadie, Diamond and Hainmueller (2010), section 2.3. Predictors are scaled by their standard deviation over all units, as
the R package Synth does; the search over V starts from even weights and from the regression weights and uses Nelder–Mead in logarithms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from argosy.engines.causal.columns import Floats, labels, number_column
from argosy.engines.causal.panel import Panel
from argosy.engines.causal.simplex import simplex_weights
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

STEPS_EACH = 120  # Nelder–Mead steps per predictor and start
FLAT = 1e-5  # share of the loss below which steps no longer count
WIDEST = 12.0  # a predictor's log weight stays within ± this of the first


def with_predictors(made: Panel, frame: pl.DataFrame, unit: str, time: str, specs: Sequence[str]) -> Panel:
    """The panel with predictors, each ``column``, ``column@period`` or ``column@first:last``: the mean of what is there, by default over all periods before.

    ``BadInput`` when a unit has no value of a predictor in its periods.
    """
    rows = [_means(made, frame, unit, time, spec.strip()) for spec in specs]
    return replace(made, predictors=np.stack(rows, axis=1), predictor_names=tuple(spec.strip() for spec in specs))


def nested(made: Panel) -> Floats:
    """Unit weights (controls) under the predictor weights that fit the outcomes before treatment best."""
    return unit_weights(made, predictor_weights(made))


def predictor_weights(made: Panel) -> Floats:
    """V (k), adding up to one."""
    from scipy import optimize

    x = _scaled(made)
    if x.shape[1] == 1:
        return np.ones(1)
    before, target = made.donors[:, : made.start], made.treated[: made.start]

    def loss(logs: Floats) -> float:
        error = target - _nearest(made, x, _spread(logs)) @ before
        return float(error @ error)

    starts = [np.zeros(x.shape[1]), _regression(made, x)]
    enough = {"maxiter": STEPS_EACH * x.shape[1], "fatol": FLAT * min(map(loss, starts)), "xatol": 1e-3}
    runs = [optimize.minimize(loss, start, method="Nelder-Mead", options=enough) for start in starts]
    return _spread(min(runs, key=lambda run: float(run.fun)).x)


def unit_weights(made: Panel, v: Floats) -> Floats:
    """The weights of controls whose predictors come nearest the treated's in the norm V."""
    return _nearest(made, _scaled(made), v)


def _nearest(made: Panel, x: Floats, v: Floats) -> Floats:
    near = x * np.sqrt(v)
    return simplex_weights(near[: made.controls].T, near[made.controls :].mean(axis=0))


def _means(made: Panel, frame: pl.DataFrame, unit: str, time: str, spec: str) -> Floats:
    name, _, window = spec.partition("@")
    first, _, last = window.partition(":")
    inside = np.array([_within(moment, first, last or first) if window else moment in made.times[: made.start] for moment in made.times])
    ids, moments, values = labels(frame, unit).to_list(), labels(frame, time).to_list(), number_column(frame, name)
    rows, columns = {u: i for i, u in enumerate(made.units)}, {t: j for j, t in enumerate(made.times)}
    grid = np.full((len(rows), len(columns)), np.nan)
    for u, t, value in zip(ids, moments, values, strict=True):
        grid[rows[u], columns[t]] = value
    there = np.isfinite(grid) & inside
    short = [made.units[i] for i in np.flatnonzero(~there.any(axis=1))]
    if short:
        raise BadInput(
            Text("預測變數「{s}」在單位 {u} 沒有數值", "Predictor “{s}” has no value for {u}").format(s=spec, u=", ".join(short[:5]))
        )
    found: Floats = np.where(there, grid, 0).sum(axis=1) / there.sum(axis=1)
    return found


def _within(moment: str, first: str, last: str) -> bool:
    try:
        return float(first) <= float(moment) <= float(last)
    except ValueError:
        return first <= moment <= last


def _scaled(made: Panel) -> Floats:
    spread = made.predictors.std(axis=0, ddof=1)
    found: Floats = made.predictors / np.where(spread > 0, spread, 1.0)
    return found


def _spread(logs: Floats) -> Floats:
    size = np.exp(np.clip(logs - logs.max(), -WIDEST, 0.0))
    found: Floats = size / size.sum()
    return found


def _regression(made: Panel, x: Floats) -> Floats:
    """Logs of the regression weights: squared coefficients of the outcomes before on the predictors, summed over periods."""
    coef = np.linalg.lstsq(np.column_stack([np.ones(len(x)), x]), made.y[:, : made.start], rcond=None)[0][1:]
    size = (coef**2).sum(axis=1)
    found: Floats = np.log(np.maximum(size, 1e-8 * size.max()))
    return found
