"""Renderers: a report in, one file out. Each format is a module with ``render(report, lang) -> bytes``, loaded when first used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Literal, Protocol, cast

from argosy.kernel.registry import Registry
from argosy.kernel.text import Text
from argosy.report.model import Report

Format = Literal["html", "pdf", "docx", "xlsx", "json"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Renderer(Protocol):
    """Turns a report into one file. ``lang`` is ``zh-Hant``, ``en`` or ``both``; equal reports give equal content."""

    @property
    def format(self) -> str:
        """The key it is registered under."""

    @property
    def suffix(self) -> str:
        """The file name's end, with its dot."""

    @property
    def media_type(self) -> str:
        """The Internet media type."""

    def render(self, report: Report, lang: str) -> bytes:
        """The whole file. A character no font holds prints as a box."""


@dataclass(frozen=True, slots=True)
class Builtin:
    """A renderer of this package, whose module and libraries are imported by the first ``render``."""

    format: Format
    suffix: str
    media_type: str

    def render(self, report: Report, lang: str) -> bytes:
        """The whole file, made by ``argosy.renderers.<format>.render``."""
        module = import_module(f"argosy.renderers.{self.format}")
        return cast(bytes, module.render(report, lang))


RENDERERS: Registry[Renderer] = Registry(Text("輸出格式", "format"), "argosy.renderers")
for _builtin in (
    Builtin("html", ".html", "text/html"),
    Builtin("pdf", ".pdf", "application/pdf"),
    Builtin("docx", ".docx", DOCX),
    Builtin("xlsx", ".xlsx", XLSX),
    Builtin("json", ".json", "application/json"),
):
    RENDERERS.add(_builtin.format, _builtin)
