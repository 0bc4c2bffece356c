"""Bars with a line over them, the line on its own axis when it counts something else."""

from __future__ import annotations

from argosy.renderers.charts.channels import axis, bar_size
from argosy.renderers.charts.frame import INK, MIDDLE, ORANGE, Frame, Spec


def draw(frame: Frame) -> Spec:
    """x is categories, y figures; ``role`` says ``bar`` or ``line``; a unit on ``role`` gives the line the right axis."""
    bars, lines = ([row for row in frame.rows if (row.get("role") == "line") is ahead] for ahead in (False, True))
    names = [next((row.get("color") for row in rows if row.get("color")), None) for rows in (bars, lines)]
    shade = {"field": "color", "type": "nominal", "scale": {"domain": [n for n in names if n], "range": [MIDDLE, ORANGE]}, "title": None}
    apart = bool(frame.encoding("role").unit)
    right = axis(frame, "y") | (
        {"axis": {"orient": "right", "grid": False, "domain": False, "tickCount": 5, "format": ",~f"}} if apart else {}
    )
    colours = [{"color": shade}] * 2 if frame.has("color") else [{"color": {"value": MIDDLE}}, {"color": {"value": INK}}]
    place = {"x": axis(frame, "x")}
    standing = {
        "data": {"values": bars},
        "mark": {"type": "bar"} | bar_size(frame),
        "encoding": place | {"y": axis(frame, "y")} | colours[0],
    }
    over = {"data": {"values": lines}, "mark": {"type": "line", "point": {"size": 26}}, "encoding": place | {"y": right} | colours[1]}
    return {"layer": [standing, over]} | ({"resolve": {"scale": {"y": "independent"}}} if apart else {})
