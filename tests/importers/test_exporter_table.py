"""Tables of exporter, product and value: every form, and what cannot be used."""

from __future__ import annotations

import polars as pl
import pytest

from argosy.importers.exporter_table import read_exporters
from argosy.kernel.errors import BadInput

ROWS = [("JP", "0902", 10.5), ("TW", "8542", 1234.0), ("TW", "0902", 1.0)]


@pytest.fixture
def file(tmp_path):
    """Write text or rows to a file of a name."""

    def write(name: str, content):
        path = tmp_path / name
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        elif path.suffix == ".parquet":
            content.write_parquet(path)
        else:
            content.write_excel(path)
        return path

    return write


def table(**columns) -> pl.DataFrame:
    return pl.DataFrame(ROWS, schema=list(columns or ("exporter", "product", "value")), orient="row")


def test_csv_and_parquet_read_alike_and_keep_zeros(file):
    text = 'Country,HS,Value\nJP,0902,10.5\nTW,8542,"1,234"\nTW,0902,1\n'
    for path in (file("a.csv", text), file("a.parquet", table())):
        found = read_exporters(path)
        assert found.frame.rows() == ROWS
        assert found.notes == ()


def test_a_workbook_reads_too(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in [("出口地", "產品", "金額"), *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_exporters(tmp_path / "a.xlsx").frame.rows() == ROWS


def test_lost_zeros_repeats_and_the_period_are_told(file):
    frame = pl.DataFrame({"country": ["JP", "JP", "TW"], "hs": [902, 902, 8542], "value": [1.0, 2.0, None], "year": [2020, 2020, 2020]})
    found = read_exporters(file("a.parquet", frame))
    said = " ".join(note.en for note in found.notes)
    assert "period 2020" in said
    assert "zeros may be lost" in said
    assert "1 rows repeat" in said
    assert found.frame.height == 2


def test_several_periods_ask_for_one(file):
    frame = pl.DataFrame({"exporter": ["JP", "JP"], "product": ["1", "1"], "value": [1.0, 2.0], "t": [2020, 2021]})
    path = file("a.parquet", frame)
    with pytest.raises(BadInput, match="2020, 2021"):
        read_exporters(path)
    assert read_exporters(path, period="2021").frame["value"].to_list() == [2.0]
    with pytest.raises(BadInput, match="no column for the period"):
        read_exporters(file("b.parquet", table()), period="2021")


def test_rca_is_taken_only_when_asked_for(file):
    path = file("a.parquet", table(i=0, k=0, rca=0))
    assert read_exporters(path, rca=True).frame.rows() == ROWS
    with pytest.raises(BadInput, match="add --rca"):
        read_exporters(path)


def test_rca_of_one_pair_cannot_be_added_up(file):
    path = file("a.csv", "exporter,product,rca\nJP,0902,1.5\nJP,0902,2\n")
    with pytest.raises(BadInput, match="cannot be added up"):
        read_exporters(path, rca=True)


def test_a_nan_is_missing_and_an_infinity_is_refused(file):
    frame = pl.DataFrame({"exporter": ["JP", "TW"], "product": ["1", "1"], "value": [float("nan"), 2.0]})
    assert read_exporters(file("a.parquet", frame)).frame.rows() == [("TW", "1", 2.0)]
    with pytest.raises(BadInput, match="1 cells"):
        read_exporters(file("b.parquet", frame.with_columns(value=pl.Series([float("inf"), 1.0]))))


def test_cells_that_cannot_be_used_are_named_with_their_rows(file):
    path = file("a.csv", "exporter,product,value\nJP,0902,ten\nJP,,5\n,0902,5\nTW,0902,-1\nTW,8542,NA\n")
    with pytest.raises(BadInput, match="4 cells") as refused:
        read_exporters(path)
    assert [(p.row, p.field) for p in refused.value.problems] == [(2, "value"), (5, "value"), (4, "exporter"), (3, "product")]


@pytest.mark.parametrize(("name", "text"), [("a.csv", "who,what,how much\n1,2,3\n"), ("a.parquet", "not parquet"), ("a.pdf", "x")])
def test_what_is_no_such_table_is_refused(file, tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        read_exporters(path)
