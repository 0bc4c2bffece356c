"""Packing of an offer: cartons, volume, weights and how much of a container they fill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

CONTAINERS: dict[str, tuple[Decimal, Decimal]] = {
    "20'GP": (Decimal("33.2"), Decimal(28200)), "40'GP": (Decimal("67.7"), Decimal(26680)), "40'HC": (Decimal("76.3"), Decimal(26460)),
}  # fmt: skip
"""Inside volume in cubic metres and payload in kilograms of the usual dry containers (ISO 668 types 22G1, 42G1, 45G1; makers' common values)."""
USABLE = Decimal("0.85")
"""Share of the volume that cartons loaded by hand usually fill."""


@dataclass(frozen=True, slots=True)
class Ware:
    """A line to pack: pieces, pieces and cubic metres per carton, kilograms per piece."""

    line: int
    quantity: Decimal
    carton_pcs: int
    carton_cbm: Decimal
    net_kg: Decimal
    gross_kg: Decimal


@dataclass(frozen=True, slots=True)
class Packed:
    """Cartons (a part of one counts whole), cubic metres, net and gross kilograms."""

    line: int
    cartons: int
    cbm: Decimal
    net_kg: Decimal
    gross_kg: Decimal


@dataclass(frozen=True, slots=True)
class Load:
    """All lines together. ``container`` is the smallest that holds them at the usable share, ``count`` how many, ``fill`` the share of the volume used."""

    lines: tuple[Packed, ...]
    cartons: int
    cbm: Decimal
    net_kg: Decimal
    gross_kg: Decimal
    container: str
    count: int
    fill: Decimal


def packed(ware: Ware) -> Packed:
    """One line: cartons = ceil(quantity ÷ pieces per carton)."""
    whole = _times(ware.quantity, Decimal(max(ware.carton_pcs, 1)))
    return Packed(ware.line, whole, whole * ware.carton_cbm, ware.quantity * ware.net_kg, ware.quantity * ware.gross_kg)


def load(wares: Iterable[Ware]) -> Load:
    """All lines and the containers they take; less than a container is the smallest one part filled."""
    lines = tuple(packed(ware) for ware in wares)
    cbm, gross = sum((p.cbm for p in lines), Decimal(0)), sum((p.gross_kg for p in lines), Decimal(0))
    name, count = _container(cbm, gross)
    room = CONTAINERS[name][0] * count
    return Load(lines, sum(p.cartons for p in lines), cbm, sum((p.net_kg for p in lines), Decimal(0)), gross, name, count, cbm / room)


def _container(cbm: Decimal, gross: Decimal) -> tuple[str, int]:
    for name, (room, payload) in CONTAINERS.items():
        if cbm <= room * USABLE and gross <= payload:
            return name, 1
    room, payload = CONTAINERS["40'HC"]
    return "40'HC", max(_times(cbm, room * USABLE), _times(gross, payload))


def _times(whole: Decimal, part: Decimal) -> int:
    return int((whole / part).to_integral_value(rounding="ROUND_CEILING"))
