from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from argosy.importers.sales_file import read_sales
from argosy.kernel.errors import BadInput
from tests.importers.sales import ORDERS, orders, quotes


def faults(data, name="sales.csv"):
    return [(one.row, one.field) for one in read_sales(name, data).rejected]


def test_rows_of_one_number_make_one_order():
    found = read_sales("sales.csv", orders())
    first, second = found.deals
    assert (found.kind, found.rejected, len(found.table.rows)) == ("order", (), 3)
    assert (first.number, first.customer, first.date, first.shipped, first.fx) == (
        "SO-1",
        "C-1",
        date(2026, 3, 2),
        date(2026, 3, 20),
        Decimal(32),
    )
    assert [(line.sku, line.discount, line.freight) for line in first.lines] == [
        ("J-1", Decimal(5), Decimal(1000)),
        ("J-2", Decimal(0), None),
    ]
    assert (second.fx, second.promised) == (None, None)


def test_quotations_are_told_by_their_number_column():
    found = read_sales("quotes.csv", quotes())
    won, lost = found.deals
    assert (found.kind, won.outcome, won.price_gap, won.repeat) == ("quotation", "won", Decimal("-2.5"), True)
    assert (lost.outcome, lost.lost_reason, lost.rival, lost.repeat) == ("lost", "price", "Demo Rival", False)


def test_a_workbook_reads_as_its_csv_does():
    book = openpyxl.Workbook()
    for row in orders().decode("utf-8-sig").splitlines():
        book.active.append(row.split(","))
    packed = io.BytesIO()
    book.save(packed)
    assert read_sales("sales.xlsx", packed.getvalue()).deals == read_sales("sales.csv", orders()).deals


def test_every_fault_is_told_at_once():
    bad = (
        ORDERS[0].replace(",100,", ",many,").replace("FOB", "ABC"),
        "SO-3,C-1,2026-03-02,FOB,USD,32,,,J-1,1,,,,,",
        ",C-1,2026-03-02,FOB,USD,32,,,J-1,1,1,,,,",
    )
    assert sorted(faults(orders(*bad))) == [(2, "incoterm"), (2, "quantity"), (3, "unit_price"), (4, "number")]


def test_an_order_that_says_two_things_is_refused():
    found = read_sales("sales.csv", orders(ORDERS[0], "SO-1,C-2,,,,,,,J-2,50,20,,,,"))
    assert [(one.row, one.field) for one in found.rejected] == [(3, "customer")]
    assert "SO-1" in found.rejected[0].message.zh
    assert found.deals == ()


def test_reasons_are_counted():
    rows = [f"SO-{at},,2026-03-02,FOB,USD,32,,,J-1,1,1,,,," for at in range(3)]
    found = read_sales("sales.csv", orders(*rows, "SO-9,C-1,2026-03-02,FOB,USD,32,,,J-1,-1,1,,,,"))
    assert [count for _, count in found.reasons] == [3, 1]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", "客戶,貨號,數量\nC-1,J-1,1\n".encode()])
def test_what_is_no_such_table_is_refused(data):
    with pytest.raises(BadInput):
        read_sales("sales.csv", data)


def test_a_table_without_rows_is_a_fault():
    assert faults(orders().splitlines()[0] + b"\n") == [(None, "")]
