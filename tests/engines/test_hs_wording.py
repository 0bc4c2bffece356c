"""Descriptions of goods as they are compared."""

from __future__ import annotations

import pytest

from argosy.engines.hs.wording import included, letters, pairs, skeleton, wording


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("Leather boots", "boots, leather"),
        ("aluminum tyres", "aluminium tires"),
        ("baby diaper 24 pcs", "Baby nappies"),
        ("organising box 500ml", "organizing boxes"),
        ("men's t-shirt", "mens T shirts"),
        ("knives", "knife"),
        ("ＬＥＤ　ｌａｍｐ", "led lamps"),
        ("café crème", "cafe creme"),
        ("T恤", "t-shirts"),
        ("不鏽鋼檯燈", "不銹鋼桌燈"),
    ],
)
def test_texts_that_say_the_same_are_equal(one, same):
    assert wording(one).key == wording(same).key


@pytest.mark.parametrize(
    ("text", "words"), [("gcj024-clear hose 2m", ("hose",)), ("12 x 500g", ()), ("usb3 hub", ("usb3", "hub")), ("glass", ("glass",))]
)
def test_quantities_and_article_numbers_are_dropped(text, words):
    assert wording(text).words == words


def test_chinese_stands_in_runs_and_is_compared_by_pairs():
    said = wording("手機殼 phone case 10個")
    assert (said.han, said.words) == (("手機殼",), ("phone", "case"))
    assert {"手機", "機殼", "手機殼"} <= set(pairs(said.han))


def test_skeletons_match_abbreviations():
    assert skeleton("brush") == skeleton("brsh") == "brsh"
    assert skeleton("tea") == ""


def test_letter_groups_know_the_ends_of_a_word():
    assert " ca" in letters("cap")
    assert "ap " in letters("cap")


@pytest.mark.parametrize(
    ("title", "kept"),
    [("Fish; frozen (excluding fillets)", "Fish; frozen"), ("Boots other than of leather", "Boots"), ("其他鞋，皮革製者除外", "其他鞋，")],
)
def test_what_a_title_excludes_is_not_searched(title, kept):
    assert included(title).strip() == kept
