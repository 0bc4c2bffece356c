"""Texts with their code from files: examples, and the titles of a tariff."""

from __future__ import annotations

import pytest

from argosy.importers.goods_file import read_goods
from argosy.kernel.errors import BadInput


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_examples_are_read_with_kind_source_and_six_digits():
    read = read_goods("old.csv", csv("品名,稅則號別,來源", "手機殼,3926.90.90.00-9,IM-1", "螺絲,7318150000,"), "old.csv")
    assert [(k.text, k.code, k.kind, k.note) for k in read.known] == [
        ("手機殼", "392690", "example", "IM-1"),
        ("螺絲", "731815", "example", "old.csv"),
    ]
    assert read.rejected == ()


def test_every_bad_row_is_named():
    read = read_goods("x.csv", csv("description,hs6", "boots,640399", "boots,999999", "12 x 500g,640399", "boots,64"), "")
    assert [problem.row for problem in read.rejected] == [3, 4, 5]
    assert len(read.known) == 1


def test_titles_of_a_tariff_are_read_in_both_languages_from_six_digits_on():
    lines = (
        "code,text_zh,text_en",
        "39,塑膠,Plastics",
        "392690,其他塑膠製品,Other articles (excluding toys)",
        "39269090,手機保護殼,Phone covers",
        "00000000,無,none",
    )
    read = read_goods("ccc.csv", csv(*lines), "TW")
    assert {(k.text, k.code, k.kind) for k in read.known} >= {("手機保護殼", "392690", "tariff"), ("other articles", "392690", "tariff")}
    assert (read.passed, read.rejected) == (2, ())


def test_the_same_row_twice_is_one_text():
    assert len(read_goods("x.csv", csv("text,code", "boots,640399", "boots,640399"), "").known) == 1


@pytest.mark.parametrize("lines", [("text,price", "boots,1"), ("code,price", "640399,1"), ("a,b", "c,d")])
def test_a_file_without_texts_or_codes_is_refused(lines):
    with pytest.raises(BadInput):
        read_goods("x.csv", csv(*lines), "")
