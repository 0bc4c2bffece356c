"""The figures of a chart as a small table, for readers who cannot see it and for those who want the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from argosy.kernel.text import Text, same
from argosy.renderers.formatting import Printed, interval_words, number, pair
from argosy.renderers.grid import Grid, Head, Line
from argosy.renderers.phrases import WORDS
from argosy.report.visual import Cell, Chart, Encoding, Timeline

_WORDY = ("nominal", "ordinal", "temporal")
_FIGURES = ("x", "y", "size", "color")
_MOST = 60
_SHORTEST = 6
STATUS_WORDS = {
    "planned": Text("未開始", "planned"),
    "running": Text("進行中", "running"),
    "done": Text("完成", "done"),
    "late": Text("落後", "late"),
}


def chart_grid(chart: Chart, lang: str) -> Grid:
    """Categories down and series across when the chart has series, else one line a row of the chart."""
    category, series, figure = _crossed(chart)
    if category and series and figure:
        return _pivot(chart, lang, category, series, figure)
    return _listed(chart, lang)


def _crossed(chart: Chart) -> tuple[Encoding | None, Encoding | None, Encoding | None]:
    wordy = [chart.encodings[k] for k in ("x", "y") if k in chart.encodings and chart.encodings[k].type in _WORDY]
    color = chart.encodings.get("color")
    if chart.chart == "heat" and len(wordy) == 2:
        return wordy[1], wordy[0], color
    figures = [chart.encodings[k] for k in ("x", "y") if k in chart.encodings and chart.encodings[k].type == "quantitative"]
    if chart.chart == "bar" or color is None or color.type not in _WORDY or len(wordy) != 1 or len(figures) != 1:
        return None, None, None
    return wordy[0], color, figures[0]


def _pivot(chart: Chart, lang: str, category: Encoding, series: Encoding, figure: Encoding) -> Grid:
    names = list(dict.fromkeys(_key(row.get(series.field)) for row in chart.rows))
    places = _places(chart, figure.field)
    heads = [
        Head(category.field, _title(category)),
        *(Head(f"s{n}", _text(chart, series.field, name), align="right", type="n") for n, name in enumerate(names)),
    ]
    found: dict[str, dict[str, Cell]] = {}
    for row in chart.rows:
        found.setdefault(_key(row.get(category.field)), {})[_key(row.get(series.field))] = row.get(figure.field)
    lines = (
        Line("normal", (Printed(*pair(_text(chart, category.field, key), lang)), *(_figure(cells.get(name), places) for name in names)))
        for key, cells in found.items()
    )
    return Grid(tuple(heads), tuple(lines))


def _listed(chart: Chart, lang: str) -> Grid:
    fields = _fields(chart)
    heads = [Head(e.field, _title(e), align="left" if e.type in _WORDY else "right", type="t" if e.type in _WORDY else "n") for e in fields]
    low, high = chart.encodings.get("lo"), chart.encodings.get("hi")
    at = 0 if chart.chart == "histogram" else len(heads)
    if low and high:
        heads.insert(at, Head("ends.interval", WORDS["interval"]))
    places = {e.field: _places(chart, e.field) for e in fields if e.type == "quantitative"}
    ends = max(_places(chart, e.field) for e in (low, high)) if low and high else 0
    lines = []
    for row in chart.rows[:_MOST]:
        cells = [
            _figure(row.get(e.field), places[e.field]) if e.field in places else Printed(*_words(row.get(e.field), lang)) for e in fields
        ]
        if low and high:
            cells.insert(at, _interval(row.get(low.field), row.get(high.field), ends))
        lines.append(Line("normal", tuple(cells)))
    return Grid(tuple(heads), tuple(lines), len(chart.rows) - len(lines))


def _fields(chart: Chart) -> list[Encoding]:
    order = ("label", "facet", "y", "x", "color", "size") if _is_wordy(chart, "y") else ("label", "facet", "x", "y", "color", "size")
    found: dict[str, Encoding] = {}
    for key in order:
        encoding = chart.encodings.get(key)  # type: ignore[call-overload]
        if encoding and not (key == "color" and chart.chart == "bar"):
            found.setdefault(encoding.field, encoding)
    return sorted(found.values(), key=lambda e: e.type not in _WORDY)


def _is_wordy(chart: Chart, key: str) -> bool:
    encoding = chart.encodings.get(key)  # type: ignore[call-overload]
    return encoding is not None and encoding.type in _WORDY


def _title(encoding: Encoding) -> Text:
    return encoding.title or _USUAL.get(encoding.type, same(encoding.field))


_USUAL = {
    "nominal": Text("項目", "Item"),
    "ordinal": Text("期別", "Period"),
    "temporal": Text("日期", "Date"),
    "quantitative": Text("數值", "Figure"),
}


def _key(cell: Cell) -> str:
    return cell.zh if isinstance(cell, Text) else cell or ""


def _text(chart: Chart, field: str, key: str) -> Text:
    cell = next((row.get(field) for row in chart.rows if _key(row.get(field)) == key), key)
    return cell if isinstance(cell, Text) else same(key)


def _words(cell: Cell, lang: str) -> tuple[str, str]:
    return pair(cell, lang) if isinstance(cell, Text) else (cell or "", "")


def _places(chart: Chart, field: str) -> int:
    cells = (row.get(field) for row in chart.rows)
    return max((len(cell.partition(".")[2]) for cell in cells if isinstance(cell, str)), default=0)


def _figure(cell: Cell, places: int) -> Printed | None:
    return Printed(number(Fraction(cell), places)) if isinstance(cell, str) and cell else None


def _interval(low: Cell, high: Cell, places: int) -> Printed | None:
    if not (isinstance(low, str) and isinstance(high, str) and low and high):
        return None
    return Printed(interval_words(number(Fraction(low), places), number(Fraction(high), places)))


def fold(grid: Grid, most: int) -> Grid:
    """The lines in up to ``most`` blocks beside each other, each of at least six, so that a long narrow table is short and wide."""
    times = max(1, min(most, len(grid.lines) // _SHORTEST))
    if times == 1:
        return grid
    height = -(-len(grid.lines) // times)
    empty = Line("normal", (None,) * len(grid.heads))
    blocks = [[*grid.lines[n * height : (n + 1) * height], *[empty] * height][:height] for n in range(times)]
    lines = (Line("normal", tuple(cell for line in beside for cell in line.cells)) for beside in zip(*blocks, strict=True))
    return Grid(grid.heads * times, tuple(lines), grid.dropped)


def timeline_grid(block: Timeline, lang: str) -> Grid:
    """The items of a timeline with owner, dates and state."""
    heads = (
        Head("label", Text("項目", "Item"), weight=60), Head("owner", WORDS["owner"], weight=20), Head("start", Text("開始", "Start"), weight=22, type="d"),
        Head("end", Text("結束", "End"), weight=22, type="d"), Head("state", WORDS["state"], weight=22),
    )  # fmt: skip
    return Grid(heads, tuple(_timeline_lines(block, lang)))


def _timeline_lines(block: Timeline, lang: str) -> Iterator[Line]:
    for item in block.items:
        mark = "◆ " if item.milestone else ""
        label, en = pair(item.label, lang)
        end = item.end.isoformat() if item.end else "—"
        cells = (
            Printed(mark + label, en),
            Printed(item.owner) if item.owner else None,
            Printed(item.start.isoformat()),
            Printed(end),
            Printed(*pair(STATUS_WORDS[item.status], lang)),
        )
        yield Line("normal", cells, id=item.id)
