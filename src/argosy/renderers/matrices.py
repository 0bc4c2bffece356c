"""Matrices that are drawn as fields: quadrants (SWOT, Ansoff and the like) and the risk matrix, ready for any format."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.kernel.text import Text
from argosy.renderers.formatting import pair, printed
from argosy.renderers.phrases import LEVEL_WORDS
from argosy.report.value import Value
from argosy.report.visual import Matrix, MatrixCell

QUADRANTS = (
    ("S", Text("優勢", "Strengths")),
    ("W", Text("劣勢", "Weaknesses")),
    ("O", Text("機會", "Opportunities")),
    ("T", Text("威脅", "Threats")),
)
BEFORE = "provisional"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Quadrants:
    """``cells`` hold (letter, name, items as (mark, words, English), level). SWOT has no row labels: the letters say it."""

    cols: list[Pair]
    rows: list[Pair]
    cells: list[list[tuple[str, Pair, list[tuple[str, str, str]], str]]]


@dataclass(frozen=True, slots=True)
class Risks:
    """``cells`` hold (level, letter with likelihood × impact, marks as (number, whether before controls)); ``items`` name the numbers."""

    cols: list[tuple[str, Pair]]
    rows: list[tuple[str, Pair]]
    corner: str
    cells: list[list[tuple[str, str, list[tuple[str, bool]]]]]
    items: list[tuple[str, str]]


def quadrants(block: Matrix, lang: str) -> Quadrants | None:
    """The quadrants of a matrix, ``None`` for kinds that print as a table."""
    if block.type not in ("swot", "ansoff", "grid", "importance_performance"):
        return None
    cells = [[_quadrant(block, cell, i * 2 + j, lang) for j, cell in enumerate(row)] for i, row in enumerate(_crossings(block))]
    rows = [pair(axis.label, lang) for axis in block.rows] if block.type != "swot" else []
    return Quadrants([pair(axis.label, lang) for axis in block.cols], rows, cells)


def risks(block: Matrix, lang: str) -> Risks:
    """The risk grid. Risks are numbered in reading order; a value marked provisional stands before controls, any other after."""
    numbers: dict[str, int] = {}
    cells = [[_risk(block, cell, i, j, numbers, lang) for j, cell in enumerate(row)] for i, row in enumerate(_crossings(block))]
    titles = [title.say(lang) for title in (block.row_title, block.col_title) if title]
    return Risks(
        [(str(j + 1), pair(axis.label, lang)) for j, axis in enumerate(block.cols)],
        [(str(len(block.rows) - i), pair(axis.label, lang)) for i, axis in enumerate(block.rows)],
        "／".join(titles),
        cells,
        [(str(number), words) for words, number in numbers.items()],
    )


def _crossings(block: Matrix) -> list[list[MatrixCell | None]]:
    found = {(cell.row, cell.col): cell for cell in block.cells}
    return [[found.get((row.id, col.id)) for col in block.cols] for row in block.rows]


def _quadrant(block: Matrix, cell: MatrixCell | None, place: int, lang: str) -> tuple[str, Pair, list[tuple[str, str, str]], str]:
    letter, name = QUADRANTS[place] if block.type == "swot" and place < len(QUADRANTS) else ("", None)
    items = [(f"{letter}{n}" if letter else "", *_words(value, lang)) for n, value in enumerate(cell.values if cell else (), 1)]
    level = LEVEL_WORDS.get(cell.level) if cell else None
    return letter, pair(name, lang), items, f"{level[0]} {level[1].say(lang)}" if level else ""


def _words(value: Value, lang: str) -> Pair:
    shown = printed(value, lang)
    return (shown.text, shown.en) if shown.en else (shown.plain, "")


def _risk(
    block: Matrix, cell: MatrixCell | None, i: int, j: int, numbers: dict[str, int], lang: str
) -> tuple[str, str, list[tuple[str, bool]]]:
    level = cell.level if cell else "none"
    letter = LEVEL_WORDS[level][0] if level in LEVEL_WORDS else ""
    marks = []
    for value in cell.values if cell else ():
        number = numbers.setdefault(printed(value, lang).plain, len(numbers) + 1)
        marks.append((str(number), value.status == BEFORE))
    return level, f"{letter} {(len(block.rows) - i) * (j + 1)}".strip(), marks
