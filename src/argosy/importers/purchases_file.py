"""Purchases from a table file: columns customer, date and amount (or quantity and unit price), in CSV, XLSX, ODS or Parquet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from argosy.importers.frame_file import read_frame
from argosy.importers.table_file import heading
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars as pl

    from argosy.engines.customers.history import Purchases

HEADINGS = {
    "customer": "customer", "customerid": "customer", "customer_id": "customer", "cust_id": "customer", "id": "customer", "master_id": "customer", "客戶": "customer", "客戶代號": "customer", "客戶編號": "customer",
    "date": "date", "day": "date", "invoicedate": "date", "orderdate": "date", "order_date": "date", "日期": "date", "訂單日期": "date", "發票日期": "date",
    "amount": "amount", "value": "amount", "total": "amount", "dollars": "amount", "金額": "amount", "總金額": "amount",
    "quantity": "quantity", "qty": "quantity", "數量": "quantity", "unitprice": "price", "unit_price": "price", "price": "price", "單價": "price",
}  # fmt: skip
FORMS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
)
SHOWN = 20


def read_purchases(file: Path, until: date | None = None) -> Purchases:
    """The purchases of a file. Rows without a customer or below zero are counted apart; ``BadInput`` for a missing column or days that are none."""
    import polars as pl

    frame = _named(file, read_frame(file))
    frame = frame.with_columns(_text(frame, "customer"), _day(frame), pl.col("amount").cast(pl.Float64, strict=False))
    bad = frame.with_row_index("row", 2).filter(pl.col("day").is_null())
    if bad.height:
        problems = [Problem(Text("「{d}」不是日期", "'{d}' is no date").format(d=str(row["date"])[:40]), file.name, row["row"], "date") for row in bad.head(SHOWN).iter_rows(named=True)]  # fmt: skip
        raise BadInput(
            Text("「{f}」有 {n} 列日期無法讀取", "{n} rows of {f} have no readable date").format(f=file.name, n=bad.height), problems
        )
    return _purchases(file, frame, until)


def _named(file: Path, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns known, one of each; the amount worked out of quantity and price where there is none."""
    import polars as pl

    known: dict[str, str] = {}
    for column in frame.columns:
        field = HEADINGS.get(heading(column))
        if field and field not in known.values():
            known[column] = field
    found = frame.select(list(known)).rename(known)
    if "amount" not in found.columns and {"quantity", "price"} <= set(found.columns):
        found = found.with_columns(
            (pl.col("quantity").cast(pl.Float64, strict=False) * pl.col("price").cast(pl.Float64, strict=False)).alias("amount")
        )
    missing = [name for name in ("customer", "date", "amount") if name not in found.columns]
    if missing:
        words = Text("「{f}」缺少欄位 {c}；欄位應為 customer、date、amount", "{f} has no column {c}: it takes customer, date and amount")
        raise BadInput(words.format(f=file.name, c=", ".join(missing)))
    return found


def _text(frame: pl.DataFrame, name: str) -> pl.Expr:
    """A column as text, whole numbers without a point."""
    import polars as pl

    column = pl.col(name)
    whole = (
        frame.schema[name].is_float() and frame[name].drop_nulls().is_not_nan().all() and bool((frame[name].drop_nulls() % 1 == 0).all())
    )
    return (column.cast(pl.Int64) if whole else column).cast(pl.String).str.strip_chars().fill_null("").alias(name)


def _day(frame: pl.DataFrame) -> pl.Expr:
    import polars as pl

    kind, column = frame.schema["date"], pl.col("date")
    if kind in (pl.Date, pl.Datetime):
        return column.cast(pl.Date).alias("day")
    text = column.cast(pl.String).str.strip_chars()
    tries = [
        text.str.to_date(form, strict=False) if "%H" not in form else text.str.to_datetime(form, strict=False).cast(pl.Date)
        for form in FORMS
    ]
    return pl.coalesce(*tries).alias("day")


def _purchases(file: Path, frame: pl.DataFrame, until: date | None) -> Purchases:
    from argosy.engines.customers.history import purchases

    rows = zip(frame["customer"].to_list(), frame["day"].to_list(), frame["amount"].fill_null(float("nan")).to_list(), strict=True)
    found = purchases(rows, until)
    if found is None:
        raise BadInput(Text("「{f}」沒有可用的購買紀錄", "{f} holds no purchase").format(f=file.name))
    return found
