"""Layers over a chart: bands between two fields, reference lines, notes at a point."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, words
from argosy.renderers.charts.frame import BLUE, INK, SOFT, Frame, Spec
from argosy.report.visual import Layer


def under(frame: Frame) -> list[Spec]:
    """What lies behind the marks: bands."""
    own = [frame.encoding(end).field for end in ("lo", "hi") if frame.has(end)]
    layers = enumerate(frame.chart.layers)
    return [_band(frame, n) for n, layer in layers if layer.kind == "band" and layer.lo and layer.hi and [layer.lo, layer.hi] != own]


def over(frame: Frame) -> list[Spec]:
    """What lies above the marks: reference lines and notes, each with its words."""
    return [spec for layer in frame.chart.layers if layer.kind != "band" for spec in _line(frame, layer)]


def _band(frame: Frame, n: int) -> Spec:
    rows = [row for row in frame.rows if row.get(f"lo{n}") is not None]
    encoding = {"x": axis(frame, "x"), "y": axis(frame, "y", f"lo{n}"), "y2": {"field": f"hi{n}"}}
    return {"data": {"values": rows}, "mark": {"type": "area", "opacity": 0.16, "color": BLUE}, "encoding": encoding}


def _line(frame: Frame, layer: Layer) -> list[Spec]:
    if layer.value is None:
        return []
    role = _axis(frame, layer)
    said = layer.label.say(frame.lang) if layer.label else ""
    data = {"values": [{"at": _at(frame, layer, role), "words": said}]}
    channel = axis(frame, role, "at")
    rule = {"data": data, "mark": {"type": "rule", "strokeDash": [3, 3], "strokeWidth": 0.9, "color": SOFT}, "encoding": {role: channel}}
    return [rule, _words(data, role, channel, frame.chart.chart == "line")] if said else [rule]


def _words(data: Spec, role: str, channel: Spec, late: bool) -> Spec:
    aside: Spec = {"x": {"value": "width" if late else 0}, "y": channel} if role == "y" else {"y": {"value": 0}, "x": channel}
    style: Spec = (
        {"align": "right" if late else "left", "dx": 0 if late else 3, "dy": -5} if role == "y" else {"align": "left", "dx": 4, "dy": -5}
    )
    return {"data": data, "mark": {"type": "text", "color": INK, "fontSize": 9.5} | style, "encoding": aside | {"text": words("words")}}


def _axis(frame: Frame, layer: Layer) -> str:
    """The axis a value belongs to: a note naming a category stands there, else on the figures."""
    if frame.chart.chart in ("histogram", "tornado") or frame.horizontal:
        return "x"
    named = layer.kind == "annotation" and frame.discrete("x") and frame.fold(layer.value or "", "x") in frame.order("x")
    return "x" if named else "y"


def _at(frame: Frame, layer: Layer, role: str) -> float | str:
    assert layer.value is not None
    return frame.fold(layer.value, role) if frame.discrete(role) else float(layer.value)
