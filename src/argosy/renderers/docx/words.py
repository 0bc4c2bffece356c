"""Blocks of words and single figures: paragraph, fields, decision, key figures, clauses, approval."""

from __future__ import annotations

from collections.abc import Sequence

from argosy.kernel.text import Text
from argosy.renderers.docx.markup import borders, cell, paragraph, row, run, table, twips
from argosy.renderers.docx.styles import ACCENT, LINE, PROSE_MM, PROSE_SHORT, SOFT
from argosy.renderers.docx.tables import GAP, after_table
from argosy.renderers.docx.writing import TONES, Writing, printed_runs, runs
from argosy.renderers.fonts import text_width
from argosy.renderers.formatting import GLYPHS, Printed, pair, printed
from argosy.renderers.outline import unwritten
from argosy.renderers.phrases import METHOD_WORDS, WORDS, local_time, pieces
from argosy.renderers.widths import MM_PER_PT
from argosy.report.value import Value
from argosy.report.words import Approval, Clause, Clauses, Fields, KeyFigure, KeyFigures, Paragraph, SignStep

_STYLES = {"lead": "ArgosyLead", "note": "ArgosyNote", "guidance": "ArgosyGuidance"}
_GUTTER = 5.0
_TOGETHER = 10
_SEAL_MM, _SMALL_SEAL_MM = 30.0, 18.0


def prose_block(writing: Writing, block: Paragraph) -> str:
    """A paragraph; guidance says what it is, stale text that it must be read again."""
    made = paragraph(writing.inline(block.title), "Caption") if block.title else ""
    if block.role == "guidance":
        made += paragraph(run(writing.say(WORDS["guidance"]), "ArgosyStrong"), "ArgosyGuidance", keep=True)
    made += writing.sentence(block.text, _STYLES.get(block.role, "ArgosyProse"), extra=_short_lines(writing, block))
    if unwritten(block):
        made += paragraph(
            run("□ ") + writing.inline(WORDS["unwritten"]) + (run(f"　{writing.say(block.prompt)}") if block.prompt else ""),
            "ArgosyGuidance",
        )
    if block.stale and writing.report.state != "issued":
        made += paragraph(run(f"▲ {writing.say(WORDS['stale'])}"), "ArgosyAlarm")
    return made + writing.sentence(block.note, "ArgosyNote")


def _short_lines(writing: Writing, block: Paragraph) -> str:
    """On wide pages prose ends where it does on narrow ones; the style sees to those."""
    spare = writing.measure - PROSE_MM
    return f'<w:ind w:right="{twips(spare)}"/>' if spare > PROSE_SHORT + 1 and block.role not in ("note", "guidance") else ""


def fields(writing: Writing, block: Fields) -> str:
    """Labels and values in one to three columns of hairlines, or a decision with its reasons."""
    made = writing.caption(block.title, block.id)
    if block.style == "decision":
        return made + _decision(writing, block) + writing.sentence(block.note, "ArgosyNote")
    label = _label_width(writing, block.items)
    width = (writing.measure - _GUTTER * (block.columns - 1)) / block.columns
    widths = _with_gutters([label, width - label], block.columns)
    starts = range(0, len(block.items), block.columns)
    rows = [
        _field_row(writing, block.items[n : n + block.columns], widths, block.columns, keep=len(starts) <= _TOGETHER and n != starts[-1])
        for n in starts
    ]
    return made + table("ArgosyBoxes" if block.style == "boxed" else "ArgosyFields", widths, rows) + after_table(writing, block.note)


def _label_width(writing: Writing, items: Sequence[Value]) -> float:
    widest = max((text_width(part, 7.6) for value in items for part in pair(value.label, writing.lang)), default=0.0)
    return min(max(18.0, widest * MM_PER_PT * 1.05 + 3.5), 40.0)


def _with_gutters(group: list[float], times: int) -> list[float]:
    widths = list(group)
    for _ in range(times - 1):
        widths += [_GUTTER, *group]
    return widths


def _field_row(writing: Writing, items: Sequence[Value], widths: list[float], columns: int, keep: bool) -> str:
    cells = []
    for n in range(columns):
        if n:
            cells.append(cell(_GUTTER, paragraph("", "ArgosyValue"), extra=borders(top=None, bottom=None)))
        item = items[n] if n < len(items) else None
        none = borders(top=None, bottom=None) if item is None else ""
        cells.append(cell(widths[0], writing.stacked(item.label if item else None, "ArgosyLabel", keep=keep), extra=none))
        cells.append(
            cell(widths[1], paragraph(printed_runs(printed(item, writing.lang)) if item else "", "ArgosyValue", keep=keep), extra=none)
        )
    return row(cells)


def _decision(writing: Writing, block: Fields) -> str:
    made = paragraph(writing.inline(block.question, "ArgosySmall"), "ArgosyQuestion") if block.question else ""
    made += writing.sentence(block.answer, "ArgosyAnswer")
    for item in block.items:
        value = printed(item, writing.lang)
        made += paragraph(run(f"{writing.say(item.label)}\t", "ArgosySoft") + printed_runs(value), "ArgosyReason")
    return made + GAP


def key_figures(writing: Writing, block: KeyFigures) -> str:
    """Large figures side by side under an accent rule: at most five across."""
    made = writing.caption(block.title, block.id)
    count = len(block.items)
    across = count if count <= 5 else -(-count // 2)
    width = (writing.measure - _GUTTER * (across - 1)) / across
    widths = _with_gutters([width], across)
    rows = [_card_row(writing, block.items[n : n + across], width, across) for n in range(0, count, across)]
    return made + table("ArgosyPlain", widths, rows) + after_table(writing, block.note)


def _card_row(writing: Writing, items: Sequence[KeyFigure], width: float, across: int) -> str:
    cells = []
    large = all(_large_mm(writing, item) <= width for item in items)
    for n in range(across):
        if n:
            cells.append(cell(_GUTTER, paragraph("", "ArgosyKeyNote")))
        content = _card(writing, items[n], "ArgosyKey" if large else "ArgosyKeySmall") if n < len(items) else paragraph("", "ArgosyKeyNote")
        cells.append(cell(width, content, extra=borders(top=(8, ACCENT)) if n < len(items) else ""))
    return row(cells)


def _large_mm(writing: Writing, item: KeyFigure) -> float:
    shown = printed(item.value, writing.lang)
    return (text_width(shown.text, 16) * 1.06 + text_width(f"{shown.currency} {shown.unit} {shown.mark}", 7)) * MM_PER_PT + 2


def _card(writing: Writing, item: KeyFigure, style: str) -> str:
    shown = printed(item.value, writing.lang)
    before = run(f"{shown.currency}\u00a0", "ArgosySmall") if shown.currency else ""
    figure = before + run(shown.text, "ArgosyMissing" if shown.missing else "") + _small(shown)
    notes = [f"{item.value.level or ''} {shown.interval}".strip()] if shown.interval else []
    notes += [f"{writing.say(v.label)} {printed(v, writing.one).plain}".strip() for v in (item.comparison, item.target) if v]
    made = writing.stacked(item.label, "ArgosyKeyLabel") + paragraph(figure, "ArgosyKeySmall" if shown.missing else style)
    made += "".join(paragraph(runs(part), "ArgosyKeyNote") for part in pieces(item.sub, writing.lang, writing.values) if part)
    made += "".join(paragraph(run(note), "ArgosyKeyNote") for note in notes)
    if item.verdict:
        made += paragraph(
            run(f"{GLYPHS[item.verdict]} ", TONES[item.verdict]) + writing.inline(item.verdict_words, "ArgosySmall"), "ArgosyKeyNote"
        )
    return made


def _small(shown: Printed) -> str:
    unit = " ".join(part for part in (shown.unit, shown.en) if part)
    return run(f"\u00a0{unit}", "ArgosySmall") * bool(unit) + run(shown.mark, "ArgosyMark")


def clauses(writing: Writing, block: Clauses) -> str:
    """Articles: side by side with the prevailing text named when both languages print."""
    made = writing.caption(block.title, block.id)
    if writing.lang != "both":
        return made + "".join(_article(writing, item, writing.lang) for item in block.items)
    half = (writing.measure - _GUTTER) / 2
    heads = [_prevailing(writing, block, side) for side in ("zh", "en")]
    rows = [_pair_row(half, [paragraph(run(words), "ArgosyLabel", keep=True) for words in heads], head=True)]
    rows += [_pair_row(half, [_article(writing, item, side) for side in ("zh-Hant", "en")]) for item in block.items]
    return made + table("ArgosyPlain", [half, _GUTTER, half], rows) + after_table(writing, block.note)


def _prevailing(writing: Writing, block: Clauses, side: str) -> str:
    prevails = "zh" if block.prevails == "zh-Hant" else "en"
    return WORDS[f"{'prevails' if side == prevails else 'reference'}_{side}"].say("zh-Hant" if side == "zh" else "en")


def _pair_row(half: float, contents: Sequence[str], head: bool = False) -> str:
    rule = borders(bottom=(4, LINE)) if head else ""
    left, right = (cell(half, content, extra=rule) for content in contents)
    return row([left, cell(_GUTTER, paragraph("", "ArgosyLabel")), right], head=head)


def _article(writing: Writing, item: Clause, lang: str) -> str:
    mark = f"　▲ {WORDS['deviation'].say(lang)}" if item.deviation and writing.report.audience == "internal" else ""
    heading = f"{WORDS['article'].format(no=item.no).say(lang)}　{item.heading.say(lang)}"
    return paragraph(run(heading) + run(mark, "ArgosyBad"), "ArgosyClause") + paragraph(run(item.text.say(lang)))


def approval(writing: Writing, block: Approval) -> str:
    """Who made, checked and approved, side by side; then empty seal boxes with their labels below."""
    made = ""
    if block.steps:
        width = (writing.measure - _GUTTER * (len(block.steps) - 1)) / len(block.steps)
        made += table("ArgosyPlain", _with_gutters([width], len(block.steps)), [_steps(writing, block.steps, width)])
    if block.seals:
        made = _unbroken(writing, f"{made}{GAP}{_seals(writing, block.seals)}" if made else _seals(writing, block.seals))
    return writing.caption(block.title, block.id) + made + after_table(writing, block.note)


def _unbroken(writing: Writing, tables: str) -> str:
    """Tables in one row that never splits, so that signatures and seals stay on one page."""
    return table("ArgosyPlain", [writing.measure], [row([cell(writing.measure, tables + paragraph("", "ArgosyBreak"))])])


def _steps(writing: Writing, steps: Sequence[SignStep], width: float) -> str:
    cells: list[str] = []
    for step in steps:
        if cells:
            cells.append(cell(_GUTTER, paragraph("", "ArgosyLabel")))
        cells.append(cell(width, _step(writing, step), extra=borders(top=(8, ACCENT))))
    return row(cells)


def _step(writing: Writing, step: SignStep) -> str:
    signed = next((s for s in writing.report.approvals if s.act == step.act), None)
    label = writing.stacked(step.label, "ArgosyLabel")
    if signed is None:
        waiting = paragraph(run(writing.say(step.role)), "ArgosyValue") if step.role else ""
        return label + waiting + paragraph("", "ArgosyValue") + paragraph(run(writing.say(WORDS["unsigned"]), "ArgosySoft"), "ArgosyLabel")
    when = f"{local_time(signed.at):%Y-%m-%d %H:%M}　{writing.say(METHOD_WORDS[signed.method])}"
    role = signed.role if writing.report.audience == "internal" else writing.say(step.role)
    name = run(writing.say(signed.person), "ArgosyStrong") + run(f"　{role}" if role else "", "ArgosySoft")
    comment = paragraph(run(signed.comment), "ArgosyLabel") if signed.comment else ""
    return label + paragraph(name, "ArgosyValue") + paragraph(run(when), "ArgosyLabel") + comment


def _seals(writing: Writing, seals: Sequence[Text]) -> str:
    """For each party a company seal of 30 mm and a signatory seal of 18 mm, dashed, labelled below."""
    if not seals:
        return ""
    rest = (writing.measure - _GUTTER * (len(seals) - 1)) / len(seals) - _SEAL_MM - _SMALL_SEAL_MM - 4
    group = [_SEAL_MM, 4.0, _SMALL_SEAL_MM, rest]
    names, boxes, labels = [], [], []
    for n, seal in enumerate(seals):
        gap = [cell(_GUTTER, paragraph("", "ArgosySeal"))] if n else []
        names += [*gap, cell(sum(group), writing.stacked(seal, "ArgosyValue", keep=True), span=4)]
        boxes += [*gap, *_seal_boxes(group)]
        labels += [*gap, *_seal_labels(writing, group)]
    return table("ArgosyPlain", _with_gutters(group, len(seals)), [row(names), row(boxes, height=_SEAL_MM), row(labels)])


def _seal_boxes(group: Sequence[float]) -> list[str]:
    empty = paragraph("", "ArgosySeal", keep=True)
    dashed = borders(**dict.fromkeys(("top", "left", "bottom", "right"), (4, SOFT))).replace('"single"', '"dashed"')
    small = table("ArgosyPlain", [_SMALL_SEAL_MM], [row([cell(_SMALL_SEAL_MM, empty, extra=dashed)], height=_SMALL_SEAL_MM)])
    small += paragraph("", "ArgosyBreak", keep=True)
    at_foot = '<w:vAlign w:val="bottom"/>'
    return [cell(group[0], empty, extra=dashed), cell(group[1], empty), cell(group[2], small, extra=at_foot), cell(group[3], empty)]


def _seal_labels(writing: Writing, group: Sequence[float]) -> list[str]:
    words = (WORDS["company_seal"], None, WORDS["signatory_seal"], None)
    return [cell(width, writing.stacked(text, "ArgosySeal")) for width, text in zip(group, words, strict=True)]
