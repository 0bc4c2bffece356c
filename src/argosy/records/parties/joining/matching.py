"""Whether two names are of the same firm: the share of letter pairs they have in common, legal forms and blanks apart.

Dice (1945) on pairs of neighbouring letters. A register of names is indexed by its pairs, so only names that share some are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LIKELY = 0.75
"""Names at least this alike are proposed as the same."""
FORMS = re.compile(
    r"股份有限公司|有限公司|企業社|商行|公司|工業|株式会社|株式會社|\b(co|ltd|limited|inc|corp|corporation|company|gmbh|ag|bv|b\.v|llc|plc|pty|sdn|bhd|pte|sarl|sa)\b"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name of the register and how much it is alike, 0 to 1."""

    code: str
    score: float


def plain_name(name: str) -> str:
    """A name without case, width, legal form, blanks and marks."""
    text = FORMS.sub(" ", unicodedata.normalize("NFKC", name).casefold().replace(".", " "))
    return "".join(ch for ch in text if ch.isalnum())


def pairs(name: str) -> Counter[str]:
    """Pairs of neighbouring letters with how often each comes; a single letter is a pair of itself."""
    return Counter(name[at : at + 2] for at in range(max(1, len(name) - 1))) if name else Counter()


def alike(one: str, other: str) -> float:
    """Twice the pairs in common over all pairs of both names, 0 to 1."""
    first, second = pairs(plain_name(one)), pairs(plain_name(other))
    whole = first.total() + second.total()
    return 2 * (first & second).total() / whole if whole else 0.0


class Register:
    """Names by code, ready to be searched."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._names: list[tuple[str, Counter[str]]] = []
        self._places: dict[str, list[int]] = {}
        for code, name in names:
            held = pairs(plain_name(name))
            if held:
                for pair in held:
                    self._places.setdefault(pair, []).append(len(self._names))
                self._names.append((code, held))

    def find(self, name: str, least: float = LIKELY, most: int = 3) -> list[Likeness]:
        """The codes most alike, the best first, each once."""
        wanted = pairs(plain_name(name))
        shared: Counter[int] = Counter()
        for pair, times in wanted.items():
            for at in self._places.get(pair, ()):
                shared[at] += min(times, self._names[at][1][pair])
        best: dict[str, float] = {}
        for at, common in shared.items():
            code, held = self._names[at]
            score = 2 * common / (wanted.total() + held.total())
            if score >= least and score > best.get(code, 0.0):
                best[code] = score
        return [Likeness(code, score) for code, score in _first(best, most)]


def _first(best: Mapping[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(best.items(), key=lambda one: (-one[1], one[0]))[:most]
