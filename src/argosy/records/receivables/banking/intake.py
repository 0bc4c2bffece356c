"""What a bank's file says, already read: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NewBankLine:
    """One movement; positive is money in. ``mark`` tells it from every other movement of the account."""

    row: int
    booked: date
    amount: Decimal
    currency: str
    mark: str
    value: date | None = None
    reference: str = ""
    party: str = ""
    party_account: str = ""


@dataclass(frozen=True, slots=True)
class NewStatement:
    """One statement. ``account`` is the number or IBAN the bank prints, empty where the file names none."""

    form: str
    ident: str
    account: str
    currency: str
    lines: tuple[NewBankLine, ...]
    opening: Decimal | None = None
    closing: Decimal | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What an import did: statements and lines that are new, and lines that were there already."""

    statements: int
    new: int
    known: int
