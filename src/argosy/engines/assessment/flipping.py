"""What a ranking hangs on: the smallest change of weights that makes the second market equal the first, in closed form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EVEN = 1e-12


@dataclass(frozen=True, slots=True)
class Flip:
    """Weight ``id`` must go from ``weight`` to ``to`` (the others scaled in proportion) for the two scores to be equal."""

    id: str
    weight: float
    to: float

    @property
    def change(self) -> float:
        """How far the weight moves, signed."""
        return self.to - self.weight


@dataclass(frozen=True, slots=True)
class Shift:
    """The least weight to move in all: ``moved`` in total, and the weights after it."""

    moved: float
    weights: dict[str, float]


def single_flips(names: Sequence[str], weights: Sequence[float], ahead: Sequence[float]) -> list[Flip]:
    """Every change of one weight alone that makes the two equal, the smallest first; empty when no single weight can.

    ``ahead`` is z of the first market less z of the second, per weight. With the others scaled in proportion, the lead is
    v·d + (1 − v)·r, r the mean lead of the others, so v = r / (r − d); it counts when 0 ≤ v ≤ 1.
    """
    lead = sum(w * d for w, d in zip(weights, ahead, strict=True))
    found = []
    for name, w, d in zip(names, weights, ahead, strict=True):
        if 1 - w <= EVEN:
            continue
        rest = (lead - w * d) / (1 - w)
        if abs(rest - d) > EVEN and 0 <= rest / (rest - d) <= 1:
            found.append(Flip(name, w, abs(rest / (rest - d))))  # abs: never minus nothing
    return sorted(found, key=lambda flip: abs(flip.change))


def least_shift(names: Sequence[str], weights: Sequence[float], ahead: Sequence[float]) -> Shift | None:
    """The least total weight moved from some indicators to one other that makes the two equal; ``None`` when none can (first never behind).

    Exact for the linear problem: each unit moved is worth most when taken where the first leads most and given where it lags most.
    """
    lead = sum(w * d for w, d in zip(weights, ahead, strict=True))
    worst = min(range(len(ahead)), key=lambda i: ahead[i])
    if ahead[worst] > EVEN:
        return None
    after, moved = list(weights), 0.0
    for i in sorted(range(len(ahead)), key=lambda i: -ahead[i]):
        gain = ahead[i] - ahead[worst]
        if lead <= EVEN or gain <= EVEN:
            break
        step = min(after[i], lead / gain)
        after[i], after[worst], moved, lead = after[i] - step, after[worst] + step, moved + step, lead - step * gain
    return Shift(moved, dict(zip(names, after, strict=True))) if lead <= EVEN else None
