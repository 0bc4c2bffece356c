"""Text inside a sentence."""

from __future__ import annotations

import pytest

from argosy.kernel.text import Text


@pytest.mark.parametrize(("en", "inside"), [("Customs duty", "customs duty"), ("GST", "GST"), ("Q5 fee", "Q5 fee"), ("", "")])
def test_inside_a_sentence_only_words_begin_small(en: str, inside: str) -> None:
    assert Text("稅", en).inside == Text("稅", inside)
