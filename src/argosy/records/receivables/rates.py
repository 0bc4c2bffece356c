"""The rate a paper in another currency stands at, where none is given with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from argosy.records.reference import queries as reference


def rate_on(currency: str, day: date, given: Decimal | None = None) -> Decimal:
    """Units of the firm's own currency for one: the rate given, 1 for its own, else the firm's table of the day. None there raises ``NotFound``."""
    if given is not None:
        return given
    if currency == reference.firm().base_currency:
        return Decimal(1)
    return reference.rate(currency, day, flow="export").rate
