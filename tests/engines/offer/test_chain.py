"""Who pays what, and prices at every term: the published rules, worked examples, and what must hold of any numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.engines.offer.chain import Costs, Markup, at_term, break_even_rate, insurance, insured_sum, ladder, margin_of
from argosy.engines.offer.terms import COST_KINDS, TERMS, payer, table
from argosy.kernel.errors import BadInput

amounts = st.fractions(min_value=0, max_value=10_000, max_denominator=100)
lines = st.dictionaries(st.sampled_from([kind.code for kind in COST_KINDS]), amounts)
shares = st.fractions(min_value=0, max_value=Fraction(3, 10), max_denominator=1000)

# The usual published chart of Incoterms 2020: how many of the fourteen lines the seller pays.
SELLER_PAYS = {"EXW": 1, "FCA": 5, "FAS": 4, "FOB": 6, "CFR": 7, "CIF": 8, "CPT": 7, "CIP": 8, "DAP": 10, "DPU": 11, "DDP": 13}


@pytest.mark.parametrize("term", TERMS)
def test_the_seller_pays_as_many_lines_as_the_chart_says(term):
    assert sum(row[term] == "seller" for row in table().values()) == SELLER_PAYS[term]


@pytest.mark.parametrize(
    ("kind", "sellers"),
    [
        ("export_clearance", "FCA FAS FOB CFR CIF CPT CIP DAP DPU DDP"), ("on_board", "FOB CFR CIF CPT CIP DAP DPU DDP"),
        ("main_carriage", "CFR CIF CPT CIP DAP DPU DDP"), ("insurance", "CIF CIP DAP DPU DDP"), ("unloading", "DPU"), ("import_duty", "DDP"),
        ("destination_inland", "DAP DPU DDP"),
    ],
)  # fmt: skip
def test_who_pays_a_line(kind, sellers):
    assert [term for term in TERMS if payer(kind, term) == "seller"] == sellers.split()


def test_cif_is_cfr_over_one_less_the_premium_of_110_percent():
    costs = Costs(Fraction(1000), {"main_carriage": Fraction(100)}, premium=Fraction(1, 100))
    cif = at_term(costs, "CIF", Markup(Fraction(0)))
    assert cif.cost == Fraction(1100) / (1 - Fraction(11, 1000))
    assert insurance(costs) == cif.cost * Fraction(11, 10) / 100
    assert at_term(costs, "CFR", Markup(Fraction(0))).cost == 1100


def test_a_worked_ladder():
    costs = Costs(
        Fraction(800),
        {
            "packing": Fraction(20), "origin_inland": Fraction(30), "export_clearance": Fraction(10), "origin_terminal": Fraction(15),
            "on_board": Fraction(5), "main_carriage": Fraction(90), "insurance": Fraction(3), "destination_inland": Fraction(40), "import_duty": Fraction(50),
        },
    )  # fmt: skip
    found = {row.term: row.cost for row in ladder(costs, Markup(Fraction(1, 5)))}
    assert found == {
        "EXW": 820, "FCA": 875, "FAS": 860, "FOB": 880, "CFR": 970, "CIF": 973, "CPT": 970, "CIP": 973, "DAP": 1013, "DPU": 1013, "DDP": 1063,
    }  # fmt: skip
    assert at_term(costs, "FOB", Markup(Fraction(1, 5))).price == 1100


@given(goods=amounts.filter(bool), lines=lines, term=st.sampled_from(TERMS))
def test_what_both_pay_is_the_whole(goods, lines, term):
    row = at_term(Costs(goods, lines), term, Markup(Fraction(1, 5)))
    assert row.cost + sum(step.amount for step in row.buyer) == goods + sum(lines.values())


@given(goods=amounts.filter(bool), lines=lines, premium=st.fractions(min_value=0, max_value=Fraction(1, 50)), margin=shares)
def test_a_later_term_never_costs_less(goods, lines, premium, margin):
    found = {row.term: row.price for row in ladder(Costs(goods, lines, premium), Markup(margin))}
    assert found["EXW"] <= found["FCA"] <= found["FOB"] <= found["CFR"] <= found["CIF"] <= found["DAP"] <= found["DPU"]
    assert found["EXW"] <= found["FAS"] <= found["FOB"]
    assert found["DAP"] <= found["DDP"]


@given(cost=amounts.filter(bool), margin=shares, commission=shares, bank=shares)
def test_a_price_gives_back_the_margin_it_was_made_with(cost, margin, commission, bank):
    price = at_term(Costs(cost), "EXW", Markup(margin, commission, bank)).price
    assert margin_of(price, cost, commission, bank) == margin


@given(cost=amounts.filter(bool), price=amounts.filter(bool), share=shares)
def test_at_the_break_even_rate_nothing_is_earned(cost, price, share):
    rate = break_even_rate(cost, price, share)
    assert price * rate * (1 - share) == cost


def test_what_cannot_be_is_refused():
    for bad in (
        lambda: Markup(Fraction(1, 2), Fraction(1, 2)).kept, lambda: Costs(Fraction(0)), lambda: Costs(Fraction(1), {"packing": Fraction(-1)}),
        lambda: Costs(Fraction(1), {"nonsense": Fraction(1)}), lambda: Costs(Fraction(1), premium=Fraction(1)), lambda: payer("packing", "XYZ"),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            bad()


def test_only_cif_and_cip_oblige_the_seller_to_insure():
    assert [term for term in TERMS if insured_sum(Fraction(100), term)] == ["CIF", "CIP"]
    assert insured_sum(Fraction(100), "CIF") == 110
