"""Amounts in words, packing, totals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.engines.offer.amounts import combined_discount, line_amount, told, totals
from argosy.engines.offer.packing import Ware, load, packed
from argosy.engines.offer.spelling import amount_in_words, chinese_number, english_number
from argosy.kernel.errors import BadInput

DIGITS = {digit: at for at, digit in enumerate("零壹貳參肆伍陸柒捌玖")}
PLACES, GROUPS = {"拾": 10, "佰": 100, "仟": 1000}, {"萬": 10**4, "億": 10**8, "兆": 10**12}


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0, "零", "ZERO"), (10, "壹拾", "TEN"), (105, "壹佰零伍", "ONE HUNDRED FIVE"), (1010, "壹仟零壹拾", "ONE THOUSAND TEN"),
        (10_005, "壹萬零伍", "TEN THOUSAND FIVE"), (61_238, "陸萬壹仟貳佰參拾捌", "SIXTY-ONE THOUSAND TWO HUNDRED THIRTY-EIGHT"),
        (100_000_000, "壹億", "ONE HUNDRED MILLION"), (1_000_010_000, "壹拾億零壹萬", "ONE BILLION TEN THOUSAND"),
        (20_300_000, "貳仟零參拾萬", "TWENTY MILLION THREE HUNDRED THOUSAND"), (100_010_000, "壹億零壹萬", "ONE HUNDRED MILLION TEN THOUSAND"),
    ],
)  # fmt: skip
def test_whole_numbers(value, zh, en):
    assert (chinese_number(value), english_number(value)) == (zh, en)


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_chinese_numbers_read_back(value):
    said, total, group, digit = chinese_number(value), 0, 0, 0
    for sign in said:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            group, digit = group + digit * PLACES[sign], 0
        else:
            total, group, digit = total + (group + digit) * GROUPS[sign], 0, 0
    assert total + group + digit == value
    assert "零零" not in said


@pytest.mark.parametrize(
    ("amount", "currency", "zh", "en"),
    [
        ("61238.62", "USD", "美元陸萬壹仟貳佰參拾捌元陸角貳分", "SAY US DOLLARS SIXTY-ONE THOUSAND TWO HUNDRED THIRTY-EIGHT AND CENTS SIXTY-TWO ONLY"),
        ("1", "USD", "美元壹元整", "SAY US DOLLAR ONE ONLY"), ("100.05", "EUR", "歐元壹佰元零伍分", "SAY EUROS ONE HUNDRED AND CENTS FIVE ONLY"),
        ("100.50", "GBP", "英鎊壹佰元伍角整", "SAY POUNDS STERLING ONE HUNDRED AND PENCE FIFTY ONLY"),
        ("12000", "TWD", "新臺幣壹萬貳仟元整", "SAY NEW TAIWAN DOLLARS TWELVE THOUSAND ONLY"), ("99.6", "JPY", "日圓壹佰元整", "SAY JAPANESE YEN ONE HUNDRED ONLY"),
    ],
)  # fmt: skip
def test_amounts(amount, currency, zh, en):
    words = amount_in_words(Decimal(amount), currency)
    assert (words.zh, words.en) == (zh, en)


def test_what_has_no_words_is_refused():
    for amount in (Decimal(-1), Decimal(10) ** 16):
        with pytest.raises(BadInput):
            amount_in_words(amount, "USD")


def test_a_part_of_a_carton_counts_whole():
    found = packed(Ware(1, Decimal(101), 20, Decimal("0.03"), Decimal("0.5"), Decimal("0.6")))
    assert (found.cartons, found.cbm, found.net_kg, found.gross_kg) == (6, Decimal("0.18"), Decimal("50.5"), Decimal("60.6"))


def test_the_smallest_container_that_holds_the_goods():
    def filled(cartons, kg="1"):
        made = load([Ware(1, Decimal(cartons), 1, Decimal("0.1"), Decimal(kg), Decimal(kg))])
        return made.container, made.count

    assert filled(282) == ("20'GP", 1)
    assert filled(283) == ("40'GP", 1)
    assert filled(640) == ("40'HC", 1)
    assert filled(700) == ("40'HC", 2)
    assert filled(282, "101") == ("40'HC", 2)


lines = st.lists(st.decimals(min_value=0, max_value=100_000, places=2), min_size=1, max_size=20)
percents = st.decimals(min_value=0, max_value=30, places=2)


@given(lines=lines, discount=percents, rate=percents, included=st.booleans(), currency=st.sampled_from(("USD", "TWD", "JPY")))
def test_totals_foot(lines, discount, rate, included, currency):
    made = totals(lines, currency, discount=discount, freight=Decimal(100), insurance=Decimal(7), tax_rate=rate, tax_included=included)
    assert made.net + made.tax == made.total
    given_ = made.lines - made.discount + made.freight + made.insurance
    assert given_ == (made.total if included else made.net)


def test_a_line_is_rounded_to_its_currency():
    assert line_amount(Decimal(3), Decimal("10.005"), Decimal(0), "USD") == Decimal("30.02")
    assert line_amount(Decimal(3), Decimal("10.5"), Decimal(0), "TWD") == Decimal(32)


def test_two_discounts_multiply():
    assert told(combined_discount(Decimal(10), Decimal(10))) == "19"
