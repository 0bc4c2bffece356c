"""Section: the catalogue of the pack, one row a data set; each stands on a sheet of its own in the workbook."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, count, row, words
from argosy.deliverables.families.intelligence.facts import BRIEFS
from argosy.deliverables.families.intelligence.packing import DataSet, Made, sha256
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table

TITLE = Text("資料包目錄", "Contents of the pack")
TABLE = "pack"
SHOWN = 16
"""Digits of a hash printed; the workbook and JSON hold the rows themselves."""


def section(made: Made) -> Section:
    """The catalogue."""
    columns = (
        Column(key="id", label=Text("編號", "No."), type="c", width=6),
        Column(key="title", label=Text("資料集", "Data set"), width=28),
        Column(key="rows", label=Text("列數", "Rows"), type="n", width=8, trace="count"),
        Column(key="columns", label=Text("欄數", "Columns"), type="n", width=8, trace="count"),
        Column(key="period", label=Text("期間", "Period"), width=22),
        Column(key="unit", label=Text("單位", "Units"), width=26),
        Column(key="licence", label=Text("授權", "Licence"), width=26),
        Column(key="hash", label=Text("SHA-256 前 16 碼", "SHA-256, first 16"), type="c", width=20),
        Column(key="sheet", label=Text("工作表", "Sheet"), width=14),
    )
    table = Table(
        id=TABLE, title=Text("資料集", "Data sets"), columns=columns, rows=tuple(_row(one, table) for one, table in made), cites=(BRIEFS,),
        note=plain(Text("雜湊值依各工作表之列計算。", "The hash is of the rows of its sheet.")), empty=Text("資料包是空的", "The pack is empty"),
    )  # fmt: skip
    return Section(id="pack_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(table,))


def _row(one: DataSet, table: Table) -> Row:
    cells: dict[str, Cell] = {
        "id": code(one.id), "title": words(one.title), "rows": count(len(table.rows), one.cites), "columns": count(len(one.columns), one.cites),
        "period": words(one.period), "unit": words(one.unit), "licence": words(one.licence), "hash": code(sha256(table)[:SHOWN]), "sheet": words(one.sheet),
    }  # fmt: skip
    return row(TABLE, one.id, cells)
