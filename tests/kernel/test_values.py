from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from argosy.kernel.canonical import canonical_bytes, digest, digest_plain
from argosy.kernel.dated import Dated, Timeline
from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.kernel.money import Money, decimal_of, decimal_text
from argosy.kernel.quantity import convert, unit_of
from argosy.kernel.registry import Registry
from argosy.kernel.tariff_code import printed_code
from argosy.kernel.text import Text, same


def test_text_speaks_both_languages():
    duty = Text("進口稅", "Customs duty")
    assert [duty.say(lang) for lang in ("zh-Hant", "en", "both")] == ["進口稅", "Customs duty", "進口稅 Customs duty"]


def test_a_text_put_into_a_text_keeps_its_language():
    assert Text("缺{x}", "no {x}").format(x=Text("產地", "origin")) == Text("缺產地", "no origin")


def test_money_of_two_currencies_does_not_add():
    assert Money(Decimal("1.10"), "USD") + Money(Decimal("2"), "USD") == Money(Decimal("3.10"), "USD")
    with pytest.raises(ValueError, match="JPY"):
        Money(Decimal(1), "USD") + Money(Decimal(1), "JPY")


@pytest.mark.parametrize(("currency", "text"), [("TWD", "13"), ("USD", "12.50"), ("JPY", "13"), ("KWD", "12.500")])
def test_money_rounds_to_the_minor_unit_of_its_currency(currency, text):
    assert str(Money(Decimal("12.5"), currency).rounded().amount) == text


def test_decimals_are_never_cut_silently():
    assert str(decimal_of(Fraction(5, 2), 2)) == "2.50"
    assert decimal_text(Fraction(2, 3), 4) == "0.6667"
    with pytest.raises(ValueError, match="more than 1"):
        decimal_of(Fraction(1, 4), 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("kg", "KGM"),
        ("公斤", "KGM"),
        ("PCS", "H87"),
        ("個", "H87"),
        ("瓶", "BO"),
        ("l", "LTR"),
        ("dozen", "DZN"),
        ("C62", "H87"),
        ("stick", "H87"),
    ],
)
def test_units_go_by_many_names(name, code):
    assert unit_of(name).code == code


def test_units_convert_within_a_dimension_only():
    assert convert(Fraction(3), unit_of("t"), unit_of("kg")) == 3000
    with pytest.raises(BadInput, match="cannot be converted"):
        convert(Fraction(1), unit_of("kg"), unit_of("pcs"))
    with pytest.raises(BadInput, match="Unknown unit"):
        unit_of("furlong")


def test_a_value_holds_on_its_first_and_last_day():
    rate = Timeline("duty", [Dated("5%", date(2026, 1, 1), date(2026, 6, 30)), Dated("4%", date(2026, 7, 1))])
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2030, 1, 1)]
    assert [rate.on(d) for d in days] == [None, "5%", "5%", "4%", "4%"]


def test_two_values_on_one_day_are_refused():
    with pytest.raises(ValueError, match="2026-06-30"):
        Timeline("duty", [Dated(1, date(2026, 1, 1), date(2026, 6, 30)), Dated(2, date(2026, 6, 30))])


def test_equal_content_has_equal_bytes_and_floats_have_none():
    assert canonical_bytes({"b": Decimal("1.50"), "a": date(2026, 6, 30)}) == b'{"a":"2026-06-30","b":"1.50"}'
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) == digest_plain({"b": 2, "a": 1}) != digest({"a": 1, "b": 3})
    with pytest.raises(TypeError, match="float"):
        canonical_bytes(0.1)


def test_a_registry_names_what_it_has():
    shapes: Registry[int] = Registry(same("shape"), "argosy.shapes")
    shapes.add("round", 1)
    assert shapes.keys() == ["round"]
    assert "round" in shapes
    with pytest.raises(NotFound, match="There are: round"):
        shapes.get("square")
    with pytest.raises(ValueError, match="twice"):
        shapes.add("round", 2)


def test_exit_codes_are_the_contract():
    assert (BadInput.exit_code, NotFound.exit_code, Refused.exit_code) == (2, 2, 3)


@pytest.mark.parametrize(
    ("digits", "printed"),
    [
        ("22029919001", "2202.99.19.00-1"),
        ("2202991900", "2202.99.19.00"),
        ("22029919", "2202.99.19"),
        ("220299", "2202.99"),
        ("", ""),
        ("Ex 22", "Ex 22"),
    ],
)
def test_tariff_codes_print_in_groups(digits, printed):
    assert printed_code(digits) == printed
