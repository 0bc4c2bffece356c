"""How far each assumption moves the result, the widest swing on top."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, bar_size, words
from argosy.renderers.charts.frame import BLUE, ORANGE, Frame, Spec


def draw(frame: Frame) -> Spec:
    """y names the assumptions, ``lo`` and ``hi`` are the results at their low and high; a reference layer gives the base."""
    frame.zero, frame.padding = False, 34
    base = next((float(layer.value) for layer in frame.chart.layers if layer.kind == "reference" and layer.value), None)
    frame.rows.sort(key=lambda row: -abs((row["hi"] or 0.0) - (row["lo"] or 0.0)))
    rows = [part for row in frame.rows for part in _halves(frame, row, base)]
    place = {"y": axis(frame, "y")}
    shade = {"field": "side", "type": "nominal", "scale": {"domain": ["lo", "hi"], "range": [ORANGE, BLUE]}, "legend": None}
    bars = {
        "mark": {"type": "bar"} | bar_size(frame),
        "encoding": place | {"x": axis(frame, "x", "from"), "x2": {"field": "to"}, "color": shade},
    }
    ends = [_ends(frame, side, style) for side, style in (("lo", {"align": "right", "dx": -5}), ("hi", {"align": "left", "dx": 5}))]
    return {"data": {"values": rows}, "layer": [bars, *ends]}


def _halves(frame: Frame, row: Spec, base: float | None) -> list[Spec]:
    low, high = sorted((row["lo"], row["hi"]))
    middle = base if base is not None else (low + high) / 2
    ends = (("lo", low), ("hi", high))
    return [{"y": row["y"], "side": side, "from": middle, "to": end, "label": frame.label(end, "lo")} for side, end in ends]


def _ends(frame: Frame, side: str, style: Spec) -> Spec:
    encoding = {"y": axis(frame, "y"), "x": axis(frame, "x", "to"), "text": words("label")}
    return {
        "transform": [{"filter": {"field": "side", "equal": side}}],
        "mark": {"type": "text", "fontSize": 9.5} | style,
        "encoding": encoding,
    }
