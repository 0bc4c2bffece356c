"""Bars side by side within each category."""

from __future__ import annotations

from argosy.renderers.charts.channels import MOST_LABELS, axis, colour, words
from argosy.renderers.charts.frame import Frame, Spec


def draw(frame: Frame) -> Spec:
    """x and y, one of them categories; ``color`` names the bars of a group."""
    category, measure = frame.category, frame.measure
    names = list(dict.fromkeys(row["color"] for row in frame.rows))
    for row in frame.rows:
        row["label"] = frame.label(row[measure], measure)
    frame.span(row[measure] for row in frame.rows)
    offset = {f"{category}Offset": {"field": "color", "sort": names}}
    shared = {category: axis(frame, category), measure: axis(frame, measure)} | offset
    bars = {"mark": {"type": "bar"}, "encoding": shared | {"color": colour(frame)}}
    place: Spec = {"align": "left", "dx": 4} if frame.horizontal else {"dy": -5}
    labels = {"mark": {"type": "text", "fontSize": 9} | place, "encoding": shared | {"text": words("label")}}
    return {"layer": [bars, labels] if len(frame.rows) <= MOST_LABELS else [bars]}
