"""The figures behind native charts, one small table a chart on a sheet of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from argosy.kernel.text import Text
from argosy.renderers.xlsx.sheet import ChartData, Sheet
from argosy.report.visual import Cell, Chart

Series = dict[str, list[Fraction | None]]
UP, DOWN, TOTAL, BASE = Text("增加", "Increase"), Text("減少", "Decrease"), Text("合計", "Total"), Text("起點", "Start")
BELOW, ABOVE = Text("區間下方", "Interval below"), Text("區間上方", "Interval above")
SHARE, LOW, HIGH, FORECAST = Text("累計 %", "Cumulative %"), Text("下限", "Low"), Text("上限", "High"), Text("預測", "Forecast")


@dataclass
class Pivot:
    """Categories down, series across."""

    categories: list[str] = field(default_factory=list)
    series: Series = field(default_factory=dict)

    def put(self, category: str, series: str, value: Fraction | None) -> None:
        """One figure; the first series and category seen come first."""
        if category not in self.categories:
            self.categories.append(category)
            for column in self.series.values():
                column.append(None)
        column = self.series.setdefault(series, [None] * len(self.categories))
        column[self.categories.index(category)] = value


def is_native(chart: Chart) -> bool:
    """Whether spreadsheet programs can draw this kind themselves."""
    return chart.chart in _PIVOTS and "facet" not in chart.encodings and bool(chart.rows)


def is_horizontal(chart: Chart) -> bool:
    """Whether the categories stand on the y axis."""
    y = chart.encodings.get("y")
    return chart.chart in ("bar", "stacked", "grouped") and y is not None and y.type != "quantitative"


def pivot(chart: Chart, lang: str) -> Pivot:
    """The chart's rows as categories and series."""
    return _PIVOTS[chart.chart](chart, lang)


def lay_out(sheet: Sheet, row: int, chart: Chart, lang: str) -> tuple[ChartData, int]:
    """The chart's table on the data sheet from ``row``; returns where it stands and the next free row."""
    found = pivot(chart, lang)
    sheet.put(row, 0, chart.title.say(lang) if chart.title else chart.id, "caption")
    sheet.put(row + 1, 0, "", "head")
    for place, name in enumerate(found.series):
        sheet.put(row + 1, place + 1, name, "head.right")
    first = row + 2
    for i, category in enumerate(found.categories):
        sheet.put(first + i, 0, _x_value(chart, category), "text")
        for place, column in enumerate(found.series.values()):
            sheet.put(first + i, place + 1, column[i], "number", number="#,##0.######")
    last = first + len(found.categories) - 1
    sheet.widths += [14.0] * (1 + len(found.series) - len(sheet.widths))
    series = tuple((name, place + 1) for place, name in enumerate(found.series))
    return ChartData(sheet.name, first, last, 0, series), last + 2


def _x_value(chart: Chart, category: str) -> str | Fraction:
    return Fraction(category) if chart.chart == "scatter" else category


def say(cell: Cell, lang: str) -> str:
    """A cell of a chart row as words."""
    return cell.say(lang) if isinstance(cell, Text) else cell or ""


def _number(cell: Cell) -> Fraction | None:
    return Fraction(cell) if isinstance(cell, str) and cell else None


def _axes(chart: Chart) -> tuple[str, str]:
    x, y = chart.encodings["x"], chart.encodings["y"]
    return (y.field, x.field) if is_horizontal(chart) else (x.field, y.field)


def _plain(chart: Chart, lang: str) -> Pivot:
    found, (category, value) = Pivot(), _axes(chart)
    color = chart.encodings.get("color") if chart.chart != "bar" else None
    for row in chart.rows:
        name = say(row[color.field], lang) if color else _title(chart, lang)
        found.put(say(row[category], lang), name, _number(row[value]))
        if chart.chart == "bar":
            _spread(found, chart, row, say(row[category], lang), _number(row[value]), lang)
    return found


def _spread(found: Pivot, chart: Chart, row: dict[str, Cell], category: str, value: Fraction | None, lang: str) -> None:
    low, high = chart.encodings.get("lo"), chart.encodings.get("hi")
    if low is None or high is None:
        return
    ends = _number(row.get(low.field)), _number(row.get(high.field))
    for name, end in zip((BELOW, ABOVE), ends, strict=True):
        found.put(category, name.say(lang), abs(end - value) if end is not None and value is not None else None)


def _title(chart: Chart, lang: str) -> str:
    unit = chart.unit_note.say(lang) if chart.unit_note else ""
    return unit or (chart.title.say(lang) if chart.title else chart.id)


def _line(chart: Chart, lang: str) -> Pivot:
    found = _plain(chart, lang)
    role, low, high = (chart.encodings.get(key) for key in ("role", "lo", "hi"))
    if role and len(found.series) == 1:
        _split_forecast(found, [say(row.get(role.field), lang) for row in chart.rows], lang)
    category = _axes(chart)[0]
    for encoding, name in ((low, LOW), (high, HIGH)):
        for row in chart.rows if encoding else ():
            if encoding and row.get(encoding.field):
                found.put(say(row[category], lang), name.say(lang), _number(row[encoding.field]))
    return found


def _split_forecast(found: Pivot, roles: list[str], lang: str) -> None:
    ((name, values),) = found.series.items()
    ahead = [role == "forecast" for role in roles]
    bridge = [here or (i + 1 < len(ahead) and ahead[i + 1]) for i, here in enumerate(ahead)]
    if any(ahead):
        found.series[name] = [None if later else v for v, later in zip(values, ahead, strict=True)]
        found.series[FORECAST.say(lang)] = [v if keep else None for v, keep in zip(values, bridge, strict=True)]


def _waterfall(chart: Chart, lang: str) -> Pivot:
    found, (category, value), level = Pivot(), _axes(chart), Fraction(0)
    role = chart.encodings.get("role")
    for row in chart.rows:
        amount = _number(row[value]) or Fraction(0)
        whole = role is not None and say(row.get(role.field), lang) == "total"
        start, end = (Fraction(0), amount) if whole else (level, level + amount)
        level = end
        kind = TOTAL if whole else UP if amount >= 0 else DOWN
        name = say(row[category], lang)
        found.put(name, BASE.say(lang), min(start, end) if min(start, end) > 0 else Fraction(0))
        for shown in (TOTAL, UP, DOWN):
            found.put(name, shown.say(lang), abs(amount) if shown == kind else None)
    return found


def _pareto(chart: Chart, lang: str) -> Pivot:
    found = _plain(chart, lang)
    ((name, values),) = list(found.series.items())[:1]
    ranked = sorted(zip(found.categories, values, strict=True), key=lambda pair: -(pair[1] or 0))
    total, running = sum((v or Fraction(0) for v in values), Fraction(0)), Fraction(0)
    result = Pivot()
    for category, amount in ranked:
        running += amount or 0
        result.put(category, name, amount)
        result.put(category, SHARE.say(lang), running / total * 100 if total else None)
    return result


def _histogram(chart: Chart, lang: str) -> Pivot:
    found, low, high = Pivot(), chart.encodings["lo"].field, chart.encodings["hi"].field
    for row in chart.rows:
        found.put(f"{say(row[low], lang)}–{say(row[high], lang)}", _title(chart, lang), _number(row[chart.encodings["y"].field]))
    return found


_PIVOTS: dict[str, Callable[[Chart, str], Pivot]] = {
    "bar": _plain, "stacked": _plain, "grouped": _plain, "line": _line, "scatter": _plain, "combo": _plain,
    "waterfall": _waterfall, "pareto": _pareto, "histogram": _histogram,
}  # fmt: skip
