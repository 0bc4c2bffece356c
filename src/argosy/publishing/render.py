"""A report into files: filtered for its reader, then each format once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from argosy.deliverables.deliverable import Deliverable, Rendition
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.reports.actions import RenderedFile
from argosy.renderers import RENDERERS
from argosy.report.audience import for_audience
from argosy.report.model import Report
from argosy.standards import catalogue

ALWAYS = ("html", "json")
FORMATS = {"X": "xlsx", "D": "docx", "P": "pdf", "J": "json"}
MAIN = "document"


def formats_of(key: str) -> tuple[str, ...]:
    """The formats of an output, its default first; HTML and JSON always."""
    own = (FORMATS[letter] for letter in catalogue.output(key).formats)
    return tuple(dict.fromkeys((*own, *ALWAYS)))


def wanted_formats(key: str, asked: Sequence[str]) -> tuple[str, ...]:
    """``asked`` when this output has them all, every format when nothing is asked; else ``BadInput``."""
    known = formats_of(key)
    strange = [f for f in asked if f not in known]
    if strange:
        message = Text("這份產出沒有 {f} 格式；可用：{known}", "This output has no format {f}; it has: {known}")
        raise BadInput(message.format(f="、".join(strange), known=", ".join(known)))
    return tuple(asked) or known


def rendition(builder: Deliverable, name: str) -> Rendition | None:
    """The rendition called ``name``; for the document itself how it goes out, ``None`` when to the firm; ``BadInput`` for an unknown one."""
    if name == MAIN:
        return builder.main
    found = next((r for r in builder.renditions if r.name == name), None)
    if found is None:
        raise BadInput(Text("沒有「{n}」這種文本", "There is no rendition {n}").format(n=name))
    return found


def seen_as(report: Report, which: Rendition | None) -> Report:
    """The report as the reader of a rendition may see it."""
    if which is None:
        return for_audience(report)
    secrecy = "internal" if which.audience == "internal" else "external"
    changes = {"audience": which.audience, "confidentiality": secrecy, "title": which.title, "orientation": which.orientation}
    seen = for_audience(report.model_copy(update=changes))
    return seen.model_copy(update={"sections": tuple(s for s in seen.sections if s.audience != "all")}) if which.own else seen


def rendered(report: Report, builder: Deliverable, formats: Sequence[str], lang: str) -> Iterator[RenderedFile]:
    """The document in ``formats``, then every other rendition in those of them it has. JSON is the whole model, for ``argosy why``."""
    main = seen_as(report, builder.main)
    for form in formats:
        yield _file(report if form == "json" else main, MAIN, form, lang)
    for other in builder.renditions:
        view = seen_as(report, other)
        if any(section.audience != "all" for section in view.sections):
            yield from (_file(view, other.name, form, lang) for form in other.formats if form in formats)


def _file(report: Report, name: str, form: str, lang: str) -> RenderedFile:
    renderer = RENDERERS.get(form)
    stem = f"{report.printed_no or report.key.replace('/', '-')}_{lang}" + ("" if name == MAIN else f"_{name}")
    return RenderedFile(name, form, lang, f"{stem}.{renderer.suffix.lstrip('.')}", renderer.media_type, renderer.render(report, lang))
