"""What a block needs beside itself to be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from argosy.kernel.text import Text
from argosy.renderers.phrases import Piece, pieces
from argosy.report.model import Report
from argosy.report.prose import Prose
from argosy.report.value import Value


@dataclass(frozen=True)
class Setting:
    """The report, the language, caption numbers, figures by id, and the millimetres there are to fill."""

    report: Report
    lang: str
    captions: Mapping[str, Text]
    values: Mapping[str, Value]
    measure: float

    def narrowed(self, measure: float) -> Setting:
        """The same over fewer millimetres."""
        return replace(self, measure=measure)

    def sentence(self, prose: Prose | None) -> tuple[tuple[Piece, ...], ...]:
        """A sentence as pieces, one tuple a language that has something to say."""
        return tuple(part for part in pieces(prose, self.lang, self.values) if part)
