"""A grid of figures: five tints, the figure always printed, zero as a dot."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, words
from argosy.renderers.charts.frame import INK, LINE, Frame, Spec

TINTS = ("#FFFFFF", "#DCE7ED", "#A9C5D3", "#3B7693", "#0B4F6C")
_DARK = 3


def draw(frame: Frame) -> Spec:
    """x and y are categories, ``color`` is the figure."""
    top = max((row["color"] for row in frame.rows if row["color"] is not None), default=0.0) or 1.0
    for row in frame.rows:
        row["tint"] = _tint(row["color"], top)
        row["label"] = "" if row["color"] is None else "·" if row["color"] == 0 else frame.label(row["color"], "color")
        row["pen"] = LINE if row["color"] == 0 else "#FFFFFF" if row["tint"] >= _DARK else INK
    place = {"x": axis(frame, "x"), "y": axis(frame, "y")}
    shade = {"field": "tint", "type": "ordinal", "scale": {"domain": list(range(len(TINTS))), "range": list(TINTS)}, "legend": None}
    pen = {"field": "pen", "type": "nominal", "scale": None, "legend": None}
    tiles = {"mark": {"type": "rect"}, "encoding": place | {"color": shade}}
    numbers = {"mark": {"type": "text", "fontSize": 10}, "encoding": place | {"text": words("label"), "color": pen}}
    return {"layer": [tiles, numbers], "resolve": {"scale": {"color": "independent"}}}


def _tint(value: float | None, top: float) -> int:
    return 0 if not value or value < 0 else 1 + min(3, int(4 * value / top - 1e-9))
