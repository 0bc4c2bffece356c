"""What suggestions are made from: texts whose code is known, and the tree of chapters, headings and subheadings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argosy.kernel.text import Text

KINDS = ("decision", "example", "glossary", "tariff", "nomenclature", "heading")
# How much a text counts in the class statistics, by kind. Own decisions stand in an index of their own (see ``suggesting``).
COUNTS = {"decision": 1.0, "example": 1.0, "glossary": 0.8, "tariff": 0.3, "nomenclature": 0.3, "heading": 0.3}


@dataclass(frozen=True, slots=True)
class Known:
    """A text with its HS6 code (a title of a heading or chapter: 4 or 2 digits). ``note`` says who decided, or where it is from."""

    text: str
    code: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One chapter (2 digits), heading (4) or subheading (6) with its titles; ``zh`` may be empty."""

    code: str
    en: str
    zh: str = ""


class Tree:
    """The places of one edition of the Harmonized System by code."""

    def __init__(self, places: Iterable[Place], edition: str = "") -> None:
        self.edition = edition
        self.places: dict[str, Place] = {place.code: place for place in places}

    def __contains__(self, code: object) -> bool:
        return code in self.places

    def subheadings(self) -> list[str]:
        """All six-digit codes in order."""
        return sorted(code for code in self.places if len(code) == 6)

    def below(self, code: str) -> list[str]:
        """Six-digit codes that begin with ``code``."""
        return [one for one in self.subheadings() if one.startswith(code)]

    def title(self, code: str) -> Text:
        """Chapter › heading › subheading. A level without a Chinese title keeps the English one."""
        levels = [self.places[code[:n]] for n in (2, 4, 6) if n <= len(code) and code[:n] in self.places]
        return Text(" › ".join(one.zh or one.en for one in levels), " › ".join(one.en for one in levels))

    def with_chinese(self, titles: Mapping[str, str]) -> Tree:
        """The same places, those named in ``titles`` with a Chinese title where they had none."""
        return Tree((Place(p.code, p.en, p.zh or titles.get(p.code, "")) for p in self.places.values()), self.edition)
