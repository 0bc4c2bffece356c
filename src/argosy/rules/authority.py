"""What every rule carries: why it may be believed, when it holds, and the tests it makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from argosy.kernel.expression import Expr
from argosy.kernel.source import Confidence
from argosy.kernel.text import Text

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Authority:
    """Why a rule may be believed: law, source, the day the source was read, confidence, and when to look again."""

    legal: Text
    source: Text
    read_on: date | None
    confidence: Confidence
    review_by: date | None
    note: Text


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a rule holds, both ends included; ``None`` means open."""

    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the rule is in force on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def meets(self, other: Span) -> bool:
        """Whether both hold on some day."""
        first = max(self.valid_from, other.valid_from)
        return self.holds(first) and other.holds(first)


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of a relief; ``fails`` says what is wrong when it gives 0."""

    expr: Expr
    fails: Text
