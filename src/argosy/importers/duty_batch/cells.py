"""Columns of a file as exact values: figures as Decimals, days as dates, texts without blanks at their ends; and which cells are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from argosy.engines.duty.heads import Fault
from argosy.importers.duty_batch.headings import is_number, is_of_entry
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

FIGURE = r"^[-+]?(?:[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\.[0-9]{0,12})?$"
USUAL = r"^[0-9]{1,18}(?:\.[0-9]{1,12})?$"  # figures as programs write them: nothing to take off
FINEST = 12
TRUE, FALSE = ("true", "yes", "y", "是", "1"), ("false", "no", "n", "否", "0")
NOT_A_NUMBER = Text("「{v}」不是數字", "“{v}” is not a number")
NEGATIVE = Text("不得為負數（{v}）", "must not be negative ({v})")
NOT_A_DAY = Text("「{v}」不是 YYYY-MM-DD 之日期", "“{v}” is not a date, YYYY-MM-DD")
NOT_YES_NO = Text("「{v}」須為 true 或 false", "“{v}” must be true or false")
FLOATS = Text(
    "欄位「{c}」為二進位浮點數，金額無法精確；請以整數、Decimal 或文字儲存",
    "Column {c} holds binary floats, in which money is not exact: store integers, Decimals or text",
)


@dataclass
class Read:
    """A piece of a file as fields. ``unread`` marks the rows whose cell spoils their entry; ``faults`` tell every cell that cannot be used."""

    frame: pl.DataFrame
    unread: dict[str, pl.Series] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def refuse_floats(schema: dict[str, Any], fields: Mapping[str, str]) -> None:
    """``BadInput`` where a column of figures holds floats."""
    for column, name in fields.items():
        if is_number(name) and schema[column].is_float():
            raise BadInput(FLOATS.format(c=column))


def read_cells(raw: pl.DataFrame, fields: Mapping[str, str], given: Mapping[str, str] | None = None) -> Read:
    """The fields of a piece; ``given`` holds those that have no column, the same for every row. Columns that are no field are left out."""
    made = Read(pl.DataFrame())
    whole = [pl.Series(name, [value], dtype=pl.String).new_from_index(0, raw.height) for name, value in (given or {}).items()]
    columns = [_read(raw[column], name, made).alias(name) for column, name in fields.items()]
    made.frame = _priced(pl.DataFrame([*columns, *(_read(series, series.name, made) for series in whole)]))
    return made


def _read(column: pl.Series, name: str, made: Read) -> pl.Series:
    if len(column) > 1 and column.null_count() == 0 and bool((column == column[0]).all()):
        one = Read(pl.DataFrame())
        value = _as_field(column[:1], name, one)
        if not one.faults:
            return value.new_from_index(0, len(column))
    return _as_field(column, name, made)


def _as_field(column: pl.Series, name: str, made: Read) -> pl.Series:
    if is_number(name):
        return _figures(column, name, made)
    if name == "date":
        return _days(column, made)
    if name.endswith("_dutiable"):
        return _yes_no(column, name, made)
    return _texts(column)


def _texts(column: pl.Series) -> pl.Series:
    text = column.cast(pl.String)
    trimmed = text.str.strip_chars()
    return trimmed.set(trimmed == "", None) if bool((trimmed == "").any()) else trimmed


def _figures(column: pl.Series, name: str, made: Read) -> pl.Series:
    dtype: Any = column.dtype
    if dtype == pl.Boolean:
        return column.cast(pl.Decimal(38, 0))
    if dtype.is_integer() or dtype.is_decimal():
        figures = column.cast(pl.Decimal(38, getattr(dtype, "scale", 0)))
    else:
        figures = _parsed(column, name, made)
    if figures.null_count() < len(figures) and bool((figures < 0).any()):
        _told(column, (figures < 0).fill_null(value=False), name, NEGATIVE, made)
        figures = figures.set((figures < 0).fill_null(value=False), None)
    return figures


def _parsed(column: pl.Series, name: str, made: Read) -> pl.Series:
    if column.dtype == pl.String and bool(column.str.contains(USUAL).fill_null(value=True).all()):
        return _decimals(column)
    text = _texts(column)
    if name.startswith("fact_"):
        text = _as_numbers(text)
    fits = text.str.contains(FIGURE).fill_null(value=True)
    if not bool(fits.all()):
        _told(column, ~fits, name, NOT_A_NUMBER, made)
        text = text.set(~fits, None)
    plain = text.str.replace_all(",", "", literal=True) if bool(text.str.contains(",", literal=True).any()) else text
    return _decimals(plain)


def _decimals(plain: pl.Series) -> pl.Series:
    """Plain figures as Decimals of as many places as the finest of them."""
    places = plain.str.len_bytes().cast(pl.Int32) - plain.str.find(".", literal=True).cast(pl.Int32) - 1
    most = places.max()
    return plain.cast(pl.Decimal(38, min(most if isinstance(most, int) else 0, FINEST)))


def _as_numbers(text: pl.Series) -> pl.Series:
    """Yes and no as 1 and 0."""
    words = text.str.to_lowercase()
    met = set(words.unique().drop_nulls().to_list()) & {*TRUE[:-1], *FALSE[:-1]}
    for word in met:
        text = text.set((words == word).fill_null(value=False), "1" if word in TRUE else "0")
    return text


def _days(column: pl.Series, made: Read) -> pl.Series:
    if column.dtype in (pl.Date, pl.Datetime):
        return column.cast(pl.Date)
    text = _texts(column)
    days = text.cast(pl.Categorical).cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
    _told(column, text.is_not_null() & days.is_null(), "date", NOT_A_DAY, made)
    return days


def _yes_no(column: pl.Series, name: str, made: Read) -> pl.Series:
    if column.dtype == pl.Boolean:
        return column
    words = _texts(column).str.to_lowercase()
    _told(column, ~words.is_in([*TRUE, *FALSE]).fill_null(value=True), name, NOT_YES_NO, made)
    return pl.select(
        pl.when(words.is_in(TRUE)).then(pl.lit(value=True)).when(words.is_in(FALSE)).then(pl.lit(value=False)).alias(name)
    ).to_series()


def _told(column: pl.Series, rows: pl.Series, name: str, why: Text, made: Read) -> None:
    """Note the cells of some rows."""
    rows = rows.fill_null(value=False)
    if not bool(rows.any()):
        return
    places = rows.arg_true()
    values = column.gather(places).cast(pl.String).to_list()
    made.faults += [Fault(place, name, why.format(v=(value or "")[:60])) for place, value in zip(places.to_list(), values, strict=True)]
    if is_of_entry(name):
        made.unread[name] = made.unread[name] | rows if name in made.unread else rows


def _priced(frame: pl.DataFrame) -> pl.DataFrame:
    """The value of a line where only its unit price is stated: quantity times price, exact."""
    none = pl.lit(None, dtype=pl.Decimal(38, 0)).alias("value")
    frame = frame if "value" in frame.columns else frame.with_columns(none)
    if "unit_price" in frame.columns and "quantity" in frame.columns:
        factors = [pl.col(name) for name in ("unit_price", "quantity")]
        places = sum(_scale(frame[name]) for name in ("unit_price", "quantity"))
        product = factors[0].to_physical() * factors[1].to_physical()
        worth = product.cast(pl.Decimal(38, places), strict=False) * pl.lit(Decimal(1).scaleb(-places), dtype=pl.Decimal(38, places))
        frame = frame.with_columns(
            pl.coalesce(pl.col("value").cast(pl.Decimal(38, max(places, _scale(frame["value"])))), worth).alias("value")
        )
    return frame.drop("unit_price", strict=False)


def _scale(figures: pl.Series) -> int:
    return figures.dtype.scale if isinstance(figures.dtype, pl.Decimal) else 0
