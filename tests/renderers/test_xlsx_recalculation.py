"""Every formula, recalculated by LibreOffice from wrong stored results, gives the figure the engine stored."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from io import BytesIO
from math import floor
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from argosy.kernel.text import same
from argosy.renderers.xlsx import render
from argosy.report.ledger import Ledger
from argosy.report.model import Report
from tests.renderers.gallery import gallery, quotation
from tests.renderers.office import converted, needs_office
from tests.renderers.sums import TRIED, sums

pytestmark = [pytest.mark.office, needs_office]


def formula_cells(data: bytes) -> dict[tuple[str, int, int], str]:
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(data))
    return {(ws.title, c.row, c.column): str(c.value) for ws in book for row in ws.iter_rows() for c in row if c.data_type == "f"}


def results(data: bytes) -> dict[tuple[str, int, int], Any]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {(name, i, j): v for name, rows in sheets.items() for i, row in enumerate(rows, 1) for j, v in enumerate(row, 1)}


def differences(report: Report, lang: str, folder: Path) -> Iterator[str]:
    stored = render(report, lang)
    formulas, ours = formula_cells(stored), results(stored)
    theirs = results(converted(render(report, lang, cache=False), "wrong.xlsx", "xlsx:Calc MS Excel 2007 XML", folder).read_bytes())
    assert formulas
    for at, formula in formulas.items():
        if ours[at] != theirs.get(at):
            yield f"{at}: {formula} stored {ours[at]} recalculated {theirs.get(at)}"


@pytest.mark.parametrize(("make", "lang"), [(gallery, "zh-Hant"), (gallery, "both"), (quotation, "en")])
def test_documents_recalculate(make: Callable[[], Report], lang: str, tmp_path: Path) -> None:
    assert list(differences(make(), lang, tmp_path)) == []


@pytest.mark.parametrize(("rows", "freight", "seed"), [(3, "0.00", 1), (40, "1234.50", 2), (57, "999.99", 3), (8, "1000.00", 4)])
def test_every_function_recalculates(rows: int, freight: str, seed: int, tmp_path: Path) -> None:
    report = sums(rows, freight, seed)
    assert list(Ledger(report).mismatches()) == []
    assert list(differences(report, "en", tmp_path)) == []


@pytest.mark.slow
def test_a_thousand_lines_recalculate_in_seconds(tmp_path: Path) -> None:
    shared = [column for column in TRIED if "share(" in column[3]] + [("ins", "m", "USD", "share(@freight, sums.base)")]
    report = sums(1000, tried=tuple(shared))
    stored = render(report, "zh-Hant", cache=False)
    started = time.perf_counter()
    converted(stored, "long.xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path)
    assert time.perf_counter() - started < 20
    assert list(differences(report, "zh-Hant", tmp_path)) == []


def test_limits_of_the_programs_arithmetic(tmp_path: Path) -> None:
    """ROUND of n/10^k below 10^15, and INT, MOD and QUOTIENT below 10^14, are exact next to ties and whole numbers."""
    import xlsxwriter

    buffer, wanted, random_ = BytesIO(), [], random.Random(5)
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("s")
    for top, below, formula, result in _near_misses(random_):
        sheet.write_row(len(wanted), 0, [top, below])
        sheet.write_formula(len(wanted), 2, formula.format(r=len(wanted) + 1), None, -1)
        wanted.append((top, below, formula, result))
    book.close()
    found = results(converted(buffer.getvalue(), "limits.xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path).read_bytes())
    assert [case for i, case in enumerate(wanted, 1) if found["s", i, 3] != case[3]] == []


def _near_misses(random_: random.Random) -> Iterator[tuple[int, int, str, int]]:
    for below in (10**6, 1000, 100):
        for _ in range(200):
            whole = random_.randrange(1, 10**15 // below)
            for rest in (below // 2, below // 2 - 1, below // 2 + 1):
                top = whole * below + rest
                yield top, below, "=ROUND(A{r}/B{r},0)", floor(Fraction(top, below) + Fraction(1, 2))
    for _ in range(200):
        below = random_.randrange(10**3, 10**7)
        whole = random_.randrange(1, 10**14 // below)
        for rest in (0, 1, below - 1):
            for formula, result in (("=MOD(A{r},B{r})", rest), ("=INT(A{r}/B{r})", whole), ("=QUOTIENT(A{r},B{r})", whole)):
                yield whole * below + rest, below, formula, result


def test_a_figure_too_large_for_a_spreadsheet_is_written_as_a_result(tmp_path: Path) -> None:
    huge = (("product", "m", "TWD", "[base] * [base] * [base] * [kg]"), ("plain", "m", "TWD", "[base] + 1"))
    report = sums(6, tried=huge)
    formulas = [f for (name, *_), f in formula_cells(render(report, "en")).items() if name == "Lines"]
    assert any("+1" in f for f in formulas)
    assert not any(f.count("*") >= 3 for f in formulas)
    assert list(differences(report, "en", tmp_path)) == []


def test_sheet_names_with_quotes_and_spaces_recalculate(tmp_path: Path) -> None:
    report = sums(4)
    sections = tuple(s.model_copy(update={"sheet": same(f"Ko's {s.id}: [x]/2")}) for s in report.sections)
    assert list(differences(report.model_copy(update={"sections": sections}), "en", tmp_path)) == []
