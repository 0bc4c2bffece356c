"""Time series from a table file: columns series (or none), date and value, in CSV, XLSX, ODS or Parquet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from argosy.importers.table_file import heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.engines.series.prepare import Series

HEADINGS = {
    "series": "series", "id": "series", "unique_id": "series", "序列": "series", "系列": "series", "名稱": "series",
    "date": "date", "period": "date", "ds": "date", "日期": "date", "期間": "date", "年月": "date", "月份": "date", "年度": "date", "年": "date",
    "value": "value", "y": "value", "值": "value", "數值": "value", "金額": "value",
}  # fmt: skip
FIELDS = ("date", "value")
EMPTY = ("", "na", "nan", "null", "-", "…")
SHOWN = 20


def read_series(name: str, data: bytes) -> list[Series]:
    """The series of a file in the order of their first rows. Empty cells and NA are missing values; thousands separators are read.

    ``BadInput`` when a column is missing, or for rows with no date or a value that is no number (the first twenty are named).
    """
    columns, first_row = _columns(name, data)
    for field in FIELDS:
        if field not in columns:
            words = Text(
                "「{f}」缺少欄位 {c}；欄位應為 series（可無）、date、value",
                "{f} has no column {c}: it takes series (or none), date and value",
            )
            raise BadInput(words.format(f=name, c=field))
    return _grouped(name, columns, first_row)


def _columns(name: str, data: bytes) -> tuple[dict[str, list[str]], list[int]]:
    """Cells by field, and the number of each row in the file. Plain UTF-8 CSV is read at once; anything else as a table of any kind."""
    fast = _fast(data) if name.lower().endswith(".csv") else None
    if fast is not None:
        return fast, list(range(2, 2 + len(fast["date"])))
    table = read_table(name, data, HEADINGS)
    cells = {field: [row.cells.get(field, "") for row in table.rows] for field in table.fields}
    return cells, [row.number for row in table.rows]


def _fast(data: bytes) -> dict[str, list[str]] | None:
    """A UTF-8 CSV with its headings in the first row; ``None`` for another form, which the slower reader may know."""
    import polars

    try:
        frame = polars.read_csv(io.BytesIO(data), infer_schema=False)
    except (polars.exceptions.PolarsError, OSError):
        return None
    named = [(HEADINGS[heading(column)], column) for column in frame.columns if heading(column) in HEADINGS]
    fields = [field for field, _ in named]
    if len(set(fields)) != len(fields) or not set(FIELDS) <= set(fields):
        return None
    return {field: [(cell or "").strip() for cell in frame[column].to_list()] for field, column in named}


def _grouped(name: str, columns: dict[str, list[str]], rows: list[int]) -> list[Series]:
    from argosy.engines.series.prepare import Series

    names = columns.get("series", [""] * len(rows))
    found: dict[str, tuple[list[str], list[float]]] = {}
    problems: list[Problem] = []
    for row, series, day, cell in zip(rows, names, columns["date"], columns["value"], strict=True):
        value = _value(cell)
        if not day or value is None:
            problems.append(_problem(name, row, day, cell))
            continue
        dates, values = found.setdefault(series, ([], []))
        dates.append(day)
        values.append(value)
    if problems:
        words = Text("「{f}」有 {n} 列無法讀取", "{n} rows of {f} cannot be read")
        raise BadInput(words.format(f=name, n=len(problems)), problems[:SHOWN])
    if not found:
        raise BadInput(Text("「{f}」沒有資料列", "{f} has no rows").format(f=name))
    return [Series(series, tuple(dates), tuple(values)) for series, (dates, values) in found.items()]


def _value(cell: str) -> float | None:
    """A number, NaN for a missing one, ``None`` for what is neither."""
    if cell.lower() in EMPTY:
        return float("nan")
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return None


def _problem(name: str, row: int, day: str, cell: str) -> Problem:
    if not day:
        return Problem(Text("沒有日期", "no date"), name, row, "date")
    return Problem(Text("「{c}」不是數字", "'{c}' is no number").format(c=cell[:40]), name, row, "value")
