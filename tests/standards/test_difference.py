from __future__ import annotations

from fractions import Fraction

import pytest

from argosy.standards.difference import AKIN, NEAR, carry, difference, likeness
from argosy.standards.reader import read
from tests.standards.samples import PLAIN, standard

OLD = read(standard(*PLAIN))


def changed(*swaps: tuple[str, str]):
    text = standard(*PLAIN)
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return read(text)


def said(new) -> list[tuple[str, str, str, str]]:
    return [(c.kind, c.item, c.old_code, c.new_code) for c in difference(OLD, new)]


def test_a_standard_does_not_differ_from_itself() -> None:
    assert difference(OLD, OLD) == ()
    assert {c.decision for c in carry(OLD, OLD)} == {"carried"}
    assert {c.ratio for c in carry(OLD, OLD)} == {Fraction(1)}


def test_added_and_removed() -> None:
    new = changed((" P1.1.2寫下香氣。", ""), ("P1.2.1談定價格。", "P1.2.1談定價格。 P1.2.2每月對帳並付清款項。"), (" K03 行情", ""))
    assert said(new) == [
        ("removed", "indicator", "P1.1.2", ""),
        ("added", "indicator", "", "P1.2.2"),
        ("removed", "knowledge", "K03", ""),
    ]


def test_renamed_and_reworded() -> None:
    new = changed(("T2 入庫", "T2 入庫管理"), ("O1.1.1看樣紀錄", "O1.1.1看樣報告"), ("P1.1.1比較三種茶樣。", "P1.1.1比較四種茶樣。"))
    assert said(new) == [
        ("renamed", "duty", "T2", "T2"),
        ("renamed", "output", "O1.1.1", "O1.1.1"),
        ("reworded", "indicator", "P1.1.1", "P1.1.1"),
    ]
    assert [c.ratio for c in difference(OLD, new) if c.item == "indicator"] == [Fraction(6, 7)]


def test_moved_to_another_code() -> None:
    new = changed(("P1.1.1比較三種茶樣。 P1.1.2寫下香氣。", "P1.1.1寫下香氣。 P1.1.2挑出不良品並退還賣方。"))
    assert said(new) == [
        ("removed", "indicator", "P1.1.1", ""),
        ("moved", "indicator", "P1.1.2", "P1.1.1"),
        ("added", "indicator", "", "P1.1.2"),
    ]


def test_an_output_printed_with_another_task() -> None:
    new = changed(("\tO1.1.1看樣紀錄\t", "\t\t"), ("\tT1.2 議價\t\t", "\tT1.2 議價\tO1.1.1看樣紀錄\t"))
    assert said(new) == [("moved", "output", "T1.1 O1.1.1", "T1.2 O1.1.1")]


def test_evidence_is_carried_only_where_code_and_text_stand() -> None:
    new = changed(
        ("P1.1.1比較三種茶樣。 P1.1.2寫下香氣。", "P1.1.1寫下香氣。 P1.1.2挑出不良品並退還賣方。"),
        ("P1.2.1談定價格。", "P1.2.1 談定 價格。"),
        (" <p>P2.1.2 抽驗。</p>", ""),
    )
    found = {c.old_code: (c.new_code, c.decision) for c in carry(OLD, new)}
    assert found == {
        "P1.1.1": ("P1.1.1", "ask"),
        "P1.1.2": ("P1.1.1", "ask"),
        "P1.2.1": ("P1.2.1", "carried"),
        "P2.1.1": ("P2.1.1", "carried"),
        "P2.1.2": ("", "ask"),
    }


def test_near_text_under_its_code_is_carried_with_its_ratio() -> None:
    new = changed(("P1.1.1比較三種茶樣。", "P1.1.1比較四種茶樣。"))
    first = carry(OLD, new)[0]
    assert (first.decision, first.ratio, first.reason.zh) == ("carried", Fraction(6, 7), "代碼相同，文字相近")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("甲乙", "甲 乙", 1), ("甲乙", "丙丁", 0), ("甲乙丙丁", "甲乙", Fraction(2, 3)), ("", "", 1)]
)
def test_likeness(one: str, other: str, ratio: Fraction) -> None:
    assert likeness(one, other) == ratio
    assert 0 < AKIN < NEAR < 1
