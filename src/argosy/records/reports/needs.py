"""What a document needs confirmed, as plain values: deliverables say it, the life of documents holds to it."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing to be confirmed. ``matter`` is how it stands, alike in both languages: an answer about another matter does not count.

    ``subjects`` are references of records, beside the document itself, on which the question may have been asked.
    """

    key: str
    matter: str
    why: Text
    question: Text
    subjects: tuple[str, ...] = ()
