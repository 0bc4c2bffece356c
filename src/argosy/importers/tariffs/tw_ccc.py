"""Taiwan's customs import tariff as its portal offers it: the table of rates, the list of provisional rates, and the names of all levels.

Which of the three a file is, its headings say. The table has one row per 11-digit code; the names have codes of 2 to 10 digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from argosy.engines.tariff.dialects.reading import Clause
from argosy.engines.tariff.dialects.taiwanese import read_cell, read_listed
from argosy.engines.tariff.rows import Schedule, ScheduleRow, TariffLine
from argosy.importers import cells
from argosy.importers.table_file import TableRow, heading, read_table
from argosy.importers.tariffs.given import Faults, Given, GivenFile
from argosy.importers.tariffs.tree import closed
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.tariff_source import TariffSource

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("貨品分類號列", "稅則號別", "稅則號列", "稅號", "號列", "code", "ccc code"),
    "zh": ("中文貨名", "貨名", "品名", "text_zh_tw", "name_zh"),
    "en": ("英文貨名", "text_en", "name_en"),
    "I": ("第一欄稅率", "第一欄", "column i"),
    "II": ("第二欄稅率", "第二欄", "column ii"),
    "III": ("第三欄稅率", "第三欄", "column iii"),
    "quantity_unit": ("統計數量單位",),
    "weight_unit": ("統計重量單位",),
    "levy": ("稽徵規定",),
    "import": ("輸入規定",),
    "export": ("輸出規定",),
    "provisional": ("機動稅率", "調整後稅率", "機動調整稅率", "機動稅率（第一欄）"),
    "valid_from": ("生效日期", "實施日期", "起始日期", "起日", "實施期間起"),
    "valid_to": ("截止日期", "終止日期", "迄日", "實施期間迄"),
    "level": ("level",),
}
KNOWN = {heading(name): field for field, names in HEADINGS.items() for name in names}
COLUMNS = ("I", "II", "III")
RULES = {"levy": Text("稽徵", "levy"), "import": Text("輸入", "import"), "export": Text("輸出", "export")}
TABLE, PROVISIONAL, NAMES = "tw-ccc", "tw-provisional", "tw-names"
DIGITS = 11


def read(files: Given, source: TariffSource) -> Schedule:
    """The schedule in the file; ``BadInput`` names every bad row and column."""
    file = files.files[0]
    if not file.data.strip() and "機動稅率" in file.name:
        note = Text("機動稅率清表為空檔：目前無機動稅率", "The list of provisional rates is empty: none is in force")
        return Schedule(PROVISIONAL, notes=(note,), valid_from=files.dated)
    table = read_table(file.name, file.data, KNOWN)
    faults = Faults(file.name)
    if "provisional" in table.fields:
        made = Schedule(PROVISIONAL, rows=tuple(_provisional(table.rows, faults)), valid_from=files.dated)
    elif "I" in table.fields:
        made = _table(table.rows, faults, files)
    else:
        made = Schedule(NAMES, closed(_names(table.rows, faults)), valid_from=files.dated)
    if "code" not in table.fields:
        faults.add(None, "貨品分類號列", "缺少欄位", "the column is missing")
    _none_left(made, file, faults)
    faults.refuse()
    return made


def _none_left(made: Schedule, file: GivenFile, faults: Faults) -> None:
    if not made.lines and not made.rows and not faults.found:
        faults.add(None, "", "檔案沒有資料列", "the file holds no rows")


def _table(rows: tuple[TableRow, ...], faults: Faults, files: Given) -> Schedule:
    lines, rates = [], []
    for row in rows:
        code = _code(row, faults, (DIGITS,))
        if code:
            lines.append(_line(code, row))
            rates += [rate for column in COLUMNS for rate in _rates(code, column, row)]
    doubles = {line.code for line in lines}
    if len(doubles) < len(lines):
        _report_doubles(lines, faults)
    return Schedule(TABLE, closed(lines), tuple(rates), valid_from=files.dated)


def _report_doubles(lines: list[TariffLine], faults: Faults) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        if line.code in seen:
            faults.add(
                line.at,
                "貨品分類號列",
                f"{line.code} 與第 {seen[line.code]} 列重複",
                f"{line.code} stands in row {seen[line.code]} already",
            )
        seen.setdefault(line.code, line.at)


def _code(row: TableRow, faults: Faults, sizes: tuple[int, ...]) -> str:
    text = row.cells.get("code", "")
    digits = "".join(ch for ch in text if ch not in ".- ")
    if digits.isdigit() and len(digits) in sizes:
        return digits
    wanted = "、".join(map(str, sizes))
    faults.add(
        row.number, "貨品分類號列", f"「{text}」須為 {wanted} 位數字（試算表可能去掉了開頭的 0）",
        f"“{text}” must have {wanted.replace('、', ' or ')} digits (a spreadsheet may have dropped a leading zero)",
    )  # fmt: skip
    return ""


def _line(code: str, row: TableRow) -> TariffLine:
    units = tuple(u for u in (row.cells.get("quantity_unit", ""), row.cells.get("weight_unit", "")) if u)
    notes = "; ".join(f"{label.say('both')}: {row.cells[name]}" for name, label in RULES.items() if row.cells.get(name))
    return TariffLine(code, row.cells.get("zh", ""), row.cells.get("en", ""), units=tuple(dict.fromkeys(units)), notes=notes, at=row.number)


def _rates(code: str, column: str, row: TableRow) -> Iterator[ScheduleRow]:
    text = row.cells.get(column, "")
    unit = row.cells.get("quantity_unit", "") or row.cells.get("weight_unit", "")
    clauses = read_listed(text) if column == "II" else [Clause(text, read_cell(text))] if text else []
    for clause in clauses:
        yield _rate(code, column, clause, unit, row.number)


def _rate(code: str, column: str, clause: Clause, unit: str, at: int, start: date | None = None, end: date | None = None) -> ScheduleRow:
    made = clause.reading
    return ScheduleRow(
        code, "duty", column, clause.raw, made.canonical, made.state, origins=clause.names, measure=column, valid_from=start, valid_to=end, unit=unit,
        why_zh=made.why.zh, why_en=made.why.en, at=at,
    )  # fmt: skip


def _provisional(rows: tuple[TableRow, ...], faults: Faults) -> Iterator[ScheduleRow]:
    for row in rows:
        code = _code(row, faults, (4, 6, 8, 10, DIGITS))
        start, end = _day(row, "valid_from", faults), _day(row, "valid_to", faults)
        text = row.cells.get("provisional", "")
        if not text:
            faults.add(row.number, "機動稅率", "未填", "is missing")
        if code and text:
            yield _rate(code, "provisional", Clause(text, read_cell(text)), "", row.number, start, end)


def _day(row: TableRow, name: str, faults: Faults) -> date | None:
    text = row.cells.get(name, "")
    try:
        return cells.day(text) if text else None
    except BadInput as error:
        faults.add(row.number, HEADINGS[name][0], error.message.zh, error.message.en)
        return None


def _names(rows: tuple[TableRow, ...], faults: Faults) -> Iterator[TariffLine]:
    above: dict[str, Mapping[str, str]] = {}
    for row in rows:
        code = _code(row, faults, tuple(range(2, DIGITS + 1)))
        if not code:
            continue
        above[code] = row.cells
        parents = [above[code[:n]] for n in range(2, len(code)) if code[:n] in above]
        yield TariffLine(code, row.cells.get("zh", ""), row.cells.get("en", ""), _path(parents, "zh"), _path(parents, "en"), at=row.number)


def _path(parents: list[Mapping[str, str]], name: str) -> str:
    return " › ".join(p[name].strip(" ─-:︰：") for p in parents if p.get(name))
