"""Which materials count as originating under an agreement, which do not, and of which nobody can say yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from argosy.engines.origin.facts import Bill, Facts, Material
from argosy.engines.origin.outcome import Ask, Met
from argosy.kernel.text import Text
from argosy.rules.origin.agreement import Agreement
from argosy.rules.origin.codes import dotted

ORIGINATING = Text("原產", "originating")
NON_ORIGINATING = Text("非原產", "non-originating")
UNKNOWN = Text("原產與否不明", "not known whether originating")


@dataclass(frozen=True, slots=True)
class Standing:
    """One material and its standing. ``claimed`` marks an originating material whose supplier's proof is not held."""

    material: Material
    originating: Met
    why: Text
    claimed: bool = False

    @property
    def name(self) -> Text:
        """The material as the working names it: number, code, description."""
        m = self.material
        tail = f"（{m.description}）" if m.description else ""
        end = f" ({m.description})" if m.description else ""
        return Text(f"材料 {m.id} {dotted(m.code)}{tail}", f"material {m.id}, {dotted(m.code)}{end}")

    @property
    def ask(self) -> Ask:
        """Whether it originates."""
        question = Text("{n}是否為協定下之原產材料？憑何證明？", "Is {n} originating under the agreement, and on what proof?")
        return Ask(f"materials.{self.material.id}.originating", question.format(n=self.name))


Intermediate = Callable[[Material], Met]


def territory(agreement: Agreement, facts: Facts) -> frozenset[str]:
    """Territories whose originating materials count in the exporter's product."""
    found = set(agreement.members(facts.on))
    if agreement.kind == "unilateral":
        own = agreement.party(facts.exporter, facts.on)
        givers = {c for p in agreement.parties if p.role == "giver" and p.span.holds(facts.on) for c in p.codes}
        found = givers | {facts.exporter} | (set(own.codes) if own and len(own.codes) < 2 else set())
    return frozenset(found | set(agreement.cumulation.others))


def standings(bill: Bill, agreement: Agreement, facts: Facts, intermediate: Intermediate) -> tuple[Standing, ...]:
    """Every material that enters the product, parts made in the territory opened up where the agreement cumulates working."""
    home = territory(agreement, facts)
    return tuple(s for m in bill if m.role not in ("packing_transport", "neutral") for s in _stand(m, home, agreement, intermediate))


def _stand(m: Material, home: frozenset[str], agreement: Agreement, intermediate: Intermediate) -> Iterator[Standing]:
    made_here = m.origin in home and bool(m.inputs) and m.originating is None
    if made_here:
        passed = intermediate(m)
        if passed:
            yield Standing(m, True, Text("自製零件，符合其本身之產品規則", "a part made in the territory that meets its own product rule"))
        elif agreement.cumulation.kind == "full":
            for part in m.inputs:
                yield from _stand(replace(part, id=f"{m.id}.{part.id}"), home, agreement, intermediate)
        else:
            why = Text("自製零件，不符其本身之產品規則", "a part made in the territory that does not meet its own product rule")
            yield Standing(m, passed, why if passed is False else UNKNOWN)
        return
    yield _plain(m, home)


def _plain(m: Material, home: frozenset[str]) -> Standing:
    if m.originating and m.origin and m.origin not in home:
        return Standing(m, False, Text(f"{m.origin} 不在可累積之境內", f"{m.origin} is not a territory whose materials count"))
    if m.originating:
        return Standing(m, True, ORIGINATING, claimed=not m.proof)
    if m.originating is False:
        return Standing(m, False, NON_ORIGINATING)
    if m.origin and m.origin not in home:
        return Standing(m, False, Text(f"產自 {m.origin}，非締約方", f"from {m.origin}, which is no party"))
    return Standing(m, None, UNKNOWN)
