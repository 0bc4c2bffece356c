"""Blocks that are drawn: chart, matrix, timeline, map. Each is data; the drawing is made once per kind for every format."""

from __future__ import annotations

from datetime import date
from typing import Literal

from argosy.kernel.text import Text
from argosy.report.node import Id, Node
from argosy.report.value import Value
from argosy.report.words import Block

Cell = str | Text | None
ChartKind = Literal[
    "bar",
    "stacked",
    "grouped",
    "line",
    "scatter",
    "bubble",
    "waterfall",
    "heat",
    "combo",
    "funnel",
    "tornado",
    "interval",
    "histogram",
    "pareto",
]
FieldType = Literal["quantitative", "nominal", "ordinal", "temporal"]


class Encoding(Node):
    """How one field of the rows is shown. Quantitative cells are decimal strings."""

    field: Id
    type: FieldType
    title: Text | None = None
    unit: str = ""
    format: str = ""
    sort: Literal["given", "ascending", "descending"] = "given"
    domain: tuple[str, ...] = ()


class Layer(Node):
    """A band between two fields, a reference line at a value, or a note at a point."""

    kind: Literal["band", "reference", "annotation"]
    lo: Id | None = None
    hi: Id | None = None
    value: str | None = None
    label: Text | None = None


class Chart(Block):
    """A chart as data. ``title`` states the finding; ``alt`` says it in words; ``data_table`` names the table with the figures."""

    kind: Literal["chart"] = "chart"
    chart: ChartKind
    rows: tuple[dict[str, Cell], ...]
    encodings: dict[Literal["x", "y", "color", "size", "facet", "lo", "hi", "label", "role"], Encoding]
    layers: tuple[Layer, ...] = ()
    alt: Text
    data_table: Id | None = None
    unit_note: Text | None = None
    height_mm: int = 60
    share: Literal["full", "half", "wide"] = "full"


class MatrixCell(Node):
    """What stands at one crossing: figures, words, a level."""

    row: Id
    col: Id
    values: tuple[Value, ...] = ()
    level: Literal["none", "low", "medium", "high", "extreme"] = "none"


class Axis(Node):
    """One row or column of a matrix."""

    id: Id
    label: Text


class Matrix(Block):
    """Rows against columns: swot, raci, risk, ansoff, bubble grid, importance-performance, traceability."""

    kind: Literal["matrix"] = "matrix"
    type: Literal["swot", "raci", "risk", "ansoff", "grid", "importance_performance", "traceability"]
    rows: tuple[Axis, ...]
    cols: tuple[Axis, ...]
    cells: tuple[MatrixCell, ...]
    row_title: Text | None = None
    col_title: Text | None = None


class TimelineItem(Node):
    """A task or a milestone. A milestone has no ``end``."""

    id: Id
    label: Text
    start: date
    end: date | None = None
    baseline_start: date | None = None
    baseline_end: date | None = None
    owner: str = ""
    depends_on: tuple[Id, ...] = ()
    milestone: bool = False
    status: Literal["planned", "running", "done", "late"] = "planned"
    critical: bool = False


class Timeline(Block):
    """Tasks on a calendar; ``holidays`` are drawn grey."""

    kind: Literal["timeline"] = "timeline"
    items: tuple[TimelineItem, ...]
    holidays: tuple[date, ...] = ()
    today: date | None = None
    unit: Literal["day", "week", "month"] = "week"


class Place(Node):
    """A point or a country on a map."""

    id: Id
    label: Text
    country: str = ""
    lon: str | None = None
    lat: str | None = None
    value: Value | None = None


class Leg(Node):
    """A line on a map. ``geometry`` is (lon, lat) pairs as decimal strings."""

    mode: Literal["sea", "air", "road", "rail", "inland"]
    start: Id
    end: Id
    geometry: tuple[tuple[str, str], ...] = ()


class Map(Block):
    """Places, legs and shaded countries; always beside a table of the same figures."""

    kind: Literal["map"] = "map"
    places: tuple[Place, ...]
    legs: tuple[Leg, ...] = ()
    centre: tuple[int, int] = (150, 0)
    alt: Text
    data_table: Id | None = None
    unit_note: Text | None = None
