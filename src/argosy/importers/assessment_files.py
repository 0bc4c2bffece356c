"""Files a market assessment is given: tables in the canonical shape, facts people know, weights they set."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argosy.importers.table_file import TableRow, heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

NUMBERS = ("period", "value", "quantity", "mfn", "preferential", "applied")
FACTS = {
    "market": ("market", "importer", "country", "市場", "國別"),
    "metric": ("metric", "indicator", "gate", "指標", "項目"),
    "value": ("value", "score", "數值", "評分"),
    "error": ("error", "standard_error", "標準誤"),
    "source": ("source", "evidence", "來源", "佐證"),
    "reason": ("reason", "note", "理由", "說明"),
}
WORDS = {"yes": True, "true": True, "是": True, "有": True, "no": False, "false": False, "否": False, "無": False}


@dataclass(frozen=True, slots=True)
class Given:
    """One fact of a market: a number or yes/no, with standard error, source and reason where they are told."""

    market: str
    metric: str
    value: bool | float
    error: float
    source: str
    reason: str
    row: int


def table_of(file: Path, needed: tuple[str, ...]) -> polars.LazyFrame:
    """A table in the canonical shape (CSV, XLSX or Parquet) with columns ``needed``; codes stay texts. ``BadInput`` names what is missing."""
    import polars

    try:
        frame = _frame(file)
        names = frame.collect_schema().names()
    except polars.exceptions.PolarsError as wrong:
        words = Text("「{f}」無法讀取：{e}", "{f} cannot be read: {e}")
        raise BadInput(words.format(f=file.name, e=str(wrong).splitlines()[0])) from wrong
    missing = [name for name in needed if name not in names]
    if missing:
        words = Text("「{f}」缺欄位 {m}；現有 {n}", "{f} lacks the columns {m}; it has {n}")
        raise BadInput(words.format(f=file.name, m=", ".join(missing), n=", ".join(names)))
    return _typed(frame, file.name)


def facts_of(file: Path) -> tuple[Given, ...]:
    """Facts from a table with market, metric, value and, if there are, error, source, reason. ``BadInput`` lists every bad row."""
    table = read_table(file.name, file.read_bytes(), {heading(w): name for name, words in FACTS.items() for w in words})
    missing = [name for name in ("market", "metric", "value") if name not in table.fields]
    if missing:
        raise BadInput(Text("「{f}」缺欄位 {m}", "{f} lacks the columns {m}").format(f=file.name, m=", ".join(missing)))
    problems: list[Problem] = []
    found = [given for row in table.rows for given in _given(row, file.name, problems)]
    if problems:
        raise BadInput(Text("「{f}」有 {n} 列有誤", "{f} has {n} bad rows").format(f=file.name, n=len(problems)), problems)
    return tuple(found)


def weights_in(file: Path) -> dict[str, float]:
    """Weights by group or indicator id from JSON, TOML (a table ``weights`` or the file itself) or a CSV/XLSX with id and weight."""
    kind = file.suffix.lower()
    if kind in (".json", ".toml"):
        return _mapping(file, kind)
    columns = {heading(w): "id" for w in ("id", "group", "indicator", "群組", "指標")} | {heading(w): "weight" for w in ("weight", "權重")}
    rows = read_table(file.name, file.read_bytes(), columns).rows
    return {row.cells.get("id", ""): _number(row.cells.get("weight", ""), file) for row in rows}


def checksum(file: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = sha256()
    with file.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _frame(file: Path) -> polars.LazyFrame:
    import polars

    kind = file.suffix.lower()
    if kind == ".parquet":
        return polars.scan_parquet(file)
    if kind in (".csv", ".gz", ".tsv"):
        return polars.scan_csv(file, infer_schema=False, separator="\t" if kind == ".tsv" else ",")
    names = ("period", "exporter", "importer", "product", "value", "quantity", "side", "dataset", "country", "indicator", *NUMBERS)
    return polars.LazyFrame([row.cells for row in read_table(file.name, file.read_bytes(), {n: n for n in names}).rows])


def _typed(frame: polars.LazyFrame, name: str) -> polars.LazyFrame:
    """Numbers as numbers. Texts that are none are refused, with the first of them."""
    import polars

    kinds = frame.collect_schema()
    texts = [n for n in NUMBERS if kinds.get(n) == polars.String]
    if texts:
        frame = frame.with_columns(polars.col(texts).str.strip_chars().replace("", None)).collect().lazy()
        for column in texts:
            _refuse_words(frame, column, name)
    wanted = {n: polars.Int32 if n == "period" else polars.Float64 for n in NUMBERS if n in kinds}
    return frame.with_columns(polars.col(n).cast(kind) for n, kind in wanted.items())


def _refuse_words(frame: polars.LazyFrame, column: str, name: str) -> None:
    import polars

    cast = polars.col(column).cast(polars.Int32 if column == "period" else polars.Float64, strict=False)
    bad = frame.with_row_index("row", offset=2).filter(polars.col(column).is_not_null() & cast.is_null()).select("row", column).collect()
    if bad.height:
        told = Text("「{v}」不是數字", "{v!r} is not a number")
        rows = [Problem(told.format(v=value), name, row, column) for row, value in bad.head(5).iter_rows()]
        words = Text("「{f}」之 {c} 有 {n} 列不是數字", "{f}: {n} rows of {c} are not numbers")
        raise BadInput(words.format(f=name, c=column, n=bad.height), rows)


def _given(row: TableRow, name: str, problems: list[Problem]) -> Iterator[Given]:
    cells = row.cells
    try:
        value = _value(cells.get("value", ""))
        error = float(cells.get("error", "") or 0)
    except ValueError:
        problems.append(Problem(Text("數值須為數字或是／否", "the value must be a number or yes/no"), name, row.number, "value"))
        return
    market, metric = cells.get("market", "").strip().upper(), cells.get("metric", "").strip()
    if not market or not metric:
        problems.append(Problem(Text("缺市場或項目", "market or metric is empty"), name, row.number, "market"))
        return
    yield Given(market, metric, value, error, cells.get("source", ""), cells.get("reason", ""), row.number)


def _value(text: str) -> bool | float:
    word = WORDS.get(text.strip().lower())
    return float(text.replace(",", "")) if word is None else word


def _mapping(file: Path, kind: str) -> dict[str, float]:
    try:
        data: Any = json.loads(file.read_text("utf-8-sig")) if kind == ".json" else tomllib.loads(file.read_text("utf-8-sig"))
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadInput(Text("「{f}」格式錯誤：{e}", "{f} cannot be read: {e}").format(f=file.name, e=wrong)) from wrong
    table = data.get("weights", data) if isinstance(data, Mapping) else None
    if not isinstance(table, Mapping):
        raise BadInput(Text("「{f}」須為名稱與權重", "{f} must hold names and weights").format(f=file.name))
    return {str(name): _number(value, file) for name, value in table.items()}


def _number(value: object, file: Path) -> float:
    try:
        return float(str(value))
    except ValueError as wrong:
        raise BadInput(
            Text("「{f}」之權重「{v}」不是數字", "{f}: the weight {v!r} is not a number").format(f=file.name, v=value)
        ) from wrong
