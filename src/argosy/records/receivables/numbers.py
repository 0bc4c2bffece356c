"""Numbers of papers: one gap-free series for each kind and month, allotted inside the transaction that writes the paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from argosy.records.reports.ledger import next_number


def allot(prefix: str, day: date) -> str:
    """The next number, such as ``IV-202606-0001``. Whoever else wants one of the series waits until this transaction ends."""
    stem = f"{prefix}-{day:%Y%m}"
    return f"{stem}-{next_number(series(stem)):04d}"


def series(stem: str) -> str:
    """The name of a series in the store: apart from those of issued documents, whose every number is proven against the archive."""
    return f"paper:{stem.replace('-', ':')}"


def plain(amount: Decimal) -> str:
    """An amount in a message: no zeros beyond what it needs."""
    return f"{Decimal(amount).normalize():f}"
