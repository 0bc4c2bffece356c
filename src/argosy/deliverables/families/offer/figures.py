"""Numbers and words of an offer as values of the report."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from argosy.kernel.money import minor_digits
from argosy.kernel.text import Text
from argosy.report.value import Kind, Missing, Value

QUOTE, COSTS, SPECS, CREDIT, RULES = "S1", "S2", "S3", "S4", "S5"


def plain(number: Decimal) -> str:
    """A decimal without exponent or trailing zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text


def figure(identity: str, number: Decimal | None, kind: Kind, label: Text | None = None, **more: Any) -> Value:
    """One figure; an unknown one says why."""
    missing: Missing = more.pop("missing", "not_recorded")
    cites = more.pop("cites", (QUOTE,))
    if number is None:
        return Value(id=identity, missing=missing, kind=kind, label=label, unit=more.get("unit", ""), cites=cites)
    return Value(id=identity, v=plain(number), kind=kind, label=label, cites=cites, **more)


def money(identity: str, amount: Decimal | None, currency: str, label: Text | None = None, **more: Any) -> Value:
    """An amount with the decimals of its currency, two where it holds cents all the same."""
    digits = minor_digits(currency)
    if amount is not None and amount != amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):
        digits = max(digits, 2)
    return figure(identity, amount, "money", label, **{"unit": currency, "dp": digits} | more)


def words(identity: str, text: Text | str, label: Text | None = None, **more: Any) -> Value:
    """Words as a value; empty words are not recorded."""
    missing: Missing = more.pop("missing", "not_recorded")
    return Value(id=identity, v=text, label=label, **more) if text else Value(id=identity, missing=missing, label=label, **more)


def day(identity: str, on: date | None, label: Text | None = None, **more: Any) -> Value:
    """A day."""
    missing: Missing = more.pop("missing", "not_recorded")
    if on is None:
        return Value(id=identity, missing=missing, kind="date", label=label, **more)
    return Value(id=identity, v=on.isoformat(), kind="date", label=label, **more)
