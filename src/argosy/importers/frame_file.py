"""A table of figures as a Polars frame, column types read from its cells: Parquet, CSV of any usual encoding and separator, or the first sheet of a workbook."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from argosy.importers.table_file import ENCODINGS, read_grid
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars as pl

MAX_BYTES = 2_000_000_000
MISSING = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "."]
TEXT_FORMS = ("csv", "tsv", "txt")
SHEET_FORMS = ("xlsx", "xlsm", "ods", "xls")


def read_frame(file: Path, *, as_text: bool = False) -> pl.DataFrame:
    """The table in ``file``. ``BadInput`` when it is too large, of another form, cannot be read, or has no rows.

    ``as_text`` leaves the cells of CSV and workbooks as they are written: a code keeps its leading zeros.
    """
    form = file.suffix.removeprefix(".").lower()
    if file.stat().st_size > MAX_BYTES:
        raise _bad(file, Text("檔案大於 2 GB，請先彙總或改用 Parquet 分檔", "it is over 2 GB: sum it up or split it first"))
    if form not in ("parquet", *TEXT_FORMS, *SHEET_FORMS):
        raise _bad(file, Text("請使用 CSV、XLSX 或 Parquet", "use CSV, XLSX or Parquet"))
    frame = _parquet(file) if form == "parquet" else _text(file, _words(file, form), as_text)
    if not frame.height:
        raise _bad(file, Text("沒有資料列", "it has no rows"))
    return frame


def _parquet(file: Path) -> pl.DataFrame:
    import polars as pl

    try:
        return pl.read_parquet(file)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _bad(file, Text("不是可讀的 Parquet 檔", "it is not a readable Parquet file")) from error


def _words(file: Path, form: str) -> str:
    """The file as text of comma-separated values."""
    if form in SHEET_FORMS:
        buffer = io.StringIO()
        csv.writer(buffer).writerows(read_grid(file.name, file.read_bytes()))
        return buffer.getvalue()
    data = file.read_bytes()
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _bad(file, Text("文字編碼無法辨識，請存成 UTF-8", "the text encoding is not known: save it as UTF-8"))


def _text(file: Path, words: str, as_text: bool) -> pl.DataFrame:
    import polars as pl

    head = words[: words.find("\n")] if "\n" in words else words
    separator = max(",;\t|", key=head.count)
    try:
        data = io.BytesIO(words.encode())
        if as_text:
            return pl.read_csv(data, separator=separator, infer_schema=False)
        return pl.read_csv(data, separator=separator, null_values=MISSING, infer_schema_length=None)
    except pl.exceptions.PolarsError as error:
        why = str(error).splitlines()[0]
        raise _bad(file, Text("不是可讀的表格：{e}", "it is not a readable table: {e}").format(e=why)) from error


def _bad(file: Path, why: Text) -> BadInput:
    return BadInput(Text("「{f}」無法讀取：{w}", "{f} cannot be read: {w}").format(f=file.name, w=why))
