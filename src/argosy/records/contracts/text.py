"""A contract's whole text in plain values, as it is signed."""

from __future__ import annotations

from typing import Any

from argosy.engines.offer.amounts import printed, told
from argosy.kernel.canonical import plain
from argosy.kernel.text import Text
from argosy.records.contracts.models import Contract
from argosy.records.contracts.wording import filled

_HEAD = (
    "number", "kind", "revision", "subject_zh", "subject_en", "territory", "drawn", "starts", "ends", "notice_days", "incoterm", "place", "currency",
    "payment", "prevails",
)  # fmt: skip


def articles(contract: Contract) -> list[tuple[int, Text, Text, str, bool]]:
    """Article, heading, filled text, clause and version, and whether its wording is its own."""
    found = []
    for clause in contract.clauses.select_related("version__clause"):
        head = clause.version.clause
        words = Text(filled(clause.zh or clause.version.zh, clause.values), filled(clause.en or clause.version.en, clause.values_en))
        found.append((clause.no, Text(head.heading_zh, head.heading_en), words, f"{head.code} v{clause.version.number}", clause.own))
    return found


def content(contract: Contract) -> dict[str, Any]:
    """Head, goods, articles and obligations; amounts with the decimals of the contract's currency."""
    lines, currency = contract.lines.select_related("product"), contract.currency
    return {
        **{name: plain(getattr(contract, name)) for name in _HEAD},
        "total": None if contract.total is None else printed(contract.total, currency),
        "tolerance": None if contract.tolerance is None else told(contract.tolerance),
        "customer": contract.customer.code,
        "quotation": contract.quotation.number if contract.quotation else "",
        "lines": [
            {
                "sku": line.product.sku,
                "line_no": line.line_no,
                "quantity": told(line.quantity),
                "unit_price": printed(line.unit_price, currency),
                "amount": printed(line.amount, currency),
            }
            for line in lines
        ],
        "articles": [
            {"no": no, "heading": [h.zh, h.en], "zh": words.zh, "en": words.en, "source": source, "own": own}
            for no, h, words, source, own in articles(contract)
        ],
        "obligations": [
            {"zh": o.duty_zh, "en": o.duty_en, "who": o.who, "due": plain(o.due), "article": o.article} for o in contract.obligations.all()
        ],
    }
