"""One table of an agreement file, read field by field; what it does not say of its authority it takes from the agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol, cast

from argosy.kernel.source import Confidence
from argosy.rules.authority import Authority, Span
from argosy.rules.entry import Entry
from argosy.rules.origin.codes import Codes
from argosy.rules.origin.language import Rule
from argosy.rules.origin.parsing import parse_codes, parse_rule


class Row(Entry):
    """A table of an agreement file; what it does not say of its authority it takes from the agreement."""

    def codes(self, field: str, required: bool = False) -> Codes:
        """A list of codes in notation."""
        words = self.words(field, required)
        return (self._try(field, lambda: parse_codes(words)) or ()) if words else ()

    def rule(self, field: str) -> Rule | None:
        """A product rule in notation."""
        words = self.words(field)
        return self._try(field, lambda: parse_rule(words)) if words else None

    def whole(self, field: str, required: bool = False) -> int | None:
        """A whole number."""
        return self.get(field, None, int, required)

    def inherited(self, parent: Authority) -> Authority:
        """Law, source and confidence of this row, else the agreement's."""
        legal, source = self.text("legal") or parent.legal, self.text("source") or parent.source
        stated = self.words("confidence")
        if stated and stated not in ("high", "medium", "low"):
            self.wrong("confidence", "須為 high、medium、low", "must be high, medium or low")
        confidence = cast("Confidence", stated or parent.confidence)
        read_on = self.day("source_read_on") or parent.read_on
        return Authority(legal, source, None if confidence == "low" else read_on, confidence, parent.review_by, self.text("note"))

    def days(self) -> Span | None:
        """``from`` and ``to``; nothing when neither stands there."""
        start, end = self.day("from"), self.day("to")
        if end is not None and start is not None and end < start:
            self.wrong("to", f"{end} 早於 {start}", f"{end} is before {start}")
        return None if start is None and end is None else Span(start or date.min, end)


class Tables(Protocol):
    """A file whose tables are read row by row."""

    data: Mapping[str, Any]

    def row(self, name: str, data: object) -> Row:
        """One table."""

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a list of tables."""
