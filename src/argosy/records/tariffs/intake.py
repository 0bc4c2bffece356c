"""What is handed to the tariffs app to be stored: plain values, already read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NewLine:
    """One goods line; ``source_row`` is its row in the file. ``rates`` and ``facts`` are text, as given."""

    line_no: int
    source_row: int
    item: str
    description: str
    code: str
    origin: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    net_kg: Decimal | None = None
    gross_kg: Decimal | None = None
    rates: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    rationale: str = ""
    volume_m3: Decimal | None = None
    preference: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewCost:
    """A cost of the whole consignment, in its own currency."""

    kind: str
    amount: Decimal
    currency: str
    dutiable: bool | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class NewOrder:
    """A whole consignment read from a file. ``fx`` maps a currency to units of the jurisdiction's currency, as text."""

    file_name: str
    sha256: str
    date: date
    incoterm: str
    place: str
    currency: str
    lines: tuple[NewLine, ...]
    costs: tuple[NewCost, ...] = ()
    fx: dict[str, str] = field(default_factory=dict)
    edition: int = 2020
    jurisdiction: str = "TW"
    title_zh: str = ""
    title_en: str = ""
    invoice_no: str = ""
    invoice_date: date | None = None
    vessel: str = ""
    allocation: str = "auto"
    rates_are_demo: bool = False
