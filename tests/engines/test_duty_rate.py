"""Rate text: read as the contract writes it, and never taken for 0 when it cannot be read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.engines.duty.rate import AdValorem, Combined, Rate, Specific, rate_expr, read_rate, units
from argosy.kernel.evaluation import Names, evaluate
from argosy.kernel.expression import Ref

SIGNS = ("TWD", "NT$")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("5%", "5%"), ("５％", "5%"), (" 12.5 % ", "12.5%"), ("0%", "free"), ("Free", "free"), ("免稅", "free"), ("12.5/kg", "12.5/KGM"),
        ("NT$12/公斤", "12/KGM"), ("twd 12 / KGM", "12/KGM"), ("3.5%+12/kg", "3.5% + 12/KGM"), ("max(10%，30/pcs)", "MAX(10%, 30/H87)"),
        ("MIN(5% + 1/l, MAX(2%, 3/kg))", "MIN(5% + 1/LTR, MAX(2%, 3/KGM))"), ("(5% + 1/l)", "5% + 1/LTR"), ("1590/thousand", "1590/MIL"),
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
        "33 1/3%",
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
    ],
)
def test_what_cannot_be_read_needs_a_person(text: str) -> None:
    assert read_rate(text, SIGNS) is None


rates = st.recursive(
    st.one_of(
        st.decimals(0, 300, places=3).map(lambda d: AdValorem(Fraction(d) / 100)),
        st.tuples(st.decimals(0, 5000, places=2), st.sampled_from(("KGM", "LTR", "H87", "LPA"))).map(
            lambda t: Specific(Fraction(t[0]), t[1])
        ),
    ),
    lambda inner: st.tuples(st.sampled_from(("max", "min")), st.lists(inner, min_size=2, max_size=3)).map(
        lambda t: Combined(t[0], tuple(t[1]))
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
