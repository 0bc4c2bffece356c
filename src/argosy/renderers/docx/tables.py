"""Tables of printed cells: rules not boxes, repeated heads, rows that never split, widths worked out once for every paper format."""

from __future__ import annotations

from collections.abc import Sequence

from argosy.renderers.docx.markup import borders, cell, paragraph, row, run, shade, table
from argosy.renderers.docx.styles import CELL_MM, INK, LINE, SOFT, WASH, cell_style
from argosy.renderers.docx.writing import Writing, printed_runs
from argosy.renderers.formatting import pair
from argosy.renderers.grid import Grid, Head, Line, lay_out
from argosy.renderers.phrases import WORDS
from argosy.renderers.widths import SIZES, air, fit
from argosy.report.prose import Prose
from argosy.report.table import Table

Styled = dict[tuple[int, int], tuple[str, str]]
GAP = paragraph("", "ArgosyGap")
_TOGETHER = 10
_WIDE_PT = 7.2
_SPREAD = 1.25  # digits of common office fonts against those of the vendored one, totals in bold: DejaVu Sans Bold 0.696 em, Noto Sans TC 0.555 em


def data_table(writing: Writing, block: Table) -> str:
    """The table block with caption and note."""
    made = writing.caption(block.title, block.id, block.unit_note)
    if not block.rows:
        return made + paragraph(writing.inline(block.empty or WORDS["empty"]), "ArgosyNote")
    grid = lay_out(block, writing.lang)
    made += grid_table(writing, grid, SIZES[0])
    if grid.dropped:
        made += paragraph(writing.inline(WORDS["more_rows"].format(n=f"{grid.dropped:,}"), "ArgosySmall"), "ArgosyNote")
    return made + after_table(writing, block.note)


def after_table(writing: Writing, note: Prose | None) -> str:
    """The note under a table, or a little room."""
    return writing.sentence(note, "ArgosyNote") or GAP


def grid_table(writing: Writing, grid: Grid, largest: float, styled: Styled | None = None) -> str:
    """A laid-out grid as a table. ``styled`` gives cell properties and run style of single body cells by (line, column)."""
    widths = fit(grid, writing.lang, writing.measure, min(largest, _WIDE_PT) if grid.wide else largest, _SPREAD)
    drawn = _Drawn(writing, grid, widths.columns, widths.size, styled or {})
    return table("ArgosyTable", widths.columns, [*drawn.heads(), *drawn.body()])


class _Drawn:
    def __init__(self, writing: Writing, grid: Grid, widths: Sequence[float], size: float, styled: Styled) -> None:
        self.writing, self.grid, self.widths, self.size, self.styled = writing, grid, widths, size, styled
        self._air = [_margin(grid.heads, i) for i in range(len(grid.heads))]

    def heads(self) -> list[str]:
        heads = [self._head(i, head) for i, head in enumerate(self.grid.heads)]
        names = row(heads, head=True)
        return [self._spans(), names] if self.grid.spans else [names]

    def _head(self, i: int, head: Head) -> str:
        first, second = pair(head.label, self.writing.lang)
        unit = self.writing.say(head.unit)
        words = run(first) + "".join(run(f"\n{line}", "ArgosySmall") for line in (second, unit) if line)
        below = borders(top=None, bottom=(4, INK)) if self.grid.spans else borders(bottom=(4, INK))
        return cell(
            self.widths[i], paragraph(words, self._style("Head", head.align)), extra=below + self._air[i] + '<w:vAlign w:val="bottom"/>'
        )

    def _spans(self) -> str:
        cells, at = [], 0
        for words, first, last in self.grid.spans:
            if first > at:
                cells.append(self._blank(at, first - 1))
            content = self.writing.stacked(words, self._style("Cell", "center"), keep=True)
            cells.append(cell(sum(self.widths[first : last + 1]), content, span=last - first + 1, extra=borders(bottom=(4, SOFT))))
            at = last + 1
        if at < len(self.widths):
            cells.append(self._blank(at, len(self.widths) - 1))
        return row(cells, head=True)

    def _blank(self, first: int, last: int) -> str:
        content = paragraph("", self._style("Cell", "left"), keep=True)
        return cell(sum(self.widths[first : last + 1]), content, span=last - first + 1, extra=borders(bottom=None))

    def body(self) -> list[str]:
        together = len(self.grid.lines) <= _TOGETHER
        last = len(self.grid.lines) - 1
        return [
            self._line(n, line, keep=n < last and (together or line.kind == "group" or n == last - 1))
            for n, line in enumerate(self.grid.lines)
        ]

    def _line(self, n: int, line: Line, keep: bool) -> str:
        if line.kind == "group":
            content = paragraph(self.writing.inline(line.text), "ArgosyGroup", keep=True)
            return row([cell(sum(self.widths), content, span=len(self.widths))])
        return row([self._cell(n, line, i, keep) for i in range(len(self.widths))])

    def _cell(self, n: int, line: Line, i: int, keep: bool) -> str:
        strong = line.kind in ("total", "sub", "mark")
        look, run_style = self.styled.get((n, i), ("", ""))
        content = printed_runs(line.cells[i], strong, run_style)
        edge = {"total": borders(top=(4, INK)), "sub": borders(top=(4, LINE))}.get(line.kind, "")
        look = look or edge + (shade(WASH) if line.kind == "mark" else "")
        indent = f'<w:ind w:left="{170 * line.level}"/>' if line.level and i == 0 else ""
        words = paragraph(content, self._style("Cell", self.grid.heads[i].align), keep=keep, extra=indent)
        return cell(self.widths[i], words, extra=look + self._air[i])

    def _style(self, kind: str, align: str) -> str:
        return cell_style(kind, self.size, align)


def _margin(heads: Sequence[Head], i: int) -> str:
    """More room on the left of text that follows figures."""
    left = air(heads, i)
    return f'<w:tcMar><w:left w:w="{round(left * 1440 / 25.4)}" w:type="dxa"/></w:tcMar>' if left != CELL_MM else ""
