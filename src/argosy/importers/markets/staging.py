"""Rows of text made typed rows in a Parquet file of their own, on which the checks run; then the finished table.

DuckDB streams from file to file, so a BACI year of eleven million rows never stands in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import Any

from argosy.importers.markets.finding import EXAMPLES, Example
from argosy.importers.markets.raw import Raw, quoted
from argosy.importers.markets.reading import MISSING, Reading
from argosy.kernel.countries import Place, place_of
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.warehouse.trade import TRADE, columns_of

PLACES = ("exporter", "importer", "country")
MEASURES = ("value", "quantity", "mfn", "preferential", "applied", "per_eur")
SAME = 1e-9
"""Sums of the same figures in another order may differ by so much, relatively."""


@dataclass(frozen=True, slots=True)
class Staged:
    """The typed rows of a file as the view ``staged``: the columns of the table, ``_row``, ``_part``, why a row is left out, what is wrong with it."""

    raw: Raw
    reading: Reading
    path: Path
    places: Mapping[str, Place]

    @property
    def keys(self) -> list[str]:
        """The columns that together name a row."""
        told = (*MEASURES, "text_zh", "text_en", "parent", "level")
        return [c for c in columns_of(self.reading.table) if c not in told and (c != "hs" or self.reading.table == "hs_nomenclature")]

    @property
    def measures(self) -> list[str]:
        """The columns that hold figures."""
        return [c for c in columns_of(self.reading.table) if c in MEASURES]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The answer to a query over ``staged`` and ``kept`` (rows not left out)."""
        return self.raw.rows(sql)

    def examples(self, where: str, said: str, order: str = "_row") -> list[Example]:
        """The first rows for which a condition holds, with an expression of what stands there."""
        found = self.rows(f"SELECT _part, _row, {said} FROM staged WHERE {where} ORDER BY {order} LIMIT {EXAMPLES}")
        return [Example(self.raw.names[part], self.in_file(part, row), str(text)) for part, row, text in found]

    def in_file(self, part: int, row: int) -> int:
        """The row as a person counts it in its own file; rows of a table made long have none."""
        if self.reading.source != "raw":
            return 0
        before = self.rows(f"SELECT min(_row) FROM staged WHERE _part = {part}")[0][0]
        return int(row - before + self.raw.first)


def staged(raw: Raw, reading: Reading, folder: Path) -> Staged:
    """The file's rows, typed. ``BadInput`` names a line that cannot be split into cells, and a file without rows."""
    path = folder / "staged.parquet"
    raw.rows(f"COPY ({_typed(reading)}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")
    raw.con.execute(
        f"CREATE VIEW staged AS SELECT *, file_row_number AS _row FROM read_parquet({quoted(str(path))}, file_row_number = true)"
    )
    raw.con.execute("CREATE VIEW kept AS SELECT * FROM staged WHERE _left IS NULL AND _bad IS NULL")
    if not raw.rows("SELECT count(*) FROM staged")[0][0]:
        raise BadInput(Text("「{n}」沒有資料列", "{n} holds no rows").format(n=raw.given.name))
    return Staged(raw, reading, path, _places(raw, reading))


def _typed(reading: Reading) -> str:
    """The query in three steps, each expression worked out once: text without blanks, the typed cell beside it, what is wrong."""
    kinds = columns_of(reading.table)
    left = " ".join(f"WHEN {condition} THEN {quoted(why)}" for why, _, condition in reading.left)
    said = ", ".join(f"nullif(trim(CAST({reading.columns.get(c, 'NULL')} AS VARCHAR)), '') AS {c}" for c in kinds)
    text = f"SELECT _part, {f'CASE {left} END' if left else 'CAST(NULL AS VARCHAR)'} AS _left, {said} FROM ({_source(reading)})"
    cast = f"SELECT *, {', '.join(f'TRY_CAST({c} AS {kind}) AS v_{c}' for c, kind in kinds.items() if kind != 'VARCHAR') or '0 AS v_'} FROM ({text})"
    tests = {c: _wrong(c in reading.needed, c, kind) for c, kind in kinds.items()}
    bad = " ".join(f"WHEN {test} THEN {quoted(c)}" for c, test in tests.items() if test)
    told = " ".join(f"WHEN {quoted(c)} THEN {c}" for c, test in tests.items() if test)
    made = ", ".join(f"{_cell(reading, c, kind)} AS {c}" for c, kind in kinds.items())
    checked = f"SELECT *, {f'CASE WHEN _left IS NOT NULL THEN NULL {bad} END' if bad else 'CAST(NULL AS VARCHAR)'} AS _bad FROM ({cast})"
    return f"SELECT _part, _left, _bad, CASE _bad {told} END AS _said, {made} FROM ({checked})"


def _source(reading: Reading) -> str:
    return reading.source if " " in reading.source else f"SELECT * FROM {reading.source}"


def _wrong(needed: bool, column: str, kind: str) -> str:
    """The SQL condition under which a cell cannot be read, or is empty though it must not be; “NA” is no country missing but Namibia."""
    if kind == "VARCHAR":
        return f"{column} IS NULL" if needed else ""
    tests = [f"v_{column} IS NULL{'' if needed else f' AND {column} IS NOT NULL AND {column} NOT IN {MISSING}'}"]
    if kind == "DOUBLE":
        tests.append(f"NOT isfinite(v_{column})" + ("" if needed else f" AND {column} NOT IN {MISSING}"))
    if column == "period":
        tests.append("NOT (v_period BETWEEN 1900 AND 2100 OR (v_period BETWEEN 190001 AND 210012 AND v_period % 100 BETWEEN 1 AND 12))")
    return " OR ".join(f"({test})" for test in tests)


def _cell(reading: Reading, column: str, kind: str) -> str:
    if kind == "VARCHAR":
        return f"coalesce({column}, '')" if column == "hs" else column
    if kind != "DOUBLE":
        return f"v_{column}"
    scale = reading.scales.get(column, 1.0)
    exact = f"round(v_{column} * {scale}, 6)" if scale != 1.0 else f"v_{column}"
    return f"CASE WHEN isfinite(v_{column}) THEN {exact} END"


def _places(raw: Raw, reading: Reading) -> dict[str, Place]:
    """What each code of the file stands for, and the table ``places`` to join with."""
    columns = [c for c in columns_of(reading.table) if c in PLACES]
    codes = sorted({row[0] for c in columns for row in raw.rows(f"SELECT DISTINCT {c} FROM kept WHERE {c} IS NOT NULL")})
    found = {code: place_of(reading.system, code) for code in codes}
    raw.con.execute("CREATE TABLE places (code VARCHAR, country VARCHAR)")
    if found:
        raw.con.executemany("INSERT INTO places VALUES (?, ?)", [[code, place.country] for code, place in found.items()])
    return found


def finished(staged: Staged, path: Path) -> int:
    """Write the finished table; how many rows. Codes of one country are added up, so that its keys stay single."""
    kinds, keys = columns_of(staged.reading.table), staged.keys
    joins = " ".join(f"LEFT JOIN places AS p_{c} ON p_{c}.code = kept.{c}" for c in kinds if c in PLACES)
    shown = {c: f"p_{c}.country" if c in PLACES else f"kept.{c}" for c in kinds}
    if _merged(staged):
        columns = shown | {c: _together(staged, c, v) for c, v in shown.items() if c not in keys}
        group = " GROUP BY " + ", ".join(shown[c] for c in keys)
    else:
        columns, group = shown, ""
    select = ", ".join(f"CAST({expression} AS {kinds[c]}) AS {c}" for c, expression in columns.items())
    staged.raw.con.execute(
        f"COPY (SELECT {select} FROM kept {joins}{group} ORDER BY {_order(keys)}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    )
    return int(staged.rows(f"SELECT count(*) FROM read_parquet({quoted(str(path))})")[0][0])


def _order(keys: list[str]) -> str:
    """The order of the finished rows: by product first, so that one product is read from a small part of the file."""
    first = [c for c in ("product", "indicator", "currency") if c in keys]
    return ", ".join([*first, *(c for c in keys if c not in first)])


def _together(staged: Staged, column: str, expression: str) -> str:
    """Several rows of one country: trade is added up (a quantity only where all have one), of anything else the first row stays."""
    if staged.reading.table.startswith(TRADE) and column in MEASURES:
        return f"CASE WHEN count({expression}) = count(*) THEN sum({expression}) END"
    return f"first({expression} ORDER BY kept._row)"


def _merged(staged: Staged) -> bool:
    return len({p.country for p in staged.places.values()}) < len(staged.places)


def totals(staged: Staged, path: Path) -> list[dict[str, Any]]:
    """Rows and values: in the file, left out by reason, unreadable, in the finished table. What was in the file is the sum of the others."""
    value = "fsum(value)" if "value" in staged.measures else "NULL"
    rows = staged.rows(
        f"SELECT coalesce(_left, CASE WHEN _bad IS NOT NULL THEN 'unreadable' ELSE 'kept' END) AS why, count(*), {value} FROM staged GROUP BY why ORDER BY why"
    )
    whole = staged.rows(f"SELECT count(*), {value} FROM staged")[0]
    table = staged.rows(f"SELECT count(*), {value} FROM read_parquet({quoted(str(path))})")[0]
    names = {why: text for why, text, _ in staged.reading.left}
    said = {"kept": Text("採用", "kept"), "unreadable": Text("無法判讀", "unreadable"), **names}
    lines = [
        ("source", Text("檔案", "in the file"), *whole),
        *((why, said[why], n, v) for why, n, v in rows),
        ("stored", Text("入庫", "in the table"), *table),
    ]
    return [{"part": part, "zh": words.zh, "en": words.en, "rows": n, "value": v} for part, words, n, v in lines]


def tied(lines: list[dict[str, Any]]) -> bool:
    """Whether the table holds the value that was kept, and the parts add up to the file."""
    by = {line["part"]: line["value"] or 0.0 for line in lines}
    parts = sum(v for part, v in by.items() if part not in ("source", "stored"))
    return isclose(by["stored"], by.get("kept", 0.0), rel_tol=SAME, abs_tol=1e-6) and isclose(
        by["source"], parts, rel_tol=SAME, abs_tol=1e-6
    )
