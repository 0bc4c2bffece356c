"""Bars from zero, lying or standing, with intervals and values at their ends."""

from __future__ import annotations

from argosy.renderers.charts.channels import MOST_LABELS, axis, bar_size, colour, end_labels, whiskers
from argosy.renderers.charts.frame import SERIES, UNDER_WHISKERS, Frame, Spec


def draw(frame: Frame) -> Spec:
    """x and y, one of them categories; ``color`` ranks, ``lo`` and ``hi`` add whiskers."""
    measure = frame.measure
    interval = frame.has("lo") and frame.has("hi")
    at = "hi" if interval else measure
    for row in frame.rows:
        row["label"] = frame.label(row[measure], measure)
        row[at] = row[measure] if row.get(at) is None else row[at]
    frame.span(row[end] for row in frame.rows for end in ({at, "lo"} if interval else {at}))
    encoding = {
        frame.category: axis(frame, frame.category),
        measure: axis(frame, measure),
        "color": colour(frame, UNDER_WHISKERS if interval else SERIES),
    }
    bars = {"mark": {"type": "bar"} | bar_size(frame), "encoding": encoding}
    labels = [end_labels(frame, at)] if len(frame.rows) <= MOST_LABELS else []
    return {"layer": [bars, *(whiskers(frame, measure) if interval else []), *labels]}
