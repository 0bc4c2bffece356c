"""A sparse matrix of rows and terms as flat arrays: small on disk, quick to load, searched without other libraries."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Postings:
    """For each term the rows that hold it with a weight: those of term ``t`` stand at ``starts[t]`` to ``starts[t + 1]``."""

    vocabulary: dict[str, int] = field(default_factory=dict)
    starts: array[int] = field(default_factory=lambda: array("I", [0]))
    rows: array[int] = field(default_factory=lambda: array("I"))
    weights: array[float] = field(default_factory=lambda: array("f"))

    @classmethod
    def of(cls, vectors: Iterable[Mapping[str, float]]) -> Postings:
        """The postings of sparse rows, numbered as they come."""
        lists: dict[str, list[tuple[int, float]]] = {}
        for number, vector in enumerate(vectors):
            for term, weight in vector.items():
                lists.setdefault(term, []).append((number, weight))
        made = cls({term: i for i, term in enumerate(lists)})
        for found in lists.values():
            made.rows.extend(row for row, _ in found)
            made.weights.extend(weight for _, weight in found)
            made.starts.append(len(made.rows))
        return made

    def add_to(self, scores: dict[int, float], query: Mapping[str, float]) -> dict[int, float]:
        """Add to each row the sum of its weight × the query's over their common terms."""
        for term, weight in query.items():
            number = self.vocabulary.get(term)
            if number is not None:
                begin, end = self.starts[number], self.starts[number + 1]
                for row, its in zip(self.rows[begin:end], self.weights[begin:end], strict=True):
                    scores[row] = scores.get(row, 0.0) + its * weight
        return scores


class Rarity:
    """Weighs the terms of a text: rare ones more (inverse document frequency), repeated ones a little more; length 1."""

    def __init__(self, values: Mapping[str, float], unknown: float) -> None:
        self.values = values
        self.unknown = unknown

    @classmethod
    def of(cls, texts: Sequence[Iterable[str]]) -> Rarity:
        """Learned from all texts."""
        held = Counter(term for text in texts for term in set(text))
        n = len(texts) + 1
        return cls({term: math.log(n / (count + 0.5)) for term, count in held.items()}, math.log(2.0 * n))

    def vector(self, terms: Iterable[str]) -> dict[str, float]:
        """Known terms with their weight, at length 1."""
        weights = {term: (1 + math.log(n)) * self.values[term] for term, n in Counter(terms).items() if term in self.values}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: w / length for term, w in weights.items()}

    def known(self, terms: Sequence[str]) -> float:
        """The part of a text's weight that lies in known terms, 0 to 1."""
        total = sum(self.values.get(term, self.unknown) for term in terms)
        return sum(self.values.get(term, 0.0) for term in terms) / total if total else 0.0
