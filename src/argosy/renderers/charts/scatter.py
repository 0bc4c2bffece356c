"""Points of two figures, named."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, colour, words
from argosy.renderers.charts.frame import Frame, Spec
from argosy.renderers.fonts import text_width


def draw(frame: Frame) -> Spec:
    """x and y, both figures with titles; ``label`` names the points, ``color`` their class, ``size`` makes bubbles."""
    frame.zero, frame.padding = False, _room(frame)
    height = axis(frame, "y")
    height["axis"]["titleY"] = -16
    frame.fixed["y"] = height
    place = {"x": axis(frame, "x"), "y": height}
    size: Spec = {"size": _area(frame)} if frame.has("size") else {}
    points = {"mark": {"type": "point", "size": 50, "opacity": 0.85, "clip": False}, "encoding": place | {"color": colour(frame)} | size}
    return {"layer": [points, *_names(frame, place)]}


def _names(frame: Frame, place: Spec) -> list[Spec]:
    """Names above their bubbles; beside their points, by turns a little above and a little below."""
    if not frame.has("label"):
        return []
    for n, row in enumerate(sorted(frame.rows, key=lambda row: row["x"] or 0.0)):
        row["turn"] = n % 2
    if frame.has("size"):
        return [_name(place, {"dy": -20})]
    return [
        _name(place, {"align": "left", "dx": 7, "dy": dy}) | {"transform": [{"filter": f"datum.turn == {turn}"}]}
        for turn, dy in enumerate((-5, 6))
    ]


def _name(place: Spec, style: Spec) -> Spec:
    return {"mark": {"type": "text", "fontSize": 9.5} | style, "encoding": place | {"text": words("label")}}


def _room(frame: Frame) -> int:
    """Pixels free at both ends of x: for the names beside points, or half a bubble."""
    widest = max((text_width(row.get("label") or "", 9.5) for row in frame.rows), default=0.0)
    return 24 if frame.has("size") else round(widest) + 12


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
