"""Text inside a sentence."""

from __future__ import annotations

import pytest

from argosy.kernel.text import Text, halved


@pytest.mark.parametrize(("en", "inside"), [("Customs duty", "customs duty"), ("GST", "GST"), ("Q5 fee", "Q5 fee"), ("", "")])
def test_inside_a_sentence_only_words_begin_small(en: str, inside: str) -> None:
    assert Text("稅", en).inside == Text("稅", inside)


@pytest.mark.parametrize(
    ("told", "zh", "en"),
    [
        ("出貨後 60 天電匯 T/T 60 days", "出貨後 60 天電匯", "T/T 60 days"),
        ("FOB", "FOB", "FOB"),
        ("貨到付款", "貨到付款", "貨到付款"),
        ("", "", ""),
    ],
)
def test_a_line_in_both_languages_is_parted(told, zh, en):
    assert halved(told) == Text(zh, en)
