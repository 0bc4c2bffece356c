"""Sharing a cost over the lines by weight, value or quantity: largest remainder in the smallest unit of its currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from argosy.engines.duty.consignment import Cost, Line
from argosy.kernel.money import minor_digits
from argosy.kernel.rounding import added, share
from argosy.kernel.text import Text

Weight = Literal["gross_kg", "net_kg", "goods", "quantity", "volume_m3"]
WORDS: dict[str, Text] = {
    "gross_kg": Text("毛重", "gross weight"), "net_kg": Text("淨重", "net weight"), "goods": Text("貨價", "value"), "quantity": Text("數量", "quantity"),
    "volume_m3": Text("材積", "volume"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allocation:
    """How a cost was shared: by which column, in how many parts of one currency unit."""

    by: Weight
    scale: int

    @property
    def words(self) -> Text:
        """The choice, as the document states it."""
        return Text("按{b}分攤，餘數採最大餘數法", "shared by {b}, largest remainder").format(b=WORDS[self.by])


def weight_of(line: Line, by: Weight) -> Fraction | None:
    """What a line weighs in one way of sharing."""
    weights = {
        "goods": line.value,
        "gross_kg": line.gross_kg,
        "net_kg": line.net_kg,
        "quantity": line.quantity,
        "volume_m3": line.volume_m3,
    }
    return weights[by]


def allocate(cost: Cost, lines: Sequence[Line], choice: str, insisted: bool) -> tuple[Allocation, tuple[Fraction, ...] | None, Text | None]:
    """How, the shares, and what stands in the way. Weight falls back to value unless it was ``insisted`` on."""
    by = _basis(lines, choice, insisted)
    allocation = Allocation(by, _scale(cost))
    weights = [weight_of(line, by) for line in lines]
    if len(lines) == 1:
        return allocation, (cost.amount,), None
    if any(w is None for w in weights):
        return allocation, None, None if by == "goods" else _lacking(by)
    known = [w for w in weights if w is not None]
    if not added(known):
        return allocation, tuple(Fraction(0) for _ in lines) if not cost.amount else None, _lacking(by) if cost.amount else None
    if by == "quantity" and len({line.unit for line in lines}) > 1:
        return allocation, None, Text("各項數量單位不同，不能按數量分攤", "the lines are counted in different units")
    parts = share(int(cost.amount * allocation.scale), known)
    return allocation, tuple(Fraction(p, allocation.scale) for p in parts), None


def _basis(lines: Sequence[Line], choice: str, insisted: bool) -> Weight:
    if choice == "weight":
        if all(line.gross_kg for line in lines):
            return "gross_kg"
        if insisted or all(line.net_kg for line in lines):
            return "net_kg"
    return "quantity" if choice == "quantity" else "volume_m3" if choice == "volume" else "goods"


def _lacking(by: Weight) -> Text:
    return Text("不能按{b}分攤：並非各項均有{b}", "it cannot be shared by {b}: not every line has one").format(b=WORDS[by])


def _scale(cost: Cost) -> int:
    digits = minor_digits(cost.currency)
    while (cost.amount * 10**digits).denominator != 1:
        digits += 1
    return int(10**digits)
