"""What is known of a product, its materials, how it was made, how it travels and which proof is held. Exact fractions throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

Role = Literal["material", "packing_retail", "accessory", "packing_transport", "neutral"]
ROLES: tuple[Role, ...] = ("material", "packing_retail", "accessory", "packing_transport", "neutral")


@dataclass(frozen=True, slots=True)
class Material:
    """One line of the bill of materials for one unit of product. ``value`` is in the product's currency, ``net_kg`` in kilograms.

    ``originating`` is what the supplier or maker says under the agreement, ``None`` when nobody said; ``proof`` is the supplier's paper.
    ``inputs`` are the materials of a part made in the territory. ``component`` is false for what does not decide the classification.
    """

    id: str
    code: str
    origin: str = ""
    value: Fraction | None = None
    net_kg: Fraction | None = None
    originating: bool | None = None
    wholly_obtained: bool | None = None
    proof: str = ""
    description: str = ""
    role: Role = "material"
    component: bool = True
    inputs: tuple[Material, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """The product. ``prices`` holds exw, fob, net_cost, transaction_value, total_cost; ``costs`` holds labour, overhead, profit, other."""

    code: str
    currency: str
    prices: Mapping[str, Fraction]
    costs: Mapping[str, Fraction] = field(default_factory=dict)
    description: str = ""
    part: str = ""
    net_kg: Fraction | None = None
    component_kg: Fraction | None = None
    wholly_obtained: bool | None = None

    def price(self, base: str) -> Fraction | None:
        """The price on a base. A transaction value without international carriage is the FOB value."""
        found = self.prices.get(base)
        return self.prices.get("fob") if found is None and base == "transaction_value" else found


@dataclass(frozen=True, slots=True)
class Journey:
    """The way to the importing party: straight, or through third territories; what was done there, and under whose control."""

    direct: bool | None = None
    via: tuple[str, ...] = ()
    customs_control: bool | None = None
    operations: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A proof of origin somebody holds."""

    kind: str
    on: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The trade the test is for: from where to where, when, and what is known beside the bill of materials."""

    exporter: str
    importer: str
    on: date
    processes: Mapping[str, bool] = field(default_factory=dict)
    journey: Journey = field(default_factory=Journey)
    held: Held | None = None
    consignment: Fraction | None = None
    consignment_currency: str = ""
    claimed_on: date | None = None
    hs_edition: int | None = None


Bill = tuple[Material, ...]
