"""Laid-out sheets into a workbook file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

from argosy.kernel.text import Text
from argosy.renderers.formatting import printed
from argosy.renderers.images import image_size
from argosy.renderers.phrases import CLASS_WORDS, WORDS, revision_beside
from argosy.renderers.xlsx import charts
from argosy.renderers.xlsx.forms.about import SETTLED, banner
from argosy.renderers.xlsx.places import Places, column_letters, sheet_prefix
from argosy.renderers.xlsx.sheet import DEFAULT_HEIGHT, Cell, Formula, Sheet
from argosy.renderers.xlsx.styles import FONT, Formats
from argosy.report.model import Report
from argosy.report.value import Value

_A4, _A3 = 9, 8
_A3_CHARACTERS = 210.0  # wider than this, an A4 page would print below 5 points
_ALLOWED = {"select_locked_cells": True, "format_columns": True, "format_rows": True, "autofilter": True}


class Writer:
    """Writes one workbook. ``cache=False`` stores wrong results beside the formulas, so that a test sees a program recalculate them."""

    def __init__(self, report: Report, lang: str, cache: bool = True) -> None:
        import xlsxwriter

        self.report, self.lang, self.cache = report, lang, cache
        self._buffer = BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, {"in_memory": True, "strings_to_urls": False, "strings_to_numbers": False})
        self._formats = Formats(self._book)
        self._sheets: dict[str, Any] = {}

    def finish(self, sheets: list[Sheet], names: Places, formulas: dict[str, str]) -> bytes:
        """Write every sheet and give the file."""
        self._properties()
        for sheet in sheets:
            self._sheets[sheet.name] = self._book.add_worksheet(sheet.name)
        for sheet in sheets:
            self._sheet(self._sheets[sheet.name], sheet, formulas)
        self._names(names)
        self._sheets[sheets[0].name].activate()
        self._book.close()
        return self._buffer.getvalue()

    def _properties(self) -> None:
        report = self.report
        base = self._book.formats[0]
        base.set_font_name(FONT)
        base.set_font_size(9.5)
        self._book.set_properties(
            {
                "title": f"{report.title.say(self.lang)} {report.printed_no}".strip(),
                "author": report.letterhead.name.say(self.lang),
                "keywords": report.key,
                "created": report.built_at.replace(tzinfo=None),
            }
        )

    def _names(self, places: Places) -> None:
        for name, figure in sorted(self.report.names.items()):
            if name in places.named and figure in places.addresses:
                at = places.addresses[figure]
                target = f"={sheet_prefix(at.sheet)}${column_letters(at.col)}${at.row + 1}"
                self._book.define_name(places.named[name], target)

    def _sheet(self, ws: Any, sheet: Sheet, formulas: dict[str, str]) -> None:
        self._set_up(ws, sheet)
        for cell in sheet.cells:
            self._cell(ws, sheet, cell, formulas)
        for area, rule in sheet.validations:
            ws.data_validation(*area, rule)
        for area, rule_text, style in sheet.conditionals:
            ws.conditional_format(*area, {"type": "formula", "criteria": rule_text, "format": self._formats.get(style)})
        self._drawings(ws, sheet)

    def _set_up(self, ws: Any, sheet: Sheet) -> None:
        ws.hide_gridlines(2)
        ws.set_paper(_A3 if sum(sheet.widths) > _A3_CHARACTERS else _A4)
        (ws.set_landscape if sheet.orientation == "landscape" else ws.set_portrait)()
        ws.set_margins(0.45, 0.45, 0.75, 0.65)
        ws.fit_to_pages(1, 1 if sheet.one_page else 0)
        ws.set_default_row(DEFAULT_HEIGHT)
        for col, width in enumerate(sheet.widths):
            ws.set_column(col, col, width)
        for row, height in sheet.heights.items():
            ws.set_row(row, height)
        if sheet.freeze:
            ws.freeze_panes(*sheet.freeze)
        if sheet.repeat:
            ws.repeat_rows(*sheet.repeat)
        ws.ignore_errors(
            {"number_stored_as_text": "A1:XFD1048576", "formula_differs": "A1:XFD1048576", "formula_unlocked": "A1:XFD1048576"}
        )
        if self.report.state in SETTLED:
            ws.protect("", _ALLOWED)
        self._margins(ws, sheet)

    def _margins(self, ws: Any, sheet: Sheet) -> None:
        report, say = self.report, self._say
        tab = sheet.title.say("zh-Hant" if self.lang == "both" else self.lang)
        side = [part for part in (report.printed_no, revision_beside(report), say(CLASS_WORDS[report.confidentiality])) if part]
        side += [say(WORDS["demo"])] if report.demo else []
        state = "" if report.state in SETTLED else f'&C&"{FONT},Bold"&8&KA3271F{_plain(banner(report, self._one))}'
        head = (
            f'&L&"{FONT},Bold"&8 {_plain(say(report.title))}　{_plain(tab)}{state}&R&"{FONT}"&8 {_plain("　".join(p for p in side if p))}'
        )
        ws.set_header(head[:255])
        basis = f"{say(WORDS['basis'])} {report.basis}" if report.audience == "internal" else say(report.letterhead.name)
        ws.set_footer(f'&L&"{FONT}"&8 {_plain(basis)}&C&"{FONT}"&8 {report.content_hash[:8]}&R&"{FONT}"&8 {say(WORDS["page"])} &P / &N')

    @property
    def _one(self) -> str:
        return "zh-Hant" if self.lang == "both" else self.lang

    def _say(self, text: Text) -> str:
        return text.say(self._one)

    def _cell(self, ws: Any, sheet: Sheet, cell: Cell, formulas: dict[str, str]) -> None:
        style = self._formats.get(cell.style, cell.number, cell.entry)
        if cell.span > 1 or cell.deep > 1:
            ws.merge_range(cell.row, cell.col, cell.row + cell.deep - 1, cell.col + cell.span - 1, "", style)
        content = cell.content
        if isinstance(content, Value):
            self._value(ws, cell, content, style, formulas)
        elif isinstance(content, Formula):
            ws.write_formula(cell.row, cell.col, f"={content.text}", style, self._result(number(content.cached)))
        elif isinstance(content, Fraction):
            ws.write_number(cell.row, cell.col, number(content), style)
        elif isinstance(content, date):
            ws.write_datetime(cell.row, cell.col, content, style)
        elif content:
            ws.write_string(cell.row, cell.col, content, style)
        else:
            ws.write_blank(cell.row, cell.col, None, style)

    def _value(self, ws: Any, cell: Cell, value: Value, style: Any, formulas: dict[str, str]) -> None:
        if value.is_figure:
            formula, result = formulas.get(value.id) if cell.figure else None, figure_number(str(value.v))
            if formula is None:
                ws.write_number(cell.row, cell.col, result, style)
            else:
                ws.write_formula(cell.row, cell.col, f"={formula}", style, self._result(result))
        elif value.kind == "date" and isinstance(value.v, str):
            ws.write_datetime(cell.row, cell.col, date.fromisoformat(value.v), style)
        else:
            found = printed(value, self.lang)
            ws.write_string(cell.row, cell.col, f"{found.plain} {found.mark}".strip(), style)

    def _result(self, right: int | float) -> int | float:
        return right if self.cache else -right - 1

    def _drawings(self, ws: Any, sheet: Sheet) -> None:
        for drawn in sheet.charts:
            chart = charts.draw(self._book, drawn, self.lang)
            ws.insert_chart(drawn.row, drawn.col, chart, {"description": drawn.chart.alt.say(self.lang), "object_position": 1})
        for picture in sheet.pictures:
            scale = picture.width / image_size(picture.data)[0]
            options = {"image_data": BytesIO(picture.data), "x_scale": scale, "y_scale": scale, "description": picture.alt}
            ws.insert_image(picture.row, picture.col, f"{sheet.name}.png", options)


def number(exact: Fraction) -> int | float:
    """The number a workbook file can hold: a whole number, else the nearest double. Files hold nothing better."""
    return exact.numerator if exact.denominator == 1 else exact.numerator / exact.denominator


def figure_number(text: str) -> int | float:
    """The same from a figure's decimal text."""
    exact = Decimal(text)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _plain(words: str) -> str:
    return words.replace("&", "&&")
