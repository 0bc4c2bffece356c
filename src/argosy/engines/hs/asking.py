"""The one question that would tell the likely codes apart, and texts too vague to suggest anything for."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from argosy.engines.hs.goods import Tree
from argosy.engines.hs.wording import Wording, wording
from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, and its answers: words of English titles, or ``61`` for all of a chapter. ``said`` are words of a text that answer it."""

    id: str
    text: Text
    answers: tuple[tuple[str, ...], ...]

    def answer(self, tree: Tree, code: str) -> int:
        """Which answer a code belongs to, by its first digits before the words of its titles, the longest first; -1 when none."""
        title = f" {' '.join(tree.places[n].en.lower() for n in (code[:4], code) if n in tree)} "
        fits = [
            (word.isdigit(), len(word), number)
            for number, words in enumerate(self.answers)
            for word in words
            if (code.startswith(word) if word.isdigit() else f" {word}" in title)
        ]
        return max(fits, default=(False, 0, -1))[2]

    def answered(self, said: Wording) -> bool:
        """The text itself names one of the answers."""
        words = set(said.words)
        return any(words.issuperset(wording(word).words) for answer in self.answers for word in answer if not word.isdigit())


@dataclass(frozen=True, slots=True)
class Vague:
    """Words that name no goods, by language as they come, and names of makers."""

    words: frozenset[str]
    brands: frozenset[str]

    @classmethod
    def of(cls, words: Collection[str], brands: Collection[str]) -> Vague:
        """From plain lists; each entry is taken apart as a description would be."""
        return cls(frozenset(_parts(words)), frozenset(_parts(brands)))

    def empty(self, said: Wording) -> bool:
        """Nothing is left but words that name no goods."""
        return all(word in self.words for word in said.words) and all(self._void(run) for run in said.han)

    def makers(self, said: Wording) -> bool:
        """Nothing but makers' names and words that name no goods."""
        return bool(said.words) and not said.han and all(word in self.brands or word in self.words for word in said.words)

    def _void(self, run: str) -> bool:
        rest = run
        for word in sorted((w for w in self.words if not w.isascii()), key=len, reverse=True):
            rest = rest.replace(word, "")
        return not rest


def best_question(questions: Sequence[Question], tree: Tree, said: Wording, likely: Mapping[str, float]) -> Question | None:
    """The question whose answer is least certain among likely codes (entropy, in their shares); none when all fall together."""
    scored = [(_uncertain(q, tree, likely), q) for q in questions if q.answers and not q.answered(said)]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] > 0.05 else None


def _uncertain(question: Question, tree: Tree, likely: Mapping[str, float]) -> float:
    masses: dict[int, float] = {}
    for code, share in likely.items():
        answer = question.answer(tree, code)
        masses[answer] = masses.get(answer, 0.0) + share
    told = sum(mass for answer, mass in masses.items() if answer >= 0)
    total = sum(masses.values())
    spread = -sum(m / told * math.log(m / told) for answer, m in masses.items() if answer >= 0 < m) if told else 0.0
    return spread * told / total if total else 0.0


def _parts(entries: Collection[str]) -> set[str]:
    found: set[str] = set()
    for entry in entries:
        said = wording(entry)
        found.update((*said.words, *said.han))
    return found
