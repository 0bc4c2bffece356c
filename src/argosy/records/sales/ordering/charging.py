"""What an order takes over from its quotation's head: freight and insurance stand on it net of tax, as its lines do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from argosy.engines.offer.amounts import rounded, totals
from argosy.records.sales.models import Quotation, QuotationLine

TAKEN = (
    "market", "incoterm", "place", "incoterms", "currency", "fx", "fx_date", "payment", "tax_rate", "freight_charged", "insurance_charged",
    "net", "tax", "total", "lead_days",
)  # fmt: skip


def goods_net(row: Quotation, lines: Sequence[QuotationLine]) -> Decimal:
    """The lines of a quotation after its discount on the whole and without tax, in its currency."""
    return totals(
        (line.amount for line in lines), row.currency, discount=row.discount, tax_rate=row.tax_rate, tax_included=row.tax_included
    ).net


def taken(row: Quotation, lines: Sequence[QuotationLine]) -> dict[str, Any]:
    """Fields of the order by name. Where prices include tax, lines and charges still add up to the net amount, to the unit."""
    found = {name: getattr(row, name) for name in TAKEN}
    freight, insurance = row.freight_charged, row.insurance_charged
    if not row.tax_included or not (freight or insurance):
        return found
    whole = (row.net or Decimal(0)) - goods_net(row, lines)
    part = rounded(whole * freight / (freight + insurance), row.currency)
    return found | {"freight_charged": part, "insurance_charged": rounded(whole - part, row.currency)}
