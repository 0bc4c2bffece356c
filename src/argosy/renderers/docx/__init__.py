"""The word processor document: a report as DOCX with real styles, numbered headings, fields and locked figures."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from argosy.renderers.appendix import checklist_grid, source_grid, working_grid
from argosy.renderers.docx import drawings, frame, matrices, tables, words
from argosy.renderers.docx.markup import NAMESPACES, paragraph
from argosy.renderers.docx.styles import numbering, style_sheet
from argosy.renderers.docx.writing import Writing
from argosy.renderers.outline import Numbered, outline, side_by_side
from argosy.renderers.phrases import index_values
from argosy.report.model import AnyBlock, Citations, Report, TraceTable
from argosy.report.table import Table
from argosy.report.visual import Chart, Map, Matrix, Timeline
from argosy.report.words import Approval, Asset, Checklist, Clauses, Fields, KeyFigures, Paragraph

_GRID_PT = 7.6


def render(report: Report, lang: str) -> bytes:
    """The file. Equal reports give equal bytes."""
    from docx import Document

    document = Document()
    _restyle(document)
    _modern(document)
    _describe(document, report, lang)
    plan = outline(report)
    writing = Writing(report, lang, plan.captions, index_values(report), document.part)
    runs = _runs(report, plan.sections)
    body = [frame.title_block(_measured(writing, report, runs[:1])), frame.findings(writing)]
    references: dict[str, str] = {}
    for n, (orientation, sections) in enumerate(runs):
        writing.measure = frame.measure(orientation)
        first = n == 0
        if orientation not in references:
            references[orientation] = _margins(document, writing)
        body += [_section(writing, section) for section in sections]
        properties = frame.section_properties(
            orientation, references[orientation] + (_first_page(document, writing) if first else ""), first
        )
        body.append(properties if n == len(runs) - 1 else paragraph("", "ArgosyBreak", extra=properties))
    _fill(document, "".join(body))
    return _packed(document)


def _measured(writing: Writing, report: Report, runs: list[tuple[str, list[Numbered]]]) -> Writing:
    writing.measure = frame.measure(runs[0][0] if runs else report.orientation)
    return writing


def _runs(report: Report, sections: tuple[Numbered, ...]) -> list[tuple[str, list[Numbered]]]:
    """Sections grouped while the page keeps its orientation; a report without sections still has a page."""
    runs: list[tuple[str, list[Numbered]]] = []
    for section in sections:
        orientation = section.section.orientation or report.orientation
        if not runs or runs[-1][0] != orientation:
            runs.append((orientation, []))
        runs[-1][1].append(section)
    return runs or [(report.orientation, [])]


def _section(writing: Writing, part: Numbered) -> str:
    section = part.section
    style = f"Heading{section.level}" if section.numbered else f"ArgosyHeading{section.level}"
    made = paragraph(writing.inline(section.title), style, extra="<w:pageBreakBefore/>" if section.break_before else "")
    for row in side_by_side(part.blocks):
        if len(row) == 2 and isinstance(row[0], Chart) and isinstance(row[1], Chart):
            made += drawings.pair_of_charts(writing, row[0], row[1])
        else:
            made += "".join(_block(writing, block) for block in row)
    return made.removesuffix(tables.GAP) + paragraph("", "ArgosyBreak") if made.endswith(f"</w:tbl>{tables.GAP}") else made


def _block(writing: Writing, block: AnyBlock) -> str:
    made: str = _BLOCKS[type(block)](writing, block)
    return made


def _checklist(writing: Writing, block: Checklist) -> str:
    return (
        writing.caption(block.title, block.id)
        + tables.grid_table(writing, checklist_grid(block, writing.lang), _GRID_PT)
        + tables.after_table(writing, block.note)
    )


def _citations(writing: Writing, block: Citations) -> str:
    return tables.grid_table(writing, source_grid(writing.report, writing.lang), _GRID_PT) + tables.after_table(writing, block.note)


def _workings(writing: Writing, block: TraceTable) -> str:
    return tables.grid_table(writing, working_grid(writing.report, block, writing.lang), _GRID_PT) + tables.after_table(writing, block.note)


_BLOCKS: dict[type, Callable[[Writing, Any], str]] = {
    Paragraph: words.prose_block, Fields: words.fields, KeyFigures: words.key_figures, Table: tables.data_table, Chart: drawings.chart,
    Matrix: matrices.matrix, Timeline: drawings.timeline, Map: drawings.world, Checklist: _checklist, Clauses: words.clauses, Asset: drawings.asset,
    Approval: words.approval, Citations: _citations, TraceTable: _workings,
}  # fmt: skip


def _restyle(document: Any) -> None:
    package = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        del package.rels[key]  # a picture of the empty document the package starts from
    _rewrite(document.part._styles_part, style_sheet())
    _rewrite(document.part.numbering_part, numbering())


def _modern(document: Any) -> None:
    """Ask word processors to lay tables out as since 2013: their edge, not their text, on the margin."""
    from docx.oxml.ns import qn

    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for languages in document.settings.element.iter(qn("w:themeFontLang")):
        languages.set(qn("w:eastAsia"), "zh-TW")


def _rewrite(part: Any, text: str) -> None:
    """The whole content of a package part. Moving parsed elements into the old tree instead takes time with the square of their number."""
    from docx.oxml import parse_xml

    part._element = parse_xml(text)


def _describe(document: Any, report: Report, lang: str) -> None:
    found = document.core_properties
    found.title = f"{report.title.say(lang)} {report.printed_no}".strip()
    found.author = found.last_modified_by = report.letterhead.name.say(lang)
    found.subject = report.subtitle.say(lang)
    found.keywords = report.key
    found.comments = ""
    found.language = "en-GB" if lang == "en" else "zh-TW"
    found.created = found.modified = report.built_at.replace(tzinfo=None)
    found.revision = report.revision + 1


def _margins(document: Any, writing: Writing) -> str:
    """Running head and foot of one orientation; returns the references a section needs."""
    head, foot = (
        _part(document, kind, content) for kind, content in (("header", frame.running_head(writing)), ("footer", frame.foot(writing)))
    )
    return f'<w:headerReference w:type="default" r:id="{head}"/><w:footerReference w:type="default" r:id="{foot}"/>'


def _first_page(document: Any, writing: Writing) -> str:
    head, foot = (
        _part(document, kind, content) for kind, content in (("header", frame.letterhead(writing)), ("footer", frame.foot(writing)))
    )
    return f'<w:headerReference w:type="first" r:id="{head}"/><w:footerReference w:type="first" r:id="{foot}"/>'


def _part(document: Any, kind: str, content: str) -> str:
    part, relation = getattr(document.part, f"add_{kind}_part")()
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    _rewrite(part, f"<w:{tag} {NAMESPACES}>{content}</w:{tag}>")
    return str(relation)


def _fill(document: Any, content: str) -> None:
    _rewrite(document.part, f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>")


def _packed(document: Any) -> bytes:
    """The package with one date on every entry, so that equal content has equal bytes."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
