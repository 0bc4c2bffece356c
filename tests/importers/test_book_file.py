from __future__ import annotations

import io
from datetime import datetime as moment

import polars as pl
import pytest

from argosy.importers.book_file import Form, read_book, read_form
from argosy.kernel.errors import BadInput

WHEN = moment.fromisoformat("2010-12-01T08:26")
HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
ROWS = (
    "536365,00123,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom",
    'C536379,D,Discount,-1,2010-12-01 09:41,"1,027.50",14527,EIRE',
)


def file(tmp_path, *rows, head=HEAD, name="book.csv"):
    path = tmp_path / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def test_lines_are_read_exactly_whatever_the_file(tmp_path):
    made = read_book(file(tmp_path, *ROWS, ROWS[0]))
    assert made.lines.select("row", "number", "customer", "sku", "country", "quantity", "price", "again").rows() == [
        (2, "536365", "17850", "00123", "GB", 60_000, 2_550_000, False),
        (3, "C536379", "14527", "D", "IE", -10_000, 1_027_500_000, False),
        (4, "536365", "17850", "00123", "GB", 60_000, 2_550_000, True),
    ]
    assert made.lines["at"][0] == WHEN


def test_parquet_with_numbers_and_times_of_its_own_says_the_same(tmp_path):
    frame = pl.DataFrame(
        {
            "InvoiceNo": ["536365"], "StockCode": ["85123A"], "Description": [None], "Quantity": [6], "InvoiceDate": [WHEN],
            "UnitPrice": [2.55], "CustomerID": [17850.0], "Country": ["Unspecified"],
        }
    )  # fmt: skip
    path = tmp_path / "book.parquet"
    frame.write_parquet(path)
    made = read_book(path)
    assert made.lines.select("customer", "name", "country", "quantity", "price").row(0) == ("17850", "", "ZZ", 60_000, 2_550_000)
    assert made.unknown_countries == {"Unspecified": 1}


def test_a_workbook_is_read_too(tmp_path):
    from openpyxl import Workbook

    book, data = Workbook(), io.BytesIO()
    for row in (
        ["號碼", "發票號碼", "貨號", "數量", "日期", "單價", "客戶"],
        [1, "A1", "X-1", 2.5, moment.fromisoformat("2026-03-02"), 0.125, "C-9"],
    ):
        book.active.append(row)
    book.save(data)
    path = tmp_path / "book.xlsx"
    path.write_bytes(data.getvalue())
    assert read_book(path).lines.select("number", "customer", "sku", "quantity", "price").row(0) == ("A1", "C-9", "X-1", 25_000, 125_000)


def test_a_form_names_columns_and_countries(tmp_path):
    form = tmp_path / "form.toml"
    form.write_text('[columns]\nnumber = "Beleg"\n[countries]\n"Inseln" = "GG"\n[book]\ncurrency = "GBP"\n', encoding="utf-8")
    path = file(tmp_path, "77,X,Ding,1,2026-03-02,5,K1,Inseln", head="Beleg,StockCode,Description,Quantity,Date,UnitPrice,Customer,Country")
    made = read_book(path, read_form(form))
    assert made.lines.select("number", "country").row(0) == ("77", "GG")
    assert read_form(form).book == {"currency": "GBP"}


@pytest.mark.parametrize(
    ("text", "said"), [("[kolumns]\n", "kolumns"), ("[columns]\nnummer = 'x'\n", "nummer"), ("x =", "no readable TOML")]
)
def test_a_form_that_says_something_else_is_refused(tmp_path, text, said):
    form = tmp_path / "form.toml"
    form.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_form(form)
    assert said in refused.value.message.en


def test_every_cell_that_cannot_be_read_is_named_and_nothing_is_taken(tmp_path):
    bad = (",X,n,1,2026-03-02,1,A,", "2,X,n,one,2026-03-02,1.1234567,A,", f"3,{'X' * 31},n,1,2nd of March,1,A,", ROWS[0])
    with pytest.raises(BadInput) as refused:
        read_book(file(tmp_path, *bad))
    assert sorted((p.row, p.field) for p in refused.value.problems) == [(2, "number"), (3, "price"), (3, "quantity"), (4, "at"), (4, "sku")]


def test_missing_columns_are_named(tmp_path):
    with pytest.raises(BadInput) as refused:
        read_book(file(tmp_path, "1,2", head="InvoiceNo,StockCode"), Form({"at": "When"}))
    assert "at, customer, quantity, price" in refused.value.message.en
