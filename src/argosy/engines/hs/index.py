"""All known texts made ready to search, once: postings of words and of letter groups, statistics of the three levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from argosy.engines.hs.bayes import Bayes
from argosy.engines.hs.goods import COUNTS, Known
from argosy.engines.hs.postings import Postings, Rarity
from argosy.engines.hs.wording import Wording, letters, pairs, skeletons, wording

LEVELS = (2, 4, 6)


@dataclass(slots=True)
class Index:
    """``known`` in the order of the postings' rows; titles of headings and chapters count in the statistics only."""

    known: list[Known]
    word_rarity: Rarity
    letter_rarity: Rarity
    words: Postings
    letters: Postings
    levels: dict[int, Bayes]

    @classmethod
    def of(cls, known: Iterable[Known]) -> Index:
        """Texts of which no word is left are passed over."""
        rows = sorted(((one, said) for one in known if not (said := wording(one.text)).empty), key=lambda row: row[0].kind == "heading")
        by_word, by_letter = [word_terms(said) for _, said in rows], [letter_terms(said) for _, said in rows]
        word_rarity, letter_rarity = Rarity.of(by_word), Rarity.of(by_letter)
        word_rows, letter_rows = [word_rarity.vector(t) for t in by_word], [letter_rarity.vector(t) for t in by_letter]
        weighed = [(one.code, COUNTS[one.kind], {**w, **c}) for (one, _), w, c in zip(rows, word_rows, letter_rows, strict=True)]
        levels = {n: Bayes.of((code[:n], weight, vector) for code, weight, vector in weighed if len(code) >= n) for n in LEVELS}
        found = [one for one, _ in rows if one.kind != "heading"]
        return cls(found, word_rarity, letter_rarity, Postings.of(word_rows[: len(found)]), Postings.of(letter_rows[: len(found)]), levels)


def word_terms(said: Wording) -> list[str]:
    """Words, neighbouring words in either order, and Chinese groups of two and three."""
    neighbours = [" ".join(sorted(two)) for two in zip(said.words, said.words[1:], strict=False)]
    return [*said.words, *neighbours, *(group for group in pairs(said.han) if len(group) > 1)]


def letter_terms(said: Wording) -> list[str]:
    """Letter groups and skeletons of words (marked, so that none equals a word), and Chinese characters and pairs."""
    return [
        *(f"_{group}" for group in letters(said.words)),
        *(f"~{bones}" for bones in skeletons(said.words)),
        *(f"_{group}" for group in pairs(said.han) if len(group) < 3),
    ]


def best(scores: dict[int, float], among: Sequence[int], count: int, least: float) -> list[int]:
    """The ``count`` rows of ``among`` with the highest scores above ``least``, best first."""
    return sorted((row for row in among if scores.get(row, 0.0) > least), key=lambda row: (-scores[row], row))[:count]
