"""LibreOffice opens the documents, prints them, and the words are on the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from argosy.renderers.docx import render
from argosy.report.model import Report
from tests.renderers.gallery import gallery, long_table, quotation
from tests.renderers.office import converted, needs_office, needs_pdftotext, pdf_text

pytestmark = [pytest.mark.office, needs_office, needs_pdftotext]


@pytest.mark.parametrize(
    ("make", "lang", "wanted", "most"),
    [
        (gallery, "zh-Hant", ("一般稅與貨物稅試算表", "4,497,000", "圖 1", "資料來源與截止日", "送審中"), 15),
        (gallery, "en", ("Duty and tax worksheet", "Table 1", "Sources and dates", "In check"), 16),
        (quotation, "both", ("報價單", "Quotation", "61,523.50", "Signatory seal", "1/2"), 2),
    ],
)
def test_documents_print(make: Callable[[], Report], lang: str, wanted: tuple[str, ...], most: int, tmp_path: Path) -> None:
    text = pdf_text(converted(render(make(), lang), "document.docx", "pdf", tmp_path))
    packed = "".join(text.split())
    assert [word for word in wanted if "".join(word.split()) not in packed] == []
    assert text.count("\f") <= most
    assert not any(len(page.split()) < 12 for page in text.split("\f")[:-1])


def test_heads_repeat_on_every_page(tmp_path: Path) -> None:
    text = pdf_text(converted(render(long_table(150), "zh-Hant"), "long.docx", "pdf", tmp_path))
    pages = text.split("\f")[:-1]
    assert len(pages) >= 3
    assert all("毛重" in page for page in pages)


def test_another_program_keeps_the_structure(tmp_path: Path) -> None:
    import docx

    again = docx.Document(str(converted(render(quotation(), "both"), "again.docx", "docx:MS Word 2007 XML", tmp_path)))
    ours = docx.Document(str(tmp_path / "again.docx"))
    assert len(again.tables) == len(ours.tables)
    assert [s.orientation for s in again.sections] == [s.orientation for s in ours.sections]
