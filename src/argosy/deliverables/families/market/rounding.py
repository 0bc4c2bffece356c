"""Amounts rounded for reading: markets of ten thousand million dollars are told in whole millions, all over the document alike."""

from __future__ import annotations

from argosy.deliverables.families.market.figures import MILLION
from argosy.report.model import AnyBlock, Section
from argosy.report.table import Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Map
from argosy.report.words import KeyFigures


def whole_millions(section: Section) -> Section:
    """The section with its amounts in USD million printed without decimals; the figures themselves are as they were."""
    return section.model_copy(update={"blocks": tuple(_block(block) for block in section.blocks)})


def _block(block: AnyBlock) -> AnyBlock:
    if isinstance(block, Table):
        columns = tuple(c.model_copy(update={"dp": 0}) if c.type == "m" and c.dp == 1 else c for c in block.columns)
        totals = _row(block.totals) if block.totals else None
        return block.model_copy(update={"columns": columns, "rows": tuple(_row(row) for row in block.rows), "totals": totals})
    if isinstance(block, KeyFigures):
        return block.model_copy(update={"items": tuple(item.model_copy(update={"value": _value(item.value)}) for item in block.items)})
    if isinstance(block, Map):
        return block.model_copy(
            update={"places": tuple(p.model_copy(update={"value": _value(p.value)}) if p.value else p for p in block.places)}
        )
    if isinstance(block, Chart):
        shown = {k: e.model_copy(update={"format": ",.0f"}) if e.unit == MILLION else e for k, e in block.encodings.items()}
        return block.model_copy(update={"encodings": shown})
    return block


def _row(row: Row) -> Row:
    return row.model_copy(update={"cells": {key: _value(value) for key, value in row.cells.items()}})


def _value(value: Value) -> Value:
    return value.model_copy(update={"dp": 0}) if value.unit == MILLION and value.is_figure and value.dp == 1 else value
