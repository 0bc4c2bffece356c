"""Where a figure or a rule comes from, and how far it may be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from argosy.kernel.text import NOTHING, Text

Confidence = Literal["high", "medium", "low"]
CONFIDENCE_WORDS: dict[str, Text] = {"high": Text("高", "high"), "medium": Text("中", "medium"), "low": Text("低", "low")}
SourceKind = Literal["dataset", "rule", "document", "interview", "record"]


@dataclass(frozen=True, slots=True)
class Source:
    """A citable source. ``id`` is stable within a document (S1, S2 …); ``sha256`` is of the bytes or rows used."""

    id: str
    kind: SourceKind
    title: Text
    publisher: Text = NOTHING
    version: str = ""
    as_of: date | None = None
    retrieved: date | None = None
    url: str = ""
    licence: str = ""
    rows: int | None = None
    sha256: str = ""
    max_age_days: int | None = None
