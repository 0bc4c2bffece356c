"""The pen that lays blocks on a sheet, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argosy.kernel.text import Text
from argosy.renderers.formatting import Printed, pair
from argosy.renderers.grid import Grid
from argosy.renderers.phrases import Piece, pieces
from argosy.renderers.xlsx.sheet import PAGE_CHARACTERS, Sheet, text_width
from argosy.report.model import Report
from argosy.report.prose import Prose
from argosy.report.value import Value

TEXT_COLUMNS = 18
_CHARACTERS_A_WIDTH = 12  # 25 lines of full-width characters in a row as wide as the sheet
GRID_TONES = {"good": "finding.ok", "near": "finding.warn", "bad": "finding.block"}


@dataclass
class Page:
    """One sheet being filled. ``row`` is the next free row."""

    report: Report
    lang: str
    sheet: Sheet
    values: dict[str, Value]
    row: int = 0

    def say(self, text: Text | None) -> str:
        """A phrase on one line."""
        return text.say(self.lang) if text else ""

    def stacked(self, text: Text | None) -> str:
        """A phrase with English on a second line when both languages print."""
        return "\n".join(part for part in pair(text, self.lang) if part)

    def skip(self, rows: int = 1) -> None:
        """Leave rows free."""
        self.row += rows

    def line(self, content: str, style: str) -> None:
        """Words over the whole width, in as many rows as the height of a row allows."""
        for part in split(content, int(sum(self.sheet.widths) * _CHARACTERS_A_WIDTH)):
            self.sheet.across(self.row, part, style)
            self.row += 1

    def sentence(self, prose: Prose | None, style: str) -> None:
        """A paragraph, and its English beneath when both languages print."""
        for part in pieces(prose, self.lang, self.values):
            if part:
                self.line(joined(part), style)

    def caption(self, title: Text | None, unit: str = "") -> None:
        """The title of a block, with its unit at the right edge."""
        if not title and not unit:
            return
        count = len(self.sheet.widths)
        room = self.sheet.spans([sum(self.sheet.widths) * part for part in (0.62, 0.38)], 0)[0][1] if unit and count > 1 else count
        self.sheet.put(self.row, 0, self.say(title), "caption", span=room)
        self.sheet.fit(self.row, self.say(title), self.sheet.width_of(0, room))
        if unit and count > 1:
            self.sheet.put(self.row, room, unit, "unit", span=count - room)
        self.row += 1

    def table(self, grid: Grid) -> list[tuple[int, int]]:
        """A grid of printed words; returns where its columns stand."""
        spans = self.sheet.spans(grid_widths(grid, self.lang, sum(self.sheet.widths)))
        for head, (col, span) in zip(grid.heads, spans, strict=True):
            style = {"left": "head", "right": "head.right", "center": "head.center"}[head.align]
            label = self.stacked(head.label)
            self.sheet.put(self.row, col, label, style, span=span)
            self.sheet.fit(self.row, label, self.sheet.width_of(col, span), 8.5)
        self.row += 1
        for line in grid.lines:
            for i, cell in enumerate(line.cells):
                self._printed(cell, grid.heads[i].align, *spans[i])
            self.row += 1
        return spans

    def _printed(self, cell: Printed | None, align: str, col: int, span: int) -> None:
        words = printed_words(cell)
        style = "missing.left" if cell and cell.missing else {"left": "text", "right": "number", "center": "center"}[align]
        style = GRID_TONES.get(cell.tone, style) if cell else style
        self.sheet.put(self.row, col, words, style, span=span)
        self.sheet.fit(self.row, words, self.sheet.width_of(col, span) - 1.5)


def split(content: str, most: int) -> list[str]:
    """The text in parts of at most ``most`` characters, cut after sentences: a row of a sheet is 409 points high at most."""
    parts, rest = [], content
    while len(rest) > most:
        cut = max((rest.rfind(mark, most // 2, most) + len(mark) for mark in ("。", "；", ". ", "\n")), default=0)
        cut = cut if cut > most // 2 else most
        parts.append(rest[:cut])
        rest = rest[cut:]
    return [*parts, rest]


def printed_words(cell: Printed | None) -> str:
    """Everything a printed cell says, on as many lines as it needs."""
    if cell is None:
        return ""
    body = cell.plain if not cell.en else cell.plain.removesuffix(f" {cell.en}")
    first = " ".join(part for part in (body, cell.mark, cell.interval) if part)
    return "\n".join(part for part in (first, cell.en, cell.note) if part)


def joined(parts: Sequence[Piece]) -> str:
    """A sentence as plain text."""
    return "".join(piece.text for piece in parts)


def grid_widths(grid: Grid, lang: str, total: float) -> list[float]:
    """Column widths of a grid of words, in characters, filling ``total``."""
    weights = [head.weight or max(text_width(head.label.say(lang), 8.5), 8) for head in grid.heads]
    return [total * weight / sum(weights) for weight in weights]


def text_grid(orientation: str) -> list[float]:
    """The columns of a sheet that has no table of its own."""
    return [PAGE_CHARACTERS[orientation] / TEXT_COLUMNS] * TEXT_COLUMNS
