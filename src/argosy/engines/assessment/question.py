"""What an assessment is asked: candidates, a fixed universe, the figures known of each, facts for the gates, weights."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.rules.markets.scheme import Indicator, Scheme


@dataclass(frozen=True, slots=True)
class Figure:
    """One known value, in the indicator's unit.

    ``error`` is its standard error in the same unit, or, for an indicator that is a size (transform log), its relative error
    (standard deviation of the natural log). ``source`` is an evidence id; ``n`` the observations behind it.
    """

    value: float
    error: float = 0.0
    source: str = ""
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a market for a gate: a yes/no or a number, with where it is from and why in words."""

    value: bool | float
    source: str = ""
    reason: str | Text = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The fixed ends an indicator is measured between, in transformed units (natural log for sizes). ``n`` universe values made them."""

    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Question:
    """One assessment.

    ``figures`` is market → indicator id → ``Figure``; what is not there is unknown. ``universe`` are the markets that fix the scales: keep it the
    same and a further candidate changes no score. ``scales`` given replace those computed. ``weights`` is indicator id → weight (sum 1);
    empty means the scheme's own. ``reference`` names the market contributions are told against; empty means the mean of the universe.
    """

    scheme: Scheme
    candidates: tuple[str, ...]
    figures: Mapping[str, Mapping[str, Figure]]
    universe: tuple[str, ...] = ()
    facts: Mapping[str, Mapping[str, Fact]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    reference: str = ""
    seed: int = 20260101
    top: int = 0

    @property
    def fixed(self) -> tuple[str, ...]:
        """The universe, or the candidates when none is named."""
        return self.universe or self.candidates

    @property
    def chosen(self) -> int:
        """How many markets are to be chosen."""
        return self.top or self.scheme.settings.top


def checked(question: Question) -> Question:
    """The question itself; ``BadInput`` names every fault: no candidate, one twice, an unknown indicator, a size below 0, a number that is none."""
    problems = [*_candidates(question), *_figures(question), *_weights(question)]
    if problems:
        words = Text("評估資料有誤", "The figures to assess have faults")
        zh, en = "；".join(p.message.zh for p in problems[:5]), "; ".join(p.message.en for p in problems[:5])
        raise BadInput(Text(f"{words.zh}：{zh}", f"{words.en}: {en}"), problems)
    return question


def _candidates(question: Question) -> list[Problem]:
    found = []
    if not question.candidates:
        found.append(Problem(Text("沒有候選市場", "there is no candidate market"), "candidates"))
    for market in sorted({m for m in question.candidates if question.candidates.count(m) > 1}):
        found.append(Problem(Text(f"{market} 重複", f"{market} is given twice"), "candidates", None, market))
    if question.reference and question.reference not in {*question.candidates, *question.fixed}:
        name = question.reference
        found.append(Problem(Text(f"參考市場 {name} 不在其中", f"the reference market {name} is not among them"), "reference"))
    return found


def _figures(question: Question) -> list[Problem]:
    known = {i.id: i for i in question.scheme.indicators}
    found = []
    for market, row in question.figures.items():
        for name, figure in row.items():
            fault = _fault(known.get(name), figure)
            if fault:
                found.append(Problem(Text(f"{market} {name}：{fault.zh}", f"{market} {name}: {fault.en}"), market, None, name))
    return found


def _fault(indicator: Indicator | None, figure: Figure) -> Text | None:
    if indicator is None:
        return Text("不是架構中的指標", "is no indicator of the scheme")
    if not math.isfinite(figure.value) or not math.isfinite(figure.error):
        return Text("不是有限的數", "is not a finite number")
    if figure.error < 0 or (indicator.transform == "log" and figure.value < 0):
        return Text("不得為負", "must not be negative")
    return None


def _weights(question: Question) -> list[Problem]:
    if not question.weights:
        return []
    known = {i.id for i in question.scheme.indicators}
    found = [Problem(Text(f"{w} 不是指標", f"{w} is no indicator"), "weights", None, w) for w in sorted(set(question.weights) - known)]
    if any(w < 0 or not math.isfinite(w) for w in question.weights.values()):
        found.append(Problem(Text("權重不得為負", "weights must not be negative"), "weights"))
    if abs(sum(question.weights.values()) - 1) > 1e-9:
        found.append(Problem(Text("權重合計須為 1", "weights must sum to 1"), "weights"))
    return found
