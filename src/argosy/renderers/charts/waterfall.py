"""How a total is built up: signed steps from one total to the next."""

from __future__ import annotations

from itertools import pairwise

from argosy.kernel.text import Text
from argosy.renderers.charts.channels import axis, bar_size, words
from argosy.renderers.charts.frame import BLUE, MIDDLE, ORANGE, SOFT, Frame, Spec
from argosy.renderers.errors import RenderError


def draw(frame: Frame) -> Spec:
    """x names the steps in order, y is the change; rows with ``role`` = ``total`` are the running total and must equal it."""
    rows = _steps(frame)
    frame.span(end for row in rows for end in (row["from"], row["to"]))
    place = {"x": axis(frame, "x")}
    links = {
        "transform": [{"filter": "isValid(datum.next)"}],
        "mark": {"type": "rule", "strokeWidth": 0.6, "color": SOFT},
        "encoding": {
            "x": axis(frame, "x") | {"bandPosition": 0.5},
            "x2": {"field": "next", "bandPosition": 0.5},
            "y": axis(frame, "y", "to"),
        },
    }
    shades = {
        "field": "sort",
        "type": "nominal",
        "scale": {"domain": ["total", "up", "down"], "range": [BLUE, MIDDLE, ORANGE]},
        "legend": None,
    }
    bars = {
        "mark": {"type": "bar"} | bar_size(frame),
        "encoding": place | {"y": axis(frame, "y", "from"), "y2": {"field": "to"}, "color": shades},
    }
    labels = {"mark": {"type": "text", "dy": -6, "fontSize": 9}, "encoding": place | {"y": axis(frame, "y", "top"), "text": words("label")}}
    return {"data": {"values": rows}, "layer": [links, bars, labels]}


def _steps(frame: Frame) -> list[Spec]:
    running: float = 0.0
    rows: list[Spec] = []
    for row in frame.rows:
        amount = row["y"] or 0.0
        total = row.get("role") == "total"
        if total:
            _agree(frame, running, amount, bool(rows))
        start, running = (0.0, amount) if total else (running, running + amount)
        sort = "total" if total else "up" if amount >= 0 else "down"
        rows.append(
            {
                "x": row["x"],
                "from": start,
                "to": running,
                "top": max(start, running),
                "sort": sort,
                "label": frame.label(amount, "y", signed=not total),
            }
        )
    for row, following in pairwise(rows):
        row["next"] = following["x"]
    return rows


def _agree(frame: Frame, running: float, total: float, begun: bool) -> None:
    """A total that is not the sum of its steps is refused; each step may be off by half its last printed digit."""
    slack = (len(frame.rows) + 1) * 0.5 * 10.0 ** -frame.places("y")
    if begun and abs(running - total) > slack:
        words = Text("圖「{id}」各步之和 {sum} 與合計 {total} 不符", "Chart “{id}”: its steps sum to {sum}, its total says {total}")
        raise RenderError(words.format(id=frame.chart.id, sum=frame.label(running, "y"), total=frame.label(total, "y")))
