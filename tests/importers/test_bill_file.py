"""Bills of materials as people keep them: headings in both languages, amounts with commas, every fault at once."""

from __future__ import annotations

import io

import pytest

from argosy.importers.bill_file import MOST_MATERIALS, read_bill
from argosy.kernel.errors import BadInput

ZH = '材料表\n編號,稅則號列,品名,價值,幣別,原產地,是否原產,供應商證明,淨重(公斤)\nA,1101.00,麵粉,"1,200.50",USD,美國,否,,0.5\nB,0405.10,奶油,2,,GB,原產,SD-1,'
EN = "Item\tHS code\tDescription\tValue\tOriginating\tOrigin\nA\t1101\tflour\t2\twholly obtained\tEU\nB\t04\tbutter\t3\t\tUK"


def test_headings_in_chinese():
    first, second = read_bill("bill.csv", ZH.encode())
    assert first == {
        "id": "A", "code": "1101.00", "description": "麵粉", "value": "1200.50", "currency": "USD", "origin": "US", "standing": "no", "net_kg": "0.5",
    }  # fmt: skip
    assert second == {"id": "B", "code": "0405.10", "description": "奶油", "value": "2", "origin": "GB", "standing": "yes", "proof": "SD-1"}


def test_cells_pasted_from_a_sheet():
    first, second = read_bill("pasted.tsv", EN.encode())
    assert (first["standing"], first["origin"], first["code"]) == ("wholly", "EU", "1101")
    assert second == {"id": "B", "code": "04", "description": "butter", "value": "3", "origin": "GB"}


def test_a_parquet_file():
    import polars

    buffer = io.BytesIO()
    polars.DataFrame({"id": ["A"], "code": ["110100"], "value": ["2.5"]}).write_parquet(buffer)
    assert read_bill("bill.parquet", buffer.getvalue()) == ({"id": "A", "code": "110100", "value": "2.5"},)


def test_every_fault_is_told_with_its_row():
    with pytest.raises(BadInput) as raised:
        read_bill("bill.csv", b"id,code,value,origin,originating\nA,1x,2,JP,yes\nB,1101,-2,Atlantis,perhaps")
    assert {(p.row, p.field) for p in raised.value.problems} == {(2, "code"), (3, "value"), (3, "origin"), (3, "standing")}


@pytest.mark.parametrize("rows", [0, MOST_MATERIALS + 1])
def test_none_or_too_many(rows):
    with pytest.raises(BadInput) as raised:
        read_bill("bill.csv", ("id,code\n" + "A,1101\n" * rows).encode())
    assert len(raised.value.problems) == 1
