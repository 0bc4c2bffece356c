"""Terms with numbers and rarity, and a sparse matrix of rows and terms as flat arrays: small on disk, quick to load, no other library."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Vector = dict[int, float]


class Vocabulary:
    """Every term seen, with a number and its rarity (inverse document frequency)."""

    def __init__(self, terms: Sequence[str], rarity: array[float], unknown: float) -> None:
        self.terms = terms
        self.rarity = rarity
        self.unknown = unknown
        self.number: dict[str, int] = dict(zip(terms, range(len(terms)), strict=True))

    @classmethod
    def of(cls, texts: Sequence[Iterable[str]]) -> Vocabulary:
        """Learned from all texts."""
        held = Counter(term for text in texts for term in set(text))
        n = len(texts) + 1
        return cls(list(held), array("d", (math.log(n / (count + 0.5)) for count in held.values())), math.log(2.0 * n))

    def vector(self, terms: Iterable[str]) -> Vector:
        """Known terms with their weight, at length 1: rare ones more, repeated ones a little more."""
        counts = Counter(self.number[term] for term in terms if term in self.number)
        weights = {term: (1 + math.log(n)) * self.rarity[term] for term, n in counts.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: w / length for term, w in weights.items()}

    def known(self, terms: Sequence[str]) -> float:
        """The part of a text's weight that lies in known terms, 0 to 1."""
        weights = [self.rarity[self.number[term]] if term in self.number else 0.0 for term in terms]
        total = sum(weight or self.unknown for weight in weights)
        return sum(weights) / total if total else 0.0


@dataclass(slots=True)
class Postings:
    """For each term the rows that hold it with a weight: those of term ``t`` stand at ``starts[t]`` to ``starts[t + 1]``."""

    starts: array[int] = field(default_factory=lambda: array("I", [0]))
    rows: array[int] = field(default_factory=lambda: array("I"))
    weights: array[float] = field(default_factory=lambda: array("f"))

    @classmethod
    def of(cls, vectors: Iterable[Mapping[int, float]], terms: int) -> Postings:
        """The postings of sparse rows, numbered as they come, over ``terms`` terms."""
        rows, weights = [array("I") for _ in range(terms)], [array("f") for _ in range(terms)]
        for number, vector in enumerate(vectors):
            for term, weight in vector.items():
                rows[term].append(number)
                weights[term].append(weight)
        made = cls()
        for its_rows, its_weights in zip(rows, weights, strict=True):
            made.rows.extend(its_rows)
            made.weights.extend(its_weights)
            made.starts.append(len(made.rows))
        return made

    def scores(self, query: Mapping[int, float]) -> dict[int, float]:
        """For each row with a common term, the sum of its weights × the query's."""
        found: dict[int, float] = {}
        get = found.get
        for term, weight in query.items():
            begin, end = self.starts[term], self.starts[term + 1]
            for row, its in zip(self.rows[begin:end], self.weights[begin:end], strict=True):
                found[row] = get(row, 0.0) + its * weight
        return found
