"""Lines over time: what happened solid with points, what is forecast dashed within its band."""

from __future__ import annotations

from argosy.kernel.text import Text
from argosy.renderers.charts.channels import axis, colour, words
from argosy.renderers.charts.frame import BLUE, Frame, Spec

ACTUAL, FORECAST = Text("實績", "actual"), Text("預測", "forecast")
_AHEAD = frozenset(("forecast", "estimate", "預測", "估計"))


def draw(frame: Frame) -> Spec:
    """x (order given) and y; ``color`` for series; ``role`` = ``forecast`` for rows ahead; ``lo`` and ``hi`` for their band."""
    known = [row for row in frame.rows if row.get("role") not in _AHEAD]
    ahead = _joined(frame, known)
    layers = [_area(frame, ahead)] if frame.has("lo") and frame.has("hi") and ahead else []
    layers.append(_line(frame, known, {"point": {"size": 22}}))
    if ahead:
        layers += [_line(frame, ahead, {"strokeDash": [4, 3]}), *_said(frame, known, ahead)]
    return {"layer": layers}


def _joined(frame: Frame, known: list[Spec]) -> list[Spec]:
    """The rows ahead, each series begun at its last known point so that the line does not break."""
    ahead = [row for row in frame.rows if row.get("role") in _AHEAD]
    starts = [
        next((row for row in reversed(known) if row.get("color") == name), None)
        for name in dict.fromkeys(row.get("color") for row in ahead)
    ]
    return [row | {"lo": row["y"], "hi": row["y"]} for row in starts if row] + ahead


def _line(frame: Frame, rows: list[Spec], style: Spec) -> Spec:
    encoding = {"x": axis(frame, "x"), "y": axis(frame, "y"), "color": colour(frame)}
    return {"data": {"values": rows}, "mark": {"type": "line", "clip": True} | style, "encoding": encoding}


def _area(frame: Frame, ahead: list[Spec]) -> Spec:
    rows = [row for row in ahead if row.get("lo") is not None]
    encoding = {"x": axis(frame, "x"), "y": axis(frame, "y", "lo"), "y2": {"field": "hi"}, "color": colour(frame, legend=False)}
    return {"data": {"values": rows}, "mark": {"type": "area", "opacity": 0.16}, "encoding": encoding}


def _said(frame: Frame, known: list[Spec], ahead: list[Spec]) -> list[Spec]:
    """The words for both halves, set beside the lines of a single series."""
    if frame.has("color") or not known:
        return []
    band = next((layer.label for layer in frame.chart.layers if layer.kind == "band" and layer.label), None)
    forecast = FORECAST.say(frame.lang) + (f"　{band.say(frame.lang)}" if band else "")
    last = ahead[-1] | {"top": ahead[-1].get("hi") or ahead[-1]["y"], "words": forecast}
    middle = known[len(known) // 3] | {"top": known[len(known) // 3]["y"], "words": ACTUAL.say(frame.lang)}
    return [_note(frame, middle, {"align": "center", "dy": -12}), _note(frame, last, {"align": "right", "dy": -8})]


def _note(frame: Frame, row: Spec, style: Spec) -> Spec:
    encoding = {"x": axis(frame, "x"), "y": axis(frame, "y", "top"), "text": words("words")}
    return {"data": {"values": [row]}, "mark": {"type": "text", "fontWeight": "bold", "color": BLUE} | style, "encoding": encoding}
