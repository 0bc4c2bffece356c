"""Invoices and payments from a table file, for ``argosy receivables ageing``: CSV and Parquet by the million rows, other tables by the thousand.

Columns invoice, customer, issued, due, amount, currency, and paid_on, paid_amount where there are payments; several rows of one invoice are part
payments. Amounts have at most four decimals. ``BadInput`` names the first twenty bad rows.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from argosy.importers.cells import day as read_day
from argosy.importers.table_file import heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

HEADINGS = {
    "invoice": "invoice", "invoiceno": "invoice", "invoice_no": "invoice", "發票": "invoice", "發票號碼": "invoice", "單號": "invoice",
    "customer": "customer", "客戶": "customer", "客戶代號": "customer", "issued": "issued", "date": "issued", "發票日": "issued", "發票日期": "issued", "開立日": "issued",
    "due": "due", "due_date": "due", "到期日": "due", "amount": "amount", "金額": "amount", "發票金額": "amount", "currency": "currency", "幣別": "currency",
    "paid_on": "paid_on", "收款日": "paid_on", "付款日": "paid_on", "paid_amount": "paid_amount", "收款金額": "paid_amount", "付款金額": "paid_amount",
}  # fmt: skip
NEEDED = ("invoice", "customer", "issued", "due", "amount", "currency")
OPTIONAL = ("paid_on", "paid_amount")
DATES, AMOUNTS = ("issued", "due", "paid_on"), ("amount", "paid_amount")
AMOUNT = r"^[+-]?\d+(\.\d{1,4}0*)?$"
SHOWN = 20
LACKS = Text(
    "「{f}」缺少欄位 {c}；欄位為 invoice,customer,issued,due,amount,currency,paid_on（可無）,paid_amount（可無）",
    "{f} has no column {c}: the columns are invoice,customer,issued,due,amount,currency and, where there are payments, paid_on and paid_amount",
)
WRONG = {
    "blank": Text("未填", "it is empty"), "date": Text("「{c}」不是日期，例如 2026-06-30", "'{c}' is no date such as 2026-06-30"),
    "amount": Text("「{c}」不是金額，最多四位小數", "'{c}' is no amount of at most four decimals"),
    "currency": Text("「{c}」不是 ISO 4217 幣別", "'{c}' is no currency of ISO 4217"),
}  # fmt: skip


def read_receivables(name: str, data: bytes) -> polars.DataFrame:
    """The rows of a file: row, invoice, customer, currency, issued, due, amount, paid_on, paid_amount; amounts in whole ten-thousandths."""
    import polars as pl

    frame = _frame(name, data)
    for field in NEEDED:
        if field not in frame.columns:
            raise BadInput(LACKS.format(f=name, c=field))
    if frame.height == 0:
        raise BadInput(Text("「{f}」沒有資料列", "{f} has no rows").format(f=name))
    frame = frame.with_columns(pl.lit(None, pl.String).alias(field) for field in OPTIONAL if field not in frame.columns)
    problems: list[Problem] = []
    columns = [frame["row"], *(_text(frame, field, name, problems) for field in ("invoice", "customer", "currency"))]
    columns += [_dates(frame, field, name, problems) for field in DATES]
    columns += [_amounts(frame, field, name, problems) for field in AMOUNTS]
    if problems:
        problems.sort(key=lambda problem: problem.row or 0)
        raise BadInput(Text("「{f}」有 {n} 列無法讀取", "{n} rows of {f} cannot be read").format(f=name, n=len(problems)), problems[:SHOWN])
    return pl.DataFrame(columns)


def _frame(name: str, data: bytes) -> Any:
    """The file's known columns, as text or as Parquet typed them, with the number of each row as a person counts it."""
    import polars as pl

    lower = name.lower()
    if lower.endswith(".parquet"):
        try:
            return _named(pl.read_parquet(io.BytesIO(data)), 1)
        except (pl.exceptions.PolarsError, OSError) as wrong:
            raise BadInput(Text("「{f}」不是 Parquet 檔", "{f} is no Parquet file").format(f=name)) from wrong
    if lower.endswith(".csv"):
        fast = _fast(data)
        if fast is not None:
            return fast
    table = read_table(name, data, HEADINGS)
    cells: dict[str, Any] = {field: [row.cells.get(field, "") for row in table.rows] for field in table.fields}
    return pl.DataFrame({"row": [row.number for row in table.rows], **cells}, schema_overrides=dict.fromkeys(cells, pl.String))


def _fast(data: bytes) -> Any:
    """A UTF-8 CSV with its headings in the first row; ``None`` for another form, which the slower reader may know."""
    import polars as pl

    try:
        frame = pl.read_csv(io.BytesIO(data), infer_schema=False)
    except (pl.exceptions.PolarsError, OSError):
        return None
    named = _named(frame, 2)
    return named if set(NEEDED) <= set(named.columns) else None


def _named(frame: Any, first: int) -> Any:
    """Known columns under their field, the first of each; rows numbered from ``first``."""
    fields: dict[str, str] = {}
    for column in frame.columns:
        field = HEADINGS.get(heading(column))
        if field is not None and field not in fields.values():
            fields[column] = field
    return frame.select(list(fields)).rename(fields).with_row_index("row", offset=first)


def _text(frame: Any, field: str, name: str, problems: list[Problem]) -> Any:
    import polars as pl

    column = frame[field].cast(pl.String).fill_null("")
    if column.str.contains(r"^\s|\s$").any():
        column = column.str.strip_chars()
    if field == "currency":
        column = column.str.to_uppercase()
        _note(frame, column, (column != "") & ~column.str.contains(r"^[A-Z]{3}$"), field, name, "currency", problems)
    _note(frame, column, column == "", field, name, "blank", problems)
    return column.alias(field)


def _dates(frame: Any, field: str, name: str, problems: list[Problem]) -> Any:
    import polars as pl

    column = frame[field]
    if column.dtype in (pl.Date, pl.Datetime):
        found = column.cast(pl.Date)
        text = column.cast(pl.String).fill_null("")
    else:
        text = column.cast(pl.String).fill_null("")
        found = text.str.head(10).str.to_date("%Y-%m-%d", strict=False) if _iso(text) else _slow_dates(text)
    _note(frame, text, found.is_null() & (text != ""), field, name, "date", problems)
    if field in NEEDED:
        _note(frame, text, text == "", field, name, "blank", problems)
    return found.alias(field)


def _iso(text: Any) -> bool:
    return bool(text.str.contains(r"^$|^\d{4}-\d{2}-\d{2}([ T]00:00(:00(\.0+)?)?)?$").all())


def _slow_dates(text: Any) -> Any:
    """Dates as people write them, each different one read once."""
    import polars as pl

    known: dict[str, Any] = {}
    for cell in text.unique().to_list():
        try:
            known[cell] = read_day(cell.strip().split(" 00:00")[0].split("T00:00")[0])
        except BadInput:
            known[cell] = None
    return text.replace_strict(list(known), list(known.values()), return_dtype=pl.Date)


def _amounts(frame: Any, field: str, name: str, problems: list[Problem]) -> Any:
    """Whole ten-thousandths, read as decimals and never as binary numbers, but where Parquet holds binary ones: those to four decimals."""
    import polars as pl

    column = frame[field]
    if column.dtype.is_float():
        column = column.cast(pl.Decimal(38, 4))
    text = column.cast(pl.String).fill_null("")
    if text.str.contains(r"[,\s]").any():
        text = text.str.replace_all(r"[,\s]", "")
    good = text.str.contains(AMOUNT) & (text.str.len_bytes() <= 18)
    _note(frame, text, ~good & (text != ""), field, name, "amount", problems)
    if field in NEEDED:
        _note(frame, text, text == "", field, name, "blank", problems)
    units = text.set(~good, None).str.strip_chars_start("+").cast(pl.Decimal(38, 4), strict=False)
    return (units * 10_000).cast(pl.Int64, strict=False).alias(field)


def _note(frame: Any, text: Any, bad: Any, field: str, name: str, kind: str, problems: list[Problem]) -> None:
    if not bad.any():
        return
    for row, cell in zip(frame["row"].filter(bad).head(SHOWN).to_list(), text.filter(bad).head(SHOWN).to_list(), strict=True):
        problems.append(Problem(WRONG[kind].format(c=cell[:40]), name, row, field))
