from datetime import date
from decimal import Decimal

import pytest

from argosy.importers import cells
from argosy.kernel.errors import BadInput


@pytest.mark.parametrize(
    ("text", "value"), [("1,080,000", "1080000"), ("１２．５", "12.5"), ("−3", "-3"), (" 7 ", "7"), (".5", "0.5"), ("1 000", "1000")]
)
def test_numbers_as_people_write_them(text, value):
    assert cells.number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.080,00", "1,08", "12a", "", "1e5", "nan", "1,,000", "=1+1"])
def test_a_number_that_could_mean_two_things_is_refused(text):
    with pytest.raises(BadInput, match="not a number"):
        cells.number(text)


@pytest.mark.parametrize("text", ["2026-06-30", "2026/6/30", "2026年6月30日", "115/06/30", "民國115年6月30日", "115.6.30"])
def test_dates_in_both_calendars(text):
    assert cells.day(text) == date(2026, 6, 30)


@pytest.mark.parametrize("text", ["30/06/2026", "2026-02-30", "June 30", "115"])
def test_a_date_that_is_none_is_refused(text):
    with pytest.raises(BadInput, match="not a date"):
        cells.day(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("386,500", ("386500", "JPY")), ("USD 1,200.50", ("1200.50", "USD")), ("1200 EUR", ("1200", "EUR")), ("0", ("0", "JPY"))],
)
def test_money_with_and_without_its_currency(text, amount):
    assert cells.money(text, "JPY") == (Decimal(amount[0]), amount[1])


@pytest.mark.parametrize(
    ("text", "code"), [("日本", "JP"), ("JAPAN", "JP"), ("jp", "JP"), ("UK", "GB"), ("越南", "VN"), ("臺灣", "TW"), ("Viet Nam", "VN")]
)
def test_countries_by_code_or_name(text, code):
    assert cells.country(text) == code


def test_codes_lose_their_points_and_keep_their_zeros():
    assert cells.tariff_code("0902.30.90.00-1") == "09023090001"
    with pytest.raises(BadInput, match="6 to 11 digits"):
        cells.tariff_code("2202")


@pytest.mark.parametrize("read", [cells.country, cells.currency, cells.unit])
def test_unknown_names_are_refused_with_what_to_do(read):
    with pytest.raises(BadInput, match=r"[Uu]nknown"):
        read("zzz")


def test_negative_quantities_are_refused():
    with pytest.raises(BadInput, match="above zero"):
        cells.positive("-5")
    assert cells.positive("0", zero=True) == 0
