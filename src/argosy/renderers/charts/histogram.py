"""How often values fall into each bin."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, words
from argosy.renderers.charts.frame import BLUE, Frame, Spec


def draw(frame: Frame) -> Spec:
    """Bins by ``lo`` and ``hi`` edges with counts in y; the edges must meet."""
    frame.span(row["y"] for row in frame.rows)
    for row in frame.rows:
        row["label"] = frame.label(row["y"], "y")
        row["middle"] = (row["lo"] + row["hi"]) / 2
    edges = sorted({row[end] for row in frame.rows for end in ("lo", "hi")})
    across = frame.fixed["x"] = axis(frame, "x", "lo") | {
        "scale": {"domain": [edges[0], edges[-1]], "nice": False},
        "axis": {"values": edges, "grid": False, "format": ",~f", "labelOverlap": True},
    }
    height = axis(frame, "y")
    bars = {
        "mark": {"type": "rect", "color": BLUE, "stroke": "#FFFFFF", "strokeWidth": 1},
        "encoding": {"x": across, "x2": {"field": "hi"}, "y": height},
    }
    counts = {
        "mark": {"type": "text", "dy": -6, "fontSize": 9},
        "encoding": {"x": across | {"field": "middle"}, "y": height, "text": words("label")},
    }
    return {"layer": [bars, counts]}
