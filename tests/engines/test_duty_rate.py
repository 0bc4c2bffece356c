"""Rate text: read as the contract writes it, and never taken for 0 when it cannot be read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.engines.duty.assessor import assess
from argosy.engines.duty.rate import AdValorem, Combined, Rate, Specific, currencies, in_currency, joined, rate_expr, read_rate, units
from argosy.engines.duty.reading import read_consignment
from argosy.kernel.evaluation import Names, evaluate
from argosy.kernel.expression import Ref
from argosy.rules.library import pack_for

SIGNS = ("TWD", "NT$")
TAIWAN = {"jurisdiction": "TW", "date": "2026-06-30", "incoterm": "CIF", "place": "TWKEL", "currency": "TWD"}


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("5%", "5%"), ("５％", "5%"), (" 12.5 % ", "12.5%"), ("0%", "free"), ("Free", "free"), ("免稅", "free"), ("12.5/kg", "12.5/KGM"),
        ("NT$12/公斤", "12/KGM"), ("twd 12 / KGM", "12/KGM"), ("3.5%+12/kg", "3.5% + 12/KGM"), ("max(10%，30/pcs)", "MAX(10%, 30/H87)"),
        ("MIN(5% + 1/l, MAX(2%, 3/kg))", "MIN(5% + 1/LTR, MAX(2%, 3/KGM))"), ("(5% + 1/l)", "5% + 1/LTR"), ("1590/thousand", "1590/MIL"),
        ("33 1/3%", "33 1/3%"), ("12.5/100kg", "12.5/DTN"), ("12/50 kg", "0.24/KGM"), ("10/3kg", "3 1/3/KGM"), ("3/DTN", "3/DTN"),
        ("0.9 / %vol / hl + 6.4/hl", "0.9/ASVX + 6.4/HLT"), ("10% − 2/kg", "10% - 2/KGM"), ("5% + 1/l - 2/kg - 1%", "5% + 1/LTR - 2/KGM - 1%"),
        ("9% - (1/l + 2/kg)", "9% - (1/LTR + 2/KGM)"), ("MIN(9% + eac, 24.2% + ADSZ)", "MIN(9% + EAC, 24.2% + ADSZ)"),
        ("16.5%/val:retail + 244.78/1000 pcs", "16.5%/VAL:RETAIL + 244.78/MIL"), ("2445.26/KGM:TOBACCO", "2445.26/KGM:TOBACCO"),
    ],
)  # fmt: skip
def test_text_is_read(text: str, canonical: str) -> None:
    assert str(read_rate(text, SIGNS)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "0",
        "see note 3",
        "Free (AU)",
        "5%%",
        "12/kg/l",
        "12/parsec",
        "-5%",
        "1e3/kg",
        "5% 12/kg",
        "MAX(5%)",
        "MAX(5%, 3/kg",
        "USD 3/kg",
        "5%;",
        "%",
        "5‰",
        "5% -",
        "5%/kg",
        "12/0kg",
        "1/0%",
        "12/100",
        "12/KGM:GOLD",
        "EUR 5%",
    ],
)
def test_what_cannot_be_read_needs_a_person(text: str) -> None:
    assert read_rate(text, SIGNS) is None


rates = st.recursive(
    st.one_of(
        st.decimals(0, 300, places=3).map(lambda d: AdValorem(Fraction(d) / 100)),
        st.fractions(0, 3, max_denominator=99).map(AdValorem),
        st.tuples(st.decimals(0, 5000, places=2), st.sampled_from(("KGM", "LTR", "H87", "LPA", "DTN", "KGM:LEAD", "VAL:CASE"))).map(
            lambda t: Specific(Fraction(t[0]), t[1])
        ),
    ),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(("max", "min")), st.lists(inner, min_size=2, max_size=3)).map(lambda t: Combined(t[0], tuple(t[1]))),
        st.tuples(st.sampled_from(("sum", "less")), inner, inner).map(lambda t: joined(*t)),
    ),
    max_leaves=6,
)


@given(rates)
def test_the_canonical_text_reads_back(rate: Rate) -> None:
    assert read_rate(str(rate)) == rate


def test_a_compound_rate_is_worked_out() -> None:
    rate = read_rate("MAX(10%, 3.5% + 12/kg)")
    assert rate is not None
    expr = rate_expr(rate, Ref("name", "base"), lambda unit: Ref("name", unit))
    assert evaluate(expr, Names({"base": 1000, "KGM": 7})) == 119
    assert evaluate(expr, Names({"base": 10000, "KGM": 7})) == 1000
    assert list(units(rate)) == ["KGM"]


def test_a_compound_rate_may_need_several_quantities_of_a_line() -> None:
    line = {
        "id": "1",
        "code": "9101114000",
        "origin": "CH",
        "value": "1000",
        "quantity": "2",
        "unit": "PCE",
        "rates": {"duty": "30/pcs + 6%/VAL:CASE + 5%"},
    }
    asked = assess(read_consignment(TAIWAN | {"lines": [line]}), pack_for("TW"))
    gaps = [(u.field, u.ask.en) for u in asked.unresolved if u.blocks]
    assert gaps == [("facts.quantity_VAL:CASE", "How many currency units of value of the case are in this line?")]
    told = assess(read_consignment(TAIWAN | {"lines": [line | {"facts": {"quantity_VAL:CASE": "500"}}]}), pack_for("TW"))
    assert told.lines[0].charges[0].amount == 140
    assert not any(u.blocks or "VAL" in u.field for u in told.unresolved)


@pytest.mark.parametrize(("text", "base", "comes_to"), [("10% - 2/kg", 1000, 86), ("10% - 2/kg", 100, 0), ("MAX(10% - 2/kg, 1%)", 100, 1)])
def test_a_deduction_never_goes_below_nothing(text: str, base: int, comes_to: int) -> None:
    rate = read_rate(text)
    assert rate is not None
    expr = rate_expr(rate, Ref("name", "base"), lambda unit: Ref("name", unit))
    assert evaluate(expr, Names({"base": base, "KGM": 7})) == comes_to


def test_an_amount_in_another_currency_is_kept_and_converted() -> None:
    rate = read_rate("10.2% + EUR 93.1/DTN", ("GBP",), foreign=True)
    assert rate is not None
    assert (str(rate), currencies(rate)) == ("10.2% + EUR 93.1/DTN", {"EUR"})
    assert str(in_currency(rate, {"EUR": Fraction("0.85")}.__getitem__)) == "10.2% + 79.135/DTN"
    assert read_rate(str(rate)) is None
