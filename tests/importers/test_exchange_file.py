"""Published exchange tables: read whole or refused with every bad row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.importers.exchange_file import read_exchange
from argosy.kernel.errors import BadInput

FIRST, LAST = date(2026, 6, 21), date(2026, 6, 30)


def read(text: str, quote: str = "direct"):
    return read_exchange("rates.csv", text.encode(), FIRST, LAST, quote)


def test_one_rate_is_for_both_flows():
    made = read("currency,rate\nUSD,31.5\nJPY,0.2135\n")
    assert made.rejected == ()
    assert ("USD", "import", Decimal("31.5"), FIRST, LAST) in made.rows
    assert {flow for currency, flow, *_ in made.rows if currency == "JPY"} == {"import", "export"}


def test_selling_is_for_imports_and_buying_for_exports():
    made = read("幣別,賣出,買入\nUSD,31.6,31.5\n")
    assert [(flow, rate) for _, flow, rate, *_ in made.rows] == [("import", Decimal("31.6")), ("export", Decimal("31.5"))]


def test_units_for_one_of_the_base_are_turned_round():
    made = read("currency,rate,from,to\nJPY,160,2026-06-01,2026-06-30\n", "inverse")
    assert made.rows[0][2:] == (Decimal("0.00625"), date(2026, 6, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("currency,rate\nUSD,0\n", "above zero"),
        ("currency,rate\nQQQ,1\n", "Unknown currency"),
        ("currency,rate\nUSD,\n", "rate is missing"),
        ("currency,rate,from,to\nUSD,31,2026-06-30,2026-06-01\n", "ends before"),
        ("currency,rate\nUSD,31\nUSD,32\n", "two rates"),
    ],
)
def test_every_bad_row_is_told(text, told):
    assert any(told in p.message.en for p in read(text).rejected)


def test_a_quotation_nobody_knows():
    with pytest.raises(BadInput, match="direct or inverse"):
        read("currency,rate\nUSD,31\n", "sideways")
