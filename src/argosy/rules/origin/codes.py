"""Runs of Harmonized System codes: chapters (2 digits), headings (4), subheadings (6), national lines (8)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

LENGTHS = (2, 4, 6, 8)


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Codes from ``low`` to ``high``, both included and of equal length; one code is a run from itself to itself."""

    low: str
    high: str

    def covers(self, code: str) -> bool:
        """Whether a code of at least this length falls into the run."""
        return len(code) >= len(self.low) and self.low <= code[: len(self.low)] <= self.high

    def meets(self, code: str) -> bool:
        """Whether a code, perhaps shorter than the run, could fall into it: chapter 17 may be heading 1701."""
        size = min(len(code), len(self.low))
        return self.low[:size] <= code[:size] <= self.high[:size]

    def __str__(self) -> str:
        return dotted(self.low) if self.low == self.high else f"{dotted(self.low)}-{dotted(self.high)}"


Codes = tuple[Run, ...]


def dotted(digits: str) -> str:
    """``170490`` as ``1704.90``; chapters and headings stay plain."""
    return digits if len(digits) <= 4 else ".".join((digits[:4], *re.findall("..", digits[4:])))


def code_digits(text: str) -> str:
    """``03.01`` as ``0301``; anything but 2, 4, 6 or 8 digits raises ``BadInput``."""
    digits = text.replace(".", "")
    if not digits.isdigit() or len(digits) not in LENGTHS:
        raise BadInput(Text("「{t}」不是 2、4、6 或 8 位之稅則號列", "“{t}” is not a code of 2, 4, 6 or 8 digits").format(t=text or "…"))
    return digits


def run(low: str, high: str = "") -> Run:
    """The run of two codes as people write them; ``BadInput`` when they differ in length or stand in the wrong order."""
    first, last = code_digits(low), code_digits(high or low)
    if len(first) != len(last) or last < first:
        raise BadInput(Text("範圍「{a} 至 {b}」不能成立", "“{a} to {b}” is no range").format(a=low, b=high))
    return Run(first, last)


def any_covers(codes: Iterable[Run], code: str) -> bool:
    """Whether one of the runs covers the code."""
    return any(r.covers(code) for r in codes)


def any_meets(codes: Iterable[Run], code: str) -> bool:
    """Whether one of the runs could cover a code that is written too short."""
    return any(r.meets(code) for r in codes)


def written(codes: Iterable[Run]) -> str:
    """The runs in notation: ``0301, 1701-1702``."""
    return ", ".join(str(r) for r in codes)


def in_words(codes: Iterable[Run]) -> Text:
    """The runs as a reader expects them: chapters named as such, headings and subheadings by number."""
    found = list(codes)
    chapters = [_span(r) for r in found if len(r.low) == 2]
    numbers = [_span(r) for r in found if len(r.low) > 2]
    zh = [f"第 {c.zh} 章" for c in chapters] + [n.zh for n in numbers]
    many = len(chapters) > 1 or any(r.low != r.high for r in found if len(r.low) == 2)
    en = [f"chapter{'s' if many else ''} {', '.join(c.en for c in chapters)}"] if chapters else []
    return Text("、".join(zh), ", ".join([*en, *(n.en for n in numbers)]))


def _span(one: Run) -> Text:
    low, high = (str(int(c)) if len(c) == 2 else dotted(c) for c in (one.low, one.high))
    return Text(low, low) if low == high else Text(f"{low} 至 {high}", f"{low} to {high}")
