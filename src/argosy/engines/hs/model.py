"""From evidence to probability: weights of a conditional logit over the candidates, then a map to how often such a share was right.

Both are fitted by ``tools/fit_hs.py`` on labelled texts held out of the index, and handed over as data.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argosy.engines.hs.bayes import normalised
from argosy.engines.hs.evidence import FEATURES, Evidence

DECIDED = 12.0  # added, times likeness in words squared, for a firm's own decision: half alike counts, alike in full comes first


@dataclass(frozen=True, slots=True)
class Model:
    """``weights`` by feature; ``shares`` and ``rights`` are the bends of the calibration; ``least`` is the sum of five below which it abstains."""

    weights: tuple[float, ...]
    shares: tuple[float, ...]
    rights: tuple[float, ...]
    least: float

    @classmethod
    def of(cls, data: Mapping[str, object]) -> Model:
        """From plain data: ``weights`` by feature name, ``calibration`` as pairs of share and frequency, ``least``."""
        weights, bends = data["weights"], data["calibration"]
        assert isinstance(weights, Mapping)
        assert isinstance(bends, Sequence)
        return cls(
            tuple(float(weights[name]) for name in FEATURES),
            tuple(float(pair[0]) for pair in bends),
            tuple(float(pair[1]) for pair in bends),
            float(str(data["least"])),
        )

    def ranked(self, evidence: Evidence, decided: Mapping[str, float]) -> list[tuple[str, float]]:
        """Candidates with their share of all, largest first. ``decided`` is the likeness of own decisions by code."""
        codes = sorted(evidence.features)
        scores = [self.score(evidence.features[code]) + DECIDED * decided.get(code, 0.0) ** 2 for code in codes]
        shares = [math.exp(one) for one in normalised(scores)]
        return sorted(zip(codes, shares, strict=True), key=lambda pair: (-pair[1], pair[0]))

    def score(self, values: Sequence[float]) -> float:
        """The weighted sum of one candidate's features."""
        return sum(weight * value for weight, value in zip(self.weights, values, strict=True))

    def probability(self, share: float) -> float:
        """How often a candidate with this share was right: straight lines between the bends, never falling."""
        at = bisect_right(self.shares, share)
        if at == 0:
            return self.rights[0]
        if at == len(self.shares):
            return self.rights[-1]
        (x0, x1), (y0, y1) = self.shares[at - 1 : at + 1], self.rights[at - 1 : at + 1]
        return y0 + (y1 - y0) * (share - x0) / (x1 - x0) if x1 > x0 else y1
