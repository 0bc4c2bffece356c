"""What speaks for each candidate code: the nearest known texts of each kind, statistics of the three levels, shares of chapter and heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from argosy.engines.hs.index import Index, letter_terms, word_terms
from argosy.engines.hs.wording import Wording

FAMILIES = {"example": 0, "glossary": 1, "tariff": 2, "nomenclature": 3}
VOTES = (1.0, 0.8, 0.35, 0.25)
NEAREST = 40
LIKELIEST = 30
FLOOR = -25.0  # logarithm of probability for a class without a shared term
PER_FAMILY = ("word", "letter", "sum")
FEATURES = (
    *(f"{family}_{name}" for family in ("example", "glossary", "tariff", "nomenclature") for name in PER_FAMILY),
    *("heading_share", "chapter_share", "bayes_6", "bayes_4", "bayes_2"),
)


@dataclass(slots=True)
class Neighbour:
    """A known text near the query: its row, and likeness in words and in letters, 0 to 1."""

    row: int
    words: float
    letters: float

    @property
    def near(self) -> float:
        """Both likenesses, half each."""
        return 0.5 * self.words + 0.5 * self.letters


@dataclass(slots=True)
class Evidence:
    """Candidate codes with their features (in the order of ``FEATURES``) and their nearest known texts."""

    features: dict[str, list[float]] = field(default_factory=dict)
    nearest: dict[str, list[Neighbour]] = field(default_factory=dict)


def gather(index: Index, said: Wording, also: Iterable[str] = ()) -> Evidence:
    """The evidence for one text. Candidates are the codes of near texts, the likeliest by statistics, and those of ``also``."""
    word_query, letter_query = index.vocabulary.vector(word_terms(said)), index.vocabulary.vector(letter_terms(said))
    near = _neighbours(index, index.words.scores(word_query), index.letters.scores(letter_query))
    odds = {n: level.odds({**word_query, **letter_query}) for n, level in index.levels.items()}
    found = Evidence()
    votes: dict[str, float] = {}
    for one in near:
        known = index.known[one.row]
        _add(found, known.code, FAMILIES[known.kind], one)
        votes[known.code] = votes.get(known.code, 0.0) + VOTES[FAMILIES[known.kind]] * one.near**3
    for code in (*sorted(odds[6], key=lambda c: -odds[6][c])[:LIKELIEST], *also):
        found.features.setdefault(code, [0.0] * len(FEATURES))
    _complete(found, votes, odds)
    return found


def _neighbours(index: Index, by_word: dict[int, float], by_letter: dict[int, float]) -> list[Neighbour]:
    ranked: list[list[tuple[float, int]]] = [[] for _ in VOTES]
    for row in by_letter.keys() | by_word.keys():
        near = by_word.get(row, 0.0) + by_letter.get(row, 0.0)
        if near > 0.04:
            ranked[FAMILIES[index.known[row].kind]].append((-near, row))
    chosen = [row for family in ranked for _, row in sorted(family)[:NEAREST]]
    return [Neighbour(row, by_word.get(row, 0.0), by_letter.get(row, 0.0)) for row in chosen]


def _add(found: Evidence, code: str, family: int, one: Neighbour) -> None:
    values = found.features.setdefault(code, [0.0] * len(FEATURES))
    at = family * len(PER_FAMILY)
    values[at] = max(values[at], one.words)
    values[at + 1] = max(values[at + 1], one.letters)
    values[at + 2] += one.near**2
    found.nearest.setdefault(code, []).append(one)


def _complete(found: Evidence, votes: Mapping[str, float], odds: dict[int, dict[str, float]]) -> None:
    held: dict[str, float] = {}
    for code, vote in votes.items():
        for part in (code[:4], code[:2]):
            held[part] = held.get(part, 0.0) + vote
    total = sum(votes.values()) or 1.0
    for code, values in found.features.items():
        shares = [held.get(part, 0.0) / total for part in (code[:4], code[:2])]
        values[-5:] = [*shares, *(max(FLOOR, odds[n].get(code[:n], FLOOR)) for n in (6, 4, 2))]
