"""Points with their intervals: estimates whose ranges matter more than their order."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, end_labels, whiskers
from argosy.renderers.charts.frame import Frame, Spec


def draw(frame: Frame) -> Spec:
    """x and y, one of them categories; ``lo`` and ``hi`` the interval; ``label`` printed at its end, else the figure."""
    measure = frame.measure
    for row in frame.rows:
        row["label"] = row.get("label") or frame.label(row[measure], measure)
        row["hi"] = row[measure] if row["hi"] is None else row["hi"]
        row["lo"] = row[measure] if row["lo"] is None else row["lo"]
    frame.span(end for row in frame.rows for end in (row["lo"], row["hi"]))
    encoding = {frame.category: axis(frame, frame.category), measure: axis(frame, measure)}
    points = {"mark": {"type": "point", "size": 60}, "encoding": encoding}
    return {"layer": [*whiskers(frame, measure), points, end_labels(frame, "hi")]}
