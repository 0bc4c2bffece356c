"""Blocks that print as tables though they are not: sources, workings, checklists, RACI and traceability matrices."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.kernel.source import CONFIDENCE_WORDS, Source
from argosy.kernel.text import Text, same
from argosy.renderers.formatting import MINUS, Printed, Tone, pair, printed
from argosy.renderers.grid import Grid, Head, Line
from argosy.renderers.phrases import CHECK_WORDS, SOURCE_WORDS, WORDS
from argosy.report.ledger import Ledger
from argosy.report.model import Report, TraceTable
from argosy.report.visual import Cell, Chart, Matrix, MatrixCell
from argosy.report.why import Why, explain
from argosy.report.words import CheckItem, Checklist

_CHECK_TONES: dict[str, Tone] = {"done": "good", "open": "bad", "waived": "near", "n/a": "none"}


def source_grid(report: Report, lang: str) -> Grid:
    """The numbered sources: what, kind, version and date, rows used, first eight digits of the hash."""
    heads = (
        Head("id", Text("編號", "No."), weight=10), Head("title", Text("資料來源", "Source"), weight=70), Head("kind", Text("種類", "Kind"), weight=15),
        Head("version", Text("版本／截止日", "Version, as of"), weight=31), Head("rows", Text("筆數", "Rows"), align="right", weight=16, type="n"),
        Head("sha256", Text("雜湊", "Hash"), weight=19, type="c"),
    )  # fmt: skip
    return Grid(heads, tuple(Line("normal", _source_cells(source, lang), id=source.id) for source in report.citations))


def _source_cells(source: Source, lang: str) -> tuple[Printed | None, ...]:
    publisher = " ".join(part for part in (*pair(source.publisher, lang), source.licence, source.url) if part)
    dates = [source.version, source.as_of.isoformat() if source.as_of else ""]
    return (
        Printed(source.id, strong=True),
        Printed(*pair(source.title, lang), note=publisher),
        Printed(*pair(SOURCE_WORDS[source.kind], lang)),
        Printed("　".join(dict.fromkeys(part for part in dates if part)), note=_retrieved(source, lang)),
        Printed(f"{source.rows:,}") if source.rows is not None else None,
        Printed(source.sha256[:8]) if source.sha256 else None,
    )


def _retrieved(source: Source, lang: str) -> str:
    word = WORDS["retrieved"].say("zh-Hant" if lang == "both" else lang)
    return f"{source.retrieved.isoformat()} {word}" if source.retrieved else ""


def working_grid(report: Report, block: TraceTable, lang: str) -> Grid:
    """The workings: each figure with its formula in words and in numbers, result, rounding and law."""
    heads = (
        Head("id", Text("數值", "Figure"), weight=24, type="c"), Head("label", Text("項目", "Item"), weight=34),
        Head("formula", Text("公式與代入", "Formula and figures"), weight=100), Head("result", Text("結果", "Result"), align="right", weight=26, type="n"),
        Head("legal", Text("捨入／依據", "Rounding and basis"), weight=50),
    )  # fmt: skip
    book = Ledger(report)
    figures = block.figures or tuple(figure for figure, place in book.places.items() if place.expr or place.trace)
    return Grid(heads, tuple(_working_line(explain(report, figure, book), lang) for figure in figures))


def _working_line(why: Why, lang: str) -> Line:
    result = printed(why.value, lang)
    cells = (
        Printed(why.id), Printed(*pair(why.label, lang)), Printed(*pair(why.formula, lang), note=_numbers(why, lang)),
        Printed(result.plain, mark=result.mark, strong=True, figure=why.id), Printed(_basis(why, lang), note=pair(why.note, lang)[0]),
    )  # fmt: skip
    return Line("normal", cells, id=why.id)


def _numbers(why: Why, lang: str) -> str:
    return pair(why.substituted, lang)[0] if why.substituted != why.formula else ""


def _basis(why: Why, lang: str) -> str:
    parts = [pair(part, lang)[0] for part in (why.rounding, why.legal)]
    if why.confidence and why.confidence != "high":
        parts.append(f"{pair(Text('信心', 'confidence'), lang)[0]} {pair(CONFIDENCE_WORDS[why.confidence], lang)[0]}")
    parts.append(" ".join(source.id for source in why.sources))
    return ("; " if lang == "en" else "；").join(part for part in parts if part)


def checklist_grid(block: Checklist, lang: str) -> Grid:
    """Requirements with their state in a mark and a word, basis, evidence, and who did it when."""
    heads = (
        Head("state", Text("狀態", "State"), weight=19), Head("label", Text("項目", "Item"), weight=68), Head("basis", Text("依據", "Basis"), weight=34),
        Head("evidence", Text("佐證", "Evidence"), weight=30), Head("by", Text("負責／日期", "By, date"), weight=29),
    )  # fmt: skip
    return Grid(heads, tuple(Line("normal", _check_cells(item, lang), id=item.id) for item in block.items))


def _check_cells(item: CheckItem, lang: str) -> tuple[Printed | None, ...]:
    mark, words = CHECK_WORDS[item.state]
    state, en = pair(words, lang)
    by = "　".join(part for part in (item.by, item.at.isoformat() if item.at else "") if part)
    return (
        Printed(f"{mark} {state}", en, tone=_CHECK_TONES[item.state], strong=item.state == "open"),
        Printed(*pair(item.label, lang), note=" ".join(part for part in pair(item.reason, lang) if part)),
        Printed(*pair(item.requirement, lang)) if item.requirement else None,
        Printed(item.evidence) if item.evidence else None,
        Printed(by) if by else None,
    )


def chart_grid(block: Chart, lang: str) -> Grid:
    """The figures a chart draws, for readers who want them as a table."""
    encodings = [(role, e) for role, e in block.encodings.items() if role != "role"]
    heads = tuple(Head(role, e.title or same(e.field), align="right" if e.type == "quantitative" else "left") for role, e in encodings)
    lines = tuple(Line("normal", tuple(_chart_cell(row.get(e.field), lang) for _, e in encodings)) for row in block.rows)
    return Grid(heads, lines)


def _chart_cell(cell: Cell, lang: str) -> Printed | None:
    if cell is None:
        return None
    return Printed(*pair(cell, lang)) if isinstance(cell, Text) else Printed(cell.replace("-", MINUS) if _is_number(cell) else cell)


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdigit()


def matrix_grid(block: Matrix, lang: str) -> Grid:
    """A matrix as a plain table: rows down, columns across, the values of a crossing joined."""
    crossings = {(cell.row, cell.col): cell for cell in block.cells}
    heads = [Head("row", block.row_title or same(""), weight=34)]
    heads += [
        Head(axis.id, axis.label, align="center" if block.type in ("raci", "traceability") else "left", weight=14) for axis in block.cols
    ]
    lines = (
        Line(
            "normal",
            (Printed(*pair(row.label, lang)), *(_crossing(crossings.get((row.id, col.id)), lang) for col in block.cols)),
            id=row.id,
        )
        for row in block.rows
    )
    return Grid(tuple(heads), tuple(lines))


def _crossing(cell: MatrixCell | None, lang: str) -> Printed | None:
    if cell is None or not cell.values:
        return None
    found = list(_plain(cell, lang))
    figure = cell.values[0].id if len(cell.values) == 1 else ""
    return Printed("、".join(found) if lang != "en" else ", ".join(found), figure=figure, missing=cell.values[0].missing is not None)


def _plain(cell: MatrixCell, lang: str) -> Iterator[str]:
    for value in cell.values:
        yield printed(value, lang).plain
