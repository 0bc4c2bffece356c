"""What a word processor finds: styles, numbering, fields, locked figures, tables that repeat their heads, pages in both orientations."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from argosy.kernel.text import Text, same
from argosy.renderers import RENDERERS
from argosy.renderers.docx import render
from argosy.renderers.docx.chart_tables import chart_grid, fold
from argosy.renderers.docx.markup import plain, run
from argosy.renderers.docx.styles import style_sheet
from argosy.renderers.grid import Grid, Head, Line
from argosy.report.model import Report, Section
from argosy.report.prose import prose
from argosy.report.words import Paragraph
from tests.renderers import gallery_visuals as drawn
from tests.renderers.gallery import INJECTIONS, duty_table, gallery, long_table, quotation

pytestmark = pytest.mark.slow


def opened(report: Report, lang: str = "zh-Hant") -> Any:
    return docx.Document(BytesIO(render(report, lang)))


def body(report: Report, lang: str = "zh-Hant") -> Any:
    return opened(report, lang).element.body


def words(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def part_text(report: Report, name: str, lang: str = "zh-Hant") -> str:
    package = ZipFile(BytesIO(render(report, lang)))
    return "".join(package.read(n).decode() for n in package.namelist() if n.startswith(f"word/{name}"))


def only(*blocks: Any, **changes: Any) -> Report:
    return gallery(sections=(Section(id="s", title=Text("一", "One"), blocks=blocks),), names={}, **changes)


def test_registered_under_its_format() -> None:
    assert RENDERERS.get("docx").render(quotation(), "en")[:2] == b"PK"


def test_equal_reports_give_equal_bytes() -> None:
    assert render(quotation(), "both") == render(quotation(), "both")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh-Hant", "en", "both"])
def test_every_language_shows_every_section(lang: str) -> None:
    text = words(body(gallery(), lang))
    for section in gallery().sections:
        assert section.title.say("zh-Hant" if lang == "both" else lang) in text


@pytest.mark.slow
def test_headings_are_styles_bound_to_one_multilevel_list() -> None:
    document = opened(gallery())
    headings = [p for p in document.paragraphs if p.style.name.lower().startswith("heading")]
    assert [p.style.style_id for p in headings] == ["Heading1"] * 6 + ["Heading2"] + ["Heading1"] * 4
    numbers = {document.styles[name].element.pPr.numPr.numId.val for name in ("Heading 1", "Heading 2", "Heading 3")}
    assert len(numbers) == 1
    assert "%1.%2" in part_text(gallery(), "numbering")


def test_unnumbered_sections_use_a_style_without_number() -> None:
    document = opened(quotation(), "en")
    styles = {p.style.style_id for p in document.paragraphs if p.text in ("Offer", "Terms")}
    assert styles == {"ArgosyHeading1"}
    assert document.styles["Argosy Heading 1"].element.pPr.numPr.numId.val == 0


@pytest.mark.slow
def test_no_run_sets_its_own_font_or_size() -> None:
    document = body(gallery(), "both")
    assert document.findall(f".//{qn('w:rFonts')}") == []
    assert document.findall(f".//{qn('w:sz')}") == []
    assert document.findall(f".//{qn('w:jc')}") == []


def test_every_style_in_use_exists() -> None:
    defined = set(re.findall(r'w:styleId="(\w+)"', style_sheet()))
    used = set(re.findall(r'w:(?:p|r|tbl)Style w:val="(\w+)"', part_text(gallery(), "document", "both") + part_text(gallery(), "header")))
    assert used <= defined
    assert len(used) > 30


def test_lines_are_exact_except_where_a_picture_stands() -> None:
    free = re.findall(r'w:styleId="(\w+)">(?:(?!</w:style>).)*w:lineRule="auto"', style_sheet())
    assert free == ["ArgosyPicture"]


def test_east_asian_font_and_languages_are_set() -> None:
    sheet = style_sheet()
    assert 'w:eastAsia="Microsoft JhengHei"' in sheet
    assert '<w:lang w:val="en-GB" w:eastAsia="zh-TW"' in sheet
    assert opened(quotation(), "en").core_properties.language == "en-GB"


def test_figures_in_prose_are_locked_and_carry_their_id() -> None:
    report = only(
        Paragraph(id="p", text=prose("稅費 [[lines.1.duty]]。", "Duty [[lines.1.duty]].")), duty_table().model_copy(update={"note": None})
    )
    (control,) = body(report).findall(f".//{qn('w:sdt')}")
    assert control.find(f".//{qn('w:tag')}").get(qn("w:val")) == "lines.1.duty"
    assert control.find(f".//{qn('w:lock')}").get(qn("w:val")) == "sdtContentLocked"
    assert words(control) == "TWD\u00a051,966"


def test_tables_repeat_heads_never_split_rows_and_agree_on_widths() -> None:
    for table in body(gallery(), "both").iter(qn("w:tbl")):
        grid = [int(c.get(qn("w:w"))) for c in table.find(qn("w:tblGrid"))]
        for line in table.findall(qn("w:tr")):
            assert line.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None or table.find(f".//{qn('w:drawing')}") is not None
            cells = [int(c.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) for c in line.findall(qn("w:tc"))]
            assert abs(sum(cells) - sum(grid)) <= len(grid)


def test_rules_tables_have_a_head_row() -> None:
    rules = [t for t in body(gallery()).iter(qn("w:tbl")) if t.find(f".//{qn('w:tblStyle')}").get(qn("w:val")) == "ArgosyTable"]
    assert len(rules) > 20
    assert all(t.find(f".//{qn('w:tblHeader')}") is not None for t in rules)


def test_a_wide_table_keeps_to_the_landscape_page_in_readable_type() -> None:
    table = next(t for t in body(gallery()).iter(qn("w:tbl")) if len(t.find(qn("w:tblGrid"))) == 18)
    width = sum(int(c.get(qn("w:w"))) for c in table.find(qn("w:tblGrid"))) * 25.4 / 1440
    sizes = {int(size) for size in re.findall(r"ArgosyCell(\d\d)", "".join(s.get(qn("w:val")) for s in table.iter(qn("w:pStyle"))))}
    assert width <= 267.1
    assert min(sizes) >= 63


def test_short_tables_stay_together() -> None:
    (table,) = [
        t for t in body(only(duty_table().model_copy(update={"note": None}))).iter(qn("w:tbl")) if len(t.find(qn("w:tblGrid"))) == 18
    ]
    *rows, last = table.findall(qn("w:tr"))
    assert all(row.find(f".//{qn('w:keepNext')}") is not None for row in rows[2:])
    assert last.find(f".//{qn('w:keepNext')}") is None


@pytest.mark.slow
def test_captions_are_numbered_by_fields() -> None:
    codes = [i.text.strip() for i in body(gallery(), "en").iter(qn("w:instrText"))]
    assert codes.count("SEQ Table \\* ARABIC") == 8
    assert codes.count("SEQ Figure \\* ARABIC") == 19
    captions = [p.text for p in opened(gallery(), "en").paragraphs if p.style.style_id == "Caption"]
    assert captions[0].startswith("Table 1　Duties and taxes line by line")


def test_foot_counts_pages() -> None:
    foot = part_text(gallery(), "footer")
    assert foot.count(" PAGE ") == foot.count(" NUMPAGES ") == 3
    assert "KPS1420-002v3 T1.2 O1.2.1" in foot


def test_pictures_say_what_they_show() -> None:
    found = list(body(gallery(), "en").iter(qn("wp:docPr")))
    assert len(found) == 19
    assert all(p.get("descr") for p in found)
    assert len({p.get("id") for p in found}) == len(found)


def test_pictures_keep_to_the_page() -> None:
    for extent in body(gallery()).iter(qn("wp:extent")):
        assert int(extent.get("cx")) / 36000 <= 267.1


def test_orientation_follows_the_sections() -> None:
    sections = opened(gallery()).sections
    assert [s.page_width > s.page_height for s in sections] == [False, True, False]
    assert [s.different_first_page_header_footer for s in sections] == [True, False, False]
    assert round(sections[0].page_width.mm) == 210


def test_running_head_names_the_document() -> None:
    heads = part_text(gallery(), "header")
    for wanted in ("一般稅與貨物稅試算表", "草案 DTX-D0017", "內部", "示範海舟貿易股份有限公司"):
        assert wanted in heads


def test_drafts_carry_a_red_banner_and_issued_files_do_not() -> None:
    assert "ArgosyBanner" in part_text(gallery(), "header")
    assert "尚未發行" in part_text(gallery(), "header")
    assert "ArgosyBanner" not in part_text(gallery(state="issued", doc_no="X-1"), "header")


def test_findings_stand_before_section_one_until_issue() -> None:
    text = words(body(gallery()))
    assert text.index("DT9") < text.index("試算摘要")
    assert "C07" not in text
    assert "DT9" not in words(body(gallery(state="issued", doc_no="X-1")))
    assert "DT9" not in words(body(gallery(audience="external")))


def test_sample_data_is_marked_behind_the_text() -> None:
    assert "PowerPlusWaterMarkObject" in part_text(gallery(), "header")
    assert "PowerPlusWaterMarkObject" not in part_text(gallery(demo=False), "header")


def test_external_letterhead_has_address_and_tax_number() -> None:
    heads = part_text(quotation(), "header")
    assert "統一編號 00000005" in heads
    assert "KPS1420" not in part_text(quotation(), "footer")


def test_clauses_stand_side_by_side_with_the_prevailing_text_named() -> None:
    table = next(t for t in body(gallery(), "both").iter(qn("w:tbl")) if "準據文本" in words(t))
    first, *rows = table.findall(qn("w:tr"))
    assert "中文（準據文本）" in words(first)
    assert "English (for reference)" in words(first)
    assert len(rows) == 3
    assert "第 1 條" in words(rows[0])
    assert "Article 1" in words(rows[0])


def test_signatures_and_empty_seals() -> None:
    text = words(body(quotation(), "both"))
    assert "陳示範" in text
    assert "線上簽核" in text
    assert text.count("公司大章") == 2


def test_guidance_is_not_printed_once_issued() -> None:
    assert "至少三十字" in words(body(gallery()))
    assert "至少三十字" not in words(body(gallery(state="issued", doc_no="X-1")))


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_from_data_is_only_text(text: str) -> None:
    found = opened(only(Paragraph(id="p", text=prose("一", "one")), title=same(text), subtitle=same(text)), "en")
    assert text.replace("\\n", "") in words(found.element.body).replace("\\n", "")


def test_characters_xml_forbids_are_dropped() -> None:
    assert plain("a\x00\x0bb<&>\ufffe") == "ab&lt;&amp;&gt;"
    assert run("a\tb\nc").count("<w:tab/>") == 1


def test_long_tables_hold_every_row() -> None:
    (table,) = [
        t
        for t in body(long_table(500)).iter(qn("w:tbl"))
        if t.find(f".//{qn('w:tblStyle')}").get(qn("w:val")) == "ArgosyTable" and len(t.findall(qn("w:tr"))) > 400
    ]
    assert len(table.findall(qn("w:tr"))) == 502


def test_series_of_a_chart_stand_across() -> None:
    grid = chart_grid(next(c for c in drawn.charts() if c.id == "options"), "en")
    assert [head.label.en for head in grid.heads] == ["Item", "Duty", "Commodity tax", "Alcohol tax", "VAT"]
    assert [cell.text for cell in grid.lines[1].cells if cell] == ["B with proof", "209,371", "71,720", "86,184", "72,740"]


def test_charts_without_series_list_their_rows_with_intervals() -> None:
    grid = chart_grid(next(c for c in drawn.charts() if c.id == "ranking"), "en")
    assert [cell.text for cell in grid.lines[0].cells if cell] == ["Netherlands", "71.7", "[66.0, 76.7]"]


def test_a_chart_whose_table_is_elsewhere_has_none_of_its_own() -> None:
    chart = next(c for c in drawn.charts() if c.id == "ranking")
    with_table, without = (len(list(body(only(c)).iter(qn("w:tbl")))) for c in (chart, chart.model_copy(update={"data_table": "lines"})))
    assert with_table == without + 1


def test_long_narrow_tables_are_folded() -> None:
    grid = Grid((Head("a", same("a")),), tuple(Line("normal", (None,), id=str(n)) for n in range(14)))
    assert (len(fold(grid, 3).heads), len(fold(grid, 3).lines)) == (2, 7)
    assert fold(grid, 1).lines == grid.lines


def test_paragraphs_nobody_wrote_are_shown_until_issue() -> None:
    report = only(Paragraph(id="p", role="authored", text=prose("", "")))
    assert "□ 尚未撰寫" in words(body(report))
    assert "□ 尚未撰寫" not in words(body(report.model_copy(update={"state": "issued"})))


def test_a_report_without_sections_is_still_a_page() -> None:
    assert len(opened(gallery(sections=(), names={})).sections) == 1
