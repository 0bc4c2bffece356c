"""Causes from the most frequent down, with the share they add up to."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, bar_size, end_labels, words
from argosy.renderers.charts.frame import BLUE, INK, MIDDLE, Frame, Spec, print_number


def draw(frame: Frame) -> Spec:
    """x names the causes, y counts them; the line is the cumulative share on the right axis."""
    frame.rows.sort(key=lambda row: -(row["y"] or 0.0))
    whole = sum(row["y"] or 0.0 for row in frame.rows) or 1.0
    running = 0.0
    for row in frame.rows:
        running += row["y"] or 0.0
        row |= {"share": running / whole, "said": print_number(running / whole, ".0%"), "label": frame.label(row["y"], "y")}
    place = {"x": axis(frame, "x")}
    right: Spec = {"field": "share", "type": "quantitative", "title": None, "scale": {"domain": [0, 1.08], "nice": False}}
    right["axis"] = {"orient": "right", "grid": False, "domain": False, "format": ".0%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1]}
    bars = {
        "layer": [
            {"mark": {"type": "bar", "color": MIDDLE} | bar_size(frame), "encoding": place | {"y": axis(frame, "y")}},
            end_labels(frame, "y"),
        ]
    }
    line = {"mark": {"type": "line", "color": INK, "point": {"color": INK, "size": 24}}, "encoding": place | {"y": right}}
    shares = {"mark": {"type": "text", "dy": -9, "fontSize": 9, "color": BLUE}, "encoding": place | {"y": right, "text": words("said")}}
    return {"layer": [bars, {"layer": [line, shares]}], "resolve": {"scale": {"y": "independent"}}}
