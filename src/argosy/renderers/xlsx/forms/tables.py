"""The table block: typed cells, formulas, heads that stay in sight, entry cells that check what is typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from argosy.kernel.text import Text
from argosy.renderers.formatting import interval_words, printed, unit_words
from argosy.renderers.phrases import WORDS
from argosy.renderers.xlsx.numbers import column_places, number_format
from argosy.renderers.xlsx.page import Page
from argosy.renderers.xlsx.sheet import text_width
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value

_SAMPLED = 200
_WIDEST = {"t": 30.0, "p": 20.0, "e": 20.0}


@dataclass(frozen=True, slots=True)
class Printing:
    """How one column prints. ``interval`` marks the grey column of ``[lo, hi]`` beside an estimate."""

    column: Column
    values: list[Value]
    dp: int | None
    unit: str
    in_cell: bool
    interval: bool = False

    @property
    def align(self) -> str:
        """The column's own side, else right for figures."""
        return "left" if self.interval else self.column.align or ("right" if self.column.is_numeric else "left")


def printings(table: Table, lang: str) -> list[Printing]:
    """The columns that print, in order."""
    found = []
    for column in table.columns:
        values = [row.cells[column.key] for row in _all_rows(table) if column.key in row.cells]
        if column.hide_if_empty and all(v.missing for v in values):
            continue
        found.append(_printing(column, values, lang))
        if any(v.lo is not None and v.hi is not None for v in values):
            found.append(Printing(column, values, found[-1].dp, _level(values), False, interval=True))
    return found


def _all_rows(table: Table) -> Iterator[Row]:
    yield from table.rows
    if table.totals:
        yield table.totals


def _printing(column: Column, values: list[Value], lang: str) -> Printing:
    units = {v.unit for v in values if v.is_figure and v.kind != "rate" and v.unit}
    unit = column.unit or (next(iter(units)) if len(units) == 1 else "")
    alike = len(units | ({column.unit} if column.unit else set())) <= 1
    words = unit_words(unit).say("en" if lang == "en" else "zh-Hant") if alike else column.unit
    return Printing(column, values, column_places(column, values), words, not alike)


def _level(values: list[Value]) -> str:
    levels = {v.level for v in values if v.level}
    return next(iter(levels)) if len(levels) == 1 else ""


def widths(table: Table, lang: str) -> list[float]:
    """Column widths in characters that hold heads in two lines and the longest of the first cells."""
    return [_width(printing, lang) for printing in printings(table, lang)]


def _width(printing: Printing, lang: str) -> float:
    cells = [_sample(v, printing, lang) for v in printing.values[:_SAMPLED]]
    widest = max((text_width(text) for text in cells), default=0.0)
    head = max((text_width(word, 8.5) for word in printing.column.label.say(lang).split(" ")), default=0.0)
    roomy = text_width(printing.column.label.say("zh-Hant" if lang == "both" else lang), 8.5) / (2 if lang == "en" else 1)
    most = _WIDEST.get(printing.column.type, 20.0)
    return round(min(max(widest + 0.8, min(head, 14), min(roomy, 12), 5.0), most), 1)


def _sample(value: Value, printing: Printing, lang: str) -> str:
    if printing.interval:
        return printed(value, lang, dp=printing.dp).interval
    found = printed(value, lang, dp=printing.dp if value.is_figure else None, unit=printing.in_cell or value.kind == "rate")
    return f"{found.plain}{found.mark}"


def lay_out(page: Page, table: Table) -> None:
    """The table at the page's next row."""
    page.caption(table.title, page.say(table.unit_note))
    columns = printings(table, page.lang)
    spans = page.sheet.spans(widths(table, page.lang))
    _Table(page, table, columns, spans).lay_out()
    page.sentence(table.note, "note")


class _Table:
    def __init__(self, page: Page, table: Table, columns: list[Printing], spans: list[tuple[int, int]]) -> None:
        self.page, self.table, self.columns, self.spans = page, table, columns, spans
        self.sheet = page.sheet

    def lay_out(self) -> None:
        first = self.page.row
        banded = any(p.column.span for p in self.columns)
        if banded:
            self._bands()
        self._heads("under" if banded else "head")
        self._freeze(first)
        body = self.page.row
        self._rows()
        self._validations(body, self.page.row - 1)
        if self.table.totals:
            self._row(self.table.totals, "total")

    def _bands(self) -> None:
        for words, at, count in _runs(self.columns):
            style = "band" if words else "band.none"
            col, span = self.spans[at][0], sum(s for _, s in self.spans[at : at + count])
            label = self.page.say(words)
            self.sheet.put(self.page.row, col, label, style, span=span)
            self.sheet.fit(self.page.row, label, self.sheet.width_of(col, span), 8)
        self.page.skip()

    def _heads(self, style: str) -> None:
        for printing, (col, span) in zip(self.columns, self.spans, strict=True):
            label = self._head(printing)
            side = {"left": "", "right": ".right", "center": ".center"}[printing.align]
            self.sheet.put(self.page.row, col, label, style + side, span=span)
            self.sheet.fit(self.page.row, label, self.sheet.width_of(col, span) - 0.8, 8.5)
        self.page.skip()

    def _head(self, printing: Printing) -> str:
        label = self.page.stacked(WORDS["interval"] if printing.interval else printing.column.label)
        return f"{label}\n{printing.unit}" if printing.unit else label

    def _freeze(self, first: int) -> None:
        if self.sheet.freeze is None and self.page.row <= 12:
            col = self.spans[min(self.table.freeze, len(self.spans) - 1)][0] if len(self.columns) > 6 else 0
            self.sheet.freeze = (self.page.row, col)
        if self.sheet.repeat is None and len(self.table.rows) > 20:
            self.sheet.repeat = (first, self.page.row - 1)

    def _rows(self) -> None:
        labels = {group.id: group.label for group in self.table.groups}
        current = None
        for row in self.table.rows:
            if row.group != current and row.group in labels:
                self.page.line(self.page.say(labels[row.group]), "group")
            current = row.group
            self._row(row, "")
        if not self.table.rows and self.table.empty:
            self.page.line(self.page.say(self.table.empty), "empty")

    def _row(self, row: Row, kind: str) -> None:
        for i, (printing, (col, span)) in enumerate(zip(self.columns, self.spans, strict=True)):
            value = row.cells.get(printing.column.key)
            if value is None:
                self.sheet.put(self.page.row, col, self._label(row, kind, i), kind or _suffixed("text", row), span=span)
            elif printing.interval:
                self.sheet.put(self.page.row, col, self._interval(value, printing), kind or "interval", span=span)
            else:
                self._cell(row, value, printing, kind, col, span)
        self.page.skip()

    def _cell(self, row: Row, value: Value, printing: Printing, kind: str, col: int, span: int) -> None:
        style, number = self._style(value, printing, kind)
        entry = printing.column.entry and not kind and row.style != "sub" and not value.expr and not printing.column.expr
        self.sheet.put(self.page.row, col, value, _suffixed(style, row) if not kind else style, span=span, number=number, entry=entry)
        if printing.align == "left" and value.v is not None and not value.is_figure:
            self.sheet.fit(self.page.row, printed(value, self.page.lang).plain, self.sheet.width_of(col, span) - 1.5)

    def _style(self, value: Value, printing: Printing, kind: str) -> tuple[str, str]:
        if value.missing:
            right = printing.align == "right"
            return ("total.missing" if kind else "missing" if right else "missing.left"), ""
        if value.is_figure:
            number = number_format(value, self.page.lang, dp=printing.dp, unit=printing.in_cell)
            return ("total.number" if kind else "number"), number
        if value.kind == "date":
            return (kind or "date"), "yyyy-mm-dd"
        if value.kind in ("code", "period"):
            return (kind or "code"), "@"
        return (kind or {"center": "center", "right": "number"}.get(printing.align, "text")), ""

    def _interval(self, value: Value, printing: Printing) -> str:
        if value.lo is not None and value.hi is not None:
            return printed(value, self.page.lang, dp=printing.dp).interval or interval_words(value.lo, value.hi)
        return self.page.say(value.no_interval)

    def _label(self, row: Row, kind: str, at: int) -> str:
        wordy = any(not v.is_figure and not v.missing for v in row.cells.values())
        first = next((i for i, p in enumerate(self.columns) if p.column.type == "t" and p.column.key not in row.cells), 0)
        return self.page.say(WORDS["total"]) if kind and not wordy and at == first else ""

    def _validations(self, first: int, last: int) -> None:
        for printing, (col, _) in zip(self.columns, self.spans, strict=True):
            rule = _validation(printing, self.page, first, col) if last >= first and not printing.interval else None
            if rule:
                self.sheet.validations.append(((first, col, last, col), rule))


def _runs(columns: list[Printing]) -> Iterator[tuple[Text | None, int, int]]:
    at = 0
    while at < len(columns):
        count = 1
        while at + count < len(columns) and columns[at + count].column.span == columns[at].column.span:
            count += 1
        yield columns[at].column.span, at, count
        at += count


def _suffixed(style: str, row: Row) -> str:
    return style if row.style == "normal" else f"{style}+{row.style}"


_NUMBERS_ONLY = Text("請輸入數字，不含單位與符號。", "Enter a number without unit or sign.")
_RATES_ONLY = Text("請輸入 0% 至 1000% 之間的比率，最多到百萬分之一。", "Enter a rate from 0% to 1000%, to the millionth at most.")
_LIST_ONLY = Text("請由清單選擇。", "Choose from the list.")


def _validation(printing: Printing, page: Page, row: int, col: int) -> dict[str, Any] | None:
    column = printing.column
    options = [option for option in column.options if "," not in option]
    if column.options and len(",".join(options)) <= 255 and len(options) == len(column.options):
        return {"validate": "list", "source": options, "error_message": _LIST_ONLY.say(page.lang)}
    if not column.entry or column.expr or not column.is_numeric:
        return None
    if column.type == "r":
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10, "error_message": _RATES_ONLY.say(page.lang)}
    limits = {"validate": "decimal", "criteria": "between", "minimum": -(10**12), "maximum": 10**12}
    return {**limits, "error_message": _NUMBERS_ONLY.say(page.lang)}
