"""What a reader of the file finds: sheets, types, names, protection, print set-up, no injected formula."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from argosy.kernel.text import Text, same
from argosy.renderers import RENDERERS
from argosy.renderers.xlsx import render
from argosy.renderers.xlsx.tabs import legal_name
from argosy.report.audience import for_audience
from argosy.report.model import Report, Section
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.words import Paragraph
from tests.renderers.gallery import INJECTIONS, duty_table, gallery, quotation
from tests.renderers.sums import TRIED, sums

pytestmark = pytest.mark.slow


def book(report: Report, lang: str = "zh-Hant") -> Any:
    return openpyxl.load_workbook(BytesIO(render(report, lang)))


def texts(sheet: Any) -> list[str]:
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]


def cell_of(sheet: Any, words: object) -> Any:
    return next(c for row in sheet.iter_rows() for c in row if c.value == words)


def one_table(table: Table, **changes: Any) -> Report:
    section = Section(id="s", title=Text("表", "Table"), sheet=Text("表", "Table"), blocks=(table,))
    return gallery(sections=(section,), names={}, **changes)


def test_registered_under_its_format() -> None:
    assert RENDERERS.get("xlsx").render(quotation(), "en")[:2] == b"PK"


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh-Hant", "en", "both"])
def test_every_language_renders_the_gallery(lang: str) -> None:
    names = book(gallery(), lang).sheetnames
    assert names[0] == {"zh-Hant": "說明", "en": "About", "both": "說明 About"}[lang]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 31


def test_equal_reports_give_equal_bytes() -> None:
    assert render(quotation(), "both") == render(quotation(), "both")


def test_first_sheet_holds_control_block_checks_and_signatures() -> None:
    words = "\n".join(texts(book(gallery())["說明"]))
    for wanted in ("DTX-D0017", "送審中", "2026-06-30", "DT9", "▲ 阻擋發行", "陳示範", "未簽核", "未登錄", "示範資料 DEMO"):
        assert wanted in words


def test_check_ids_stay_inside() -> None:
    words = "\n".join(texts(book(gallery(audience="external"))["說明"]))
    assert "DT9" not in words
    assert "KPS1420" not in words


def test_internal_columns_and_sections_are_absent_outside() -> None:
    secret = duty_table().model_copy(
        update={
            "columns": tuple(c.model_copy(update={"audience": "internal"}) if c.key == "sum" else c for c in duty_table().columns),
            "note": None,
        }
    )
    report = for_audience(one_table(secret, audience="external"))
    assert "116767" not in "".join(str(c.value) for row in book(report)["表"].iter_rows() for c in row)


def test_sections_without_sheet_join_the_one_before() -> None:
    report = gallery()
    sections = tuple(s.model_copy(update={"sheet": Text("摘要", "Summary")}) if n == 0 else s for n, s in enumerate(report.sections))
    assert book(report.model_copy(update={"sections": sections})).sheetnames[:2] == ["說明", "摘要"]
    assert "貨價基礎" not in book(report.model_copy(update={"sections": sections})).sheetnames


def test_endings_have_their_own_sheets() -> None:
    found = book(gallery())
    assert "商業發票 DM-INV-26061\n示範飲料株式會社" in texts(found["資料來源"])
    assert "四捨五入(完稅價格 × 稅率)" in texts(found["公式與法源"])


def test_types_of_cells() -> None:
    sheet = book(gallery())["逐項試算"]
    assert cell_of(sheet, "2202.10.00.10-6").data_type == "s"
    assert cell_of(sheet, 12000).number_format.startswith("#,##0;\u2212")
    assert cell_of(sheet, 0.2).number_format.startswith("0.0%")
    assert cell_of(sheet, "不適用").data_type == "s"


def test_dates_are_dates() -> None:
    dates = [c.value.date() for row in book(gallery())["貨價基礎"].iter_rows() for c in row if getattr(c, "is_date", False) and c.value]
    assert dates == [date(2026, 7, 6)]


def test_missing_figures_are_words_and_totals_still_add() -> None:
    columns = (
        Column(key="n", label=same("n"), type="m", unit="TWD"),
        Column(key="d", label=same("d"), type="m", unit="TWD", expr="[n] * 2"),
    )
    rows = (
        Row(id="a", cells={"n": Value(id="t.a.n", v="5", kind="money"), "d": Value(id="t.a.d", v="10", kind="money")}),
        Row(
            id="b", cells={"n": Value(id="t.b.n", kind="money", missing="pending"), "d": Value(id="t.b.d", kind="money", missing="pending")}
        ),
    )
    totals = Row(id="t", cells={"d": Value(id="t.t.d", v="10", kind="money", expr="sum(t.d)")})
    sheet = book(one_table(Table(id="t", columns=columns, rows=rows, totals=totals)))["表"]
    assert cell_of(sheet, "待補").data_type == "s"
    assert any(t.startswith("=SUM(") for t in texts(sheet))


def test_a_figure_made_from_a_missing_one_is_an_error_of_the_builder() -> None:
    columns = (Column(key="n", label=same("n"), type="m"), Column(key="d", label=same("d"), type="m", expr="[n] * 2"))
    rows = (Row(id="a", cells={"n": Value(id="t.a.n", kind="money", missing="pending"), "d": Value(id="t.a.d", v="10", kind="money")}),)
    with pytest.raises(ValueError, match=r"t\.a\.d .*missing n"):
        render(one_table(Table(id="t", columns=columns, rows=rows)), "en")


@pytest.mark.parametrize("text", [*INJECTIONS, "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://x.example", "{=1}", "'=1"])
def test_text_from_data_never_becomes_a_formula_or_a_link(text: str) -> None:
    table = Table(
        id="t", columns=(Column(key="a", label=same("a")),), rows=(Row(id="r", cells={"a": Value(id="t.a", v=text)}),), title=same(text)
    )
    data = render(one_table(table, title=same(text), subtitle=same(text)), "en")
    assert b"<f>" not in ZipFile(BytesIO(data)).read("xl/worksheets/sheet2.xml")
    assert not any(
        b"hyperlink" in ZipFile(BytesIO(data)).read(name) for name in ZipFile(BytesIO(data)).namelist() if name.startswith("xl/worksheets")
    )


def test_named_figures_are_named_ranges() -> None:
    names = book(sums(3)).defined_names
    assert names["運費"].attr_text == "'給定'!$D$4"
    assert "freight" in book(sums(3), "en").defined_names


def test_only_issued_files_are_protected_and_entries_stay_open() -> None:
    issued, draft = book(sums(3), "en")["Lines"], book(sums(3, state="draft"), "en")["Lines"]
    assert issued.protection.sheet
    assert issued.protection.password is None
    assert not draft.protection.sheet
    entry = next(c for c in issued[5] if c.data_type == "n" and c.fill.fgColor.rgb == "FFFFF8E6")
    assert not entry.protection.locked
    assert next(c for c in issued[5] if c.data_type == "f").protection.locked


def test_entry_columns_check_what_is_typed() -> None:
    sheet = book(sums(3), "en")["Lines"]
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds == {"decimal"}
    states = book(gallery())["文件與條款"].data_validations.dataValidation
    assert any("豁免" in str(rule.formula1) for rule in states)


def test_enum_columns_offer_their_options() -> None:
    table = Table(
        id="t",
        columns=(Column(key="a", label=same("a"), type="e", options=("C1", "C2")),),
        rows=(Row(id="r", cells={"a": Value(id="t.a", v="C1", kind="code")}),),
    )
    rules = book(one_table(table))["表"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ['"C1,C2"']


def test_print_set_up() -> None:
    sheet = book(gallery())["逐項試算"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, book(sums(300, tried=TRIED[:2]))["逐項"].page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert not sheet.sheet_view.showGridLines
    assert sheet.freeze_panes
    assert "DTX-D0017" in sheet.oddHeader.right.text
    assert "DEMO" in sheet.oddHeader.right.text
    assert "KPS1420-002v3 T1.2 O1.2.1" in sheet.oddFooter.left.text


def test_long_tables_repeat_their_heads() -> None:
    assert book(sums(60), "en")["Lines"].print_title_rows == "$4:$4"


def test_estimates_have_their_interval_beside_them() -> None:
    sheet = book(gallery())["措施與績效"]
    cell = cell_of(sheet, 3.1)
    assert cell.number_format.endswith('" e"')
    assert sheet.cell(cell.row, cell.column + 1).value == "[1.9, 4.6]"


def test_charts_are_native_where_the_kind_exists() -> None:
    names = ZipFile(BytesIO(render(gallery(), "en"))).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 10
    assert sum(name.startswith("xl/media/") for name in names) == 7


def test_charts_say_what_they_show() -> None:
    data = ZipFile(BytesIO(render(gallery(), "en")))
    drawings = b"".join(data.read(name) for name in data.namelist() if name.startswith("xl/drawings/drawing"))
    assert drawings.count(b"descr=") == 17


@pytest.mark.parametrize(
    ("words", "wanted"), [("a/b:c*[d]?", "a b c  d"), ("'x'", "x"), ("history", "history_"), ("", "Sheet"), ("長" * 40, "長" * 31)]
)
def test_legal_sheet_names(words: str, wanted: str) -> None:
    assert legal_name(words) == wanted


def test_long_prose_takes_several_rows() -> None:
    text = "長句一則。" * 2000
    section = Section(id="s", title=Text("文", "Prose"), blocks=(Paragraph(id="p", text=prose(text, text)),))
    sheet = book(gallery(sections=(section,), names={}))["文"]
    rows = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str) and "長句" in c.value]
    assert "".join(c.value for c in rows) == text
    assert len(rows) > 5
    assert max(sheet.row_dimensions[c.row].height for c in rows) <= 409


def test_foot_keeps_the_hash_apart_from_the_type_size() -> None:
    report = gallery().model_copy(update={"content_hash": "18fd73e8" * 8})
    foot = ZipFile(BytesIO(render(report, "en"))).read("xl/worksheets/sheet1.xml").decode()
    assert "&amp;8 18fd73e8" in foot


def test_paragraphs_nobody_wrote_are_shown_until_issue() -> None:
    section = Section(
        id="s",
        title=Text("文", "Prose"),
        blocks=(Paragraph(id="p", role="authored", text=prose("", "")), Paragraph(id="q", text=prose("一", "one"))),
    )
    report = gallery(sections=(section,), names={})
    assert "□ 尚未撰寫" in texts(book(report)["文"])
    assert "□ 尚未撰寫" not in texts(book(report.model_copy(update={"state": "issued"}))["文"])


def test_names_come_from_one_chinese_word_or_the_key() -> None:
    report = sums(3)
    given = report.sections[0].blocks[0]
    label = Text("運費（提單 1）", "Freight")
    items = tuple(v.model_copy(update={"label": label}) if v.id == "given.freight" else v for v in given.items)
    sections = (report.sections[0].model_copy(update={"blocks": (given.model_copy(update={"items": items}),)}), *report.sections[1:])
    assert list(book(report.model_copy(update={"sections": sections})).defined_names) == ["freight"]
