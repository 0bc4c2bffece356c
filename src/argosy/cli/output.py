"""What a command prints: one JSON document or text for people on stdout; everything else on stderr."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from argosy.kernel.text import Text

Lines = str | Iterable[str]


class Output:
    """The two voices of a command. ``as_json`` is its ``--json``."""

    def __init__(self, as_json: bool = False) -> None:
        self.as_json = as_json

    def show(self, document: Any, human: Lines) -> None:
        """The answer, once per command: ``document`` as JSON, or ``human`` as text."""
        sys.stdout.write(as_text(document) if self.as_json else lines(human))
        sys.stdout.flush()

    def note(self, words: str) -> None:
        """A message beside the answer, on stderr."""
        sys.stderr.write(f"{words}\n")

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Any]:
        """A bar on stderr when that is a terminal. Yields a function to call with the number of steps done since last time."""
        import typer

        if not sys.stderr.isatty():
            yield lambda steps=1: None
            return
        with typer.progressbar(length=total, label=label, file=sys.stderr) as bar:
            yield bar.update


def as_text(document: Any) -> str:
    """JSON as the public contract writes it: money as strings, dates ISO 8601, no escapes for Chinese."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=plain) + "\n"


def plain(value: Any) -> Any:
    """A value JSON has no type for: decimals and dates as strings, texts in both languages, models by their own dump."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value).__name__} has no JSON form")


def lines(human: Lines) -> str:
    """Text for people, ending in one newline; nothing stays nothing."""
    text = human if isinstance(human, str) else "\n".join(human)
    return f"{text.rstrip()}\n" if text.strip() else ""


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Rows in columns under their headings. A Chinese character is two columns wide; numbers go right."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(headings, *cells, strict=True)]
    numeric = [bool(cells) and all(_number(row[i]) for row in cells) for i in range(len(headings))]
    return [_line(row, widths, numeric) for row in ([*headings], ["-" * w for w in widths], *cells)]


def width(text: str) -> int:
    """Columns a terminal gives to ``text`` (Unicode East Asian Width: wide and full-width take two)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _number(cell: str) -> bool:
    return not cell or cell.replace(",", "").replace(".", "", 1).lstrip("-").isdigit()


def _line(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    cells = (" " * (w - width(c)) + c if right else c + " " * (w - width(c)) for c, w, right in zip(row, widths, numeric, strict=True))
    return "  ".join(cells).rstrip()
