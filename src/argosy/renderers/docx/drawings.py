"""Charts, timelines, maps and picture files, each with the words and the figures it stands for."""

from __future__ import annotations

import base64

from argosy.kernel.text import Text
from argosy.renderers.charts import alt_text, draw_png
from argosy.renderers.docx.chart_tables import chart_grid, fold, timeline_grid
from argosy.renderers.docx.markup import cell, paragraph, row, run, table
from argosy.renderers.docx.tables import GAP, grid_table
from argosy.renderers.docx.writing import Writing
from argosy.renderers.formatting import Printed, pair, printed
from argosy.renderers.grid import Grid, Head, Line
from argosy.renderers.images import image_size
from argosy.renderers.phrases import WORDS
from argosy.report.visual import Chart, Map, Timeline
from argosy.report.words import Asset

_SCALE = 2
_WIDTHS = {"full": 1.0, "wide": 0.64, "half": 0.5}
_GUTTER = 6.0
_COLUMN_MM = 27.0
_SMALL_PT = 7.2
_MM_PER_PX = 25.4 / 96


def chart(writing: Writing, block: Chart) -> str:
    """The picture at its printed size with alternative text; its figures beneath unless a table has them."""
    made = writing.caption(block.title, block.id, block.unit_note)
    if not block.rows:
        return made + paragraph(writing.inline(block.empty or WORDS["empty"]), "ArgosyNote")
    made += _drawn(writing, block, writing.measure * _WIDTHS[block.share], keep=block.data_table is None or block.note is not None)
    if block.data_table is None:
        made += _figures(writing, chart_grid(block, writing.lang)) + GAP
    return made + writing.sentence(block.note, "ArgosyNote")


def pair_of_charts(writing: Writing, left: Chart, right: Chart) -> str:
    """Two narrow charts side by side."""
    whole, half = writing.measure, (writing.measure - _GUTTER) / 2
    writing.measure = half
    contents = [chart(writing, block.model_copy(update={"share": "full"})) for block in (left, right)]
    writing.measure = whole
    cells = [cell(half, contents[0]), cell(_GUTTER, GAP), cell(half, contents[1])]
    return table("ArgosyPlain", [half, _GUTTER, half], [row(cells).replace("<w:cantSplit/>", "", 1)]) + GAP


def _figures(writing: Writing, grid: Grid) -> str:
    """A chart's figures, no wider than they need, folded beside each other when they are many."""
    folded = fold(grid, max(1, int(writing.measure / (_COLUMN_MM * len(grid.heads)))))
    whole, needed = writing.measure, min(writing.measure, _COLUMN_MM * len(folded.heads))
    writing.measure = needed
    made = grid_table(writing, folded, _SMALL_PT)
    writing.measure = whole
    return made


def _drawn(writing: Writing, block: Chart | Timeline | Map, width: float, keep: bool = True) -> str:
    data = draw_png(block, writing.lang, width, _SCALE)
    across, down = (size / _SCALE * _MM_PER_PX for size in image_size(data))
    shown = min(across, width)
    return writing.picture(data, shown, down * shown / across, alt_text(block, writing.lang), keep)


def timeline(writing: Writing, block: Timeline) -> str:
    """The calendar as a picture, then its items as a table."""
    made = writing.caption(block.title, block.id)
    if not block.items:
        return made + paragraph(writing.inline(block.empty or WORDS["empty"]), "ArgosyNote")
    made += _drawn(writing, block, writing.measure) + grid_table(writing, timeline_grid(block, writing.lang), _SMALL_PT)
    return made + (writing.sentence(block.note, "ArgosyNote") or GAP)


def world(writing: Writing, block: Map) -> str:
    """The map as a picture; its figures beneath unless a table has them."""
    made = writing.caption(block.title, block.id, block.unit_note) + _drawn(writing, block, writing.measure)
    if block.data_table is None and any(place.value for place in block.places):
        made += grid_table(writing, _places(block, writing.lang), _SMALL_PT)
    return made + (writing.sentence(block.note, "ArgosyNote") or GAP)


def _places(block: Map, lang: str) -> Grid:
    heads = (
        Head("code", Text("代碼", "Code"), weight=16, type="c"),
        Head("place", Text("地點", "Place"), weight=60),
        Head("figure", Text("數值", "Figure"), align="right", weight=30, type="n"),
    )
    found = [place for place in block.places if place.value]
    lines = (
        Line(
            "normal",
            (Printed(place.country or place.id), Printed(*pair(place.label, lang)), printed(place.value, lang) if place.value else None),
        )
        for place in found
    )
    return Grid(heads, tuple(lines))


def asset(writing: Writing, block: Asset) -> str:
    """A picture file in its own proportions, with caption and rights."""
    made = writing.caption(block.title, block.id)
    data = base64.b64decode(block.data)
    if block.mime == "image/svg+xml":
        data = _bitmap(data)
    across, down = image_size(data)
    width = min(float(block.width_mm), writing.measure)
    made += writing.picture(data, width, width * down / across, block.alt.say(writing.lang))
    rights = f"{writing.say(WORDS['rights'])}：{writing.say(block.rights)}" if block.rights else ""
    words = writing.inline(block.caption) + run(f"　{rights}" if rights else "")
    return made + (paragraph(words, "ArgosyNote") if words else "")


def _bitmap(svg: bytes) -> bytes:
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg.decode(), scale=_SCALE * 2))
