"""From an assessment to the evidence its SWOT rules stand on: figures with intervals and places within the universe."""

from __future__ import annotations

from collections.abc import Mapping

from scipy.special import ndtri, stdtrit

from argosy.engines.assessment.assessing import Assessment
from argosy.engines.assessment.question import Figure
from argosy.engines.assessment.swot import Evidence, percentile

LEVEL = 0.95
PERCENTILES = {"growth_percentile": "import_growth", "fx_percentile": "fx_volatility", "governance_percentile": "governance"}
AS_THEY_ARE = ("import_growth", "tariff_position", "supplier_hhi", "price_position", "home_share_trend")


def market_evidence(made: Assessment, market: str, own: Mapping[str, Evidence] | None = None) -> dict[str, Evidence]:
    """Metric → ``Evidence`` for ``swot``: what the assessment knows of ``market``, and ``own`` (margins, complaints, RCA …) laid over it.

    Growth and trends carry their 95 % interval (Student's t with n − 2 degrees); percentiles are 0 to 1 among the universe's known values.
    """
    figures = made.question.figures.get(market, {})
    found = {name: _evidence(market, name, figures[name]) for name in AS_THEY_ARE if name in figures}
    for metric, name in PERCENTILES.items():
        values = [row[name].value for m in made.question.fixed if name in (row := made.question.figures.get(m, {}))]
        if name in figures and len(values) > 1:
            found[metric] = Evidence(f"{market}.{metric}", percentile(values, figures[name].value))
    return {**found, **(own or {})}


def interval(figure: Figure) -> tuple[float, float] | None:
    """The 95 % interval of a figure that is no size: Student's t with n − 2 degrees for a trend, the normal where n is not known; ``None`` without error."""
    if figure.error <= 0 or (figure.n is not None and figure.n < 3):
        return None
    tail = 0.5 + LEVEL / 2
    reach = float(ndtri(tail) if figure.n is None else stdtrit(figure.n - 2, tail)) * figure.error
    return figure.value - reach, figure.value + reach


def _evidence(market: str, name: str, figure: Figure) -> Evidence:
    ends = interval(figure) if figure.n is not None else None
    return Evidence(f"{market}.{name}", figure.value, *(ends or ()))
