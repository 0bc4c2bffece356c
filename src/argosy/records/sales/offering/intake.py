"""What is handed in to be offered: plain values, already read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One goods line. Without ``unit_price`` the price lists are asked; ``confirmed_on`` is when stock or lead time was confirmed."""

    sku: str
    quantity: Decimal
    unit_price: Decimal | None = None
    discount: Decimal = Decimal(0)
    specification: str = ""
    lead_days: int | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfferCost:
    """A cost of getting there, for the whole offer. Without ``fx`` the rate of the day is taken."""

    kind: str
    amount: Decimal
    currency: str
    source: str = ""
    fx: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NewOffer:
    """A whole offer as somebody writes it. Empty ``valid_to`` is as long as the firm allows; empty ``fx`` is the rate of ``date``."""

    customer: str
    incoterm: str
    currency: str
    lines: tuple[OfferLine, ...]
    place: str = ""
    date: date | None = None
    valid_to: date | None = None
    fx: Decimal | None = None
    fx_date: date | None = None
    market: str = ""
    variant: str = ""
    tax_rate: Decimal | None = None
    tax_included: bool = False
    discount: Decimal = Decimal(0)
    freight_charged: Decimal = Decimal(0)
    insurance_charged: Decimal = Decimal(0)
    commission: Decimal | None = None
    bank_cost: Decimal | None = None
    costs: tuple[OfferCost, ...] = ()
    payment: str = ""
    lead_days: int | None = None
    port_loading: str = ""
    port_discharge: str = ""
    partial: bool = False
    transship: bool = True
    quality: str = ""
    warranty: str = ""
    expectations: str = ""
    sales_model: str = ""
    notes_zh: str = ""
    notes_en: str = ""
    attention: str = ""
    seller: str = ""
