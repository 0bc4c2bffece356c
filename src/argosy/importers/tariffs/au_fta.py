"""Australia's Schedules 4 to 16: concessions, and the lines an agreement excepts from duty-free entry, with their rates.

A line an agreement does not list is free under it; that is said in the source description, not in the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from argosy.engines.tariff.dialects.australian import Stage, read_stages
from argosy.engines.tariff.dialects.reading import NONE, Clause
from argosy.engines.tariff.rows import Schedule, ScheduleRow
from argosy.importers import cells
from argosy.importers.table_file import TableRow, heading, read_table
from argosy.importers.tariffs.given import Faults, Given
from argosy.kernel.errors import BadInput
from argosy.rules.tariff_source import TariffSource

HEADINGS = {heading(name): name for name in ("schedule", "agreement", "hs_code", "description", "duty_rate")}
CODE = re.compile(r"(\d{4}(?:\.\d{2}){2})[*#]*(?:\(.*\))?")
CONCESSION = "CONCESSIONAL"
_PARTY = re.compile(r"\(Rate No\. \d+\)\s*(?P<place>[^:(]+):\s*$")
_PRESCRIBED = "prescribed goods only"


def read(files: Given, source: TariffSource) -> Schedule:
    """The schedule in the file; ``BadInput`` names every bad row and column."""
    file = files.files[0]
    table = read_table(file.name, file.data, HEADINGS)
    faults = Faults(file.name)
    for name in set(HEADINGS.values()) - set(table.fields):
        faults.add(None, name, "缺少欄位", "the column is missing")
    faults.refuse()
    rows = [rate for row in table.rows for rate in _rates(row, source, faults)]
    faults.refuse()
    return Schedule("au-fta", rows=tuple(rows), valid_from=files.dated)


def _rates(row: TableRow, source: TariffSource, faults: Faults) -> Iterator[ScheduleRow]:
    text, agreement = row.cells.get("hs_code", ""), row.cells.get("agreement", "")
    if not CODE.fullmatch(text):
        faults.add(row.number, "hs_code", f"「{text}」不是稅則號別", f"“{text}” is no tariff number")
        return
    if agreement != CONCESSION and agreement not in source.programmes:
        faults.add(row.number, "agreement", f"不認得協定「{agreement}」", f"the agreement “{agreement}” is not known")
        return
    said = row.cells.get("description", "")
    start = (
        next((s.start for s in read_stages(said[said.find("From") :]) if s.start), None)
        if "From" in said and agreement != CONCESSION
        else None
    )
    for stage in read_stages(row.cells.get("duty_rate", "")) or [Stage(None, (Clause("", NONE),))]:
        for clause in stage.clauses:
            yield _rate(row, clause, stage.start or start, stage.end)


def _rate(row: TableRow, clause: Clause, start: date | None, end: date | None) -> ScheduleRow:
    made, said = clause.reading, row.cells.get("description", "")
    concession = row.cells["agreement"] == CONCESSION
    code = row.cells["hs_code"][:10].replace(".", "")
    return ScheduleRow(
        code, "duty", "concession" if concession else "agreement", clause.raw, made.canonical, made.state, names=() if concession else (row.cells["agreement"],),
        origins=_party(said), measure=row.cells.get("schedule", ""), valid_from=start, valid_to=end, conditions=_conditions(said, concession),
        why_zh=made.why.zh, why_en=made.why.en, at=row.number,
    )  # fmt: skip


def _party(said: str) -> tuple[str, ...]:
    """The one party a rate is for, where the line names it."""
    match = _PARTY.search(said)
    try:
        return (cells.country(match["place"].strip()),) if match else ()
    except BadInput:
        return (match["place"].strip(),) if match else ()


def _conditions(said: str, concession: bool) -> str:
    if concession:
        return said
    return _PRESCRIBED if _PRESCRIBED in said else ""
