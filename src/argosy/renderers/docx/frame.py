"""What surrounds the blocks: letterhead, control block, findings, running heads and feet, page set-up."""

from __future__ import annotations

from argosy.kernel.text import Text
from argosy.renderers.docx.markup import cell, field, paragraph, row, run, table, twips
from argosy.renderers.docx.writing import Writing
from argosy.renderers.formatting import pair
from argosy.renderers.outline import is_contract, listed
from argosy.renderers.phrases import CLASS_WORDS, STATE_WORDS, WORDS, dated, labelled, revision_beside
from argosy.report.model import Report

# page width and height, margins left, right, top, bottom, in millimetres
PAGES = {"portrait": (210, 297, 20, 18, 25, 20), "landscape": (297, 210, 15, 15, 23, 17)}
_EDGE_MM = 9
_CONTROL_MM = 62.0
SETTLED = ("issued", "superseded", "withdrawn")


def measure(orientation: str) -> float:
    """The width of the text in millimetres."""
    width, _, left, right, _, _ = PAGES[orientation]
    return float(width - left - right)


def section_properties(orientation: str, references: str, first: bool) -> str:
    """Page size and margins of one run of sections; the first has a letterhead of its own."""
    width, height, left, right, top, bottom = (twips(mm) for mm in PAGES[orientation])
    turned = ' w:orient="landscape"' if orientation == "landscape" else ""
    edge = twips(_EDGE_MM)
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if first else ''}</w:sectPr>"
    )


def letterhead(writing: Writing) -> str:
    """The head of page 1: banner unless issued, who sends it, the accent rule."""
    head, whole = writing.report.letterhead, writing.measure
    first, second = head.name.say(writing.one), head.name.en if writing.lang != "en" else ""
    name = run(first) + (run(f"　{second}", "ArgosySmall") if second and second != first else "")
    side = "".join(paragraph(run(line), "ArgosyFirmSide") for line in _side(writing)) or paragraph("", "ArgosyFirmSide")
    widths = [whole * 0.55, whole * 0.45]
    made = table(
        "ArgosyPlain",
        widths,
        [
            row(
                [
                    cell(widths[0], paragraph(name, "ArgosyFirm"), extra='<w:vAlign w:val="bottom"/>'),
                    cell(widths[1], side, extra='<w:vAlign w:val="bottom"/>'),
                ]
            )
        ],
    )
    return _banner(writing) + made + paragraph(_watermark(writing), "ArgosyFirmRule")


def _side(writing: Writing) -> list[str]:
    head = writing.report.letterhead
    if writing.report.audience == "internal":
        return [writing.say(head.unit)] if head.unit else []
    first, second = pair(head.address, writing.lang)
    tax = f"{writing.say(WORDS['tax_id'])} {head.tax_id}" if head.tax_id else ""
    lines = ("　".join(part for part in (first, tax) if part), second, "　".join(part for part in (head.phone, head.email) if part))
    return [line for line in lines if line]


def _banner(writing: Writing) -> str:
    report = writing.report
    if report.state in SETTLED and report.state != "withdrawn":
        return ""
    words = STATE_WORDS[report.state] if report.state == "withdrawn" else _NOT_ISSUED.format(state=STATE_WORDS[report.state])
    return paragraph(run("　".join(part for part in pair(words, writing.lang) if part)), "ArgosyBanner")


_NOT_ISSUED = Text("{state}：尚未發行，內容可能變動", "{state}: not issued, may still change")


def running_head(writing: Writing) -> str:
    """The head from page 2: title and subtitle left; number, revision and class right."""
    report = writing.report
    left = run(writing.say(report.title), "ArgosyStrong") + run(f"　{writing.say(report.subtitle)}" if report.subtitle else "")
    right = "　".join(
        part for part in (number(report, writing.one), revision_beside(report), writing.say(CLASS_WORDS[report.confidentiality])) if part
    )
    return _banner(writing) + paragraph(left + run(f"\t{right}") + _watermark(writing), "Header", extra=_right_edge(writing.measure))


def foot(writing: Writing) -> str:
    """Basis, firm or initials left; number, revision and hash in the middle; page right."""
    report = writing.report
    if is_contract(report):
        left = f"{writing.say(WORDS['initials'])} ____________  ____________"
    elif report.audience == "internal":
        left = f"{writing.say(WORDS['basis'])} {report.basis}"
    else:
        left = writing.say(report.letterhead.name)
    demo = f"　{writing.say(WORDS['demo'])}" if report.demo else ""
    middle = "　".join(part for part in (number(report, writing.one), revision_beside(report), report.content_hash[:8]) if part)
    pages = run(f"\t{writing.say(WORDS['page'])} ") + field("PAGE", "1") + run(" / ") + field("NUMPAGES", "1")
    return paragraph(run(f"{left}{demo}\t{middle}") + pages, "Footer", extra=_thirds(writing.measure))


def _right_edge(mm: float) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{twips(mm)}"/></w:tabs>'


def _thirds(mm: float) -> str:
    return f'<w:tabs><w:tab w:val="center" w:pos="{twips(mm * 0.56)}"/><w:tab w:val="right" w:pos="{twips(mm)}"/></w:tabs>'


def number(report: Report, lang: str) -> str:
    """The document number, or the draft reference named as one."""
    return report.doc_no or " ".join(part for part in (WORDS["draft"].say(lang), report.draft_ref) if part)


def title_block(writing: Writing) -> str:
    """Title and subtitle left, control block right."""
    report = writing.report
    first, second = pair(report.title, writing.lang)
    left = paragraph(run(first), "Title") + (paragraph(run(second), "Subtitle") if second else "")
    left += paragraph(writing.inline(report.subtitle), "Subtitle") if report.subtitle else ""
    right = "".join(
        paragraph(run(f"{label}\t", "ArgosySoft") + run(words, style), "ArgosyControl") for label, words, style in _control(writing)
    )
    widths = [writing.measure - _CONTROL_MM, _CONTROL_MM]
    return table("ArgosyPlain", widths, [row([cell(widths[0], left), cell(widths[1], right)])]) + paragraph("", "ArgosyGap")


def _control(writing: Writing) -> list[tuple[str, str, str]]:
    report, say = writing.report, writing.say
    bold = "ArgosyStrong" if report.confidentiality == "confidential" else ""
    lines = [
        (say(WORDS["no"]), number(report, writing.one), "ArgosyStrong"), (say(WORDS["rev"]), f"R{report.revision}", ""), (say(WORDS["date"]), dated(report), ""),
        (say(WORDS["class"]), CLASS_WORDS[report.confidentiality].say(writing.lang), bold),
    ]  # fmt: skip
    lines += (
        [(say(WORDS["as_of"]), report.as_of.isoformat(), "")]
        if report.audience == "internal" and report.as_of.isoformat() != dated(report)
        else []
    )
    lines += [(say(WORDS["replaces"]), report.replaces, "")] if report.replaces else []
    return lines if report.state == "issued" else [*lines, (say(WORDS["state"]), STATE_WORDS[report.state].say(writing.lang), "ArgosyBad")]


def findings(writing: Writing) -> str:
    """What stands in the way of issue, before section 1; nothing once issued."""
    report = writing.report
    shown = listed(report)
    if report.state in SETTLED or not shown or report.audience != "internal":
        return ""
    head = WORDS["findings" if shown[0].level == "block" else "warnings"]
    made = paragraph(run("▲ ") + writing.inline(head), "ArgosyAlarm")
    for finding in shown:
        reason = f"\n{labelled(WORDS['waived'], finding.waived, writing.lang)}" if finding.waived else ""
        kind = run(f"　{writing.say(WORDS[finding.level])}", "ArgosySmall")
        made += paragraph(
            run(f"{finding.id}\t", "ArgosyStrong") + writing.inline(finding.message, "ArgosySmall") + kind + run(reason, "ArgosySmall"),
            "ArgosyFinding",
        )
    return made


def _watermark(writing: Writing) -> str:
    """Outlined letters behind the text of every page of sample data."""
    if not writing.report.demo:
        return ""
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" '
        'style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:62pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;'
        'mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" filled="f" strokecolor="#D5DBE0" strokeweight="0.5pt">'
        '<v:textpath style="font-family:&quot;Microsoft JhengHei&quot;;font-size:1pt" string="WORDS"/></v:shape></w:pict></w:r>'
    ).replace("WORDS", writing.say(WORDS["demo"]))
