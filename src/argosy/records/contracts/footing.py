"""What stands between the goods of a contract and its total."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from argosy.engines.offer.amounts import told, totals
from argosy.kernel.text import Text

Extra = tuple[str, Text, Decimal]


def extras(row: Any) -> tuple[Extra, ...]:
    """Discount, freight, insurance and tax, each with its key and name, those that are not nought; one sum where the quotation does not explain it."""
    net = sum((line.amount for line in row.lines.all()), Decimal(0))
    rest = (row.total if row.total is not None else net) - net
    found = _explained(row) if row.quotation is not None else ()
    if sum((amount for _, _, amount in found), Decimal(0)) != rest:
        found = (("more", _rest(row), rest),)
    return tuple(one for one in found if one[2])


def _explained(row: Any) -> tuple[Extra, ...]:
    quote = row.quotation
    sums = totals(
        (line.amount for line in row.lines.all()), row.currency, discount=quote.discount, freight=quote.freight_charged, insurance=quote.insurance_charged,
        tax_rate=quote.tax_rate, tax_included=quote.tax_included,
    )  # fmt: skip
    return (
        ("discount", Text("總折扣", "Discount"), -sums.discount), ("freight", Text("運費", "Freight"), sums.freight), ("insurance", Text("保險費", "Insurance"), sums.insurance),
        ("more", _tax(quote), Decimal(0) if quote.tax_included else sums.tax),
    )  # fmt: skip


def _tax(quote: Any) -> Text:
    return Text(f"營業稅 {told(quote.tax_rate)}%", f"Business tax {told(quote.tax_rate)}%")


def _rest(row: Any) -> Text:
    return _tax(row.quotation) if row.quotation is not None and row.quotation.tax_rate else Text("其他", "Other")
