"""A table laid out for paper and screen: heads, spans, lines and printed cells, worked out once for every format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from argosy.kernel.text import NOTHING, Text
from argosy.renderers.formatting import Printed, decimals, pair, printed, unit_words
from argosy.renderers.phrases import WORDS
from argosy.report.table import Column, Row, Table
from argosy.report.value import MISSING_WORDS, Value

Align = Literal["left", "right", "center"]
LineKind = Literal["normal", "mark", "sub", "group", "total"]
WIDE = 14


@dataclass(frozen=True, slots=True)
class Head:
    """One printed column. ``unit`` stands in the head's second line; ``weight`` is relative width, 0 for automatic."""

    key: str
    label: Text
    unit: Text = NOTHING
    align: Align = "left"
    weight: int = 0
    type: str = "t"
    span: Text | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row. A ``group`` line has its words in ``text`` and no cells; a cell of ``None`` prints nothing."""

    kind: LineKind
    cells: tuple[Printed | None, ...] = ()
    text: Text = NOTHING
    id: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """What a renderer draws. ``wide`` asks for smaller type; ``dropped`` rows are in the workbook only."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    dropped: int = 0

    @property
    def wide(self) -> bool:
        """Whether the table has more columns than body type can carry."""
        return len(self.heads) > WIDE

    @property
    def spans(self) -> list[tuple[Text, int, int]]:
        """Heads over neighbours: (words, first column, last column)."""
        found: list[tuple[Text, int, int]] = []
        for i, head in enumerate(self.heads):
            if head.span and found and found[-1][0] == head.span and found[-1][2] == i - 1:
                found[-1] = (head.span, found[-1][1], i)
            elif head.span:
                found.append((head.span, i, i))
        return found


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one column prints: decimals, whether cells carry their unit, and its interval column."""

    column: Column
    dp: int | None
    unit: Text
    in_cell: bool
    scale: str
    level: Text | None


def lay_out(table: Table, lang: str, *, limit: bool = True) -> Grid:
    """The table as it prints in ``lang``. ``limit=False`` ignores ``print_rows``."""
    plans = [_plan(table, column) for column in table.columns if not _hidden(table, column)]
    rows = table.rows[: table.print_rows] if limit and table.print_rows is not None else table.rows
    heads = [head for plan in plans for head in _heads(plan)]
    return Grid(tuple(heads), tuple(_lines(table, rows, plans, lang)), len(table.rows) - len(rows))


def _values(table: Table, key: str) -> list[Value]:
    rows = (*table.rows, table.totals) if table.totals else table.rows
    return [row.cells[key] for row in rows if key in row.cells]


def _hidden(table: Table, column: Column) -> bool:
    return column.sheet_only or (column.hide_if_empty and all(value.missing for value in _values(table, column.key)))


def _plan(table: Table, column: Column) -> _Plan:
    figures = [value for value in _values(table, column.key) if value.is_figure]
    units = {value.unit for value in figures if value.kind in ("money", "quantity", "count", "score")}
    scale = column.unit if column.unit in ("%", "‰") else ""
    said = table.unit_note is not None and column.type == "m"
    hoisted = column.unit or (next(iter(units)) if len(units) == 1 and not said else "")
    alike = bool(column.unit) or len(units) <= 1
    return _Plan(
        column, _places(column, figures, scale), unit_words(hoisted), not alike or _bare_rate(figures, scale), scale, _level(figures)
    )


def _bare_rate(figures: Sequence[Value], scale: str) -> bool:
    return not scale and any(value.kind == "rate" for value in figures)


def _places(column: Column, figures: Sequence[Value], scale: str) -> int | None:
    """The same decimals down a column; each currency keeps its own where they are mixed."""
    if column.dp is not None or not figures:
        return column.dp
    if len({value.unit for value in figures if value.kind == "money"}) > 1:
        return None
    return max(decimals(value, scale) for value in figures)


def _level(figures: Sequence[Value]) -> Text | None:
    with_interval = [value for value in figures if value.lo is not None and value.hi is not None]
    if not with_interval:
        return None
    levels = {value.level or "" for value in with_interval}
    level = next(iter(levels)) if len(levels) == 1 else ""
    return Text(f"{WORDS['interval'].zh} {level}".strip(), f"{WORDS['interval'].en} {level}".strip())


def _heads(plan: _Plan) -> Iterator[Head]:
    column = plan.column
    yield Head(
        column.key,
        column.label,
        plan.unit,
        column.align or ("right" if column.is_numeric else "left"),
        column.width,
        column.type,
        column.span,
    )
    if plan.level:
        yield Head(f"{column.key}.interval", plan.level, weight=round(column.width * 1.2), type="t", span=column.span)


def _lines(table: Table, rows: Sequence[Row], plans: Sequence[_Plan], lang: str) -> Iterator[Line]:
    labels, current = {group.id: group.label for group in table.groups}, None
    for row in rows:
        if row.group != current and row.group in labels:
            yield Line("group", text=labels[row.group], id=row.group)
        current = row.group
        yield Line(row.style, _cells(row, plans, lang), id=row.id, level=row.level)
    if table.totals:
        yield _totals(table.totals, plans, lang)


def _cells(row: Row, plans: Sequence[_Plan], lang: str) -> tuple[Printed | None, ...]:
    return tuple(cell for plan in plans for cell in _cell(row.cells.get(plan.column.key), plan, lang))


def _cell(value: Value | None, plan: _Plan, lang: str) -> Iterator[Printed | None]:
    found = None if value is None else printed(value, lang, dp=plan.dp if value.is_figure else None, unit=plan.in_cell, scale=plan.scale)
    if not plan.level:
        yield found
        return
    yield replace(found, interval="") if found else None
    yield _interval_cell(value, found, lang)


def _interval_cell(value: Value | None, found: Printed | None, lang: str) -> Printed | None:
    if value is None or found is None or found.missing:
        return None
    if found.interval:
        return Printed(found.interval, figure=value.id)
    reason, en = pair(value.no_interval or MISSING_WORDS["not_applicable"], lang)
    return Printed(reason, en, missing=True)


def _totals(row: Row, plans: Sequence[_Plan], lang: str) -> Line:
    cells = list(_cells(row, plans, lang))
    place = None if any(_says(row, plan) for plan in plans) else _free(cells, plans)
    if place is not None:
        cells[place] = Printed(*pair(WORDS["total"], lang))
    return Line("total", tuple(cells), id=row.id)


def _says(row: Row, plan: _Plan) -> bool:
    value = row.cells.get(plan.column.key)
    return value is not None and not value.is_figure and value.missing is None


def _free(cells: Sequence[Printed | None], plans: Sequence[_Plan]) -> int | None:
    heads = [head for plan in plans for head in _heads(plan)]
    empty = [i for i, cell in enumerate(cells) if cell is None]
    return next((i for i in empty if heads[i].type == "t"), empty[0] if empty else None)
