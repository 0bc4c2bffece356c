"""What blocks need while they are written: the report, the language, the measure, captions, and the parts of the package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from argosy.kernel.text import Text
from argosy.renderers.docx.markup import field as word_field
from argosy.renderers.docx.markup import locked, paragraph, picture, run
from argosy.renderers.formatting import Printed, Tone, pair
from argosy.renderers.phrases import Piece, pieces
from argosy.report.model import Report
from argosy.report.prose import Prose
from argosy.report.value import Value

TONES: dict[Tone, str] = {"": "", "good": "ArgosyGood", "near": "ArgosyNear", "bad": "ArgosyBad", "none": "ArgosySoft"}
_TIGHT = ("%", "‰")


@dataclass
class Writing:
    """One document being written. ``measure`` is the width of the text in millimetres."""

    report: Report
    lang: str
    captions: Mapping[str, Text]
    values: Mapping[str, Value]
    part: Any
    measure: float = 172.0
    counts: dict[str, int] = field(default_factory=lambda: {"Table": 0, "Figure": 0})
    pictures: int = 0

    @property
    def one(self) -> str:
        """The language of words that print once."""
        return "zh-Hant" if self.lang == "both" else self.lang

    def say(self, text: Text | None) -> str:
        """A phrase in the main language."""
        return text.say(self.one) if text else ""

    def stacked(self, text: Text | None, style: str, small: str = "ArgosySmall", **more: Any) -> str:
        """A paragraph whose English stands smaller on a second line when both languages print."""
        first, second = pair(text, self.lang)
        return paragraph(run(first) + (run(f"\n{second}", small) if second else ""), style, **more)

    def inline(self, text: Text | None, small: str = "ArgosyEnglish") -> str:
        """Runs on one line, English after Chinese when both print."""
        first, second = pair(text, self.lang)
        return run(first) + (run(f"  {second}", small) if second else "")

    def sentence(self, prose: Prose | None, style: str = "Normal", **more: Any) -> str:
        """A paragraph of prose, its figures locked; English in a paragraph of its own when both print."""
        return "".join(paragraph(runs(part), style, **more) for part in pieces(prose, self.lang, self.values) if part)

    def caption(self, title: Text | None, figure: str, unit: Text | None = None) -> str:
        """Number and title; the number is a field that word processors renumber."""
        if not title:
            return ""
        label = self.captions.get(figure)
        return paragraph((self._numbered(label) if label else "") + self.inline(title) + self._unit(unit), "Caption")

    def _unit(self, unit: Text | None) -> str:
        return run("　" + " ".join(part for part in pair(unit, self.lang) if part), "ArgosySmall") if unit else ""

    def _numbered(self, label: Text) -> str:
        word = self.say(label).rpartition(" ")[0]
        kind = label.en.rpartition(" ")[0]
        self.counts[kind] += 1
        return run(f"{word} ", "ArgosyNumber") + word_field(f"SEQ {kind} \\* ARABIC", str(self.counts[kind]), "ArgosyNumber") + run("　")

    def picture(self, data: bytes, width: float, height: float, alt: str, keep: bool = False) -> str:
        """An inline picture in a paragraph of its own; ``keep`` holds it with what follows."""
        relation, _ = self.part.get_or_add_image(BytesIO(data))
        self.pictures += 1
        return paragraph(picture(relation, self.pictures, width, height, alt), "ArgosyPicture", keep=keep)


def runs(parts: Sequence[Piece]) -> str:
    """A sentence as runs; figures stand in locked controls."""
    return "".join(_piece(piece) for piece in parts)


def _piece(piece: Piece) -> str:
    content = run(piece.text, "ArgosyStrong" if piece.strong else "")
    return locked(piece.figure, content) if piece.figure else content


def printed_runs(cell: Printed | None, strong: bool = False, look: str = "") -> str:
    """A printed cell: currency, figure, unit, mark and interval on the first line, English and note beneath."""
    if cell is None:
        return ""
    style = look or ("ArgosyMissing" if cell.missing else "ArgosyStrong" if strong or cell.strong else "")
    first = run(f"{cell.currency}\u00a0", style) if cell.currency else ""
    first += run(cell.text[:1], TONES[cell.tone]) + run(cell.text[1:], style) if cell.tone else run(cell.text, style)
    if cell.unit:
        first += run(cell.unit if cell.unit in _TIGHT else f"\u00a0{cell.unit}", style)
    first += run(cell.mark, "ArgosyMark") + (run(f" {cell.interval}", "ArgosySmall") if cell.interval else "")
    return first + "".join(run(f"\n{line}", "ArgosySmall") for line in (cell.en, cell.note) if line)
