"""Duty cells of five ways of writing: each to its rate or to a person, none silently to nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from argosy.engines.duty.rate import read_rate
from argosy.engines.tariff.dialects import american, australian, taiwanese
from argosy.engines.tariff.dialects.components import Component, read_components, supplementary_unit, unit_for
from argosy.engines.tariff.dialects.reading import plain


@pytest.mark.parametrize(
    ("cell", "canonical"),
    [
        ("Free", "free"), ("6.8%", "6.8%"), ("6.8¢/kg + 3.2%", "0.068/KGM + 3.2%"), ("$1.035/kg", "1.035/KGM"), ("33 1/3%", "33 1/3%"),
        ("0.9¢ each + 10.6%", "0.009/H87 + 10.6%"), ("$1,035/t", "1035/TNE"), ("1.3¢/liter + 9.8¢/pf. liter on ethyl alcohol content", "0.013/LTR + 0.098/PFL"),
        ("0.7¢/kg on copper content + 1%", "0.007/KGM:COPPER + 1%"), ("$2/1,000 + 60%", "2/MIL + 60%"), ("$2.50/thou- sand + 40%", "2.5/MIL + 40%"),
        ("40¢ each + 6% on the case + 5.3% on the battery", "0.4/H87 + 6%/VAL:CASE + 5.3%/VAL:BATTERY"),
        (
            "3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less than 3.143854¢/kg",
            "MAX(0.036606/KGM - 0.00020668/KGM:UNDER100, 0.03143854/KGM)",
        ),
    ],
)  # fmt: skip
def test_a_general_cell_of_the_united_states(cell: str, canonical: str) -> None:
    made = american.read_cell(cell)
    assert made.canonical == canonical
    assert read_rate(made.canonical) == made.rate


@pytest.mark.parametrize(
    "cell",
    [
        "The rate applicable to the natural juice in heading 2009", "See additional U.S. note 1", "Free, under bond", "37% /", "0.3¢/line/ gross + 4.6%",
        "The duty provided in the applicable subheading + 25%", "6% + 2.3¢/jewel + 0.2¢ for each other piece or part", "5% on the dial", "See 9902.01.02", "0.5¢/parsec",
    ],
)  # fmt: skip
def test_words_need_a_person(cell: str) -> None:
    made = american.read_cell(cell)
    assert (made.state, made.canonical) == ("needs_person", "")
    assert made.why


def test_a_special_cell_is_split_into_its_programmes() -> None:
    cell = "Free (A+,AU,BH, CL) 5.2% (JP)The rate applicable to the natural juice in heading 2009 (A*) See 9822.05.15 (P+) See 9919.04.67 (PA (PA)"
    made = american.read_special(cell)
    assert [(c.reading.canonical or c.reading.state, c.names) for c in made] == [
        ("free", ("A+", "AU", "BH", "CL")), ("5.2%", ("JP",)), ("needs_person", ("A*",)), ("needs_person", ("P+",)), ("needs_person", ("PA",)),
    ]  # fmt: skip


def test_words_outside_any_programme_stay_visible() -> None:
    assert [(c.raw, c.reading.state, c.names) for c in american.read_special("No change (A) and so on")][1:] == [
        ("and so on", "needs_person", ())
    ]


def test_empty_cells_state_nothing() -> None:
    states = [american.read_cell("").state, taiwanese.read_cell(" ").state, australian.read_cell("").state, plain("").state]
    assert states == ["none"] * 4
    assert american.read_special("") == []


@pytest.mark.parametrize(
    ("cell", "canonical"),
    [
        ("5%", "5%"), ("免稅", "free"), ("NT$ 6.3/KGM", "6.3/KGM"), ("17.5% 或 NT$11.3/KGM 從高徵稅", "MAX(17.5%, 11.3/KGM)"),
        ("NT$11.3/KGM or 15% whichever is higher", "MAX(11.3/KGM, 15%)"), ("每公斤11.3元或15%，從低課徵", "MIN(11.3/KGM, 15%)"), ("NT$1,200/TNE", "1200/TNE"),
        ("每100公斤 500元", "500/DTN"), ("１０％", "10%"), ("5% + NT$3/KGM", "5% + 3/KGM"),
    ],
)  # fmt: skip
def test_a_cell_of_taiwan(cell: str, canonical: str) -> None:
    assert taiwanese.read_cell(cell).canonical == canonical


@pytest.mark.parametrize(
    "cell", ["17.5% 或 NT$11.3/KGM", "依附註課徵", "10% 從高", "5% 從高 3% 從低", "USD 3/KGM", "每公斤 3 元 或 面議 從高"]
)
def test_what_taiwan_leaves_open_needs_a_person(cell: str) -> None:
    assert taiwanese.read_cell(cell).state == "needs_person"


def test_origin_lists_of_column_two() -> None:
    made = taiwanese.read_listed("0% (PA,NZ,SG) 12.5% (GT,NI)")
    assert [(c.reading.canonical, c.names) for c in made] == [("free", ("PA", "NZ", "SG")), ("12.5%", ("GT", "NI"))]
    assert [(c.reading.state, c.names) for c in taiwanese.read_listed("0% for some countries")] == [("needs_person", ())]


def test_stages_and_codes_run_together_in_australia() -> None:
    made = australian.read_stages("5% DCS4% DCT;5% From1July2018 2.5% CA Free From 1 July 2019Free")
    assert [(s.start, s.end, [(c.reading.canonical, c.names) for c in s.clauses]) for s in made] == [
        (None, date(2018, 6, 30), [("5%", ()), ("4%", ("DCS",)), ("5%", ("DCT",))]),
        (date(2018, 7, 1), date(2019, 6, 30), [("2.5%", ()), ("free", ("CA",))]),
        (date(2019, 7, 1), None, [("free", ())]),
    ]


@pytest.mark.parametrize(
    ("cell", "canonical"),
    [
        ("5% CAFree", ["5%", "free"]), ("5%, and $107.99/L of alcohol NZ /PG/ FI $107.99/L of alcohol", ["5% + 107.99/LPA", "107.99/LPA"]),
        ("$2,445.26/kg of tobacco content", ["2445.26/KGM:TOBACCO"]), ("5%, or, if lower, $0.45/kg TSS", ["MIN(5%, 0.45/KGM:TSS)"]),
        ("$1.220/kg DC$1.220/kg, less 5%", ["1.22/KGM", "1.22/KGM - 5%"]), ("From 30 December 2018: $12,000 each", ["12000/H87"]),
        (
            "$0.526/L of gasoline plus $0.526/L of ethanol plus $0.526/L of other substances (if any) in the blend",
            ["0.526/LTR:GASOLINE + 0.526/LTR:ETHANOL + 0.526/LTR:OTHER"],
        ),
        (
            "$10.57/L of alcohol, calculated on that alcohol content by which the percentage by volume of alcohol of the goods exceeds 1.15",
            ["10.57/LPA:OVER115"],
        ),
    ],
)  # fmt: skip
def test_a_cell_of_australia(cell: str, canonical: list[str]) -> None:
    assert [c.reading.canonical for s in australian.read_stages(cell) for c in s.clauses] == canonical


@pytest.mark.parametrize("cell", ["View TCOs for 8462.59", "$0.526 /L of gasoline plus", "$0.526 /L of diesel"])
def test_what_is_cut_short_needs_a_person(cell: str) -> None:
    assert [c.reading.state for s in australian.read_stages(cell) for c in s.clauses] == ["needs_person"]


def part(kind: str, amount: str = "", unit: str = "", currency: str = "GBP", qualifier: str = "") -> Component:
    """A component; without a unit it is a percentage."""
    return Component(kind, Fraction(amount) if amount else None, currency if unit else "", unit, qualifier)


@pytest.mark.parametrize(
    ("parts", "canonical"),
    [
        ([part("01", "10.2")], "10.2%"),
        ([part("01", "10"), part("02", "2.5", "DTN")], "10% - 2.5/DTN"),
        ([part("04", "93.1", "DTN", "EUR"), part("01", "10.2")], "10.2% + EUR 93.1/DTN"),
        ([part("01", "9"), part("12"), part("17", "24.2"), part("21")], "MIN(9% + EAC, 24.2% + ADSZ)"),
        ([part("01", "8.3"), part("14"), part("17", "18.7"), part("29")], "MIN(8.3% + EACR, 18.7% + ADFMR)"),
        ([part("01", "8"), part("25"), part("27")], "8% + ADSZR + ADFM"),
        ([part("01", "16.5", "RET", ""), part("04", "244.78", "MIL"), part("15", "320.9", "MIL")], "MAX(16.5%/VAL:RETAIL + 244.78/MIL, 320.9/MIL)"),
        ([part("01", "12.8"), part("15", "5", "KGM"), part("17", "10", "KGM")], "MIN(MAX(12.8%, 5/KGM), 10/KGM)"),
        ([part("01", "6"), part("17", "9"), part("19", "1", "DTN"), part("35", "12")], "MIN(MIN(6%, 9% + 1/DTN), 12%)"),
        ([part("01", "6"), part("20", "1", "HLT")], "6% + 1/HLT"),
        ([part("01", "30", "DTN"), part("36", "40")], "30/DTN - 40%"),
        ([part("01", "0.9", "ASV", "GBP", "X"), part("04", "6.4", "HLT")], "0.9/ASVX + 6.4/HLT"),
        ([part("01", "0.3", "DTN", "GBP", "Z")], "0.3/KGM:SUCROSE"),
        ([part("01", "30", "TNE", "GBP", "Z")], "3/KGM:SUCROSE"),
        ([part("01", "5", "MTQ", "GBP", "C")], "0.005/MTQ"),
        ([part("01", "144.1", "TNE", "GBP", "I"), part("99", "", "NAR", "")], "144.1/TNE:BIODIESEL"),
    ],
)  # fmt: skip
def test_components_are_put_together(parts: list[Component], canonical: str) -> None:
    made = read_components(parts, "GBP")
    assert made.canonical == canonical
    assert read_rate(made.canonical, foreign=True) == made.rate


def test_nothing_and_a_supplementary_unit_state_no_rate() -> None:
    assert read_components([part("37")]).state == "none"
    assert read_components([part("99", "", "NAR", "")]).state == "none"
    assert supplementary_unit([part("01", "3"), part("99", "", "NAR", "")]) == "H87"


@pytest.mark.parametrize("kind", ["03", "05", "06", "07", "09", "11", "13", "23", "31", "33", "40", "41", "42", "43", "44", "77"])
def test_levies_refunds_and_strangers_need_a_person(kind: str) -> None:
    made = read_components([part("01", "3"), part(kind, "1", "DTN")])
    assert (made.state, made.canonical) == ("needs_person", "")
    assert kind in made.why.en or "refund" in made.why.en


@pytest.mark.parametrize(
    "parts",
    [[part("02", "3")], [part("01")], [part("01", "3"), part("37")], [part("01", "3", "SPQ")], [part("01", "3", "TNE", "GBP", "Q")]],
)
def test_components_that_make_no_rate_need_a_person(parts: list[Component]) -> None:
    assert read_components(parts, "GBP").state == "needs_person"


@pytest.mark.parametrize(
    ("unit", "qualifier", "code"),
    [("KGM", "", "KGM"), ("KGM", "N", "KGM"), ("DTN", "M", "DTN:DRY"), ("KPO", "", "KGM:K2O"), ("XYZ", "", "")],
)
def test_units_of_the_tariff_are_units_of_the_kernel(unit: str, qualifier: str, code: str) -> None:
    assert unit_for(unit, qualifier) == code
