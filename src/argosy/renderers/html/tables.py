"""Tables: heads in scope, groups, totals; the head stays in sight, the whole scrolls inside its section on a phone."""

from __future__ import annotations

from argosy.renderers.fonts import text_width
from argosy.renderers.formatting import Printed, pair
from argosy.renderers.grid import Grid, Head, Line
from argosy.renderers.html.parts import both, phrase, tag, value, words
from argosy.renderers.phrases import WORDS

_ALIGN = {"left": None, "right": "num", "center": "mid"}
_LONG = 24
_STEPS = (4, 6, 8, 10, 12, 16)


def table(grid: Grid, lang: str, label: str = "", cls: str = "") -> str:
    """A laid-out grid as a table in its scrolling frame; ``label`` names the frame for assistive programs."""
    body = "".join(_line(line, grid, lang) for line in grid.lines)
    made = tag("table", tag("thead", _spans(grid, lang) + _heads(grid, lang)) + tag("tbody", body), cls=f"ad-table {cls}".strip())
    frame = "ad-scroll ad-long" if len(grid.lines) > _LONG else "ad-scroll"
    more = tag("p", both(pair(WORDS["more_rows"].format(n=f"{grid.dropped:,}"), lang)), cls="ad-small") if grid.dropped else ""
    return tag("div", made, cls=frame, tabindex="0", role="region", aria_label=label or None) + more


def _spans(grid: Grid, lang: str) -> str:
    if not grid.spans:
        return ""
    cells, at = [], 0
    for text, first, last in grid.spans:
        cells += ["<td></td>"] * (first - at)
        cells.append(tag("th", phrase(text, lang), scope="colgroup", colspan=str(last - first + 1), cls="ad-span"))
        at = last + 1
    return tag("tr", "".join(cells) + "<td></td>" * (len(grid.heads) - at), cls="ad-spans")


def _heads(grid: Grid, lang: str) -> str:
    return tag("tr", "".join(_head(head, _room(grid, i), lang) for i, head in enumerate(grid.heads)))


def _head(head: Head, room: str, lang: str) -> str:
    unit = head.unit.say("en" if lang == "both" else lang)
    cls = " ".join(part for part in (_ALIGN[head.align], room) if part)
    return tag("th", phrase(head.label, lang) + (tag("span", words(unit), cls="ad-unit") if unit else ""), scope="col", cls=cls or None)


def _room(grid: Grid, i: int) -> str:
    """A class that keeps a column of words from shrinking to one character: the smallest step its longest cell needs."""
    cells = [line.cells[i] for line in grid.lines if line.cells]
    longest = max((text_width(part, 1) for cell in cells if cell for part in (cell.text, cell.en, cell.note)), default=0.0)
    return f"ad-w-{next((step for step in _STEPS if longest <= step), _STEPS[-1])}" if grid.heads[i].align == "left" else ""


def _line(line: Line, grid: Grid, lang: str) -> str:
    if line.kind == "group":
        head = tag("th", phrase(line.text, lang), scope="colgroup", colspan=str(len(grid.heads)))
        return tag("tr", head, cls="ad-group")
    cells = "".join(_cell(cell, head, i, line) for i, (cell, head) in enumerate(zip(line.cells, grid.heads, strict=True)))
    return tag("tr", cells, cls=None if line.kind == "normal" else f"ad-{line.kind}", data_row=line.id or None)


def _cell(cell: Printed | None, head: Head, i: int, line: Line) -> str:
    level = f"ad-level-{line.level}" if line.level and not i else ""
    whole = "nw" if head.type in ("c", "d") or head.key.endswith(".interval") else ""
    cls = " ".join(part for part in (_ALIGN[head.align], whole, level) if part)
    letter = cell.text if cell and head.align == "center" and head.type == "t" else None
    return tag("td", value(cell, quiet=True), cls=cls or None, data_letter=letter)
