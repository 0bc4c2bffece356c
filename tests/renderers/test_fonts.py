"""The vendored fonts: what they reach, what is refused, and that they are the files on record."""

import json
from hashlib import sha256

import pytest

from argosy.renderers.charts.world import ATLAS
from argosy.renderers.fonts import DIRECTORY, boxed, missing_glyphs, printable, text_width, wrap


@pytest.mark.parametrize("folder", [DIRECTORY, ATLAS])
def test_vendored_files_are_the_ones_on_record(folder):
    entries = json.loads((folder / "VENDOR.json").read_text(encoding="utf-8"))
    files = {name: digest for entry in entries for name, digest in entry.get("files", {}).items()}
    assert {name: sha256((folder / name).read_bytes()).hexdigest() for name in files} == files


@pytest.mark.parametrize("text", ["骨直角器具海運門戶堃喆犇", "Łódź Žilina İstanbul Nguyễn", "Ελλάδα Москва", "−×÷≤●◑▲○□✓△－®²³"])
def test_trade_names_and_signs_have_glyphs(text):
    assert missing_glyphs(text) == set()


@pytest.mark.parametrize("character", ["☐", "✗", "🚢", "ไ"])
def test_a_character_without_a_glyph_is_a_visible_box(character):
    assert missing_glyphs(f"船名 {character} 號") == {character}
    assert boxed(f"船名 {character}\ufe0f 號") == "船名 □ 號"
    assert printable({"id": "a", "rows": [f"{character}x"], "svg": character}, frozenset({"svg"})) == {
        "id": "a",
        "rows": ["□x"],
        "svg": character,
    }


def test_han_characters_are_one_em_wide():
    assert text_width("完稅價格", 10) == pytest.approx(40)


def test_lines_are_even_and_words_stay_whole():
    assert wrap("到岸稅後總額", 50, 10) == ["到岸稅", "後總額"]
    assert wrap("貨價（FOB）", 40, 10) == ["貨價", "（FOB）"]
    assert wrap("Promotion fee", 60, 10) == ["Promotion", "fee"]
