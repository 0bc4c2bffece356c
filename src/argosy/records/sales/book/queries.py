"""How books are read here."""

from __future__ import annotations

from argosy.engines.book.lines import Rules
from argosy.records.reference import queries as reference


def book_rules() -> Rules:
    """What the firm's settings say today of codes that are no goods, of cancellations, and of lines undone at once."""
    day = reference.today()
    codes = (code.strip() for code in reference.setting("sales.book_not_goods", day).split(";"))
    cancels, days = (reference.setting(f"sales.book_{name}", day).strip() for name in ("cancels", "same_days"))
    return Rules(tuple(code for code in codes if code), cancels, int(days))
