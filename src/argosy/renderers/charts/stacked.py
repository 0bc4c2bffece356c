"""Parts of a whole on one bar, with the whole at its end."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, bar_size, colour, end_labels
from argosy.renderers.charts.frame import Frame, Spec


def draw(frame: Frame) -> Spec:
    """x and y, one of them categories; ``color`` names the parts, drawn in the order given."""
    measure, category = frame.measure, frame.category
    names = list(dict.fromkeys(row["color"] for row in frame.rows))
    for row in frame.rows:
        row["order"] = names.index(row["color"])
    wholes = _wholes(frame)
    frame.span(row[measure] for row in wholes)
    encoding = {
        category: axis(frame, category),
        measure: axis(frame, measure) | {"stack": True},
        "color": colour(frame),
        "order": {"field": "order", "type": "quantitative"},
    }
    parts = {"mark": {"type": "bar", "stroke": "#FFFFFF", "strokeWidth": 1} | bar_size(frame), "encoding": encoding}
    whole = end_labels(frame, measure) | {"data": {"values": wholes}}
    return {"layer": [parts, whole]}


def _wholes(frame: Frame) -> list[Spec]:
    sums = dict.fromkeys(frame.order(frame.category), 0.0)
    for row in frame.rows:
        sums[row[frame.category]] += row[frame.measure] or 0.0
    return [
        {frame.category: key, frame.measure: whole, "label": frame.label(round(whole, 6), frame.measure)} for key, whole in sums.items()
    ]
