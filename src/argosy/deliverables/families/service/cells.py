"""Cells of the service family: estimates with their intervals under the name of the rule that made them."""

from __future__ import annotations

from typing import Any

from argosy.deliverables.families.intelligence.cells import Cell, Cites
from argosy.deliverables.families.market import figures
from argosy.engines.performance.estimate import Estimate
from argosy.kernel.text import NOTHING, Text
from argosy.report.value import Kind, Missing, Value

POINTS = Text("分", "points")


def value(identity: str, found: Estimate, kind: Kind, trace: str, cites: Cites, label: Text | None = None, **more: Any) -> Value:
    """An estimate as a figure: ``rate`` or ``score``; nothing to estimate from is too few."""
    given = {"dp": 1 if kind == "rate" else 2, "missing": "too_few", **more}
    return figures.estimate(
        _make(kind), identity, found.value, (found.low, found.high), label, n=int(found.n) if found.n else None, method=found.method,
        why=found.why if found.why is not NOTHING and found.why.en else None, trace=trace, cites=cites, **given,
    )  # fmt: skip


def _make(kind: Kind) -> Any:
    def make(identity: str, number: float | None, label: Text | None = None, **told: Any) -> Value:
        return figures.figure(identity, number, kind, label, **told)

    return make


def estimate(found: Estimate, kind: Kind, trace: str, cites: Cites, **more: Any) -> Cell:
    """A cell with an estimate."""
    return lambda identity: value(identity, found, kind, trace, cites, **more)


def number(amount: float | int | Any, kind: Kind, trace: str, cites: Cites, missing: Missing = "not_recorded", **more: Any) -> Cell:
    """A cell with a figure as it stands."""
    return lambda identity: figures.figure(identity, amount, kind, trace=trace, cites=cites, missing=missing, **more)
