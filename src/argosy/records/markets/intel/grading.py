"""What a grade and a kind of item mean: shelf life, the least grade to rely on, and what makes two items the same."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from hashlib import sha256

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.reference.queries import setting

NEVER = "never"


def shelf_life(kind: str, observed: date, on: date) -> date | None:
    """The last day an item of this kind holds, by the setting in force on a day; ``None`` where it holds until amended."""
    days = setting(f"markets.shelf_life.{kind}", on)
    return None if days == NEVER else observed + timedelta(days=int(days))


def least_grade(on: date) -> str:
    """The least grade that reports rely on (setting ``markets.least_grade``, C3 by default)."""
    return setting("markets.least_grade", on)


def read_grade(grade: str) -> tuple[str, str]:
    """``B2`` as its two parts, or ``BadInput``."""
    text = grade.strip().upper()
    if len(text) != 2 or text[0] not in "ABCDEF" or text[1] not in "123456":
        raise BadInput(Text("評等應為 A1 至 F6，例如 B2，而非「{g}」", "A grade is A1 to F6, such as B2, not '{g}'").format(g=grade))
    return text[0], text[1]


def reaches(grade: str, least: str) -> bool:
    """Whether a grade is at least another one in both parts: B2 reaches C3, B4 does not. No grade reaches nothing."""
    return len(grade) == 2 and grade[0] <= least[0] and grade[1] <= least[1]


def title_key(title: str) -> str:
    """A title without case, blanks and marks, so that the same title written otherwise is found."""
    return _letters(title)[:200]


def content_digest(url: str, market: str, title: str, summary: str) -> str:
    """SHA-256 of the address where there is one, else of market, title and contents without blanks and case."""
    plain = url.strip().rstrip("/").casefold() or f"{market}\n{_letters(title)}\n{_letters(summary)}"
    return sha256(plain.encode()).hexdigest()


def _letters(text: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())
