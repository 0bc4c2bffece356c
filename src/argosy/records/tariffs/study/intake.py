"""What a study is made of: goods as somebody describes them, or lines of an order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods to study. ``codes`` are candidate codes, digits only; ``value`` is at the border as the destination values goods, in ``currency``."""

    description: str
    codes: tuple[str, ...]
    origin: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    value: Decimal | None = None
    currency: str = ""
    net_kg: Decimal | None = None
    rates: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewStudy:
    """A study to be made: of an order (``order`` its reference, ``lines`` some line numbers or none for all), or of ``goods``.

    ``jurisdiction`` and ``date`` are the order's when one is named.
    """

    title: str = ""
    order: str = ""
    lines: tuple[int, ...] = ()
    goods: tuple[Goods, ...] = ()
    jurisdiction: str = ""
    date: date | None = None
    procedure: str = "release"
    flow: str = "import"
