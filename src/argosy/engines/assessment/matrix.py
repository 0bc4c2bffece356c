"""Figures on one scale: 0 the worst and 1 the best of the fixed universe, with what is missing said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argosy.engines.assessment.question import Figure, Question, Scale
from argosy.rules.markets.scheme import Indicator

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
MIDDLE = 0.5  # where an indicator stands that tells nothing: no market has it, or all have the same
UNKNOWN_SPREAD = 12.0**-0.5  # standard deviation of a value known only to lie between 0 and 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """Markets × indicators.

    ``x`` (float64, 0 to 1) is the normalised value, imputed where ``known`` (bool) is false; ``raw`` the figure in transformed units (NaN when unknown),
    ``error`` its standard error there; ``spread`` per indicator is the deviation an unknown value is drawn with.
    """

    markets: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    scales: dict[str, Scale]
    x: Floats
    known: Flags
    raw: Floats
    error: Floats
    spread: Floats

    def row(self, market: str) -> int:
        """The row of a market."""
        return self.markets.index(market)


def normalised(question: Question) -> Matrix:
    """Logs for sizes, winsorised at the scheme's percentiles (linear interpolation), min–max over the universe, direction applied.

    An unknown value takes the mean of the market's known indicators of the same group; when it has none, the universe's mean of that indicator;
    when nobody has it, .5.
    """
    markets = tuple(dict.fromkeys((*question.candidates, *question.fixed)))
    indicators = question.scheme.indicators
    raw, error = _table(question, markets, indicators)
    inside = np.array([m in set(question.fixed) for m in markets])
    scales = {i.id: question.scales.get(i.id) or _scale(question, raw[inside, k]) for k, i in enumerate(indicators)}
    x = np.column_stack([place(raw[:, k], scales[i.id], i.direction) for k, i in enumerate(indicators)])
    known = ~np.isnan(raw)
    filled = _impute(x, known, inside, [i.group for i in indicators])
    spread = np.array([_spread(x[inside & known[:, k], k]) for k in range(len(indicators))])
    return Matrix(markets, indicators, scales, filled, known, raw, error, spread)


def place(raw: Floats, scale: Scale, direction: int) -> Floats:
    """Transformed values (any shape) between the ends of their scale, clipped to 0 and 1; NaN stays NaN. Equal ends give .5."""
    if scale.high <= scale.low:
        return np.where(np.isnan(raw), np.nan, MIDDLE)
    share = np.clip((raw - scale.low) / (scale.high - scale.low), 0.0, 1.0)
    return share if direction > 0 else 1.0 - share


def _table(question: Question, markets: Sequence[str], indicators: Sequence[Indicator]) -> tuple[Floats, Floats]:
    raw, error = np.full((len(markets), len(indicators)), np.nan), np.zeros((len(markets), len(indicators)))
    for m, market in enumerate(markets):
        row = question.figures.get(market, {})
        for k, indicator in enumerate(indicators):
            figure = row.get(indicator.id)
            if figure is not None:
                raw[m, k], error[m, k] = _transformed(figure, indicator), figure.error
    return raw, error


def _transformed(figure: Figure, indicator: Indicator) -> float:
    if indicator.transform == "linear":
        return figure.value
    return float(np.log(figure.value)) if figure.value > 0 else -np.inf  # nothing at all stands below the smallest size


def _scale(question: Question, values: Floats) -> Scale:
    finite = values[np.isfinite(values)]
    if not finite.size:
        return Scale(0.0, 0.0, 0)
    settings = question.scheme.settings
    low, high = np.quantile(finite, [float(settings.trim_low), float(settings.trim_high)])
    return Scale(float(low), float(high), int(finite.size))


def _spread(values: Floats) -> float:
    """The universe's spread of an indicator; with fewer than two values nothing is known of it."""
    return float(values.std()) if values.size > 1 else UNKNOWN_SPREAD


def _impute(x: Floats, known: Flags, inside: Flags, groups: list[str]) -> Floats:
    filled = x.copy()
    means = [float(x[inside & known[:, k], k].mean()) if (inside & known[:, k]).any() else MIDDLE for k in range(x.shape[1])]
    for name in dict.fromkeys(groups):
        columns = np.array([g == name for g in groups])
        for m in range(x.shape[0]):
            have = columns & known[m]
            gap = columns & ~known[m]
            filled[m, gap] = x[m, have].mean() if have.any() else np.array(means)[gap]
    return filled
