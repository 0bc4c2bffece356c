"""Rates in bulk over editions, and lines found by words."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from argosy.engines.tariff.rows import TariffLine, line_frame, lines_of, row_frame, rows_of
from argosy.engines.tariff.search import ranked, words
from argosy.engines.tariff.versions import HeldEdition, in_force, rate_frame
from tests.engines.tariff_world import DAY, LINES, edition, rate

FIRST, SECOND = edition(name="a", start=date(2025, 1, 1)), edition(name="b", start=date(2026, 1, 1))


def test_rows_and_lines_survive_a_frame() -> None:
    row = rate("1001", "general", "5%", names=("A", "B"), excluded=("CU",), valid_from=DAY, series="", edition="")
    assert rows_of(row_frame([row])) == [row]
    assert lines_of(line_frame(LINES)) == list(LINES)


def test_the_editions_of_a_day() -> None:
    part = [edition("zz-parts", name, coverage="part", imported=day) for name, day in (("x", date(2026, 1, 1)), ("y", date(2026, 2, 1)))]
    got = [e.edition for e in in_force([FIRST, SECOND, *part], date(2026, 6, 30))]
    assert sorted(got) == ["b", "x", "y"]
    assert got.index("y") < got.index("x")
    assert [e.edition for e in in_force([FIRST, SECOND], date(2025, 6, 30))] == ["a"]
    assert in_force([FIRST], date(2024, 12, 31)) == []


def test_each_declarable_code_has_the_rate_of_each_period() -> None:
    lines = line_frame(LINES)
    editions = [
        HeldEdition(FIRST, lines, row_frame([rate("1001", "general", "5%"), rate("1001", "special", "1%")])),
        HeldEdition(SECOND, lines, row_frame([rate("1001", "general", "4%"), rate("10011010", "general", "", valid_to=DAY)])),
    ]
    made = rate_frame(editions, "duty", "general")
    assert made.filter(pl.col("code") == "10011090").select("valid_from", "valid_to", "rate").rows() == [
        (date(2025, 1, 1), date(2025, 12, 31), "5%"), (date(2026, 1, 1), date(9999, 12, 31), "4%"),
    ]  # fmt: skip
    assert made.filter(pl.col("code") == "10011010").select("valid_to", "rate", "state").rows() == [
        (date(2025, 12, 31), "5%", "parsed"), (DAY, None, "needs_person"),
    ]  # fmt: skip


def test_no_edition_gives_an_empty_frame() -> None:
    assert rate_frame([], "duty", "general").is_empty()


TEA = line_frame(
    [
        TariffLine("0902", "茶", "Tea", declarable=False), TariffLine("090210", "綠茶", "Green tea", "茶", "Tea", True), TariffLine("090240", "其他紅茶", "Other black teas", "茶", "Tea", True),
        TariffLine("0901", "咖啡", "Coffee", "", "", True), TariffLine("2101", "茶或咖啡之萃取物", "Extracts of tea or coffee", "", "", True),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("green tea", "090210"),
        ("綠茶", "090210"),
        ("black tea", "090240"),
        ("紅茶", "090240"),
        ("COFFEE", "0901"),
        ("tea extracts", "2101"),
        ("ｃｏｆｆｅｅ", "0901"),
    ],
)
def test_the_best_line_stands_first(text: str, first: str) -> None:
    assert ranked(TEA, text)["code"][0] == first


def test_words_that_occur_nowhere_find_nothing() -> None:
    assert ranked(TEA, "submarine").is_empty()
    assert ranked(TEA, "...").is_empty()
    assert words("Berries of the 綠茶葉") == ["berr", "綠茶", "茶葉"]
