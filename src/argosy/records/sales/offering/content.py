"""The whole content of a quotation as it is frozen with every revision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from argosy.kernel.canonical import plain

_HEAD = (
    "number", "revision", "market", "date", "valid_to", "incoterm", "place", "incoterms", "currency", "fx", "fx_date", "variant", "payment", "tax_rate",
    "tax_included", "discount", "freight_charged", "insurance_charged", "commission", "bank_cost", "net", "tax", "total", "lead_days", "port_loading",
    "port_discharge", "partial", "transship", "quality", "warranty", "notes_zh", "notes_en",
)  # fmt: skip
_LINE = (
    "line_no", "quantity", "unit_price", "discount", "amount", "unit_cost", "specification", "list_price", "price_reason", "lead_days", "confirmed_on",
)  # fmt: skip


def content(row: Any, lines: Sequence[Any], costs: Sequence[Any]) -> dict[str, Any]:
    """Header, lines and costs in plain values: decimals and dates as text, products by SKU, the customer by code."""
    return {
        **{name: plain(getattr(row, name)) for name in _HEAD},
        "customer": row.customer.code,
        "attention": row.attention.name if row.attention_id else "",
        "seller": row.seller.login if row.seller_id else "",
        "lines": [{"sku": line.product.sku, **{name: plain(getattr(line, name)) for name in _LINE}} for line in lines],
        "costs": [{name: plain(getattr(cost, name)) for name in ("kind", "amount", "currency", "fx", "source")} for cost in costs],
    }
