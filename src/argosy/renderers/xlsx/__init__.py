"""The workbook: a report as XLSX with live formulas that give the engine's figures when they are calculated again."""

from __future__ import annotations

import re

from argosy.renderers.phrases import revision_beside
from argosy.renderers.xlsx.emit import Writer
from argosy.renderers.xlsx.forms import about
from argosy.renderers.xlsx.layout import Layout, lay_out
from argosy.renderers.xlsx.page import Page
from argosy.renderers.xlsx.places import Places, valid_name
from argosy.renderers.xlsx.shares import Shares
from argosy.renderers.xlsx.sheet import Sheet
from argosy.renderers.xlsx.workings import Workings
from argosy.report.ledger import Ledger
from argosy.report.model import Report

_ONE_WORD = re.compile(r"[\u3400-\u9fff]{1,12}")


def render(report: Report, lang: str, *, cache: bool = True) -> bytes:
    """The file. ``cache=False`` writes wrong results beside the formulas, for tests that let a spreadsheet program recalculate."""
    layout = lay_out(report, lang)
    for sheet in layout.sheets[1:]:
        _head(report, lang, layout.about, sheet)
    places = Places(Ledger(report), layout.sheets)
    places.named = _names(report, places, lang)
    shares = Shares(places, layout.shares_name, layout.shares_title, lang)
    workings = Workings(places, shares)
    formulas = workings.formulas()
    about.add_fixed(layout.about, workings.fixed)
    sheets = [*layout.sheets, *_working_sheets(report, lang, layout, shares)]
    return Writer(report, lang, cache).finish(sheets, places, formulas)


def _head(report: Report, lang: str, first: Page, sheet: Sheet) -> None:
    sheet.heights[0] = 26
    sheet.put(0, 0, sheet.title.say(lang), "title", span=len(sheet.widths))
    words = "　".join(part for part in (report.title.say(lang), report.printed_no, revision_beside(report)) if part)
    sheet.put(1, 0, words, "subtitle", span=len(sheet.widths))


def _working_sheets(report: Report, lang: str, layout: Layout, shares: Shares) -> list[Sheet]:
    found = [sheet for sheet in (shares.sheet(), layout.chart_data if layout.chart_data.cells else None) if sheet is not None]
    for sheet in found:
        _head(report, lang, layout.about, sheet)
    return found


def _names(report: Report, places: Places, lang: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, figure in report.names.items():
        label = places.ledger.places[figure].value.label if figure in places.addresses else None
        if figure in places.addresses:
            chinese = label.zh if label is not None and lang != "en" and _ONE_WORD.fullmatch(label.zh) else ""
            found[name] = valid_name(chinese or name, found.values())
    return found
