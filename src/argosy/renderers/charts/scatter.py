"""Points of two figures, named."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, colour, words
from argosy.renderers.charts.frame import Frame, Spec


def draw(frame: Frame) -> Spec:
    """x and y, both figures with titles; ``label`` names the points, ``color`` their class, ``size`` makes bubbles."""
    frame.zero, frame.padding = False, 24 if frame.has("size") else 14
    height = axis(frame, "y")
    height["axis"]["titleY"] = -16
    frame.fixed["y"] = height
    place = {"x": axis(frame, "x"), "y": height}
    size: Spec = {"size": _area(frame)} if frame.has("size") else {}
    points = {"mark": {"type": "point", "size": 50, "opacity": 0.85, "clip": False}, "encoding": place | {"color": colour(frame)} | size}
    names = {"mark": {"type": "text", "dy": -_lift(frame), "fontSize": 9.5}, "encoding": place | {"text": words("label")}}
    return {"layer": [points, names] if frame.has("label") else [points]}


def _area(frame: Frame) -> Spec:
    title = frame.title("size")
    legend = {
        "title": title,
        "orient": "bottom",
        "titleOrient": "left",
        "titleFontWeight": "normal",
        "format": ",~f",
        "values": _steps(frame),
        "symbolFillColor": "#C5D8E2",
        "symbolStrokeColor": "#0B4F6C",
        "symbolType": "circle",
    }
    return {
        "field": "size",
        "type": "quantitative",
        "title": title,
        "scale": {"type": "linear", "zero": True, "range": [0, 900]},
        "legend": legend,
    }


def _steps(frame: Frame) -> list[float]:
    sizes = sorted(row["size"] for row in frame.rows if row["size"] is not None)
    return list(dict.fromkeys((sizes[0], sizes[len(sizes) // 2], sizes[-1]))) if sizes else []


def _lift(frame: Frame) -> int:
    return 20 if frame.has("size") else 9
