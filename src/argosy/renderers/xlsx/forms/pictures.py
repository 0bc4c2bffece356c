"""Charts, maps and picture files."""

from __future__ import annotations

import base64

from argosy.kernel.text import Text
from argosy.renderers.images import image_size
from argosy.renderers.xlsx import chart_data
from argosy.renderers.xlsx.forms.words import put_value
from argosy.renderers.xlsx.page import Page
from argosy.renderers.xlsx.sheet import PIXELS_PER_CHARACTER, Drawn, Picture, Sheet
from argosy.report.visual import Chart, Map
from argosy.report.words import Asset

PIXELS_PER_MM = 96 / 25.4
_PIXELS_PER_ROW = 17 * 96 / 72
_PAGE_MM = 172
_WIDEST = 1000
PLACE_HEADS = (Text("代碼", "Code"), Text("地點", "Place"), Text("數值", "Figure"))


class Charts:
    """Places native charts, keeping their figures on the chart data sheet, and draws the others as pictures."""

    def __init__(self, sheet: Sheet) -> None:
        self.data = sheet
        self._row = 2

    def lay_out(self, page: Page, block: Chart) -> None:
        """The chart at the page's next row, with its caption and note."""
        page.caption(block.title, page.say(block.unit_note))
        if not block.rows:
            page.line(page.say(block.empty), "empty")
        elif chart_data.is_native(block):
            self._native(page, block)
        else:
            drawn(page, block, page.say(block.alt))
        page.sentence(block.note, "note")

    def _native(self, page: Page, block: Chart) -> None:
        data, self._row = chart_data.lay_out(self.data, self._row, block, page.lang)
        width, height = _size(page, block)
        page.sheet.charts.append(Drawn(page.row, 0, block, data, width, height))
        page.skip(_rows(height))


def _size(page: Page, block: Chart) -> tuple[int, int]:
    share = {"full": 1.0, "wide": 0.75, "half": 0.6}[block.share]
    width = min(sum(page.sheet.widths) * PIXELS_PER_CHARACTER, _WIDEST) * share
    grown = min(1.2, max(1.0, width / (_PAGE_MM * PIXELS_PER_MM)))
    return round(width), round(max(block.height_mm, 55) * PIXELS_PER_MM * grown)


def _rows(height: float) -> int:
    return int(height / _PIXELS_PER_ROW) + 2


def drawn(page: Page, block: Chart, alt: str) -> None:
    """A chart spreadsheets have no kind for, as the picture the paper formats print."""
    from argosy.renderers.charts import draw_png

    width = {"full": _PAGE_MM, "wide": 110, "half": 84}[block.share]
    picture(page, draw_png(block, page.lang, width, 2), round(width * PIXELS_PER_MM), alt)


def picture(page: Page, data: bytes, width: int, alt: str) -> None:
    """A picture at the page's next row, which then moves below it."""
    page.sheet.pictures.append(Picture(page.row, 0, data, width, alt))
    across, down = image_size(data)
    page.skip(_rows(width * down / across))


def asset(page: Page, block: Asset) -> None:
    """A picture file with caption and rights; a vector picture is named, since sheets hold only bitmaps."""
    page.caption(block.title)
    if block.mime == "image/svg+xml":
        page.line(page.say(block.alt), "prose")
    else:
        picture(page, base64.b64decode(block.data), round(block.width_mm * PIXELS_PER_MM), page.say(block.alt))
    words = "　".join(page.say(text) for text in (block.caption, block.rights) if text)
    if words:
        page.line(words, "note")


def world(page: Page, block: Map) -> None:
    """A map as the table of its figures."""
    page.caption(block.title, page.say(block.unit_note))
    if block.data_table is None:
        _places(page, block)
    page.sentence(block.note, "note")


def _places(page: Page, block: Map) -> None:
    spans = page.sheet.spans([12.0, 30.0, 20.0])
    for words, (col, span), style in zip(PLACE_HEADS, spans, ("head", "head", "head.right"), strict=True):
        page.sheet.put(page.row, col, page.stacked(words), style, span=span)
    page.skip()
    for place in block.places:
        if place.value:
            page.sheet.put(page.row, spans[0][0], place.country or place.id, "code", span=spans[0][1])
            page.sheet.put(page.row, spans[1][0], page.say(place.label), "text", span=spans[1][1])
            put_value(page, place.value, "number", *spans[2])
            page.skip()
