"""Cells of the past sales record: money, shares and days, each with its rule."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from argosy.deliverables.families.credit.facts import BOOK
from argosy.deliverables.families.intelligence.cells import Cell, Cites, code, count, day, row, words
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.report.value import Missing, Value

__all__ = ["Cell", "code", "count", "day", "days", "money", "plain", "quantity", "row", "share", "words"]


def plain(number: Decimal) -> str:
    """A decimal as the shortest text."""
    return decimal_text(Fraction(number))


def money(
    amount: Decimal | None,
    unit: str = "",
    *,
    dp: int = 0,
    trace: str = "booked",
    expr: str | None = None,
    cites: Cites = (BOOK,),
    missing: Missing = "not_recorded",
) -> Cell:
    """An amount to the cent, printed with ``dp`` decimals."""
    if amount is None:
        return lambda identity: Value(id=identity, missing=missing, kind="money", unit=unit)
    text = plain(Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP))
    return lambda identity: Value(id=identity, v=text, kind="money", unit=unit, dp=dp, trace=trace, expr=expr, cites=cites)


def share(part: Decimal, whole: Decimal, trace: str, expr: str, missing: Missing = "not_applicable", dp: int = 1) -> Cell:
    """part ÷ whole to a tenth of a percent, with its formula; missing where there is no whole."""
    if whole <= 0:
        return lambda identity: Value(id=identity, missing=missing, kind="rate")
    text = decimal_text(round_to(Fraction(part) / Fraction(whole), Fraction("0.001")))
    return lambda identity: Value(id=identity, v=text, kind="rate", dp=dp, expr=f"round_to({expr}, 0.001)", trace=trace, cites=(BOOK,))


def days(number: Decimal | int | None, trace: str, expr: str | None = None, missing: Missing = "not_applicable", dp: int = 1) -> Cell:
    """Days."""
    if number is None:
        return lambda identity: Value(id=identity, missing=missing, kind="score")
    return lambda identity: Value(id=identity, v=plain(Decimal(number)), kind="score", dp=dp, trace=trace, expr=expr, cites=(BOOK,))


def quantity(number: Decimal) -> Cell:
    """A quantity in the unit of the goods."""
    return lambda identity: Value(id=identity, v=plain(number), kind="quantity", trace="booked", cites=(BOOK,))
