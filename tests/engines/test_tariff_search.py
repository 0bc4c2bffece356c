"""Lines found by words."""

from __future__ import annotations

import polars as pl

from argosy.engines.tariff.search import ranked

COFFEE = "Coffee, whether or not roasted or decaffeinated; coffee husks and skins; coffee substitutes containing coffee in any proportion"
ROWS = [
    ("0901", COFFEE, "", False),
    ("09011100", "Not decaffeinated", f"{COFFEE} › Coffee, not roasted", True),
    ("09012100", "Not decaffeinated", f"{COFFEE} › Coffee, roasted", True),
    ("0901901000", "Coffee husks and skins", f"{COFFEE} › Other", True),
    ("0902", "Tea, whether or not flavored", "", False),
]


def lines() -> pl.DataFrame:
    made = [{"code": code, "zh": "", "en": en, "path_zh": "", "path_en": path, "declarable": last} for code, en, path, last in ROWS]
    return pl.DataFrame(made)


def test_the_words_a_line_stands_under_count_nearly_as_its_own() -> None:
    assert ranked(lines(), "roasted coffee")["code"][0] == "09012100"
    assert "0902" not in ranked(lines(), "roasted coffee")["code"].to_list()


def test_few_words_say_more_than_many() -> None:
    assert ranked(lines(), "coffee husks")["code"][0] == "0901901000"
