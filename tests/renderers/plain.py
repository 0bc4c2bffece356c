"""A renderer for tests of what surrounds rendering: one line a file."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.report.model import Report


@dataclass(frozen=True)
class PlainRenderer:
    """A file of one line: its format, the number or draft reference, and the content hash."""

    format: str

    @property
    def suffix(self) -> str:
        return f".{self.format}"

    @property
    def media_type(self) -> str:
        return f"application/x-{self.format}"

    def render(self, report: Report, lang: str) -> bytes:
        return f"{self.format} {report.printed_no} {report.content_hash} {lang}".encode()
