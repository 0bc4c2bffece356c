"""A chart's rows made ready to draw: cells by role, categories in order and wrapped, labels printed exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.kernel.text import Text
from argosy.renderers.errors import RenderError
from argosy.renderers.fonts import wrap
from argosy.renderers.formatting import number
from argosy.report.visual import Cell, Chart, Encoding

BLUE, MIDDLE, PALE, ORANGE = "#0B4F6C", "#8FB3C6", "#C5D8E2", "#C96A1B"
INK, SOFT, LINE = "#15212B", "#55636F", "#AEB9C2"
# Importance darkens, so a grey print keeps the order; bars under whiskers stay light enough for the whisker to show.
SERIES = (BLUE, MIDDLE, ORANGE, "#C9D3DA", INK, "#5E8C61")
UNDER_WHISKERS = ("#4A86A3", "#A9C5D3", "#DCE7ED", "#EEF3F6")
TEXT_SIZE = 10
Spec = dict[str, Any]
_FORMAT = re.compile(r"(?P<sign>\+?)(?P<comma>,?)(?:\.(?P<places>\d+))?(?P<kind>[f%]?)")


@dataclass
class Frame:
    """``rows`` hold one key per role (x, y, color …): floats for figures, text for the rest. Sizes are in pixels at 96 to the inch.

    ``fixed`` holds axes a kind has settled itself; ``zero`` says whether figures start at nought, ``padding`` how many
    pixels an axis leaves free at its ends for labels; ``least`` and ``most`` are the
    figures labels must stand beyond.
    """

    chart: Chart
    lang: str
    width: int
    height: int
    zero: bool = True
    padding: int = 0
    most: float = 0.0
    least: float = 0.0
    fixed: dict[str, Spec] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [self._row(row) for row in self.chart.rows]

    def _row(self, row: Mapping[str, Cell]) -> dict[str, Any]:
        cells: dict[str, Any] = {role: self._cell(row.get(e.field), e, role) for role, e in self.chart.encodings.items()}
        for n, layer in enumerate(self.chart.layers):
            cells |= {f"{end}{n}": _float(row.get(key)) for end, key in (("lo", layer.lo), ("hi", layer.hi)) if key}
        return cells

    def _cell(self, cell: Cell, encoding: Encoding, role: str) -> Any:
        if encoding.type == "quantitative":
            return _float(cell)
        if cell is None:
            return None
        return self.fold(cell, role) if role in ("x", "y") and encoding.type != "temporal" else self.say(cell, role)

    def say(self, cell: Cell, role: str = "") -> str:
        """A cell in words; in ``both`` Chinese stands before English, but names of points are in Chinese alone."""
        lang = "zh-Hant" if role == "label" and self.lang == "both" else self.lang
        return cell.say(lang) if isinstance(cell, Text) else str(cell or "")

    def fold(self, cell: Cell, role: str) -> str:
        """A category label broken into lines that fit beside or under the bars, each language on its own."""
        langs = ("zh-Hant", "en") if self.lang == "both" and isinstance(cell, Text) else (self.lang,)
        texts = dict.fromkeys(cell.say(lang) if isinstance(cell, Text) else str(cell or "") for lang in langs)
        width = self.width * 0.28 if role == "y" else self._band()
        return "\n".join(line for text in texts for line in wrap(text, width, TEXT_SIZE))

    def _band(self) -> float:
        encoding = self.encoding("x")
        count = len({str(row.get(encoding.field)) for row in self.chart.rows})
        return max(40.0, (self.width - 70) / max(1, count) - 4)

    def has(self, role: str) -> bool:
        """Whether the chart encodes ``role``."""
        return role in self.chart.encodings

    def encoding(self, role: str) -> Encoding:
        """The encoding of an axis; an axis made of two ends takes that of its lower end."""
        found = next((e for name, e in self.chart.encodings.items() if name == role), self.chart.encodings.get("lo"))
        if found is None:
            raise RenderError(Text("圖「{id}」缺少欄位 {role}", "Chart “{id}” has no {role} field").format(id=self.chart.id, role=role))
        return found

    def discrete(self, role: str) -> bool:
        """Whether the role holds categories."""
        return self.has(role) and self.encoding(role).type in ("nominal", "ordinal")

    @property
    def horizontal(self) -> bool:
        """Whether categories run down and figures to the right."""
        return self.discrete("y") and not self.discrete("x")

    @property
    def category(self) -> str:
        """The role of the categories, ``x`` or ``y``."""
        return "y" if self.horizontal else "x"

    @property
    def measure(self) -> str:
        """The role of the figures, ``y`` or ``x``."""
        return "x" if self.horizontal else "y"

    def order(self, role: str) -> list[str]:
        """The categories of ``role``: as given, or by the sum of their figures."""
        totals: dict[str, float] = {}
        for row in self.rows:
            figure = row.get(self.measure)
            totals[row[role]] = totals.get(row[role], 0.0) + (figure if isinstance(figure, float) else 0.0)
        sort = self.encoding(role).sort
        found = [key for key in totals if key is not None]
        return found if sort == "given" else sorted(found, key=lambda k: totals[k], reverse=sort == "descending")

    def span(self, values: Iterable[float | None]) -> None:
        """Say how far the marks reach, so that the axis leaves room for the labels at their ends."""
        known = [value for value in values if value is not None]
        self.least, self.most = min(known, default=0.0), max(known, default=0.0)

    def title(self, role: str) -> str | None:
        """The axis title, when the encoding has one."""
        title = self.encoding(role).title
        return title.say(self.lang) if title else None

    def label(self, value: float | None, role: str, *, signed: bool = False) -> str:
        """A figure as printed beside its mark, in the encoding's format or with the decimals its column needs."""
        if value is None:
            return ""
        text = print_number(value, self.encoding(role).format or f",.{self.places(role)}f")
        return f"+{text}" if signed and value >= 0 else text

    def places(self, role: str) -> int:
        """Decimals used by the figures of a role, at most 2."""
        key = self.encoding(role).field
        cells = [row.get(key) for row in self.chart.rows]
        return min(2, max((_decimals(cell) for cell in cells if isinstance(cell, str)), default=0))


def print_number(value: float, style: str) -> str:
    """A number in the small part of d3's format language that charts use: ``,.1f``, ``+.0f``, ``.0%``."""
    match = _FORMAT.fullmatch(style)
    places = int(match["places"] or 0) if match else 2
    percent = bool(match and match["kind"] == "%")
    text = number(Fraction(repr(value)) * (100 if percent else 1), places)
    sign = "+" if match and match["sign"] and value >= 0 else ""
    return f"{sign}{text}{'%' if percent else ''}"


def _float(cell: Cell) -> float | None:
    return None if cell is None else float(str(cell))


def _decimals(cell: str) -> int:
    exponent = Decimal(cell).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
