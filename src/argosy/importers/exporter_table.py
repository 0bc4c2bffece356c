"""A table of exporter, product and value (or RCA): CSV, XLSX or Parquet, of any length, checked before anything is computed on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from argosy.importers.table_file import heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

SHOWN = 5  # rows shown of each fault
NAMES = {
    "exporter": ("exporter", "country", "reporter", "origin", "location", "i", "出口地", "出口國", "國家"),
    "product": ("product", "commodity", "hs", "hs4", "hs6", "code", "k", "產品", "貨品", "稅則號別"),
    "value": ("value", "exports", "exportvalue", "export_value", "trade", "v", "出口值", "金額"),
    "rca": ("rca", "balassa"),
    "period": ("period", "year", "t", "年", "年度", "期間"),
}
FIELDS = {name: field for field, names in NAMES.items() for name in names}
NO_NUMBER = Text("不是數字", "is not a number")
NEGATIVE = Text("不得為負數", "must not be negative")
EMPTY = Text("是空的", "is empty")


@dataclass(frozen=True, slots=True, eq=False)
class ExporterTable:
    """``frame`` with ``exporter``, ``product`` (text) and ``value`` (float64, null dropped). ``notes`` tell what was done to it."""

    frame: polars.DataFrame
    notes: tuple[Text, ...]


def read_exporters(file: Path, rca: bool = False, period: str = "") -> ExporterTable:
    """The rows of a file, of one period. ``rca``: the figures are RCA. ``BadInput`` with rows for what cannot be used."""
    import polars

    raw = _raw(file)
    fields = _fields(file, raw.columns, rca)
    frame = raw.select(polars.col(column).alias(field) for field, column in fields.items())
    frame, notes = _one_period(file, frame, period)
    numeric = frame["product"].dtype.is_numeric()
    frame = frame.with_columns(polars.col("exporter", "product").cast(polars.String).str.strip_chars())
    frame = _figures(file, frame)
    told = [*notes, *_left_zeros(numeric), *_twice(file, frame, rca)]
    return ExporterTable(frame.select("exporter", "product", "value").filter(polars.col("value").is_not_null()), tuple(told))


def read_incomes(file: Path) -> dict[str, float]:
    """Income per head by exporter, from a file with exporter and value; rows without a figure are left out."""
    import polars

    raw = _raw(file)
    fields = _fields(file, raw.columns, rca=False, wanted=("exporter", "value"))
    frame = raw.select(polars.col(fields["exporter"]).cast(polars.String).alias("exporter"), polars.col(fields["value"]).alias("value"))
    checked = _figures(file, frame.with_columns(product=polars.lit("-")))
    return dict(checked.select("exporter", "value").drop_nulls().iter_rows())


def _raw(file: Path) -> polars.DataFrame:
    import polars

    kind = file.suffix.lower()
    try:
        if kind == ".parquet":
            return polars.read_parquet(file)
        if kind in {".csv", ".gz", ".tsv", ".txt"}:
            separator = "\t" if kind == ".tsv" else ","
            return polars.read_csv(file, separator=separator, infer_schema=False)
    except polars.exceptions.PolarsError as wrong:
        words = Text("「{f}」無法讀取：{e}", "{f} cannot be read: {e}").format(f=file.name, e=str(wrong).splitlines()[0])
        raise BadInput(words) from wrong
    rows = read_table(file.name, file.read_bytes(), {heading(name): field for name, field in FIELDS.items()}).rows
    return polars.DataFrame([row.cells for row in rows])


def _fields(file: Path, columns: list[str], rca: bool, wanted: tuple[str, ...] = ("exporter", "product", "value")) -> dict[str, str]:
    """Field to column. A column named RCA stands for the value only when RCA is asked for."""
    known: dict[str, str] = {}
    for column in columns:
        field = FIELDS.get(heading(column), "")
        if field:
            known.setdefault(field, column)
    if rca:
        known["value"] = known.get("rca", known.get("value", ""))
    missing = [field for field in wanted if not known.get(field)]
    if missing:
        raise BadInput(_lacking(file, missing, columns, known))
    return {field: known[field] for field in (*wanted, "period") if field in known}


def _lacking(file: Path, missing: list[str], columns: list[str], known: Mapping[str, str]) -> Text:
    hint = Text("；此檔似為 RCA，請加 --rca", "; this looks like RCA: add --rca") if "rca" in known else Text("", "")
    return Text("「{f}」缺欄位 {m}（現有：{c}）{h}", "{f} lacks the column {m} (it has: {c}){h}").format(
        f=file.name, m=", ".join(missing), c=", ".join(columns), h=hint
    )


def _one_period(file: Path, frame: polars.DataFrame, period: str) -> tuple[polars.DataFrame, list[Text]]:
    import polars

    if "period" not in frame.columns:
        if period:
            raise BadInput(Text("「{f}」沒有期間欄位", "{f} has no column for the period").format(f=file.name))
        return frame, []
    there = frame["period"].cast(polars.String).unique().sort().to_list()
    chosen = period or (there[0] if len(there) == 1 else "")
    if chosen not in there:
        words = Text("「{f}」有多個期間，請以 --period 擇一：{p}", "{f} holds several periods: choose one with --period: {p}")
        raise BadInput(words.format(f=file.name, p=", ".join(map(str, there[:30]))))
    kept = frame.filter(polars.col("period").cast(polars.String) == chosen)
    return kept, [Text("期間 {p}", "period {p}").format(p=chosen)]


def _figures(file: Path, frame: polars.DataFrame) -> polars.DataFrame:
    """Values as float64; ``BadInput`` for cells that are no number, negative, or without exporter or product."""
    import polars

    text = frame["value"].dtype == polars.String
    clean = (
        polars.col("value").str.strip_chars().str.replace_all(",", "") if text else polars.col("value").cast(polars.Float64).fill_nan(None)
    )
    if text:
        clean = polars.when(clean.str.to_uppercase().is_in(["", "NA", "NULL", "NAN"])).then(None).otherwise(clean)
    rows = frame.with_row_index("row", offset=2).with_columns(clean.alias("given"))
    rows = rows.with_columns(polars.col("given").cast(polars.Float64, strict=False).alias("value"))
    wrong = {
        ("value", NO_NUMBER): polars.col("given").is_not_null() & ~polars.col("value").is_finite().fill_null(value=False),
        ("value", NEGATIVE): polars.col("value") < 0,
        ("exporter", EMPTY): polars.col("exporter").fill_null("") == "",
        ("product", EMPTY): polars.col("product").fill_null("") == "",
    }
    problems: list[Problem] = []
    count = 0
    for (field, words), test in wrong.items():
        bad = rows.filter(test)
        count += bad.height
        problems += [Problem(words, file.name, row, field) for row in bad["row"].head(SHOWN)]
    if count:
        raise BadInput(Text("「{f}」有 {n} 格無法使用", "{f}: {n} cells cannot be used").format(f=file.name, n=count), problems)
    return rows


def _left_zeros(numeric: bool) -> list[Text]:
    words = "產品代碼為數字欄，前導零可能已遺失（如 010410 成為 10410）"
    return [Text(words, "Product codes are numbers in this file: leading zeros may be lost (010410 as 10410)")] if numeric else []


def _twice(file: Path, frame: polars.DataFrame, rca: bool) -> list[Text]:
    """How many rows repeat a pair. Values of one pair add up; two RCA of one pair do not."""
    again = frame.height - frame.select("exporter", "product").n_unique()
    if again and rca:
        words = Text(
            "「{f}」有 {n} 列重複同一出口地與產品，RCA 不可加總",
            "{f}: {n} rows repeat a pair of exporter and product, and RCA cannot be added up",
        )
        raise BadInput(words.format(f=file.name, n=f"{again:,}"))
    words = Text("{n} 列之出口地與產品重複，已加總", "{n} rows repeat a pair of exporter and product: they are added up")
    return [words.format(n=f"{again:,}")] if again else []
