"""Native charts in the house style: one accent, bars from nought, no chart junk."""

from __future__ import annotations

from typing import Any

from argosy.renderers.xlsx.chart_data import ABOVE, BASE, BELOW, DOWN, FORECAST, HIGH, LOW, TOTAL, UP, is_horizontal, say
from argosy.renderers.xlsx.places import column_letters, sheet_prefix
from argosy.renderers.xlsx.sheet import Drawn
from argosy.renderers.xlsx.styles import ACCENT, FONT, INK, LINE, SOFT
from argosy.report.visual import Chart

SERIES = (ACCENT, "#4A86A3", "#8FB2C6", "#C96A1B", "#55636F", "#C9D6DE")
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")
_FONT = {"name": FONT, "size": 9, "color": INK}
_KINDS: dict[str, dict[str, str]] = {
    "stacked": {"type": "column", "subtype": "stacked"}, "waterfall": {"type": "column", "subtype": "stacked"},
    "line": {"type": "line"}, "scatter": {"type": "scatter"},
}  # fmt: skip


def draw(workbook: Any, drawn: Drawn, lang: str) -> Any:
    """The chart object, ready to be inserted."""
    chart, block = workbook.add_chart(_kind(block=drawn.chart)), drawn.chart
    lines = _line_series(block, drawn, lang)
    second = workbook.add_chart({"type": "line"}) if lines else None
    for place, (name, col) in enumerate(_shown(drawn, lang)):
        target = second if second is not None and name in lines else chart
        target.add_series(_series(drawn, name, col, place, lang, second is not None and name in lines))
    if second is not None:
        chart.combine(second)
        if _has_right_axis(block):
            second.set_y2_axis({"num_font": _FONT, "line": {"none": True}})
    _frame(chart, block, drawn, lang)
    return chart


def _shown(drawn: Drawn, lang: str) -> list[tuple[str, int]]:
    hidden = {BELOW.say(lang), ABOVE.say(lang)}
    return [(name, col) for name, col in drawn.data.series if name not in hidden]


def _whiskers(drawn: Drawn, lang: str) -> dict[str, Any]:
    cols = dict(drawn.data.series)
    if BELOW.say(lang) not in cols:
        return {}
    data = drawn.data
    below, above = (_reference(data.sheet, data.first, data.last, cols[name.say(lang)]) for name in (BELOW, ABOVE))
    return {"y_error_bars": {"type": "custom", "plus_values": above, "minus_values": below, "line": {"color": INK, "width": 1}}}


def _reference(sheet: str, first: int, last: int, col: int) -> str:
    letters = column_letters(col)
    return f"={sheet_prefix(sheet)}${letters}${first + 1}:${letters}${last + 1}"


def _kind(block: Chart) -> dict[str, str]:
    kind = _KINDS.get(block.chart, {"type": "column"})
    return {**kind, "type": "bar"} if is_horizontal(block) else kind


def _has_right_axis(block: Chart) -> bool:
    role = block.encodings.get("role")
    return block.chart == "pareto" or bool(role and role.unit)


def _line_series(block: Chart, drawn: Drawn, lang: str) -> set[str]:
    if block.chart == "pareto":
        return {drawn.data.series[-1][0]}
    role, color = block.encodings.get("role"), block.encodings.get("color")
    if block.chart != "combo" or role is None or color is None:
        return set()
    return {say(row[color.field], lang) for row in block.rows if row.get(role.field) == "line"}


def _series(drawn: Drawn, name: str, col: int, place: int, lang: str, as_line: bool) -> dict[str, Any]:
    data, kind = drawn.data, drawn.chart.chart
    found: dict[str, Any] = {
        "name": [data.sheet, data.first - 1, col],
        "categories": [data.sheet, data.first, data.categories, data.last, data.categories],
        "values": [data.sheet, data.first, col, data.last, col],
    }
    if as_line:
        return found | {
            "y2_axis": _has_right_axis(drawn.chart),
            "line": {"color": "#C96A1B", "width": 1.75},
            "marker": {"type": "circle", "size": 5, "fill": {"color": "#C96A1B"}},
        }
    if kind == "line":
        return found | _line_look(name, place, lang)
    if kind == "scatter":
        return found | {
            "marker": {"type": _MARKERS[place % 6], "size": 7, "fill": {"color": SERIES[place % 6]}, "border": {"color": "#FFFFFF"}}
        }
    return found | _bar_look(drawn, name, place, lang)


def _line_look(name: str, place: int, lang: str) -> dict[str, Any]:
    if name in (LOW.say(lang), HIGH.say(lang)):
        return {"line": {"color": SOFT, "width": 0.75, "dash_type": "round_dot"}}
    if name == FORECAST.say(lang):
        return {"line": {"color": ACCENT, "width": 2, "dash_type": "dash"}}
    color = SERIES[place % 6]
    return {
        "line": {"color": color, "width": 2},
        "marker": {"type": _MARKERS[place % 6], "size": 5, "fill": {"color": color}, "border": {"color": color}},
    }


def _bar_look(drawn: Drawn, name: str, place: int, lang: str) -> dict[str, Any]:
    kind = drawn.chart.chart
    if kind == "waterfall":
        return _step_look(name, lang)
    gap, whiskers = 4 if kind == "histogram" else 60, _whiskers(drawn, lang)
    labels = {"data_labels": {"value": True, "num_format": "#,##0.##;\u2212#,##0.##", "font": _FONT}} if len(drawn.data.series) == 1 else {}
    fill = "#4A86A3" if whiskers else SERIES[place % 6]  # whiskers need bars no darker than this
    return {"fill": {"color": fill}, "gap": gap, **labels, **whiskers}


def _step_look(name: str, lang: str) -> dict[str, Any]:
    if name == BASE.say(lang):
        return {"fill": {"none": True}, "border": {"none": True}, "gap": 40}
    color = {TOTAL.say(lang): ACCENT, UP.say(lang): "#8FB2C6", DOWN.say(lang): "#C96A1B"}[name]
    ink = {"color": "#FFFFFF"} if color == ACCENT else {}
    sign = "\u2212" if name == DOWN.say(lang) else "+" if name == UP.say(lang) else ""
    return {
        "fill": {"color": color},
        "gap": 40,
        "data_labels": {"value": True, "num_format": f'"{sign}"#,##0.##', "font": {**_FONT, "size": 8, **ink}},
    }


def _frame(chart: Any, block: Chart, drawn: Drawn, lang: str) -> None:
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": drawn.width, "height": drawn.height})
    hidden = {"delete_series": [0]} if block.chart == "waterfall" else {}
    many = len(_shown(drawn, lang)) > 1
    chart.set_legend({"position": "top", "font": _FONT, **hidden} if many else {"none": True})
    words = {"num_font": _FONT, "line": {"color": INK}, "major_gridlines": {"visible": False}, "major_tick_mark": "none"}
    figures = {
        "num_font": _FONT,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        "num_format": "#,##0.##",
    }
    figures |= {"min": 0} if block.chart not in ("line", "scatter") and _all_positive(block) else {}
    x, y = ({**figures}, {**words, "reverse": True}) if is_horizontal(block) else ({**words}, {**figures})
    if block.chart == "scatter":
        x = {**figures, "major_gridlines": {"visible": False}, "line": {"color": INK}}
    chart.set_x_axis({**x, **_axis_title(block, "x", lang)})
    chart.set_y_axis({**y, **_axis_title(block, "y", lang)})


def _all_positive(block: Chart) -> bool:
    field = block.encodings["x" if is_horizontal(block) else "y"].field
    return all(not str(row.get(field) or "").startswith("-") for row in block.rows)


def _axis_title(block: Chart, axis: str, lang: str) -> dict[str, Any]:
    encoding = block.encodings.get("x" if axis == "x" else "y")
    if encoding is None or encoding.title is None:
        return {}
    return {"name": encoding.title.say(lang), "name_font": {**_FONT, "bold": False}}
