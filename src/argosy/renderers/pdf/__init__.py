"""PDF by Typst: tagged (PDF/UA-1), archival (PDF/A-3a), the same bytes for the same report."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from argosy.kernel.text import Text
from argosy.renderers.errors import RenderError
from argosy.renderers.fonts import DIRECTORY, printable
from argosy.renderers.pdf.content import Data, content
from argosy.report.model import Report
from argosy.report.words import Asset

if TYPE_CHECKING:
    from typst import PDFStandard

TEMPLATE = Path(__file__).parent / "argosy.typ"
DRAWINGS = frozenset({"svg"})
"""Their words were seen to when they were drawn."""
STANDARDS: list[PDFStandard] = ["a-3a", "ua-1"]


def render(report: Report, lang: str) -> bytes:
    """The report as PDF; a character no font holds prints as a box. ``RenderError`` when the template meets something it cannot set."""
    data = printable(content(report, lang), DRAWINGS)
    with _workplace(report) as template:
        return _compile(template, data)


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(DIRECTORY)])


@contextmanager
def _workplace(report: Report) -> Iterator[Path]:
    """The template where the report's pictures are: beside it in the package when there are none."""
    pictures = [block for block in report.blocks() if isinstance(block, Asset)]
    if not pictures:
        yield TEMPLATE
        return
    with TemporaryDirectory() as folder:
        for block in pictures:
            kind = block.mime.rpartition("/")[2].partition("+")[0]
            (Path(folder) / f"{block.sha256}.{kind}").write_bytes(base64.b64decode(block.data))
        yield Path(copyfile(TEMPLATE, Path(folder) / TEMPLATE.name))


def _compile(template: Path, data: Data) -> bytes:
    import typst

    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        made, warnings = typst.compile_with_warnings(
            str(template),
            root=str(template.parent),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
        )
    except typst.TypstError as error:
        raise _refused(error.message, getattr(error, "hints", [])) from error
    if warnings:
        raise _refused(warnings[0].message, warnings[0].hints)
    return made


def _refused(message: str, hints: list[str]) -> RenderError:
    return RenderError(Text("PDF 無法排版：{why}", "The PDF cannot be set: {why}").format(why="; ".join((message, *hints))))
