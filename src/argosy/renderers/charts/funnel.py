"""Stages that narrow: each bar centred, with its count and what share of the stage before went on."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, bar_size, words
from argosy.renderers.charts.frame import SOFT, Frame, Spec, print_number
from argosy.renderers.fonts import text_width

SHADES = ("#DCE7ED", "#A9C5D3", "#8FB3C6", "#4A86A3", "#0B4F6C")


def draw(frame: Frame) -> Spec:
    """y names the stages from wide to narrow, x counts them."""
    most = max((row["x"] or 0.0 for row in frame.rows), default=1.0) or 1.0
    before = None
    for n, row in enumerate(frame.rows):
        count = row["x"] or 0.0
        row |= {"left": 0.5 - count / most / 2, "right": 0.5 + count / most / 2, "end": 1.0, "shade": SHADES[min(n, len(SHADES) - 1)]}
        row["label"] = frame.label(count, "x")
        row["rate"] = f"→ {print_number(count / before, '.1%')}" if before else ""
        before = count
    aside = 18 + max((text_width(row["label"], 10) for row in frame.rows), default=0)
    scale: Spec = {"type": "quantitative", "title": None, "axis": None, "scale": {"domain": [0, 1 + _side(frame, aside)], "nice": False}}
    place = {"y": axis(frame, "y")}
    bars = {
        "mark": {"type": "bar"} | bar_size(frame, 26),
        "encoding": place | {"x": scale | {"field": "left"}, "x2": {"field": "right"}, "color": _shade()},
    }
    counts = {
        "mark": {"type": "text", "align": "left", "dx": 8},
        "encoding": place | {"x": scale | {"field": "end"}, "text": words("label")},
    }
    rates = {
        "mark": {"type": "text", "align": "left", "dx": aside, "color": SOFT},
        "encoding": place | {"x": scale | {"field": "end"}, "text": words("rate")},
    }
    return {"layer": [bars, counts, rates]}


def _side(frame: Frame, aside: float) -> float:
    """Room to the right of the widest stage for its count and rate, as a part of its length."""
    room, words = frame.width * 0.8, aside + text_width("→ 100.0%", 10)
    return words / max(1.0, room - words)


def _shade() -> Spec:
    return {"field": "shade", "type": "nominal", "scale": None, "legend": None}
