"""Matrices as tables: a cross for SWOT and the like, letters and numbers for risks, filled and boxed letters for RACI."""

from __future__ import annotations

from typing import Any

from argosy.renderers.appendix import matrix_grid
from argosy.renderers.docx.markup import borders, cell, paragraph, row, run, shade, table
from argosy.renderers.docx.styles import ACCENT, ALARM, cell_style
from argosy.renderers.docx.tables import Styled, after_table, grid_table
from argosy.renderers.docx.writing import Writing
from argosy.renderers.grid import Grid
from argosy.renderers.matrix_data import matrix_data
from argosy.report.visual import Matrix

_GRID_PT = 7.6
_LABEL_MM = 30.0
_FILLS = {"low": "FFFFFF", "medium": "F1E7D8", "high": "DDB98A", "extreme": ALARM}
_HOLLOW, _SOLID = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "❶❷❸❹❺❻❼❽❾❿"


def matrix(writing: Writing, block: Matrix) -> str:
    """The matrix with caption and note."""
    data = matrix_data(block, writing.lang)
    made = writing.caption(block.title, block.id)
    if data is None:
        return made + _letters(writing, block) + after_table(writing, block.note)
    drawn = _risk(writing, data) if data["kind"] == "risk" else _quadrants(writing, data)
    return made + drawn + after_table(writing, block.note)


def _letters(writing: Writing, block: Matrix) -> str:
    grid = matrix_grid(block, writing.lang)
    styled = _raci(grid) if block.type == "raci" else {}
    return grid_table(writing, grid, _GRID_PT, styled)


def _raci(grid: Grid) -> Styled:
    """A, who answers, on the accent; R, who does it, in a box."""
    found: Styled = {}
    for n, line in enumerate(grid.lines):
        for i, letters in enumerate(line.cells[1:], 1):
            if letters and "A" in letters.text:
                found[n, i] = shade(ACCENT), "ArgosyWhite"
            elif letters and "R" in letters.text:
                found[n, i] = borders(**dict.fromkeys(("top", "left", "bottom", "right"), (8, ACCENT))), "ArgosyStrong"
    return found


def _quadrants(writing: Writing, data: dict[str, Any]) -> str:
    label = 22.0 if data["rows"] else 0.0
    count = len(data["cols"])
    width = (writing.measure - label) / count
    rows = [row(([cell(label, paragraph("", "ArgosyLabel"))] if label else []) + [_heading(words, width) for words in data["cols"]])]
    for n, cells in enumerate(data["cells"]):
        side = [_heading(data["rows"][n], label)] if label else []
        rows.append(row(side + [_quadrant(item, width) for item in cells]))
    return table("ArgosyCross", ([label] if label else []) + [width] * count, rows)


def _heading(words: list[str], width: float) -> str:
    first, second = (*words, "", "")[:2]
    return cell(width, paragraph(run(first) + (run(f"\n{second}", "ArgosySmall") if second else ""), "ArgosyLabel", keep=True))


def _quadrant(item: dict[str, Any], width: float) -> str:
    title = " ".join(part for part in (item["letter"], *item["name"][:1]) if part)
    head = run(title) + run(f"  {item['level']}" if item["level"] else "", "ArgosySmall")
    made = paragraph(head, "ArgosyQuadrantHead") if title or item["level"] else ""
    for number, words, english in item["items"]:
        text = run(f"{number}\t" if number else "", "ArgosyNumber") + run(words) + (run(f"\n{english}", "ArgosySmall") if english else "")
        made += paragraph(text, "ArgosyQuadrant" if number else "ArgosyValue")
    return cell(width, made or paragraph("", "ArgosyValue"))


def _risk(writing: Writing, data: dict[str, Any]) -> str:
    width = min(26.0, (writing.measure - _LABEL_MM) / len(data["cols"]))
    style = cell_style("Cell", 8.0, "center")
    corner = cell(_LABEL_MM, paragraph(run(data["corner"]), "ArgosyLabel", keep=True))
    heads = [cell(width, paragraph(_axis(words), style, keep=True)) for words in data["cols"]]
    rows = [row([corner, *heads], head=True)]
    last = len(data["rows"]) - 1
    for n, (label, cells) in enumerate(zip(data["rows"], data["cells"], strict=True)):
        first = cell(_LABEL_MM, paragraph(_axis(label), "ArgosyLabel", keep=n < last))
        rows.append(row([first, *(_risk_cell(item, width, style, n < last) for item in cells)]))
    made = table("ArgosyBoxes", [_LABEL_MM] + [width] * len(data["cols"]), rows)
    items = "　".join(f"{_circled(number, hollow=False)} {words}" for number, words in data["items"])
    legend = paragraph(run(items), "ArgosyNote") if items else ""
    return made + legend + paragraph(run("　".join(data["legend"])), "ArgosyNote")


def _axis(words: list[str]) -> str:
    number, first, second = (*words, "")[:3]
    return run(f"{number} ", "ArgosyStrong") + run(first) + (run(f"\n{second}", "ArgosySmall") if second else "")


def _risk_cell(item: dict[str, Any], width: float, style: str, keep: bool) -> str:
    on_alarm = "ArgosyWhite" if item["level"] == "extreme" else ""
    marks = " ".join(_circled(number, hollow) for number, hollow in item["marks"])
    content = run(item["words"], on_alarm or "ArgosyStrong") + (run(f"\n{marks}", on_alarm) if marks else "")
    fill = shade(_FILLS[item["level"]]) if item["level"] in _FILLS else ""
    return cell(width, paragraph(content, style, keep=keep), extra=fill)


def _circled(number: str, hollow: bool) -> str:
    circles = _HOLLOW if hollow else _SOLID
    place = int(number) - 1
    return circles[place] if place < len(circles) else f"({number})"
