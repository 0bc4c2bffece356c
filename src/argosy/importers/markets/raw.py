"""Any table file as a DuckDB relation of text: headings found below a preface, every cell as written, nothing guessed.

Text stays text, so leading zeros and odd numbers reach the checks unchanged; numbers of Parquet and JSON become their exact text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argosy.importers.markets.given import PLAIN_TEXT, Given, Part
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import duckdb
    import polars

HEAD_BYTES = 1_000_000
HEAD_LINES = 40
PROBE_ROWS = 200
MEMORY = "1500MB"
"""What DuckDB may hold; beyond it it works on disk."""
MOST_SHEET_BYTES = 100_000_000
UNNAMED = "_unnamed"


@dataclass(frozen=True, slots=True)
class Raw:
    """The rows of all parts as the view ``raw``, a text column per heading besides ``_part`` (the part's place). ``first`` is the row number of the first."""

    con: duckdb.DuckDBPyConnection
    given: Given
    headings: tuple[str, ...]
    first: int

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return [part.name for part in self.given.parts]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The answer to a query; ``BadInput`` names the line that cannot be split into cells."""
        import duckdb

        try:
            return self.con.execute(sql).fetchall()
        except duckdb.InvalidInputException as error:
            told = str(error).split("Possible ")[0].strip()[:600]
            raise BadInput(
                Text("「{n}」無法分欄：{e}", "{n} cannot be split into columns: {e}").format(n=self.given.name, e=told)
            ) from error

    def distinct(self, expression: str, most: int = 50) -> list[str]:
        """The different values of an expression over the rows, empty ones left out."""
        found = self.rows(f"SELECT DISTINCT trim({expression}) AS v FROM raw WHERE trim({expression}) <> '' ORDER BY v LIMIT {most}")
        return [row[0] for row in found]


def opened(given: Given, folder: Path, known: Sequence[str], frame: polars.DataFrame | None = None) -> Raw:
    """The rows of a file. ``known`` are headings (any case) by which the heading row is found; ``frame`` stands in for a form read elsewhere."""
    import duckdb

    con = duckdb.connect(":memory:")
    con.execute(f"SET temp_directory = {quoted(str(folder))}; SET preserve_insertion_order = true; SET memory_limit = '{MEMORY}'")
    if frame is not None:
        return _registered(con, given, frame)
    if given.parts[0].form in PLAIN_TEXT:
        return _of_text(con, given, known)
    if given.parts[0].form == "parquet":
        return _of_parquet(con, given)
    return _registered(con, given, _sheet(given.parts[0], known))


def quoted(text: str) -> str:
    """Text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def named(heading: str) -> str:
    """A heading as an SQL name."""
    return '"' + heading.replace('"', '""') + '"'


def _of_text(con: duckdb.DuckDBPyConnection, given: Given, known: Sequence[str]) -> Raw:
    heads = [_head(part, known) for part in given.parts]
    headings, skip, _ = heads[0]
    unlike = [part.name for part, head in zip(given.parts, heads, strict=True) if head[0] != headings]
    if unlike:
        raise BadInput(
            Text("檔案欄位不一致：{a} 與 {b}", "The files have different columns: {a} and {b}").format(
                a=given.parts[0].name, b=", ".join(unlike)
            )
        )
    selects = [_read_csv(part, head, at) for at, (part, head) in enumerate(zip(given.parts, heads, strict=True))]
    con.execute("CREATE VIEW raw AS " + " UNION ALL ".join(selects))
    return Raw(con, given, tuple(h for h in headings if not h.startswith(UNNAMED)), skip + 1)


def _read_csv(part: Part, head: tuple[tuple[str, ...], int, str], at: int) -> str:
    headings, skip, sep = head
    broken = any(line.count('"') % 2 for line in _first_lines(part))  # a cell over two lines: rows cannot be told apart in parallel
    columns = "{" + ", ".join(f"{quoted(h)}: 'VARCHAR'" for h in headings) + "}"
    packed = ", compression = 'gzip'" if part.path.name.lower().endswith(".gz") else ""
    options = f"columns = {columns}, skip = {skip}, delim = {quoted(sep)}, header = false, auto_detect = false, quote = '\"', escape = '\"', null_padding = true"
    return f"SELECT *, {at} AS _part FROM read_csv({quoted(str(part.path))}, {options}, max_line_size = 8000000, parallel = {str(not (packed or broken)).lower()}{packed})"


def _head(part: Part, known: Sequence[str]) -> tuple[tuple[str, ...], int, str]:
    """Headings, the number of lines up to and with theirs, and the separator. A row longer than the headings gets columns without a name."""
    lines = _first_lines(part)
    sep = max("\t,;|", key=lambda s: max((line.count(s) for line in lines[:HEAD_LINES]), default=0))
    rows = list(csv.reader(lines, delimiter=sep))
    wanted = {k.casefold() for k in known}
    hits = [sum(cell.strip().casefold() in wanted for cell in row) for row in rows[:HEAD_LINES]]
    if not hits or max(hits) < 2:
        shown = "、".join(rows[0][:12]) if rows else ""
        raise BadInput(
            Text(
                "「{n}」找不到欄名列；讀到：{s}。應有欄名如：{k}",
                "{n}: no row of headings was found; it begins: {s}. Expected headings such as: {k}",
            ).format(n=part.name, s=shown, k=", ".join(list(known)[:12]))
        )
    at = hits.index(max(hits))
    head = [cell.strip().lstrip("\ufeff") for cell in rows[at]]
    extra = max(0, max((len(row) for row in rows[at + 1 : at + 1 + PROBE_ROWS]), default=0) - len(head))
    return tuple(h or f"{UNNAMED}{i}" for i, h in enumerate([*head, *[""] * extra])), at + 1, sep


def _first_lines(part: Part) -> list[str]:
    import gzip

    with gzip.open(part.path) if part.path.name.lower().endswith(".gz") else part.path.open("rb") as file:
        text = file.read(HEAD_BYTES).decode("utf-8-sig", errors="replace")
    lines = text.splitlines()[: HEAD_LINES + PROBE_ROWS + 1]
    return lines[:-1] if len(text) >= HEAD_BYTES and len(lines) > 1 else lines


def _of_parquet(con: duckdb.DuckDBPyConnection, given: Given) -> Raw:
    import duckdb

    selects, headings = [], list[str]()
    for at, part in enumerate(given.parts):
        source = f"read_parquet({quoted(str(part.path))})"
        try:
            columns = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        except duckdb.Error as error:
            raise BadInput(
                Text("「{n}」不是可讀的 Parquet：{e}", "{n} is not a readable Parquet file: {e}").format(n=part.name, e=error)
            ) from error
        headings = headings or [c[0] for c in columns]
        selects.append(f"SELECT {', '.join(f'CAST({named(h)} AS VARCHAR) AS {named(h)}' for h in headings)}, {at} AS _part FROM {source}")
    con.execute("CREATE VIEW raw AS " + " UNION ALL ".join(selects))
    return Raw(con, given, tuple(headings), 1)


def _registered(con: duckdb.DuckDBPyConnection, given: Given, frame: polars.DataFrame) -> Raw:
    con.register("given_rows", frame)
    con.execute("CREATE TABLE raw AS SELECT *, 0 AS _part FROM given_rows")
    con.unregister("given_rows")
    return Raw(con, given, tuple(frame.columns), 2)


def _sheet(part: Part, known: Sequence[str]) -> polars.DataFrame:
    import polars

    from argosy.importers.table_file import read_table

    if part.path.stat().st_size > MOST_SHEET_BYTES:
        raise BadInput(
            Text("「{n}」試算表過大，請改存 CSV 或 Parquet", "{n} is too large for a workbook: save it as CSV or Parquet").format(
                n=part.name
            )
        )
    table = read_table(part.name, part.path.read_bytes(), {k.casefold().replace(" ", ""): k for k in known})
    columns = list(table.fields)
    return polars.DataFrame(
        {c: [row.cells.get(c, "") for row in table.rows] for c in columns}, schema=dict.fromkeys(columns, polars.String)
    )


def text_frame(rows: list[dict[str, Any]]) -> polars.DataFrame:
    """Records of JSON as a frame of text: numbers keep the digits they were written with, nothing stays nothing."""
    import polars

    columns = list(dict.fromkeys(key for row in rows for key in row))
    cells = {c: [None if (v := row.get(c)) is None else str(v).lower() if isinstance(v, bool) else str(v) for row in rows] for c in columns}
    return polars.DataFrame(cells, schema=dict.fromkeys(columns, polars.String))


def json_of(part: Part) -> Any:
    """What a JSON file holds, numbers as their text. ``BadInput`` when it is none."""
    import json

    try:
        return json.load(io.StringIO(part.path.read_text(encoding="utf-8-sig", errors="replace")), parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        raise BadInput(Text("「{n}」不是 JSON：{e}", "{n} is not JSON: {e}").format(n=part.name, e=error)) from error
