"""How likely each chapter, heading or subheading is to be described in these words: multinomial naive Bayes over weighted terms.

McCallum and Nigam (1998); terms weighed as Rennie et al. (2003) advise. Postings hold log(1 + n / alpha), so that a query touches only
the classes that have its terms; every class pays for its length.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from argosy.engines.hs.postings import Postings

ALPHA = 0.02


@dataclass(slots=True)
class Bayes:
    """Classes of one level. ``prior`` and ``length`` are logarithms per class."""

    classes: list[str]
    terms: Postings
    prior: array[float]
    length: array[float]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, float, Mapping[int, float]]], terms: int) -> Bayes:
        """From (class, weight, vector) of every known text, over ``terms`` terms."""
        counts: dict[str, dict[int, float]] = {}
        weights: dict[str, float] = {}
        for name, weight, vector in rows:
            mine = counts.setdefault(name, {})
            weights[name] = weights.get(name, 0.0) + weight
            for term, value in vector.items():
                mine[term] = mine.get(term, 0.0) + weight * value
        classes = sorted(counts)
        total = sum(weights.values())
        return cls(
            classes,
            Postings.of(({term: math.log1p(n / ALPHA) for term, n in counts[name].items()} for name in classes), terms),
            array("d", (math.log(weights[name] / total) for name in classes)),
            array("d", (math.log(sum(counts[name].values()) + ALPHA * terms) for name in classes)),
        )

    def odds(self, query: Mapping[int, float]) -> dict[str, float]:
        """Logarithm of each class's probability, for classes that share a term with the query; the others are far below."""
        mass = sum(query.values())
        scores = {row: value + self.prior[row] - mass * self.length[row] for row, value in self.terms.scores(query).items()}
        return dict(zip((self.classes[row] for row in scores), normalised(list(scores.values())), strict=True))


def normalised(scores: Sequence[float]) -> list[float]:
    """Logarithms shifted so that their exponentials sum to 1."""
    if not scores:
        return []
    top = max(scores)
    whole = top + math.log(sum(math.exp(s - top) for s in scores))
    return [s - whole for s in scores]
