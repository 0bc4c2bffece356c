"""Blocks of words and single figures: paragraph, fields, key figures, checklist."""

from __future__ import annotations

from argosy.renderers.appendix import checklist_grid
from argosy.renderers.formatting import GLYPHS, printed
from argosy.renderers.outline import unwritten
from argosy.renderers.phrases import CHECK_WORDS, WORDS, pieces
from argosy.renderers.xlsx.numbers import number_format
from argosy.renderers.xlsx.page import Page, joined
from argosy.report.value import Value
from argosy.report.words import Checklist, Fields, KeyFigure, KeyFigures, Paragraph

_VERDICTS = {"good": "finding.ok", "near": "finding.warn", "bad": "finding.block", "none": "key.sub"}
_LABEL_SHARE = 0.3
_KEY_WIDTH = 22.0


def paragraph(page: Page, block: Paragraph) -> None:
    """Prose over the whole width; guidance and stale text say what they are."""
    page.caption(block.title)
    if block.role == "guidance":
        page.line(page.say(WORDS["guidance"]), "note")
    page.sentence(block.text, {"lead": "lead", "note": "note", "guidance": "note"}.get(block.role, "prose"))
    if unwritten(block):
        page.line(f"□ {page.say(WORDS['unwritten'])}" + (f"　{page.say(block.prompt)}" if block.prompt else ""), "note")
    if block.stale:
        page.line(f"▲ {page.say(WORDS['stale'])}", "finding.block")
    page.sentence(block.note, "note")


def fields(page: Page, block: Fields) -> None:
    """Labels and values; a decision has its question and answer above."""
    page.caption(block.title)
    if block.question:
        page.line(page.say(block.question), "question")
    for part in pieces(block.answer, page.lang, page.values):
        if part:
            page.line(joined(part), "answer")
    spans = _field_spans(page, 1 if block.style == "decision" else block.columns)
    for i, value in enumerate(block.items):
        place = 2 * (i % (len(spans) // 2))
        _field(page, value, spans[place], spans[place + 1])
        if place + 2 >= len(spans) or i == len(block.items) - 1:
            page.skip()
    page.sentence(block.note, "note")


def _field_spans(page: Page, columns: int) -> list[tuple[int, int]]:
    total = sum(page.sheet.widths)

    def wanted(groups: int) -> list[float]:
        share = _LABEL_SHARE if groups > 1 else 0.18
        return [total / groups * share, total / groups * (1 - share)] * groups

    return page.sheet.divided(columns, wanted)


def _field(page: Page, value: Value, label: tuple[int, int], cell: tuple[int, int]) -> None:
    words = page.stacked(value.label)
    page.sheet.put(page.row, label[0], words, "label", span=label[1])
    page.sheet.fit(page.row, words, page.sheet.width_of(*label) - 1.5, 8.5)
    put_value(page, value, "value", *cell, entry=value.id in page.report.names.values() and value.is_figure and not value.expr)
    if not value.is_figure:
        page.sheet.fit(page.row, printed(value, page.lang).plain, page.sheet.width_of(*cell) - 1.5)


def put_value(page: Page, value: Value, style: str, col: int, span: int, entry: bool = False) -> None:
    """A value on its own, with its unit. ``entry`` marks a figure that formulas use by name and that may be changed."""
    number = number_format(value, page.lang) if value.is_figure else "yyyy-mm-dd" if value.kind == "date" else ""
    page.sheet.put(page.row, col, value, "missing.left" if value.missing else style, span=span, number=number, entry=entry)


def key_figures(page: Page, block: KeyFigures) -> None:
    """Large figures side by side, at most four across: label, figure, comparison, verdict."""
    page.caption(block.title)
    total = sum(page.sheet.widths)
    spans = page.sheet.divided(_across(len(block.items), total), lambda groups: [total / groups] * groups)
    for start in range(0, len(block.items), len(spans)):
        _band(page, block.items[start : start + len(spans)], spans)
    page.sentence(block.note, "note")


def _across(count: int, total: float) -> int:
    most = max(2, int(total / _KEY_WIDTH))
    bands = -(-count // most)
    return -(-count // bands)


def _band(page: Page, items: tuple[KeyFigure, ...], spans: list[tuple[int, int]]) -> None:
    row = page.row
    page.sheet.heights[row + 1] = 27
    for item, (col, span) in zip(items, spans, strict=False):
        unit = printed(item.value, "en" if page.lang == "en" else "zh-Hant")
        label = page.stacked(item.label) + "".join(f"　{words}" for words in (unit.currency, unit.unit) if words and words != "%")
        page.sheet.put(row, col, label, "key.label", span=span)
        page.sheet.fit(row, label, page.sheet.width_of(col, span), 8.5)
        number = number_format(item.value, page.lang, unit=False) if item.value.is_figure else ""
        page.sheet.put(row + 1, col, item.value, "key.missing" if item.value.missing else "key.value", span=span, number=number)
        _beneath(page, item, row + 2, col, span)
    page.row = row + 4


def _beneath(page: Page, item: KeyFigure, row: int, col: int, span: int) -> None:
    notes = [joined(part) for part in pieces(item.sub, page.lang, page.values) if part]
    interval = printed(item.value, page.lang).interval
    notes += [f"{item.value.level or ''} {interval}".strip()] if interval else []
    for word, value in (("vs", item.comparison), ("→", item.target)):
        notes += [f"{word} {value.label.say(page.lang) if value.label else ''} {printed(value, page.lang).plain}"] if value else []
    text = "\n".join(notes)
    page.sheet.put(row, col, text, "key.sub", span=span)
    page.sheet.fit(row, text, page.sheet.width_of(col, span), 8)
    if item.verdict:
        words = f"{GLYPHS[item.verdict]} {page.say(item.verdict_words)}".strip()
        page.sheet.put(row + 1, col, words, _VERDICTS[item.verdict], span=span)


def checklist(page: Page, block: Checklist) -> None:
    """Requirements with their state; the state cells take only the four states."""
    page.caption(block.title)
    first = page.row + 1
    spans = page.table(checklist_grid(block, page.lang))
    states = [f"{mark} {words.say('en' if page.lang == 'en' else 'zh-Hant')}" for mark, words in CHECK_WORDS.values()]
    if block.items:
        page.sheet.validations.append(((first, spans[0][0], page.row - 1, spans[0][0]), {"validate": "list", "source": states}))
    page.sentence(block.note, "note")
