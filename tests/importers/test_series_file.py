"""Files of series: headings in both languages, encodings, missing values, and rows that are refused by number."""

from __future__ import annotations

import io
import math

import polars
import pytest

from argosy.importers.series_file import read_series
from argosy.kernel.errors import BadInput


def read(text: str, encoding: str = "utf-8"):
    return read_series("f.csv", text.encode(encoding))


def test_series_in_the_order_of_their_first_rows():
    made = read("series,date,value\nb,2026-01,1\na,2026-01,2\nb,2026-02,3.5\n")
    assert [(s.name, s.dates, s.values) for s in made] == [("b", ("2026-01", "2026-02"), (1.0, 3.5)), ("a", ("2026-01",), (2.0,))]


def test_without_a_series_column_there_is_one():
    assert [s.name for s in read("date,value\n2026,1\n2027,2\n")] == [""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950"])
def test_headings_in_chinese_and_their_encodings(encoding):
    made = read('序列,月份,金額\n茶,2026-01,"1,234"\n', encoding)
    assert (made[0].name, made[0].values) == ("茶", (1234.0,))


@pytest.mark.parametrize("cell", ["", "NA", "nan", "-"])
def test_missing_values(cell):
    assert math.isnan(read(f"date,value\n2026-01,{cell}\n2026-02,4\n")[0].values[0])


def test_a_title_above_the_headings_does_no_harm():
    assert read("Exports,,\nseries,date,value\na,2026-01,2\n")[0].values == (2.0,)


def test_parquet():
    held = io.BytesIO()
    polars.DataFrame({"date": ["2026-01", "2026-02"], "value": [1.5, None]}).write_parquet(held)
    made = read_series("f.parquet", held.getvalue())
    assert made[0].values[0] == 1.5
    assert math.isnan(made[0].values[1])


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [("date,value\n2026-01,1\n2026-02,x\n", 3, "value"), ("date,value\n,1\n", 2, "date"), ("date,value\n2026-01,1 2\n", 2, "value")],
)
def test_bad_rows_are_named(text, row, field):
    with pytest.raises(BadInput) as caught:
        read(text)
    assert [(p.row, p.field) for p in caught.value.problems] == [(row, field)]


@pytest.mark.parametrize("text", ["", "date,value\n", "when,how much\n2026-01,3\n", "series,date\na,2026-01\n"])
def test_files_that_hold_no_series(text):
    with pytest.raises(BadInput):
        read(text)
