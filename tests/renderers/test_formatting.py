"""How values print, in both languages."""

from fractions import Fraction

import pytest

from argosy.kernel.text import Text
from argosy.renderers.formatting import Printed, number, pair, printed, unit_words
from argosy.report.value import MISSING_WORDS, Value


def value(v, kind="money", unit="USD", **more):
    return Value(id="x", v=v, kind=kind, unit=unit, **more)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (value("61238.62"), "USD\u00a061,238.62"),
        (value("1046855", unit="TWD"), "TWD\u00a01,046,855"),
        (value("-1845.7"), "USD\u00a0−1,845.70"),
        (value("1.5", unit="KWD"), "KWD\u00a01.500"),
        (value("0.175", "rate", ""), "17.5%"),
        (value("0.175", "rate", "", dp=0), "18%"),
        (value("0.0085", "rate", "‰"), "8.5‰"),
        (value("12000", "quantity", "BO"), "12,000\u00a0瓶"),
        (value("19290.5", "quantity", "KGM"), "19,290.5\u00a0公斤"),
        (value("3", "count", ""), "3"),
        (value("2026-06-30", "date", ""), "2026-06-30"),
        (value("2202.99.19.00-1", "code", ""), "2202.99.19.00-1"),
        (value("true", "bool", ""), "是"),
        (value("-0.004", dp=2), "USD\u00a00.00"),
    ],
)
def test_a_value_prints_alone(given, said):
    assert printed(given, "zh-Hant").plain == said


def test_units_and_words_follow_the_language():
    assert printed(value("12000", "quantity", "BO"), "en").plain == "12,000\u00a0bottles"
    assert printed(value("false", "bool", ""), "en").plain == "no"
    assert printed(value(Text("荷蘭", "Netherlands"), "text", ""), "both") == Printed("荷蘭", "Netherlands")


@pytest.mark.parametrize("reason", MISSING_WORDS)
def test_a_missing_value_prints_its_reason_and_never_nought(reason):
    shown = printed(Value(id="x", kind="money", missing=reason), "en")
    assert shown.missing
    assert shown.plain == MISSING_WORDS[reason].en


def test_an_estimate_carries_mark_and_interval():
    shown = printed(value("0.14", "rate", "", dp=1, status="estimate", lo="0.112", hi="0.169"), "zh-Hant")
    assert (shown.plain, shown.mark, shown.interval) == ("14.0%", "e", "[11.2, 16.9]")


@pytest.mark.parametrize(("status", "mark"), [("actual", ""), ("forecast", "f"), ("provisional", "p"), ("manual", "m")])
def test_marks_name_the_status(status, mark):
    assert printed(value("1", status=status), "en").mark == mark


def test_rounding_is_half_away_from_zero_and_zero_has_no_sign():
    assert [number(Fraction(x), 2) for x in ("2.345", "-2.345", "-0.001")] == ["2.35", "−2.35", "0.00"]


def test_a_verdict_keeps_its_glyph_once():
    shown = printed(Value(id="x", v=Text("● 通過", "● passed")), "both")
    assert (shown.text, shown.en, shown.tone) == ("● 通過", "passed", "good")


def test_only_both_has_a_second_line():
    assert pair(Text("數量", "Quantity"), "both") == ("數量", "Quantity")
    assert pair(Text("HS", "HS"), "both") == ("HS", "")
    assert pair(Text("數量", ""), "en") == ("數量", "")


def test_money_in_millions_is_said_in_the_language_of_the_reader():
    amount = Value(id="a", v="1234.56", kind="money", unit="USD m", dp=1)
    assert printed(amount, "zh-Hant").plain == "1,234.6\u00a0百萬美元"
    assert printed(amount, "en").plain == "USD\u00a01,234.6\u00a0million"
    assert unit_words("USD k").en == "USD thousand"
