"""Australia's Schedule 3 (lines, general rates and rates of classes of places) and its Schedule 1 (which places are of a class).

Which of the two a file is, its headings say. A rate stands at a reference number; the statistical code makes the ten digits of an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from argosy.engines.tariff.dialects.australian import Stage, read_stages
from argosy.engines.tariff.dialects.reading import Clause
from argosy.engines.tariff.rows import Schedule, ScheduleRow, TariffLine
from argosy.importers.table_file import TableRow, heading, read_table
from argosy.importers.tariffs.au_places import read_places
from argosy.importers.tariffs.given import Faults, Given
from argosy.importers.tariffs.tree import Tree, closed
from argosy.rules.tariff_source import TariffSource

HEADINGS = {
    heading(name): name
    for name in (
        "section", "chapter", "heading", "reference_number", "statistical_code", "unit", "description", "duty_rate", "country", "abbreviation", "part",
    )
}  # fmt: skip
REFERENCE = re.compile(r"(\d{4}(?:\.\d{1,2}){1,2})([*#]*)")
# A shorter reference number is a heading of lines, even where the table has lost them.
LEAST = 8
DASHES = "-‐‑‒–—"


def read(files: Given, source: TariffSource) -> Schedule:
    """The schedule in the file; ``BadInput`` names every bad row and column."""
    file = files.files[0]
    table = read_table(file.name, file.data, HEADINGS)
    faults = Faults(file.name)
    if "abbreviation" in table.fields:
        groups, notes = read_places(table.rows, faults)
        made = Schedule("au-1", groups=groups, notes=notes, valid_from=files.dated)
    else:
        for name in {"reference_number", "description", "duty_rate"} - set(table.fields):
            faults.add(None, name, "缺少欄位", "the column is missing")
        made = _schedule(table.rows, faults, files)
    faults.refuse()
    return made


def _schedule(rows: tuple[TableRow, ...], faults: Faults, files: Given) -> Schedule:
    lines: dict[str, TariffLine] = {}
    rates: dict[tuple[str, str], ScheduleRow] = {}
    tree, chapter = Tree(), ""
    for row in rows:
        code = _code(row, faults)
        if not code:
            continue
        if code[:4] != chapter:
            tree.clear()
            chapter = code[:4]
        line = _line(code + row.cells.get("statistical_code", ""), row, tree)
        lines.setdefault(line.code, line)
        for rate in _rates(code, row):
            rates.setdefault((rate.code, f"{rate.raw} {rate.names} {rate.valid_from}"), rate)
    return Schedule("au-3", closed(lines.values(), LEAST), tuple(rates.values()), valid_from=files.dated)


def _code(row: TableRow, faults: Faults) -> str:
    text, suffix = row.cells.get("reference_number", ""), row.cells.get("statistical_code", "")
    match = REFERENCE.fullmatch(text)
    if not match:
        faults.add(row.number, "reference_number", f"「{text}」不是稅則號別", f"“{text}” is no reference number")
    if suffix and not re.fullmatch(r"\d{2}", suffix):
        faults.add(row.number, "statistical_code", f"「{suffix}」須為兩位數字", f"“{suffix}” must be two digits")
        return ""
    return match[1].replace(".", "") if match else ""


def _line(code: str, row: TableRow, tree: Tree) -> TariffLine:
    said = row.cells.get("description", "")
    bare = said.lstrip(DASHES + " ")
    dashes = sum(ch in DASHES for ch in said[: len(said) - len(bare)])
    path = tree.step(dashes or (9 if row.cells.get("statistical_code") else 0), bare, code=code)
    unit = row.cells.get("unit", "")
    plain = (unit,) if unit and unit != ".." and unit[0] not in DASHES else ()
    note = {"*": "*", "**": "**", "#": "#"}.get(row.cells.get("reference_number", "").lstrip("0123456789."), "")
    return TariffLine(code, "", bare, "", path, units=plain, notes=note, at=row.number)


def _rates(code: str, row: TableRow) -> Iterator[ScheduleRow]:
    for stage in read_stages(row.cells.get("duty_rate", "")):
        for clause in stage.clauses:
            yield _rate(code, clause, stage, row)


def _rate(code: str, clause: Clause, stage: Stage, row: TableRow) -> ScheduleRow:
    made, column = clause.reading, "class" if clause.names else "general"
    return ScheduleRow(
        code, "duty", column, clause.raw, made.canonical, made.state, names=clause.names, measure=column, valid_from=stage.start, valid_to=stage.end,
        unit=row.cells.get("unit", ""), why_zh=made.why.zh, why_en=made.why.en, at=row.number,
    )  # fmt: skip
