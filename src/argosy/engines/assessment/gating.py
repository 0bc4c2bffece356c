"""Gates: reasons not to sell that no score can outweigh. A fact nobody gave leaves its gate unchecked, which is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from argosy.engines.assessment.question import Fact, Question
from argosy.kernel.text import Text, same
from argosy.rules.markets.scheme import Gate


@dataclass(frozen=True, slots=True)
class Shut:
    """A gate that is shut for a market, with the fact that shut it."""

    market: str
    gate: Gate
    fact: Fact

    @property
    def reason(self) -> Text:
        """The gate's words, the fact and its own reason."""
        why = self.fact.reason
        told = why if isinstance(why, Text) and (why.zh or why.en) else same(str(why) or str(self.fact.value))
        sign = {"below": "<", "above": ">"}.get(self.gate.test)
        limit = "" if self.gate.limit is None or sign is None else f" {sign} {float(self.gate.limit):g}"
        return Text(f"{self.gate.label.zh}（{told.zh}{limit}）", f"{self.gate.label.en} ({told.en}{limit})")


def shut_gates(question: Question) -> dict[str, tuple[Shut, ...]]:
    """Market → its shut gates, only for markets that have any."""
    found = {m: tuple(_shut(m, question.facts.get(m, {}), question.scheme.gates)) for m in question.candidates}
    return {market: gates for market, gates in found.items() if gates}


def unchecked_gates(question: Question) -> dict[str, tuple[str, ...]]:
    """Gate id → the candidates whose fact is not known."""
    gaps = {g.id: tuple(m for m in question.candidates if g.metric not in question.facts.get(m, {})) for g in question.scheme.gates}
    return {gate: markets for gate, markets in gaps.items() if markets}


def _shut(market: str, facts: Mapping[str, Fact], gates: tuple[Gate, ...]) -> list[Shut]:
    return [Shut(market, gate, facts[gate.metric]) for gate in gates if gate.metric in facts and _holds(gate, facts[gate.metric])]


def _holds(gate: Gate, fact: Fact) -> bool:
    if gate.test in ("yes", "no"):
        return bool(fact.value) is (gate.test == "yes")
    limit = float(gate.limit or 0)
    return fact.value < limit if gate.test == "below" else fact.value > limit
