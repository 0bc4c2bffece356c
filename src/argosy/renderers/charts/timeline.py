"""A calendar of tasks: bars, plans behind them, milestones, holidays, today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from argosy.kernel.text import Text
from argosy.renderers.charts.frame import BLUE, INK, LINE, MIDDLE, ORANGE, SOFT, TEXT_SIZE, Spec
from argosy.renderers.fonts import text_width, wrap
from argosy.report.visual import Timeline, TimelineItem

ROW_PX = 24
CRITICAL, ORDINARY, LATE = Text("關鍵路徑", "critical path"), Text("一般工作", "other tasks"), Text("落後", "late")
TODAY, PLANNED = Text("今日", "today"), Text("原計畫", "as planned")
_TICKS = {"day": ("day", "%m-%d"), "week": ("week", "%m-%d"), "month": ("month", "%Y-%m")}


def height(block: Timeline) -> int:
    """Pixels the drawing takes: one row a task, with room for dates and legend."""
    return 52 + ROW_PX * len(block.items)


def draw(block: Timeline, lang: str, width: int) -> Spec:
    """The calendar at ``width`` pixels."""
    names = {item.id: "\n".join(wrap(_name(item, lang), width * 0.26, TEXT_SIZE)) for item in block.items}
    axes = {"y": _tasks(list(names.values())), "x": _days(block)}
    tasks = [_row(item, names[item.id], lang) for item in block.items if not item.milestone]
    stones = [{"task": names[i.id], "from": i.start.isoformat(), "words": i.start.isoformat()} for i in block.items if i.milestone]
    layers = [
        *_holidays(block, axes),
        *_plans(block, names, axes),
        _bars(tasks, axes, lang),
        *_stones(stones, axes),
        *_today(block, axes, lang),
    ]
    return {"layer": layers}


def _name(item: TimelineItem, lang: str) -> str:
    owner = f"　{item.owner}" if item.owner else ""
    return f"{item.id}　{item.label.say(lang)}{owner}"


def _row(item: TimelineItem, name: str, lang: str) -> Spec:
    words = LATE if item.status == "late" else CRITICAL if item.critical else ORDINARY
    return {"task": name, "from": item.start.isoformat(), "to": _after(item.end or item.start), "class": words.say(lang)}


def _after(day: date) -> str:
    """A bar ends when its last day ends."""
    return (day + timedelta(days=1)).isoformat()


def _tasks(names: list[str]) -> Spec:
    room = max((text_width(line, TEXT_SIZE) for name in names for line in name.split("\n")), default=60) + 8
    axis = {
        "domain": False,
        "grid": True,
        "gridColor": "#E6EAED",
        "labelLimit": 0,
        "tickBand": "extent",
        "labelAlign": "left",
        "labelPadding": room,
        "labelExpr": "split(datum.label, '\\n')",
    }
    return {"field": "task", "type": "nominal", "sort": names, "title": None, "axis": axis, "scale": {"domain": names}}


def _days(block: Timeline) -> Spec:
    step, style = _TICKS[block.unit]
    axis = {
        "format": style,
        "tickCount": step,
        "grid": True,
        "orient": "top",
        "domain": False,
        "labelAlign": "left",
        "labelOffset": 2,
        "labelOverlap": True,
    }
    starts, ends = zip(*(_reach(item) for item in block.items), strict=True)
    first, last = min(starts), max(ends)
    if block.unit == "month":
        first, last = first.replace(day=1), (last.replace(day=1) + timedelta(days=32)).replace(day=1)
    return {"field": "from", "type": "temporal", "title": None, "axis": axis, "scale": {"domain": [_stamp(first), _stamp(last)]}}


def _reach(item: TimelineItem) -> tuple[date, date]:
    days = [day for day in (item.start, item.end, item.baseline_start, item.baseline_end) if day]
    return min(days), max(days) + timedelta(days=1)


def _stamp(day: date) -> Spec:
    return {"year": day.year, "month": day.month, "date": day.day}


def _bars(tasks: list[Spec], axes: dict[str, Spec], lang: str) -> Spec:
    names = [words.say(lang) for words in (CRITICAL, ORDINARY, LATE)]
    shown = [name for name in names if any(task["class"] == name for task in tasks)]
    shades = dict(zip(names, (BLUE, MIDDLE, ORANGE), strict=True))
    colour = {"field": "class", "type": "nominal", "title": None, "scale": {"domain": shown, "range": [shades[name] for name in shown]}}
    return _layer(tasks, {"type": "bar", "height": 11}, axes | {"x2": {"field": "to"}, "color": colour})


def _plans(block: Timeline, names: dict[str, str], axes: dict[str, Spec]) -> Iterable[Spec]:
    rows = [
        {"task": names[i.id], "from": i.baseline_start.isoformat(), "to": _after(i.baseline_end)}
        for i in block.items
        if i.baseline_start and i.baseline_end
    ]
    return [_layer(rows, {"type": "bar", "height": 3, "yOffset": 9, "color": LINE}, axes | {"x2": {"field": "to"}})] if rows else []


def _holidays(block: Timeline, axes: dict[str, Spec]) -> list[Spec]:
    rows = [{"from": day.isoformat(), "to": _after(day)} for day in block.holidays]
    return [_layer(rows, {"type": "rect", "color": "#E4E8EB", "stroke": None}, {"x": axes["x"], "x2": {"field": "to"}})] if rows else []


def _stones(rows: list[Spec], axes: dict[str, Spec]) -> list[Spec]:
    if not rows:
        return []
    words = {"text": {"field": "words", "type": "nominal"}}
    diamond = _layer(rows, {"type": "point", "shape": "diamond", "size": 90, "color": INK}, axes)
    return [diamond, _layer(rows, {"type": "text", "align": "left", "dx": 9, "clip": False}, axes | words)]


def _today(block: Timeline, axes: dict[str, Spec], lang: str) -> list[Spec]:
    if block.today is None:
        return []
    rows = [{"from": block.today.isoformat(), "words": f"{TODAY.say(lang)} {block.today.isoformat()}"}]
    rule = _layer(rows, {"type": "rule", "strokeDash": [3, 3], "strokeWidth": 0.9, "color": SOFT}, {"x": axes["x"]})
    words: Any = {"x": axes["x"], "y": {"value": "height"}, "text": {"field": "words", "type": "nominal"}}
    return [rule, _layer(rows, {"type": "text", "align": "left", "dx": 4, "dy": 8, "fontSize": 9, "color": SOFT}, words)]


def _layer(rows: list[Spec], mark: Spec, encoding: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}
