"""What is handed to the sales app to be stored: plain values, already read. ``row`` is the row of the file, for messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NewLine:
    """One goods line. Without ``amount`` it is quantity × unit price less discount; costs are in the firm's own currency, ``None`` where not known."""

    row: int
    sku: str
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal = Decimal(0)
    amount: Decimal | None = None
    unit_cost: Decimal | None = None
    shipped_quantity: Decimal | None = None
    freight: Decimal | None = None
    duty: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NewDeal:
    """What quotations and orders share. ``market`` is the customer's country and ``fx`` the rate of the day where they are not given."""

    row: int
    number: str
    customer: str
    date: date
    incoterm: str
    currency: str
    lines: tuple[NewLine, ...]
    market: str = ""
    place: str = ""
    fx: Decimal | None = None
    seller: str = ""


@dataclass(frozen=True, slots=True)
class NewOrder(NewDeal):
    """A sales order."""

    promised: date | None = None
    shipped: date | None = None
    cancelled: bool = False
    quotation: str = ""


@dataclass(frozen=True, slots=True)
class NewQuotation(NewDeal):
    """A quotation and its outcome."""

    valid_to: date | None = None
    revision: int = 1
    outcome: str = "open"
    decided_on: date | None = None
    lost_reason: str = ""
    rival: str = ""
    price_gap: Decimal | None = None
    response_h: Decimal | None = None
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """How many deals are new, changed, and as they were."""

    new: int
    changed: int
    same: int
