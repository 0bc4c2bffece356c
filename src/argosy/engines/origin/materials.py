"""The materials of one test, sorted for each kind of condition."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from argosy.engines.origin.facts import Facts, Product
from argosy.engines.origin.outcome import Ask
from argosy.engines.origin.standing import Standing
from argosy.kernel.text import Text
from argosy.rules.origin.agreement import Agreement
from argosy.rules.origin.codes import Codes, any_covers, any_meets


@dataclass(frozen=True)
class Trial:
    """All that one test looks at."""

    product: Product
    standings: tuple[Standing, ...]
    agreement: Agreement
    facts: Facts

    def valued(self, codes: Codes = ()) -> tuple[Standing, ...]:
        """Materials that count in value: accessories and retail packing with them."""
        return tuple(s for s in self.standings if not codes or may_cover(codes, s.material.code))

    def used(self, codes: Codes = ()) -> tuple[Standing, ...]:
        """Materials that count in classification and weight: without packing and accessories."""
        found = (s for s in self.standings if s.material.role == "material")
        return tuple(s for s in found if not codes or may_cover(codes, s.material.code))

    def shifting(self) -> tuple[Standing, ...]:
        """Materials that must change classification: those the agreement disregards left out."""
        rows = [d for d in self.agreement.disregards if any_covers(d.codes, self.product.code)]
        return tuple(s for s in self.used() if not any(_disregarded(d.unless, d.not_component, s) for d in rows))


def _disregarded(unless: Codes, not_component: bool, s: Standing) -> bool:
    outside = bool(unless) and not any_meets(unless, s.material.code)
    return outside or (not_component and not s.material.component)


def may_cover(codes: Codes, code: str) -> bool:
    """Whether a material falls under the codes, or could when its code is written too short."""
    return any_covers(codes, code) or any_meets(codes, code)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A sum that lies between ``low`` and ``high``; ``high`` is unknown when a material has no figure."""

    low: Fraction
    high: Fraction | None
    asks: tuple[Ask, ...]

    @property
    def exact(self) -> bool:
        """Whether there is one figure only."""
        return self.high == self.low


def bounds(trial: Trial, found: tuple[Standing, ...], measure: str, originating: bool = False) -> Bounds:
    """The sum of ``value`` or ``net_kg`` of the non-originating (or the originating) materials among those found."""
    counted = [(s, getattr(s.material, measure)) for s in found if s.originating in (originating, None)]
    low = sum((v for s, v in counted if s.originating is not None and v is not None), Fraction(0))
    open_ = sum((v for s, v in counted if s.originating is None and v is not None), Fraction(0))
    silent = [s for s, v in counted if v is None]
    asks = (*(s.ask for s, _ in counted if s.originating is None), *(_missing(s, measure) for s in silent))
    return Bounds(low, None if silent else low + open_, asks)


def _missing(s: Standing, measure: str) -> Ask:
    what = Text("價值", "value") if measure == "value" else Text("淨重（公斤）", "net weight in kg")
    question = Text("{n}之{w}為何？", "What is the {w} of {n}?").format(n=s.name, w=what)
    return Ask(f"materials.{s.material.id}.{measure}", question)


def price(trial: Trial, base: str) -> tuple[Fraction | None, tuple[Ask, ...]]:
    """The product's price on a base, or the question."""
    found = trial.product.price(base)
    if found is not None and found > 0:
        return found, ()
    question = Text("產品之{b}為何？", "What is {b} of the product?").format(b=BASES[base])
    return None, (Ask(f"product.{base}", question),)


BASES: dict[str, Text] = {
    "exw": Text("出廠價格", "the ex-works price"), "fob": Text("FOB 價格", "the FOB value"), "net_cost": Text("淨成本", "the net cost"),
    "transaction_value": Text("交易價格（不含國際運送費用）", "the transaction value without international shipment"),
    "customs_value": Text("完稅價格", "the customs value"), "total_cost": Text("總成本", "the total cost"),
    "product": Text("淨重", "the net weight"), "component": Text("決定稅則部分之淨重", "the net weight of the component that decides the classification"),
}  # fmt: skip
SHORT = {
    "exw": "EXW", "fob": "FOB", "net_cost": "NC", "transaction_value": "TV", "customs_value": "CV", "total_cost": "TC",
}  # fmt: skip
