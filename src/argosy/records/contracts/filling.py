"""The variables of a contract's clauses in both languages, from the contract, its quotation and the firm's usual terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from argosy.kernel.text import Text, halved

USUAL: Mapping[str, object] = {
    "late": "0.1", "late_cap": "5", "cover": "110", "inspect": 14, "claim": 30, "warranty": 12, "secrecy": 3, "force": 7, "force_end": 90, "cure": 14,
    "interest": "5", "negotiate": 30, "notice": 30, "commission": "5", "minimum": "3,000,000", "lead": 35, "quality": "AQL 1.0, ISO 2859-1 II",
}  # fmt: skip
BLANK, HOME_CURRENCY = "______", "TWD"
"""What is to be filled in by hand; the currency the usual least yearly amount is in."""
_PERFORMED = Text("雙方義務履行完畢之日", "the day both parties have performed it")
_YES, _NO = Text("可", "allowed"), Text("不可", "not allowed")
_PREVAILS = {"zh-Hant": Text("中文", "Chinese"), "en": Text("英文", "English")}


def values(contract: Any, lines: Sequence[Any], firm: Any, given: Mapping[str, Text | str]) -> tuple[dict[str, str], dict[str, str]]:
    """Chinese and English values of every variable the library knows; ``given`` replaces what would follow from the records."""
    quote = contract.quotation
    told: dict[str, Any] = {
        **USUAL, "seller": firm.name, "buyer": Text(contract.customer.name_zh, contract.customer.name_en), "subject": Text(contract.subject_zh, contract.subject_en),
        "quantity": _plain(sum((line.quantity for line in lines), Decimal(0))), "tolerance": _plain(contract.tolerance or Decimal(0)), "currency": contract.currency,
        "total": f"{contract.total or Decimal(0):,.2f}", "term": f"{contract.incoterm} {contract.place}".strip(), "payment": _parted(contract.payment) if contract.payment else BLANK,
        "territory": contract.territory or contract.customer.country, "starts": contract.starts.isoformat(), "ends": contract.ends.isoformat() if contract.ends else _PERFORMED,
        "notice_days": contract.notice_days, "prevails": _PREVAILS[contract.prevails], "quotation": f"{quote.number} R{contract.revision or quote.revision}" if quote else "—",
        "loading": (quote.port_loading if quote else "") or "—", "discharge": (quote.port_discharge if quote else "") or contract.place or "—",
        "partial": _YES if quote and quote.partial else _NO, "transship": _YES if quote is None or quote.transship else _NO,
    }  # fmt: skip
    if contract.currency != HOME_CURRENCY:
        told["minimum"] = BLANK
    if quote is not None and quote.lead_days:
        told["lead"] = quote.lead_days
    if quote is not None and quote.quality:
        told["quality"] = quote.quality
    told |= given
    return {name: _say(value, "zh-Hant") for name, value in told.items()}, {name: _say(value, "en") for name, value in told.items()}


def _parted(told: str) -> Text | str:
    """The halves of a line kept in both languages; the whole line where one half names figures the other does not."""
    both = halved(told)
    return both if sorted(re.findall(r"\d+", both.zh)) == sorted(re.findall(r"\d+", both.en)) else told


def _say(value: Any, lang: str) -> str:
    return value.say(lang) if isinstance(value, Text) else str(value)


def _plain(value: Decimal) -> str:
    whole = value.normalize()
    return f"{whole:,f}"
