"""The Harmonized Tariff Schedule of the United States as USITC exports it: JSON rows, a list or one per line.

``htsno`` may be empty (a heading without a number); ``indent`` makes the tree. Rates stand at eight digits and hold for the statistical
lines below; footnotes to a rate column are kept as its conditions (``See 9903.88.15``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argosy.engines.tariff.dialects.american import read_cell, read_special
from argosy.engines.tariff.dialects.reading import Clause, Reading
from argosy.engines.tariff.rows import Schedule, ScheduleRow, TariffLine
from argosy.importers.tariffs.given import Faults, Given, json_rows
from argosy.importers.tariffs.tree import Tree, closed
from argosy.rules.tariff_source import TariffSource

FIELDS = ("htsno", "indent", "description", "general", "special", "other")
NUMBER = re.compile(r"(\d{4}(\.\d{2}){0,4})?")
RATES = ("general", "other")


@dataclass(frozen=True, slots=True)
class _Row:
    at: int
    code: str
    indent: int
    cells: Mapping[str, Any]

    def text(self, name: str) -> str:
        value = self.cells.get(name)
        return " ".join(value.split()) if isinstance(value, str) else ""

    @property
    def units(self) -> tuple[str, ...]:
        found = self.cells.get("units") or []
        return tuple(u.strip() for u in found if isinstance(u, str) and u.strip())

    def notes(self, column: str) -> str:
        """The footnotes to a column, and the additional duty where there is one."""
        found = [f for f in self.cells.get("footnotes") or [] if isinstance(f, dict) and column in (f.get("columns") or [])]
        return " ".join(" ".join(str(f.get("value", "")).split()) for f in found)


def read(files: Given, source: TariffSource) -> Schedule:
    """The schedule in the file; ``BadInput`` names every row and field that is not as USITC writes it."""
    file = files.files[0]
    faults = Faults(file.name)
    rows = [made for at, value in json_rows(file) if (made := _row(at, value, faults))]
    if not rows and not faults.found:
        faults.add(None, "", "檔案沒有資料列", "the file holds no rows")
    faults.refuse()
    lines = closed(_lines(rows))
    return Schedule(source.of_kind("us-hts")[0].id, lines, tuple(_rates(rows)), valid_from=files.dated)


def _row(at: int, value: Any, faults: Faults) -> _Row | None:
    if not isinstance(value, dict):
        faults.add(at, "", "不是物件", "is no object")
        return None
    missing = [name for name in FIELDS if name not in value]
    for name in missing:
        faults.add(at, name, "缺少欄位", "the field is missing")
    number, indent = str(value.get("htsno") or "").strip(), str(value.get("indent") or "0").strip()
    if not NUMBER.fullmatch(number):
        faults.add(at, "htsno", f"「{number}」不是稅則號別", f"“{number}” is no HTS number")
    if not indent.isdigit():
        faults.add(at, "indent", f"「{indent}」不是數字", f"“{indent}” is no number")
    ok = not missing and NUMBER.fullmatch(number) and indent.isdigit()
    return _Row(at, number.replace(".", ""), int(indent), value) if ok else None


def _lines(rows: Sequence[_Row]) -> Iterator[TariffLine]:
    tree = Tree()
    for row in rows:
        path = tree.step(row.indent, row.text("description").rstrip(":"), row.units, row.code)
        if row.code:
            notes = row.notes("desc") or row.notes("stat")
            yield TariffLine(row.code, "", row.text("description"), "", path, units=row.units or tree.inherited, notes=notes, at=row.at)


def _rates(rows: Sequence[_Row]) -> Iterator[ScheduleRow]:
    """Rates at the lines that state them. One stated at a line without a number holds for the numbered lines below it."""
    above: list[tuple[int, _Row]] = []
    for row in rows:
        while above and above[-1][0] >= row.indent:
            above.pop()
        if row.code:
            for column in RATES:
                yield from _stated(row.code, column, _stating(row, column, above))
            yield from _special(row.code, _stating(row, "special", above))
        above.append((row.indent, row))


def _stating(row: _Row, column: str, above: Sequence[tuple[int, _Row]]) -> _Row | None:
    """The row whose cell holds for this one and is not found by its number: itself, or one above it under another number or none."""
    if row.text(column):
        return row
    if column == "special" and row.text("general"):
        return None
    parent = next((r for _, r in reversed(above) if r.text(column) or r.text("general")), None)
    return parent if parent is not None and parent.text(column) and not (parent.code and row.code.startswith(parent.code)) else None


def _stated(code: str, column: str, row: _Row | None) -> Iterator[ScheduleRow]:
    if row is not None:
        yield _rate(code, column, Clause(row.text(column), read_cell(row.text(column))), row)


def _special(code: str, row: _Row | None) -> Iterator[ScheduleRow]:
    if row is not None:
        for clause in read_special(row.text("special")):
            yield _rate(code, "special", clause, row)


def _rate(code: str, column: str, clause: Clause, row: _Row) -> ScheduleRow:
    made: Reading = clause.reading
    return ScheduleRow(
        code, "duty", column, clause.raw, made.canonical, made.state, names=clause.names, measure=column, unit=", ".join(row.units), conditions=row.notes(column),
        why_zh=made.why.zh, why_en=made.why.en, at=row.at,
    )  # fmt: skip
