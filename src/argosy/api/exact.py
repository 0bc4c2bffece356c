"""Exact numbers as the contract writes them: text, without an exponent, without zeros that say nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from argosy.kernel.money import decimal_text


def text(value: Decimal | None) -> str | None:
    """The shortest decimal text, or ``None`` for nothing."""
    return None if value is None else decimal_text(Fraction(value))
