"""Matrices that are drawn as fields of quadrants or cells: SWOT, Ansoff and the like, and the risk matrix."""

from __future__ import annotations

from typing import Any

from argosy.kernel.text import Text
from argosy.renderers.formatting import pair, printed
from argosy.renderers.phrases import LEVEL_WORDS, WORDS
from argosy.report.visual import Matrix, MatrixCell

Data = dict[str, Any]
QUADRANTS = (
    ("S", Text("優勢", "Strengths")),
    ("W", Text("劣勢", "Weaknesses")),
    ("O", Text("機會", "Opportunities")),
    ("T", Text("威脅", "Threats")),
)
BEFORE = "provisional"


def matrix_data(block: Matrix, lang: str) -> Data | None:
    """Data for the quadrant or risk drawing; ``None`` for kinds that print as a table."""
    if block.type == "risk":
        return _risk(block, lang)
    if block.type in ("swot", "ansoff", "grid", "importance_performance"):
        return _quadrants(block, lang)
    return None


def _crossings(block: Matrix) -> list[list[MatrixCell | None]]:
    found = {(cell.row, cell.col): cell for cell in block.cells}
    return [[found.get((row.id, col.id)) for col in block.cols] for row in block.rows]


def _quadrants(block: Matrix, lang: str) -> Data:
    rows = [[_quadrant(block, cell, i * 2 + j, lang) for j, cell in enumerate(row)] for i, row in enumerate(_crossings(block))]
    return {
        "kind": "quadrants",
        "cols": [list(pair(axis.label, lang)) for axis in block.cols],
        "rows": [list(pair(axis.label, lang)) for axis in block.rows] if block.type != "swot" else [],
        "cells": rows,
    }


def _quadrant(block: Matrix, cell: MatrixCell | None, place: int, lang: str) -> Data:
    letter, name = QUADRANTS[place] if block.type == "swot" and place < len(QUADRANTS) else ("", None)
    values = cell.values if cell else ()
    items = [[f"{letter}{n}" if letter else "", *_words(value, lang)] for n, value in enumerate(values, 1)]
    level = LEVEL_WORDS.get(cell.level) if cell else None
    return {"letter": letter, "name": list(pair(name, lang)), "items": items, "level": f"{level[0]} {level[1].say(lang)}" if level else ""}


def _words(value: Any, lang: str) -> tuple[str, str]:
    shown = printed(value, lang)
    return (shown.text, shown.en) if shown.en else (shown.plain, "")


def _risk(block: Matrix, lang: str) -> Data:
    """Risks numbered in reading order: a value marked provisional stands before controls (hollow), any other after (solid)."""
    numbers: dict[str, int] = {}
    rows = [[_risk_cell(block, cell, i, j, numbers, lang) for j, cell in enumerate(row)] for i, row in enumerate(_crossings(block))]
    return {
        "kind": "risk",
        "cols": [[str(j + 1), *pair(axis.label, lang)] for j, axis in enumerate(block.cols)],
        "rows": [[str(len(block.rows) - i), *pair(axis.label, lang)] for i, axis in enumerate(block.rows)],
        "corner": f"{block.row_title.say(lang) if block.row_title else ''}／{block.col_title.say(lang) if block.col_title else ''}",
        "cells": rows,
        "items": [[str(number), words] for words, number in numbers.items()],
        "legend": _legend(lang),
    }


def _risk_cell(block: Matrix, cell: MatrixCell | None, i: int, j: int, numbers: dict[str, int], lang: str) -> Data:
    level = cell.level if cell else "none"
    letter = LEVEL_WORDS[level][0] if level in LEVEL_WORDS else ""
    marks = []
    for value in cell.values if cell else ():
        number = numbers.setdefault(printed(value, lang).plain, len(numbers) + 1)
        marks.append([str(number), value.status == BEFORE])
    return {"level": level, "words": f"{letter} {(len(block.rows) - i) * (j + 1)}".strip(), "marks": marks}


def _legend(lang: str) -> list[str]:
    said = "zh-Hant" if lang == "both" else lang
    letters = "　".join(f"{letter} {words.say(said)}" for letter, words in LEVEL_WORDS.values())
    return [WORDS["legend_fixed"].say(said), letters]
