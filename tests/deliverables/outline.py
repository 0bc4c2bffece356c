"""What a document says, without layout: headings, blocks, figures as they print, and words in one language."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from argosy.renderers.formatting import printed
from argosy.report.model import AnyBlock, Report, block_values
from argosy.report.table import Table


def outline(report: Report, lang: str) -> str:
    """The document as JSON: section title, block id, figure id, what it prints."""
    sections = {section.title.say(lang): {block.id: _block(block, lang) for block in section.blocks} for section in report.sections}
    return json.dumps(sections, ensure_ascii=False, indent=1) + "\n"


def _block(block: AnyBlock, lang: str) -> Any:
    figures = {value.id: _said(value, lang) for value in block_values(block)}
    if figures:
        return figures
    prose = getattr(block, "text", None)
    if prose is not None:
        return "".join(run.text or f"[{run.ref}]" for run in prose.runs("en" if lang == "en" else "zh-Hant"))
    return block.title.say(lang) if block.title else block.kind


def _said(value: Any, lang: str) -> str:
    made = printed(value, lang)
    return f"{made.plain} {made.mark}{made.interval}".strip()


def shortened(report: Report, most: int = 5) -> Report:
    """The report with the first rows of each of its tables, for one that lists all there is."""

    def cut(block: AnyBlock) -> AnyBlock:
        return block.model_copy(update={"rows": block.rows[:most]}) if isinstance(block, Table) else block

    sections = tuple(part.model_copy(update={"blocks": tuple(map(cut, part.blocks))}) for part in report.sections)
    return report.model_copy(update={"sections": sections})


def expect_as_agreed(report: Report, lang: str, file: Path) -> None:
    """Compare with the snapshot; ``ARGOSY_SNAP=write`` writes it anew."""
    told = outline(report, lang)
    if os.environ.get("ARGOSY_SNAP"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(told, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == told
