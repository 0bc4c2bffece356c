"""Tables as laid out for every paper format: heads, units, decimals, intervals, groups, widths."""

import pytest

from argosy.kernel.text import Text
from argosy.renderers.appendix import checklist_grid, source_grid, working_grid
from argosy.renderers.grid import lay_out
from argosy.renderers.outline import columns, outline, side_by_side
from argosy.renderers.widths import fit
from argosy.report.model import Section, TraceTable
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.words import Paragraph
from tests.renderers.gallery import checklist, duty_table, gallery, grouped_table, money, value


def keys(grid):
    return [head.key for head in grid.heads]


def texts(line):
    return [cell.plain if cell else None for cell in line.cells]


def test_an_empty_column_asked_to_hide_is_dropped():
    assert "empty" not in keys(lay_out(duty_table(), "en"))


def test_units_stand_in_the_head_and_not_in_the_cells():
    grid = lay_out(duty_table(), "en")
    head = grid.heads[keys(grid).index("qty")]
    assert head.unit.en == "bottles"
    assert texts(grid.lines[0])[keys(grid).index("qty")] == "12,000"


def test_mixed_currencies_keep_their_code_in_the_cell():
    rows = tuple(Row(id=unit, cells={"a": money(f"t.{unit}", "5", unit)}) for unit in ("USD", "JPY"))
    grid = lay_out(Table(id="t", columns=(Column(key="a", label=Text("金額", "Amount"), type="m"),), rows=rows), "en")
    assert [texts(line)[0] for line in grid.lines] == ["USD\u00a05.00", "JPY\u00a05"]


def test_decimals_are_the_same_down_a_column():
    rows = tuple(Row(id=f"r{n}", cells={"a": value(f"t.{n}", v, "rate")}) for n, v in enumerate(("0.05", "0.175", "0.2")))
    grid = lay_out(Table(id="t", columns=(Column(key="a", label=Text("稅率", "Rate"), type="r"),), rows=rows), "en")
    assert [texts(line)[0] for line in grid.lines] == ["5.0%", "17.5%", "20.0%"]


def test_an_interval_has_its_own_column_with_the_level_in_its_head():
    grid = lay_out(grouped_table(), "en")
    at = keys(grid).index("ratio.interval")
    assert grid.heads[at].label.en == "Interval 80%"
    assert texts(grid.lines[1])[at] == "[1.9, 4.6]"


def test_groups_subtotals_and_totals_are_in_order():
    kinds = [line.kind for line in lay_out(grouped_table(), "en").lines]
    assert kinds == ["group", "normal", "normal", "sub", "group", "normal", "mark", "sub", "group", "normal", "sub", "total"]


def test_the_totals_row_says_total():
    assert texts(lay_out(duty_table(), "zh-Hant").lines[-1])[1] == "合計"


def test_print_rows_leaves_the_rest_to_the_workbook():
    grid = lay_out(duty_table().model_copy(update={"print_rows": 2}), "en")
    assert (len(grid.lines), grid.dropped) == (3, 3)


def test_spans_cover_neighbours_only():
    spans = [(words.en, last - first + 1) for words, first, last in lay_out(duty_table(), "en").spans]
    assert spans == [("Goods value", 3), ("Import duty", 2), ("Commodity tax", 2), ("VAT", 2)]


@pytest.mark.parametrize("measure", [90.0, 172.0, 267.0])
@pytest.mark.parametrize("lang", ["zh-Hant", "en", "both"])
def test_columns_fill_the_measure_exactly(measure, lang):
    widths = fit(lay_out(grouped_table(), lang), lang, measure)
    assert sum(widths.columns) == pytest.approx(measure)
    assert min(widths.columns) > 0


def test_a_table_too_wide_takes_smaller_type():
    assert fit(lay_out(duty_table(), "en"), "en", 200.0).size < fit(lay_out(duty_table(), "en"), "en", 400.0).size


def test_workings_show_formula_numbers_and_law():
    line = working_grid(gallery(), TraceTable(id="t", figures=("lines.1.duty",)), "en").lines[0]
    label, formula, result, basis = line.cells[1:]
    assert label.text.startswith("Yuzu juice drink 500 ml")
    assert (formula.text, formula.note) == ("round(Customs value × Rate)", "round(259,828 × 20%)")
    assert result.plain == "TWD\u00a051,966"
    assert "Customs Act art. 3" in basis.text
    assert basis.text.endswith("S3")


def test_every_source_is_listed_with_its_hash():
    cells = [line.cells for line in source_grid(gallery(), "en").lines]
    assert [row[0].text for row in cells] == ["S1", "S2", "S3"]
    assert cells[0][5].text == "1f0a93c2"


def test_a_checklist_says_its_state_in_a_mark_and_a_word():
    assert [texts(line)[0] for line in checklist_grid(checklist(), "en").lines] == ["✓ done", "□ open", "△ waived", "－ n/a"]


def test_sections_and_captions_are_numbered():
    plan = outline(gallery())
    assert [part.number for part in plan.sections][5:8] == ["6", "6.1", "7"]
    assert plan.captions["lines"].zh == "表 1"
    assert plan.captions["world"].en == "Figure 18"


def test_guidance_goes_once_the_document_is_issued():
    draft, issued = (outline(gallery(state=state)).sections[1].blocks for state in ("draft", "issued"))
    assert len(draft) - len(issued) == 1


def test_a_paragraph_nobody_wrote_is_shown_until_issue():
    waiting = Paragraph(id="advice", role="authored", text=prose("", ""), title=Text("商業建議", "Advice"))
    sections = (Section(id="s", title=Text("建議", "Advice"), blocks=(waiting, checklist())),)
    shown = {state: len(outline(gallery(state=state, sections=sections)).sections[0].blocks) for state in ("draft", "issued")}
    assert shown == {"draft": 2, "issued": 1}


def test_half_charts_stand_beside_each_other():
    rows = side_by_side(outline(gallery()).sections[5].blocks)
    assert ["options", "change"] in [[block.id for block in row] for row in rows]
    assert {columns(row) for row in rows} == {(100,), (50, 50)}
