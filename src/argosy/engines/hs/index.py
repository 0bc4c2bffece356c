"""All known texts made ready to search, once: postings of words and of letter groups, statistics of the three levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from argosy.engines.hs.bayes import Bayes
from argosy.engines.hs.goods import COUNTS, Known
from argosy.engines.hs.postings import Postings, Vocabulary
from argosy.engines.hs.wording import Wording, letters, pairs, skeleton, wording

LEVELS = (2, 4, 6)


@dataclass(slots=True)
class Index:
    """``known`` in the order of the postings' rows; titles of headings and chapters count in the statistics only."""

    known: list[Known]
    vocabulary: Vocabulary
    words: Postings
    letters: Postings
    levels: dict[int, Bayes]

    @classmethod
    def of(cls, known: Iterable[Known]) -> Index:
        """Texts of which no word is left are passed over."""
        said = ((one, wording(one.text)) for one in known)
        rows = sorted(((one, its) for one, its in said if not its.empty), key=lambda row: row[0].kind == "heading")
        by_word, by_letter = [word_terms(its) for _, its in rows], [letter_terms(its) for _, its in rows]
        vocabulary = Vocabulary.of([[*w, *c] for w, c in zip(by_word, by_letter, strict=True)])
        size = len(vocabulary.terms)
        word_rows, letter_rows = [vocabulary.vector(t) for t in by_word], [vocabulary.vector(t) for t in by_letter]
        weighed = [(one.code, COUNTS[one.kind], {**w, **c}) for (one, _), w, c in zip(rows, word_rows, letter_rows, strict=True)]
        levels = {n: Bayes.of(((code[:n], weight, vector) for code, weight, vector in weighed if len(code) >= n), size) for n in LEVELS}
        found = [one for one, _ in rows if one.kind != "heading"]
        words, groups = (Postings.of(vectors[: len(found)], size) for vectors in (word_rows, letter_rows))
        return cls(found, vocabulary, words, groups, levels)


def word_terms(said: Wording) -> list[str]:
    """Words, neighbouring words in either order, and Chinese groups of two and three."""
    neighbours = [" ".join(sorted(two)) for two in zip(said.words, said.words[1:], strict=False)]
    return [*said.words, *neighbours, *(group for group in pairs(said.han) if len(group) > 1)]


def letter_terms(said: Wording) -> list[str]:
    """Letter groups and skeletons of words (marked, so that none equals a word), and Chinese characters and pairs."""
    return [
        *(f"_{group}" for word in said.words for group in letters(word)),
        *(f"~{bones}" for word in said.words if (bones := skeleton(word))),
        *(f"_{group}" for group in pairs(said.han) if len(group) < 3),
    ]
