"""Points whose area is a third figure: the scatter with ``size``."""

from __future__ import annotations

from argosy.renderers.charts import scatter
from argosy.renderers.charts.frame import Frame, Spec


def draw(frame: Frame) -> Spec:
    """x, y and ``size`` are figures; ``label`` names the points."""
    return scatter.draw(frame)
