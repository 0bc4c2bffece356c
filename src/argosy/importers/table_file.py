"""Any table file as rows of text under known headings: CSV (UTF-8, UTF-16, Big5), XLSX, XLS, ODS, Parquet.

The heading row is the first of the top ``HEAD_ROWS`` rows with the most known headings, so a title above it does no harm.
Numbers from spreadsheets become the shortest exact decimal text; dates become ISO text.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from argosy.importers.workbook_extent import extent
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

HEAD_ROWS = 20
MAX_BYTES = 25_000_000
MAX_UNPACKED = 300_000_000
MAX_ROWS = 200_000
MAX_CELLS = 5_000_000
ENCODINGS = ("utf-8-sig", "cp950", "big5hkscs")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number in the file as a person counts it, and its cells by field."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class TableFile:
    """The rows below the headings, the headings nobody knows, and how the file was read."""

    rows: tuple[TableRow, ...]
    fields: dict[str, str]
    unknown: tuple[str, ...]
    form: str


def read_table(name: str, data: bytes, headings: Mapping[str, str]) -> TableFile:
    """Rows of the file. ``headings`` maps a heading (lower case, no spaces) to a field. ``BadInput`` when it is no table."""
    form = name.rpartition(".")[2].lower()
    grid = read_grid(name, data)
    if len(grid) > MAX_ROWS:
        raise _bad(name, Text("超過 20 萬列", "more than 200,000 rows"))
    return _table(name, grid, headings, form)


def read_grid(name: str, data: bytes) -> list[list[str]]:
    """The cells of the file as text, row by row, whatever its headings. ``BadInput`` when it is no table."""
    if len(data) > MAX_BYTES:
        raise _bad(name, Text("檔案大於 25 MB，請分成數個檔案", "the file is over 25 MB: split it"))
    form = name.rpartition(".")[2].lower()
    reader = {
        "csv": _csv,
        "txt": _csv,
        "tsv": _csv,
        "xlsx": _sheet,
        "xlsm": _sheet,
        "ods": _sheet,
        "xls": _old_sheet,
        "parquet": _parquet,
    }.get(form)
    if reader is None:
        raise _bad(name, Text("請使用 CSV、XLSX、XLS、ODS 或 Parquet", "use CSV, XLSX, XLS, ODS or Parquet"))
    return reader(name, data)


def heading(text: str) -> str:
    """A heading as it is looked up: lower case, without spaces, line breaks, brackets' contents or marks."""
    words = text.replace("（", "(").split("(")[0]
    return "".join(ch for ch in words.lower() if ch.isalnum() or ch == "_")


def _table(name: str, grid: Sequence[Sequence[str]], headings: Mapping[str, str], form: str) -> TableFile:
    known = [sum(heading(cell) in headings for cell in row) for row in grid[:HEAD_ROWS]]
    if not known or max(known) < 2:
        wanted = "、".join(sorted(set(headings.values())))
        raise _bad(name, Text("找不到欄名列；欄名可用：{w}", "no row of headings found; headings may be: {w}").format(w=wanted))
    top = known.index(max(known))
    columns = {at: headings[heading(cell)] for at, cell in enumerate(grid[top]) if heading(cell) in headings}
    if len(set(columns.values())) != len(columns):
        twice = sorted({f for f in columns.values() if list(columns.values()).count(f) > 1})
        raise _bad(name, Text("同一欄位出現兩次：{f}", "a field appears twice: {f}").format(f=", ".join(twice)))
    rows = (TableRow(at + 1, {f: row[c].strip() for c, f in columns.items() if c < len(row)}) for at, row in enumerate(grid) if at > top)
    unknown = tuple(cell for cell in grid[top] if cell.strip() and heading(cell) not in headings)
    return TableFile(tuple(r for r in rows if any(r.cells.values())), {f: grid[top][c] for c, f in columns.items()}, unknown, form)


def _csv(name: str, data: bytes) -> list[list[str]]:
    text = _decode(name, data)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), dialect)]
    except csv.Error as error:
        raise _bad(name, Text("不是可讀的 CSV：{e}", "it is not a readable CSV: {e}").format(e=error)) from error


def _decode(name: str, data: bytes) -> str:
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _bad(name, Text("文字編碼無法辨識，請存成 UTF-8", "the text encoding is not known: save it as UTF-8"))


def _sheet(name: str, data: bytes) -> list[list[str]]:
    _guard(name, data)
    return _old_sheet(name, data)


def _old_sheet(name: str, data: bytes) -> list[list[str]]:
    """A sheet as it is: a workbook of before 2007 is no zip and cannot unpack to more than it weighs."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [[_cell(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)]
    except (CalamineError, ValueError, IndexError) as error:
        raise _bad(name, Text("不是可讀的試算表", "it is not a readable workbook")) from error


def _guard(name: str, data: bytes) -> None:
    """Refuse a workbook that would unpack to far more than it weighs, one whose cells would, and one that is no zip at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED:
                raise _bad(name, Text("解壓後過大", "it unpacks to too much"))
            if "xl/workbook.bin" in packed.namelist():
                raise _bad(name, Text("請改存為 XLSX（不接受 XLSB）", "save it as XLSX: XLSB is not read"))
            cells = extent(packed).cells
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise _bad(name, Text("不是可讀的試算表", "it is not a readable workbook")) from error
    _few_enough(name, cells)


def _few_enough(name: str, cells: int) -> None:
    if cells > MAX_CELLS:
        words = Text("範圍達 {n} 格，請刪除遠處的多餘儲存格", "it spreads over {n} cells: delete the stray ones far from the table")
        raise _bad(name, words.format(n=f"{cells:,}"))


def _cell(value: object) -> str:
    if isinstance(value, float):
        exact = Decimal(repr(value))
        return f"{exact.to_integral_value() if exact == exact.to_integral_value() else exact.normalize():f}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _parquet(name: str, data: bytes) -> list[list[str]]:
    import polars

    try:
        size = polars.scan_parquet(io.BytesIO(data)).select(polars.len()).collect().item()  # from the footer, nothing is unpacked
        _few_enough(name, size * len(polars.read_parquet_schema(io.BytesIO(data))))
        frame = polars.read_parquet(io.BytesIO(data))
    except (polars.exceptions.PolarsError, OSError) as error:
        raise _bad(name, Text("不是可讀的 Parquet 檔", "it is not a readable Parquet file")) from error
    return [frame.columns, *([_cell(v) for v in row] for row in frame.iter_rows())]


def _bad(name: str, why: Text) -> BadInput:
    return BadInput(Text("「{name}」無法匯入：{why}", "{name} cannot be imported: {why}").format(name=name, why=why))
