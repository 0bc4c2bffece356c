"""A book of invoice lines as any program exports it: one row per goods line, whatever the headings, in CSV, XLSX, ODS or Parquet.

A form (TOML) names the columns of a file with other headings, and countries and constants that the file does not say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from argosy.importers import cells
from argosy.importers.frame_file import read_frame
from argosy.importers.purchases_file import FORMS
from argosy.importers.table_file import heading
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars as pl

HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("InvoiceNo", "Invoice", "invoice number", "document", "number", "發票號碼", "單據號碼", "訂單編號"),
    "customer": ("CustomerID", "Customer", "customer code", "account", "客戶代號", "客戶編號", "客戶"),
    "sku": ("StockCode", "SKU", "item", "item code", "product code", "貨號", "料號", "商品代號"),
    "name": ("Description", "item name", "product", "品名", "商品名稱"),
    "quantity": ("Quantity", "qty", "數量"),
    "price": ("UnitPrice", "Price", "unit_price", "單價"),
    "at": ("InvoiceDate", "Date", "invoice_date", "發票日期", "日期"),
    "country": ("Country", "market", "國家", "市場"),
}
NEEDED = ("number", "customer", "sku", "quantity", "price", "at")
LONGEST = {"number": 30, "customer": 20, "sku": 30}
ALIASES = {"EIRE": "IE", "RSA": "ZA", "HONG KONG": "HK", "CZECH REPUBLIC": "CZ", "SOUTH KOREA": "KR", "KOREA": "KR", "HOLLAND": "NL"}
UNKNOWN_COUNTRY = "ZZ"
TOP = 20
ALLOWED = {"columns", "countries", "book"}


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says: the heading of a field, the code of a country, and constants of the book (``currency``, ``incoterm``, ``origin``, ``unit``)."""

    columns: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    book: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """The lines of a file (see ``engines.book.lines``), its own rows, and the names of countries nobody knows, counted."""

    name: str
    lines: pl.DataFrame
    source: pl.DataFrame
    unknown_countries: Mapping[str, int]


def read_form(file: Path) -> Form:
    """The form in a TOML file; ``BadInput`` for what it cannot say."""
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadInput(Text("「{f}」不是可讀的 TOML：{e}", "{f} is no readable TOML: {e}").format(f=file.name, e=wrong)) from wrong
    odd = sorted(set(given) - ALLOWED) + sorted(set(given.get("columns", {})) - HEADINGS.keys())
    if odd:
        words = Text("「{f}」不認得 {o}；可用 {a}", "{f}: unknown {o}; it may hold {a}")
        raise BadInput(words.format(f=file.name, o=", ".join(odd), a=", ".join((*sorted(ALLOWED), *HEADINGS))))
    return Form(given.get("columns", {}), given.get("countries", {}), given.get("book", {}))


def read_book(file: Path, form: Form | None = None) -> Book:
    """The lines of a file. ``BadInput`` when a column is missing, or with every row that cannot be read."""
    import polars as pl

    form = form or Form()
    source = read_frame(file, as_text=True)
    named = _named(file.name, source, form)
    again = ~source.select(same=pl.struct(pl.all()).is_first_distinct())["same"]
    frame = named.with_columns(
        *(_words(named, name) for name in ("number", "customer", "sku", "name", "country")),
        _moment(named), *_figures(named), again, row=pl.int_range(2, pl.len() + 2, dtype=pl.Int64),
    )  # fmt: skip
    _refuse_unreadable(file.name, frame, named)
    codes, unknown = _countries(frame, form)
    lines = frame.select(
        "row", "number", "customer", "sku", "name", pl.col("country").replace_strict(codes, return_dtype=pl.String).alias("country"), "at",
        *(pl.col(f"{name}_exact").to_physical().cast(pl.Int64).alias(name) for name in ("quantity", "price")), pl.col("same").alias("again"),
    )  # fmt: skip
    return Book(file.name, lines, source, unknown)


def _named(name: str, source: pl.DataFrame, form: Form) -> pl.DataFrame:
    """One column of each field, as the form says or by its heading; what is not there is empty."""
    import polars as pl

    known = {heading(words): fld for fld, many in HEADINGS.items() for words in many}
    chosen = {fld: column for fld, column in form.columns.items() if column in source.columns}
    lost = sorted(set(form.columns) - chosen.keys())
    for column in source.columns:
        fld = known.get(heading(column))
        if fld and fld not in chosen and fld not in form.columns:
            chosen[fld] = column
    lost += [fld for fld in NEEDED if fld not in chosen and fld not in lost]
    if lost:
        words = Text("「{f}」缺少欄位 {c}；檔案欄名為 {h}", "{f} lacks columns for {c}; its headings are {h}")
        raise BadInput(words.format(f=name, c=", ".join(lost), h=", ".join(source.columns)))
    return source.select([pl.col(column).alias(fld) for fld, column in chosen.items()]).with_columns(
        **{fld: pl.lit("") for fld in HEADINGS if fld not in chosen}
    )


def _words(frame: pl.DataFrame, name: str) -> pl.Expr:
    """A column as text; a number that is whole is written without a point."""
    import polars as pl

    column = pl.col(name)
    text = column.cast(pl.String).str.strip_chars().fill_null("")
    return text.str.replace(r"\.0$", "") if frame.schema[name].is_float() else text


def _moment(frame: pl.DataFrame) -> pl.Expr:
    import polars as pl

    column, kind = pl.col("at"), frame.schema["at"]
    if kind == pl.Date or isinstance(kind, pl.Datetime):
        return column.cast(pl.Datetime("us")).alias("at")
    text = column.cast(pl.String).str.strip_chars()
    tries = [
        text.str.to_datetime(form, strict=False, time_unit="us")
        if "%H" in form
        else text.str.to_date(form, strict=False).cast(pl.Datetime("us"))
        for form in FORMS
    ]
    return pl.coalesce(*tries).alias("at")


def _figures(frame: pl.DataFrame) -> list[pl.Expr]:
    """Quantity and price exact, empty where they are no number or finer than is kept."""
    import polars as pl

    made = []
    for name, places in (("quantity", 4), ("price", 6)):
        text = pl.col(name).cast(pl.String).str.strip_chars()
        plain = pl.when(text.str.contains(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")).then(text.str.replace_all(",", "")).otherwise(text)
        fine = plain.cast(pl.Decimal(38, 12), strict=False)
        kept = fine.cast(pl.Decimal(18, places), strict=False)
        made.append(pl.when(kept.cast(pl.Decimal(38, 12)) == fine).then(kept).alias(f"{name}_exact"))
    return made


def _refuse_unreadable(name: str, frame: pl.DataFrame, given: pl.DataFrame) -> None:
    """``BadInput`` with the first rows that cannot be read, and how many there are of each fault."""
    import polars as pl

    tests = {
        "number": (pl.col("number") == "", Text("未填號碼", "no number")),
        "at": (pl.col("at").is_null(), Text("不是日期", "no date")),
        "quantity": (pl.col("quantity_exact").is_null(), Text("不是數字，或小數超過 4 位", "no number, or finer than 4 decimals")),
        "price": (pl.col("price_exact").is_null(), Text("不是數字，或小數超過 6 位", "no number, or finer than 6 decimals")),
    } | {f"{n} ": (pl.col(n).str.len_chars() > most, Text(f"超過 {most} 字", f"over {most} characters")) for n, most in LONGEST.items()}  # fmt: skip
    problems, count = [], 0
    for key, (test, why) in tests.items():
        bad = frame.select("row", bad=test).filter(pl.col("bad"))
        count += bad.height
        for row in bad["row"].head(TOP):
            cell = str(given[key.strip()][row - 2])[:40]
            problems.append(Problem(Text(f"「{cell}」{why.zh}", f"“{cell}”: {why.en}"), name, row, key.strip()))
    if problems:
        words = Text("「{f}」有 {n} 處無法讀取，未匯入任何資料", "{f} has {n} cells that cannot be read; nothing was imported")
        raise BadInput(words.format(f=name, n=count), problems)


def _countries(frame: pl.DataFrame, form: Form) -> tuple[dict[str, str], dict[str, int]]:
    """The code of each country named, and how often those nobody knows are named."""
    codes: dict[str, str] = {}
    unknown: dict[str, int] = {}
    counts = frame["country"].value_counts(sort=True)
    for name, count in counts.iter_rows():
        try:
            codes[name] = form.countries.get(name) or ALIASES.get(name.upper()) or (cells.country(name) if name else UNKNOWN_COUNTRY)
        except BadInput:
            codes[name] = UNKNOWN_COUNTRY
            unknown[name] = count
    return codes, unknown
