"""Building a report: gather, build, check, seal. The same for a file on the command line, a preview, and a frozen candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from argosy.deliverables.deliverable import Deliverable, Request, asked
from argosy.deliverables.registry import deliverable
from argosy.kernel.canonical import digest
from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.text import LANGS, Text, same
from argosy.records.clock import now
from argosy.records.reference import queries as reference
from argosy.renderers.fonts import missing_glyphs, strings
from argosy.report.checks import Hit, common
from argosy.report.ledger import Ledger
from argosy.report.model import AnyBlock, Finding, Report, Section, sealed
from argosy.report.prose import Prose, plain
from argosy.report.table import Table
from argosy.report.words import Paragraph
from argosy.standards import catalogue


@dataclass(frozen=True)
class Built:
    """A report with its findings, and what it was built from."""

    report: Report
    facts: Any
    deliverable: Deliverable


def request_for(key: str, params: Mapping[str, str], as_of: date | None = None, lang: str = "zh-Hant") -> Request:
    """A whole request: the full key, parameters with defaults, the firm's day when none is given. ``BadInput`` for an unknown language,
    ``NotFound`` where it must be asked for something there is none of yet."""
    builder = deliverable(key)
    if lang not in LANGS:
        known = ", ".join(LANGS)
        raise BadInput(
            Text("沒有語言「{lang}」；可用：{known}", "There is no language {lang}; there are: {known}").format(lang=lang, known=known)
        )
    if builder.nothing and any(p.required and not params.get(p.name) for p in builder.params) and builder.usual() is None:
        raise NotFound(builder.nothing)
    day = reference.today()
    return Request(builder.key, asked(builder.params, params), as_of or day, day, lang, now())


def build(request: Request, waivers: Mapping[str, str] | None = None) -> Built:
    """The report of a request, checked and sealed. ``waivers`` maps a warning to the reason it was acknowledged with."""
    builder = deliverable(request.key)
    facts = builder.gather(request)
    report = with_narratives(builder.build(facts), request)
    hits = [*common(report, request.today), *builder.check(facts, report), *_unprintable(report)]
    return Built(sealed(report.model_copy(update={"findings": findings(hits, waivers or {})})), facts, builder)


def _unprintable(report: Report) -> list[Hit]:
    """C15: characters that print as boxes. What stands in the workbook alone is set by the reader's own fonts."""
    page = report.model_copy(update={"sections": tuple(_page(section) for section in report.sections)})
    strange = missing_glyphs(page.model_dump_json(exclude_none=True))
    if not strange:
        return []
    said = list(strings(page.model_dump(mode="json", exclude_none=True)))
    places = {c: tuple(dict.fromkeys(where for where, text in said if where and c in text)) for c in sorted(strange)}
    return [
        Hit("C15", where, {"字": same(c), "碼": same(f"U+{ord(c):04X}"), "處": same("、".join(where[:5]))}) for c, where in places.items()
    ]


def _page(section: Section) -> Section:
    """A section without its tables for the workbook."""
    kept = tuple(block for block in section.blocks if not (isinstance(block, Table) and block.sheet_only))
    return section if len(kept) == len(section.blocks) else section.model_copy(update={"blocks": kept})


def findings(hits: list[Hit], waivers: Mapping[str, str]) -> tuple[Finding, ...]:
    """Hits as findings, one for each check and message, blocking ones first."""
    seen: dict[tuple[str, Text], Finding] = {}
    for hit in hits:
        rule = catalogue.check(hit.check)
        message = rule.message.format(**hit.words)
        level = "block" if rule.severity == "block" else "warn"
        known = seen.get((hit.check, message))
        where = (*(known.where if known else ()), *hit.where)
        waived = (waivers.get(hit.check) or hit.explained) if level == "warn" else ""
        seen[hit.check, message] = Finding(id=hit.check, level=level, message=message, where=where, waived=waived)
    return tuple(sorted(seen.values(), key=lambda f: (f.level != "block", f.id)))


def with_narratives(report: Report, request: Request) -> Report:
    """The report with authored paragraphs filled in, stale where a figure they use has changed since."""
    book = Ledger(report)
    sections = tuple(
        section.model_copy(update={"blocks": tuple(_authored(b, request, book) for b in section.blocks)}) for section in report.sections
    )
    return report.model_copy(update={"sections": sections})


def _authored(block: AnyBlock, request: Request, book: Ledger) -> AnyBlock:
    if not isinstance(block, Paragraph) or block.role != "authored":
        return block
    now = values_hash(block.text, book)
    written = request.narratives.get(block.id)
    if written is None:
        return block.model_copy(update={"values_hash": now})
    text = _bound(written.text)
    changed = written.values_hash != values_hash(text, book)
    update = {"text": text, "author": written.author, "edited_at": written.at, "values_hash": written.values_hash, "stale": changed}
    return block.model_copy(update=update)


def _bound(text: Text) -> Prose:
    from argosy.report.prose import prose

    return prose(text.zh, text.en) if "[[" in text.zh + text.en or "**" in text.zh + text.en else plain(text)


def values_hash(text: Prose, book: Ledger) -> str:
    """The hash of all figures a paragraph uses, as they stand in this report."""
    return digest({ref: book.place(ref).value.v if ref in book.places else None for ref in sorted(text.refs)})


def narrative_hash(report: Report, text: Text) -> str:
    """The hash to store with words a person has just written about this report. A ``[[figure]]`` it has not raises ``BadInput``."""
    words, book = _bound(text), Ledger(report)
    strange = sorted(ref for ref in words.refs if ref not in book.places)
    if strange:
        message = Text("文件沒有數值 {f}；編號見頁面上各數字", "The document has no figure {f}; click a figure to see its id")
        raise BadInput(message.format(f=", ".join(strange)))
    return values_hash(words, book)


def rebuilt(request: Request, **changes: Any) -> Request:
    """The request with some of it changed."""
    return replace(request, **changes)
