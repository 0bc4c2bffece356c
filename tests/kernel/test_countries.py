"""The country register: sources' codes, spellings, Taiwan."""

from __future__ import annotations

import pytest

from argosy.kernel.countries import countries, country_of, name_of, place_of


@pytest.mark.parametrize(
    ("system", "code", "country"),
    [
        ("comtrade", "490", "TW"), ("comtrade", "842", "US"), ("comtrade", "699", "IN"), ("comtrade", "251", "FR"), ("comtrade", "757", "CH"), ("comtrade", "4", "AF"),
        ("comtrade", "004", "AF"), ("comtrade", "0", "WLD"), ("comtrade", "899", "X-899"), ("wits", "000", "WLD"), ("wits", "918", "EU"), ("wits", "158", "TW"),
        ("worldbank", "TWN", "TW"), ("worldbank", "ROM", "RO"), ("worldbank", "WLD", "WLD"), ("any", "NA", "NA"), ("any", "jp", "JP"), ("any", "日本", "JP"),
        ("any", "臺灣", "TW"), ("any", "Türkiye", "TR"), ("any", "356", "IN"),
    ],
)  # fmt: skip
def test_a_code_means_a_country_in_its_source(system, code, country):
    place = place_of(system, code)
    assert (place.country, place.known) == (country, True)


def test_taiwan_as_490_carries_its_note():
    assert "Other Asia" in place_of("comtrade", "490").note.en


def test_what_nobody_knows_stays_with_its_code():
    assert place_of("comtrade", "999") == place_of("comtrade", " 999 ")
    assert (place_of("worldbank", "EAS").country, place_of("worldbank", "EAS").known) == ("X-EAS", False)
    assert country_of("亞特蘭提斯") == ""


@pytest.mark.parametrize(("name", "country"), [("多明尼加", "DO"), ("多米尼克", "DM"), ("剛果", "CG"), ("剛果民主共和國", "CD"), ("荷屬安地列斯", "X-530"), ("Korea, Rep.", "KR")])  # fmt: skip
def test_spellings_that_are_easily_mistaken(name, country):
    assert country_of(name) == country


def test_every_country_has_a_name_in_both_languages_and_codes_of_its_own():
    known = countries().values()
    assert len({c.alpha3 for c in known}) == len({c.m49 for c in known}) == len(known) == 250
    assert [c.alpha2 for c in known if not c.name.zh or not c.name.en or c.name.en == c.alpha2] == []
    assert (name_of("WLD").zh, name_of("X-899").en, name_of("X-nowhere").en) == ("全世界", "Areas, nes", "X-nowhere")
    assert (name_of("HK").zh, name_of("MO").en) == ("香港", "Macao")
