"""A worksheet before it is written: cells with their content and style, so that every value has an address before any formula is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from argosy.kernel.text import Text
from argosy.report.value import Value
from argosy.report.visual import Chart

PIXELS_PER_CHARACTER = 7
POINTS_PER_CHARACTER = 5.6
CELL_PADDING = 5
_SNUG = 0.92  # a column may be this much narrower than asked when edges are shared
_ROOMY = 0.8
_SLACK = 1.06  # fonts differ a little between machines
POINTS_PER_LINE = 12.6
DEFAULT_HEIGHT = 17.0
_HIGHEST = 409.0
PAGE_CHARACTERS = {"portrait": 92.0, "landscape": 138.0}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without ``=`` and the result the engine has."""

    text: str
    cached: Fraction


Content = Value | str | date | Fraction | Formula | None


@dataclass(slots=True)
class Cell:
    """One cell, or a merged block of ``span`` × ``deep`` cells. ``number`` is an Excel number format; ``entry`` cells are tinted."""

    row: int
    col: int
    content: Content
    style: str
    span: int = 1
    deep: int = 1
    number: str = ""
    entry: bool = False
    figure: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file at a cell: its width on the sheet in pixels, and its words for those who cannot see it."""

    row: int
    col: int
    data: bytes
    width: int
    alt: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A native chart at a cell: the block, where its figures stand, and its size in pixels."""

    row: int
    col: int
    chart: Chart
    data: ChartData
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ChartData:
    """Figures of one chart on the chart data sheet: a column of categories and columns of series, rows ``first`` to ``last``."""

    sheet: str
    first: int
    last: int
    categories: int
    series: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Sheet:
    """One worksheet: its column widths (in characters), its cells, and what is set up around them."""

    name: str
    title: Text
    orientation: str = "landscape"
    widths: list[float] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    one_page: bool = False
    freeze: tuple[int, int] | None = None
    repeat: tuple[int, int] | None = None
    validations: list[tuple[tuple[int, int, int, int], dict[str, Any]]] = field(default_factory=list)
    conditionals: list[tuple[tuple[int, int, int, int], str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    charts: list[Drawn] = field(default_factory=list)

    @property
    def depth(self) -> float:
        """The height of everything on the sheet in points."""
        bottoms = [c.row + c.deep for c in self.cells]
        bottoms += [d.row + ceil(d.height * 0.75 / DEFAULT_HEIGHT) for d in self.charts]
        return sum(self.heights.get(row, DEFAULT_HEIGHT) for row in range(max(bottoms, default=0)))

    def put(self, row: int, col: int, content: Content, style: str, **more: Any) -> None:
        """One cell; ``more`` are further fields of ``Cell``."""
        self.cells.append(Cell(row, col, content, style, **more))

    def across(self, row: int, content: Content, style: str, lines: int = 1) -> None:
        """One cell over the whole width, high enough for its text."""
        self.put(row, 0, content, style, span=len(self.widths))
        if isinstance(content, str):
            self.fit(row, content, sum(self.widths), minimum=lines)

    def fit(self, row: int, text: str, characters: float, size: float = 9.5, minimum: int = 1) -> None:
        """Raise the row so that ``text`` fits a cell of that width."""
        lines = max(minimum, line_count(text, characters, size))
        if lines > 1:
            wanted = min(_HIGHEST, lines * POINTS_PER_LINE * size / 9.5 + 5)
            self.heights[row] = max(self.heights.get(row, DEFAULT_HEIGHT), wanted)

    def spans(self, wanted: list[float], snug: float = _SNUG) -> list[tuple[int, int]]:
        """Columns of another table laid on this grid, its edges on the nearest column edges: (first column, how many) each.

        All but the last keep at least ``snug`` of the width they want.
        """
        self.widths += [wanted[-1]] * (len(wanted) - len(self.widths))
        edges = [sum(self.widths[:n]) for n in range(len(self.widths) + 1)]
        found, at, target = [], 0, 0.0
        for i, width in enumerate(wanted):
            target += width
            last = len(self.widths) - (len(wanted) - i - 1)
            wide = [n for n in range(at + 1, last + 1) if edges[n] - edges[at] >= snug * width] or [last]
            end = min(wide, key=lambda n: abs(edges[n] - target))
            found.append((at, end - at))
            at = end
        return found

    def divided(self, most: int, wanted: Callable[[int], list[float]]) -> list[tuple[int, int]]:
        """Columns for up to ``most`` groups side by side: as many as the grid has room for without squeezing one below four fifths."""
        for groups in range(most, 1, -1):
            widths = wanted(groups)
            if len(widths) <= len(self.widths):
                spans = self.spans(widths, 0)
                if all(self.width_of(*span) >= _ROOMY * width for span, width in zip(spans, widths, strict=True)):
                    return spans
        return self.spans(wanted(1))

    def width_of(self, col: int, span: int) -> float:
        """The width of merged columns in characters."""
        return sum(self.widths[col : col + span])


def text_pixels(text: str, size: float = 9.5) -> float:
    """How wide a line of text is at ``size`` points on a 96 dpi sheet: full-width characters are square."""
    em = size * 96 / 72
    return sum(em if ord(c) > 0x2E7F else em * 0.56 for c in text)


def line_count(text: str, characters: float, size: float = 9.5) -> int:
    """How many lines ``text`` takes in a cell of that width."""
    room = max(20.0, characters * PIXELS_PER_CHARACTER - CELL_PADDING)
    return sum(max(1, -int(-(text_pixels(part, size) * _SLACK) // room)) for part in text.split("\n"))


def text_width(text: str, size: float = 9.5) -> float:
    """The column width in characters that holds the longest line of ``text``."""
    longest = max((text_pixels(part, size) for part in text.split("\n")), default=0.0)
    return (longest * _SLACK + 16) / PIXELS_PER_CHARACTER
