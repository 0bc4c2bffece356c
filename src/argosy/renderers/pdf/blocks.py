"""Each block kind as data for the template function of the same name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from argosy.renderers.appendix import checklist_grid, matrix_grid, source_grid, working_grid
from argosy.renderers.charts import alt_text, draw_svg
from argosy.renderers.charts.drawing import size_of
from argosy.renderers.fonts import text_width
from argosy.renderers.formatting import GLYPHS, Printed, pair, printed
from argosy.renderers.grid import Grid, Line, lay_out
from argosy.renderers.matrix_data import matrix_data
from argosy.renderers.outline import is_part, unwritten
from argosy.renderers.phrases import WORDS, labelled
from argosy.renderers.setting import Setting
from argosy.renderers.signatures import signed_steps
from argosy.renderers.widths import MM_PER_PT, PAD_MM, SIZES, Widths, air, fit, head_lines
from argosy.report.model import AnyBlock, Citations, TraceTable
from argosy.report.prose import Prose
from argosy.report.table import Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Map, Matrix, Timeline
from argosy.report.words import Approval, Asset, Checklist, Clause, Clauses, Fields, KeyFigure, KeyFigures, Paragraph

Data = dict[str, Any]
LABEL_PT, LARGE_PT = 7.2, 17.0
_LARGE = (17.0, 15.0, 13.0, 11.0, 9.5)


def runs(prose: Prose | None, setting: Setting) -> list[list[str | list[str]]]:
    """A sentence as runs for the template, one list a language; a strong run is a list of one."""
    return [[[piece.text] if piece.strong else piece.text for piece in part] for part in setting.sentence(prose)]


def block_data(block: AnyBlock, setting: Setting) -> Data:
    """The block with what all share: id, caption, note, and what to say when there is nothing."""
    made = _MAKERS[type(block)](block, setting)
    return {"kind": block.kind, "id": block.id, "caption": _caption(block, setting), "note": runs(block.note, setting)} | made


def cell_data(cell: Printed | None) -> str | Data | None:
    """A cell as a bare string when it is only that, else with the parts it has."""
    if cell is None:
        return None
    parts = {
        "t": cell.text, "b": cell.en, "c": cell.currency, "u": cell.unit, "m": cell.mark, "i": cell.interval, "n": cell.note,
        "x": cell.missing, "s": cell.strong, "o": cell.tone,
    }  # fmt: skip
    found = {key: part for key, part in parts.items() if part}
    return cell.text if set(found) <= {"t"} else found


def _caption(block: AnyBlock, setting: Setting) -> Data | None:
    if not block.title:
        return None
    label = setting.captions.get(block.id)
    unit = getattr(block, "unit_note", None)
    return {
        "label": label.say("zh-Hant" if setting.lang == "both" else setting.lang) if label else "",
        "title": list(pair(block.title, setting.lang)),
        "unit": list(pair(unit, setting.lang)),
    }


def _paragraph(block: Paragraph, setting: Setting) -> Data:
    stale = block.stale and setting.report.state != "issued"
    waits = list(pair(WORDS["unwritten"], setting.lang)) if unwritten(block) else []
    return {"role": block.role, "text": runs(block.text, setting), "stale": stale, "waits": waits}


def _fields(block: Fields, setting: Setting) -> Data:
    items = [{"label": list(pair(v.label, setting.lang)), "value": cell_data(printed(v, setting.lang))} for v in block.items]
    labels = [part for value in block.items for part in pair(value.label, setting.lang)]
    widest = max((text_width(part, LABEL_PT) for part in labels), default=0.0) * MM_PER_PT
    return {
        "style": block.style,
        "columns": block.columns,
        "items": items,
        "label_mm": round(min(max(18.0, widest + 2.5), 36.0), 2),
        "question": list(pair(block.question, setting.lang)),
        "answer": runs(block.answer, setting),
    }


def _key_figures(block: KeyFigures, setting: Setting) -> Data:
    across = _across(len(block.items))
    width = (setting.measure - 5 * (across - 1)) / across
    items = [_key_figure(item, setting) for item in block.items]
    return {"across": across, "items": items, "size": _large(items, width)}


def _across(count: int) -> int:
    return count if count <= 5 else -(-count // 2)


def _large(items: list[Data], width: float) -> float:
    """The largest size at which every figure keeps to one line."""
    return next((size for size in _LARGE if all(_large_mm(item, size) <= width for item in items)), _LARGE[-1])


def _large_mm(item: Data, size: float) -> float:
    around = text_width(item["currency"] + item["unit"] + "  ", 8) + 6
    return (text_width(item["text"], size) * 1.05 + around) * MM_PER_PT


def _key_figure(item: KeyFigure, setting: Setting) -> Data:
    shown = printed(item.value, setting.lang)
    beside = [_beside(value, setting.lang) for value in (item.comparison, item.target) if value]
    words = pair(item.verdict_words, setting.lang)
    return {
        "label": list(pair(item.label, setting.lang)), "text": shown.text, "en": shown.en, "currency": shown.currency, "unit": shown.unit, "mark": shown.mark,
        "interval": f"{item.value.level or ''} {shown.interval}".strip() if shown.interval else "", "missing": shown.missing,
        "sub": runs(item.sub, setting), "beside": beside, "verdict": [item.verdict, GLYPHS[item.verdict], *words] if item.verdict else None,
    }  # fmt: skip


def _beside(value: Value, lang: str) -> str:
    label = value.label.say(lang) if value.label else ""
    return f"{label} {printed(value, lang).plain}".strip()


def grid_data(grid: Grid, setting: Setting, largest: float = SIZES[0]) -> Data:
    """A laid-out table with its widths, ready to set."""
    widths = fit(grid, setting.lang, setting.measure, min(largest, 7.2) if grid.wide else largest)
    return {
        "size": widths.size,
        "widths": [round(width, 3) for width in widths.columns],
        "heads": [_head(grid, i, widths, setting.lang) for i in range(len(grid.heads))],
        "spans": [[list(pair(words, setting.lang)), first, last] for words, first, last in grid.spans],
        "lines": [_line(line, setting.lang) for line in grid.lines],
        "more": _more(grid, setting),
        "wide": grid.wide,
    }  # fmt: skip


def _head(grid: Grid, i: int, widths: Widths, lang: str) -> Data:
    head, room = grid.heads[i], widths.columns[i] - air(grid.heads, i) - PAD_MM
    label, second = pair(head.label, lang)
    unit = head.unit.say("en" if lang == "both" else lang)
    return {"t": [head_lines(label, room, widths.size), second], "u": unit, "a": head.align, "l": air(grid.heads, i)}


def _more(grid: Grid, setting: Setting) -> list[str]:
    return list(pair(WORDS["more_rows"].format(n=f"{grid.dropped:,}"), setting.lang)) if grid.dropped else []


def _line(line: Line, lang: str) -> Data:
    made: Data = {"c": [cell_data(cell) for cell in line.cells]}
    if line.kind != "normal":
        made["k"] = line.kind
    if line.kind == "group":
        made["t"] = list(pair(line.text, lang))
    if line.level:
        made["v"] = line.level
    return made


def _table(block: Table, setting: Setting) -> Data:
    if not block.rows:
        return {"kind": "empty", "words": list(pair(block.empty or WORDS["empty"], setting.lang)), "note": []}
    grid = lay_out(block, setting.lang)
    return {"kind": "table", "grid": grid_data(grid, setting), "keep": block.keep_together or len(block.rows) <= 10}


def _as_table(grid: Grid, setting: Setting, largest: float) -> Data:
    return {"kind": "table", "grid": grid_data(grid, setting, largest), "keep": len(grid.lines) <= 10}


def _checklist(block: Checklist, setting: Setting) -> Data:
    return _as_table(checklist_grid(block, setting.lang), setting, 7.6)


def _citations(block: Citations, setting: Setting) -> Data:
    return _as_table(source_grid(setting.report, setting.lang), setting, 7.6)


def _trace(block: TraceTable, setting: Setting) -> Data:
    return _as_table(working_grid(setting.report, block, setting.lang), setting, 7.4)


def _drawn(block: Chart | Timeline | Map, setting: Setting) -> Data:
    width = setting.measure
    picture = draw_svg(block, setting.lang, width)
    drawn = size_of(picture)[0] * 25.4 / 96
    return {
        "kind": "figure",
        "svg": picture,
        "width": round(min(drawn, width), 2),
        "alt": alt_text(block, setting.lang),
        "part": is_part(block),
    }


def _matrix(block: Matrix, setting: Setting) -> Data:
    special = matrix_data(block, setting.lang)
    if special:
        return special
    return _as_table(matrix_grid(block, setting.lang), setting, 7.6) | {"raci": block.type == "raci"}


def _clauses(block: Clauses, setting: Setting) -> Data:
    prevails = "zh" if block.prevails == "zh-Hant" else "en"
    heads = [
        WORDS[f"{'prevails' if side == prevails else 'reference'}_{side}"].say("zh-Hant" if side == "zh" else "en") for side in ("zh", "en")
    ]
    return {"heads": heads, "both": setting.lang == "both", "items": [_clause(item, setting.lang) for item in block.items]}


def _clause(item: Clause, lang: str) -> Data:
    sides = ("zh-Hant", "en") if lang == "both" else (lang,)
    columns = [[WORDS["article"].format(no=item.no).say(side), item.heading.say(side), item.text.say(side)] for side in sides]
    return {"columns": columns, "deviation": WORDS["deviation"].say(lang) if item.deviation else ""}


def _asset(block: Asset, setting: Setting) -> Data:
    rights = labelled(WORDS["rights"], block.rights.say(setting.lang), setting.lang) if block.rights else ""
    words = [part for part in (*pair(block.caption, setting.lang), rights) if part]
    return {
        "file": f"{block.sha256}.{block.mime.rpartition('/')[2].partition('+')[0]}",
        "width": min(block.width_mm, setting.measure),
        "alt": block.alt.say(setting.lang),
        "words": words,
    }


def _approval(block: Approval, setting: Setting) -> Data:
    steps = [asdict(step) for step in signed_steps(block, setting.report, setting.lang)]
    return {"steps": steps, "seals": [list(pair(seal, setting.lang)) for seal in block.seals]}


_MAKERS: dict[type, Callable[[Any, Setting], Data]] = {
    Paragraph: _paragraph, Fields: _fields, KeyFigures: _key_figures, Table: _table, Chart: _drawn, Matrix: _matrix, Timeline: _drawn, Map: _drawn,
    Checklist: _checklist, Clauses: _clauses, Asset: _asset, Approval: _approval, Citations: _citations, TraceTable: _trace,
}  # fmt: skip
