"""What each reader may see. Filtering happens on the model, before any rendering, so nothing is merely hidden."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.report.model import AnyBlock, Report, Section
from argosy.report.table import Row, Table
from argosy.report.words import Audience, Paragraph


def for_audience(report: Report) -> Report:
    """The report without sections, blocks and columns meant for someone else, and without paragraphs left empty.

    Findings are the firm's own business and stay inside.
    """
    sections = tuple(_section(s, report.audience) for s in report.sections if _may_see(s.audience, report.audience))
    findings = report.findings if report.audience == "internal" else ()
    return report.model_copy(update={"sections": tuple(s for s in sections if s.blocks), "findings": findings})


def intruders(report: Report) -> Iterator[str]:
    """Ids of parts that do not belong in front of this report's reader (check C11)."""
    for section in report.sections:
        if not _may_see(section.audience, report.audience):
            yield section.id
        for block in section.blocks:
            yield from _block_intruders(block, report.audience)


def _may_see(audience: Audience, reader: str) -> bool:
    return audience in ("all", reader)


def _unwritten(block: AnyBlock) -> bool:
    return isinstance(block, Paragraph) and not block.text.zh and not block.text.en


def _section(section: Section, reader: str) -> Section:
    blocks = tuple(_block(b, reader) for b in section.blocks if _may_see(b.audience, reader) and not _unwritten(b))
    return section.model_copy(update={"blocks": blocks})


def _block(block: AnyBlock, reader: str) -> AnyBlock:
    if not isinstance(block, Table):
        return block
    columns = tuple(c for c in block.columns if _may_see(c.audience, reader))
    keys = {c.key for c in columns}
    rows = tuple(_row(row, keys) for row in block.rows)
    return block.model_copy(update={"columns": columns, "rows": rows, "totals": block.totals and _row(block.totals, keys)})


def _row(row: Row, keys: set[str]) -> Row:
    return row.model_copy(update={"cells": {k: v for k, v in row.cells.items() if k in keys}})


def _block_intruders(block: AnyBlock, reader: str) -> Iterator[str]:
    if not _may_see(block.audience, reader):
        yield block.id
    if isinstance(block, Table):
        yield from (f"{block.id}.{c.key}" for c in block.columns if not _may_see(c.audience, reader))
