"""The whole workbook laid out: which blocks stand where, before any formula is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from argosy.kernel.text import Text
from argosy.renderers.appendix import checklist_grid, source_grid
from argosy.renderers.grid import Grid
from argosy.renderers.outline import prints
from argosy.renderers.phrases import WORDS, index_values
from argosy.renderers.xlsx.forms import about, endings, matrices, pictures, tables, timelines, words
from argosy.renderers.xlsx.page import Page, grid_widths, text_grid
from argosy.renderers.xlsx.sheet import PAGE_CHARACTERS, POINTS_PER_CHARACTER, Sheet
from argosy.renderers.xlsx.tabs import ABOUT, CHART_DATA, SHARES, Tab, TabNames, allot
from argosy.report.model import AnyBlock, Citations, Report, Section, TraceTable
from argosy.report.table import Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Map, Matrix, Timeline
from argosy.report.words import Asset, Checklist, Fields, KeyFigures, Paragraph

_PAGE_POINTS = {"portrait": (530.0, 742.0), "landscape": (777.0, 494.0)}  # A4 within the margins
_SQUEEZE = 1.25


@dataclass
class Layout:
    """The sheets in print order, and what is still to be filled in after the formulas are made."""

    about: Page
    sheets: list[Sheet]
    chart_data: Sheet
    shares_name: str
    shares_title: Text


def lay_out(report: Report, lang: str) -> Layout:
    """Every sheet with its cells. Sheets come in print order: about, sections, endings; working sheets last."""
    names, values = TabNames(lang), index_values(report)
    first = Page(report, lang, Sheet(names.take(ABOUT), ABOUT, "landscape", list(about.WIDTHS), one_page=True), values)
    about.lay_out(first)
    tabs = allot(report, names)
    data = Sheet(names.take(CHART_DATA), CHART_DATA, "portrait", [28.0, 14.0])
    charts = pictures.Charts(data)
    sheets = [_tab_sheet(report, lang, tab, values, charts) for tab in tabs]
    return Layout(first, [first.sheet, *sheets], data, names.take(SHARES), SHARES)


def _tab_sheet(report: Report, lang: str, tab: Tab, values: dict[str, Value], charts: pictures.Charts) -> Sheet:
    orientation = tab.orientation or report.orientation
    blocks = [block for _, blocks in tab.sections for block in blocks]
    sheet = Sheet(tab.name, tab.title, orientation, _grid(blocks, report, lang, orientation))
    page = Page(report, lang, sheet, values, row=2)
    for section, section_blocks in tab.sections:
        _section(page, tab, section)
        for block in section_blocks:
            if prints(block, report) or isinstance(block, Table):
                _block(page, block, charts)
    sheet.one_page = _nearly_one_page(sheet)
    return sheet


def _nearly_one_page(sheet: Sheet) -> bool:
    """Whether a little smaller type saves a second page with little on it."""
    width, height = _PAGE_POINTS[sheet.orientation]
    scale = min(1.0, width / (sum(sheet.widths) * POINTS_PER_CHARACTER))
    return sheet.depth * scale <= height * _SQUEEZE


def _section(page: Page, tab: Tab, section: Section) -> None:
    page.skip()
    if section.title.zh != tab.title.zh:
        page.line(page.say(section.title), "section" if section.level == 1 else "section.2")


def _block(page: Page, block: AnyBlock, charts: pictures.Charts) -> None:
    if isinstance(block, Chart):
        charts.lay_out(page, block)
    elif is_bare(block):
        page.caption(block.title)
        page.line(page.say(block.empty or WORDS["empty"]), "empty")
    else:
        _FORMS[type(block)](page, block)
    page.skip()


def is_bare(block: AnyBlock) -> bool:
    """Whether the block has nothing to show."""
    rows = {Table: "rows", Checklist: "items", Timeline: "items", Fields: "items"}.get(type(block))
    return rows is not None and not getattr(block, rows) and not (isinstance(block, Fields) and block.answer)


_FORMS: dict[type, Callable[[Page, Any], None]] = {
    Paragraph: words.paragraph, Fields: words.fields, KeyFigures: words.key_figures, Checklist: words.checklist,
    Table: tables.lay_out, Matrix: matrices.lay_out, Timeline: timelines.lay_out, Map: pictures.world, Asset: pictures.asset,
    Citations: endings.sources, TraceTable: endings.workings,
}  # fmt: skip


def _grid(blocks: list[AnyBlock], report: Report, lang: str, orientation: str) -> list[float]:
    wanted = [widths for block in blocks if (widths := _wanted(block, report, lang, orientation))]
    widest = max(wanted, key=len, default=[])
    if len(widest) < 4:
        return text_grid(orientation)
    return _stretched(widest, PAGE_CHARACTERS[orientation])


def _wanted(block: AnyBlock, report: Report, lang: str, orientation: str) -> list[float]:
    if isinstance(block, Table):
        return tables.widths(block, lang)
    if isinstance(block, Timeline):
        return timelines.widths(block)
    if isinstance(block, Checklist | Citations | TraceTable):
        return grid_widths(_word_grid(block, report, lang), lang, PAGE_CHARACTERS[orientation])
    if isinstance(block, Matrix):
        return matrices.widths(block, PAGE_CHARACTERS[orientation])
    return []


def _word_grid(block: Checklist | Citations | TraceTable, report: Report, lang: str) -> Grid:
    if isinstance(block, Checklist):
        return checklist_grid(block, lang)
    return source_grid(report, lang) if isinstance(block, Citations) else endings.rule_grid(report, lang)


def _stretched(widths: list[float], least: float) -> list[float]:
    total = sum(widths)
    return widths if total >= least else [round(w * least / total, 1) for w in widths]
