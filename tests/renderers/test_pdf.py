"""The PDF: it compiles without warnings, prints every value, sets data as text only, and is the same each time."""

import re
import subprocess
import unicodedata
from shutil import which

import pytest

from argosy.kernel.text import Text
from argosy.renderers import RENDERERS
from argosy.renderers.formatting import printed
from argosy.renderers.grid import lay_out
from argosy.renderers.pdf.content import content
from argosy.report.model import Section, block_values
from argosy.report.value import Value
from argosy.report.words import Fields
from tests.renderers.gallery import INJECTIONS, gallery, long_table, quotation

PDF = RENDERERS.get("pdf")
LANGS = ("zh-Hant", "en", "both")
reads_text = pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext (poppler) is not installed")
pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def pages():
    return {lang: PDF.render(gallery(), lang) for lang in LANGS}


def text_of(pdf):
    raw = subprocess.run([which("pdftotext"), "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return bare(raw)


def bare(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def page_count(pdf):
    info = subprocess.run([which("pdfinfo"), "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return int(re.search(r"Pages:\s+(\d+)", info)[1])


@pytest.mark.parametrize("lang", LANGS)
def test_every_block_kind_is_set(pages, lang):
    assert pages[lang].startswith(b"%PDF-")


def figures_of(report, lang):
    """Every figure and every gap as printed: table cells in their column's decimals, all others alone. Maps only shade."""
    for block in report.blocks():
        if block.kind == "table":
            yield from (cell.text for line in lay_out(block, lang).lines for cell in line.cells if cell and cell.figure)
        elif block.kind != "map":
            yield from (printed(value, lang).text for value in block_values(block) if value.is_figure or value.missing)


@reads_text
@pytest.mark.office
@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_of_the_report_is_printed(pages, lang):
    text, wanted = text_of(pages[lang]), list(figures_of(gallery(), lang))
    assert len(wanted) > 130
    assert [words for words in wanted if bare(words) not in text] == []


@reads_text
@pytest.mark.office
@pytest.mark.parametrize("lang", LANGS)
def test_what_looks_like_markup_prints_as_written(pages, lang):
    text = text_of(pages[lang])
    assert [given for given in INJECTIONS if bare(given) not in text] == []


@reads_text
@pytest.mark.office
def test_both_languages_are_on_the_page(pages):
    text = text_of(pages["both"])
    assert bare("每項貨物之應繳稅費") in text
    assert bare("Duties and taxes line by line") in text
    assert bare("第 1 條") in text
    assert bare("Article 1") in text


@reads_text
@pytest.mark.office
def test_an_english_document_has_no_chinese_but_what_it_must(pages):
    names = {"堃", "喆", "犇", "蔡示範", "陳示範", "許示範", "林示範", "票"}
    found = set(re.findall(r"[\u4e00-\u9fff]+", text_of(pages["en"])))
    assert {words for words in found if not any(name in words for name in names)} == set()


def test_the_same_report_gives_the_same_bytes():
    assert PDF.render(quotation(), "both") == PDF.render(quotation(), "both")


def test_it_is_tagged_archival_and_dated_by_the_report():
    pdf = PDF.render(quotation(), "zh-Hant")
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid:part" in pdf
    assert b"pdfaid:part" in pdf
    assert b"D:20260630" in pdf


def test_codes_of_the_standard_are_only_metadata_on_external_documents():
    data = content(quotation(), "en")
    assert data["meta"]["internal"] is False
    assert "WS/O2.4.1" in data["meta"]["keywords"]


@pytest.mark.parametrize(("state", "shown"), [("draft", "Draft"), ("in_check", "In check"), ("withdrawn", "Withdrawn")])
def test_a_document_not_issued_says_so(state, shown):
    meta = content(gallery(state=state), "en")["meta"]
    assert meta["state"][0] == shown


def test_findings_print_only_before_issue_and_the_blocking_first():
    found = content(gallery(), "en")["findings"]
    assert [item["id"] for item in found["items"]] == ["DT9", "DT8"]
    assert found["alarm"]
    assert content(gallery(state="issued"), "en")["findings"] is None


def test_sections_may_turn_the_page():
    parts = content(gallery(), "en")["parts"]
    assert [part["landscape"] for part in parts] == [False, True, False]


@reads_text
@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize(("rows", "least", "most"), [(5, 1, 1), (300, 5, 9), (11200, 195, 210)])
def test_a_table_runs_from_one_page_to_two_hundred(rows, least, most):
    pdf = PDF.render(long_table(rows), "zh-Hant")
    assert least <= page_count(pdf) <= most


def test_a_character_without_a_glyph_prints_as_a_box():
    fields = Fields(id="vessel", items=(Value(id="vessel.name", v="MV ☐ DEMO", label=Text("船名", "Vessel")),))
    report = quotation(sections=(Section(id="s", title=Text("船", "Ship"), blocks=(fields,)),))
    without = report.model_copy(
        update={
            "sections": (
                Section(
                    id="s",
                    title=Text("船", "Ship"),
                    blocks=(fields.model_copy(update={"items": (Value(id="vessel.name", v="MV □ DEMO", label=Text("船名", "Vessel")),)}),),
                ),
            )
        }
    )
    assert PDF.render(report, "en") == PDF.render(without, "en")


def test_landscape_reports_are_landscape():
    assert re.search(rb"/MediaBox ?\[0 0 841", PDF.render(quotation(orientation="landscape"), "en"))
