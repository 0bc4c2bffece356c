"""Rows against columns: words in a cross, letters in a grid, risks with a letter and a number."""

from __future__ import annotations

from argosy.renderers.formatting import printed
from argosy.renderers.phrases import LEVEL_WORDS
from argosy.renderers.xlsx.page import Page, printed_words
from argosy.report.visual import Matrix, MatrixCell

_NARROW = ("raci", "traceability")


def widths(block: Matrix, total: float) -> list[float]:
    """The row labels, then one equal column for each column of the matrix."""
    label = min(30.0, total * 0.25)
    each = 9.0 if block.type in _NARROW else max(12.0, (total - label) / max(1, len(block.cols)))
    return [label] + [each] * len(block.cols)


def lay_out(page: Page, block: Matrix) -> None:
    """The matrix at the page's next row."""
    page.caption(block.title)
    spans = page.sheet.spans(widths(block, sum(page.sheet.widths)))
    _heads(page, block, spans)
    crossings = {(cell.row, cell.col): cell for cell in block.cells}
    for number, row in enumerate(block.rows):
        label = page.stacked(row.label)
        if block.type == "risk":
            label = f"{len(block.rows) - number}　{label}"
        page.sheet.put(page.row, spans[0][0], label, "label", span=spans[0][1])
        page.sheet.fit(page.row, label, page.sheet.width_of(*spans[0]) - 1.5, 8.5)
        for place, col in enumerate(block.cols):
            cell = crossings.get((row.id, col.id))
            product = (len(block.rows) - number) * (place + 1) if block.type == "risk" else 0
            _crossing(page, block, cell, product, spans[place + 1])
        page.skip()
    page.sentence(block.note, "note")


def _heads(page: Page, block: Matrix, spans: list[tuple[int, int]]) -> None:
    corner = "　\\　".join(page.say(t) for t in (block.row_title, block.col_title) if t)
    page.sheet.put(page.row, spans[0][0], corner, "head", span=spans[0][1])
    for place, axis in enumerate(block.cols):
        label = page.stacked(axis.label)
        label = f"{place + 1}　{label}" if block.type == "risk" else label
        col, span = spans[place + 1]
        page.sheet.put(page.row, col, label, "head.center", span=span)
        page.sheet.fit(page.row, label, page.sheet.width_of(col, span), 8.5)
    page.skip()


def _crossing(page: Page, block: Matrix, cell: MatrixCell | None, product: int, span: tuple[int, int]) -> None:
    words = _words(page, cell)
    style = _style(block, cell, words)
    if block.type == "risk" and cell:
        letter = LEVEL_WORDS[cell.level][0] if cell.level in LEVEL_WORDS else ""
        words = "\n".join(part for part in (f"{letter} {product}".strip(), words) if part)
    single = cell is not None and len(cell.values) == 1 and block.type != "risk"
    content = cell.values[0] if single and cell is not None and not isinstance(cell.values[0].v, str | None) else words
    page.sheet.put(page.row, span[0], content, style, span=span[1])
    page.sheet.fit(page.row, words, page.sheet.width_of(*span) - 1.5)


def _words(page: Page, cell: MatrixCell | None) -> str:
    if cell is None:
        return ""
    return "\n".join(printed_words(printed(value, page.lang)) for value in cell.values)


def _style(block: Matrix, cell: MatrixCell | None, words: str) -> str:
    if block.type == "risk":
        return f"risk.{cell.level}" if cell and cell.level != "none" else "matrix.center"
    if block.type == "raci":
        return "raci.a" if "A" in words else "raci.r" if "R" in words else "matrix.center"
    return "matrix.center" if block.type == "traceability" else "matrix"
