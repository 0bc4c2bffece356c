"""Documents: finding them, reading them, asking why, and writing a draft."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.api.errors import Words, words
from argosy.api.files import as_file
from argosy.api.outputs import Asked, CheckOut
from argosy.api.pages import Page, Window, page
from argosy.kernel.text import Text
from argosy.publishing import life
from argosy.publishing.shown import changes_json, shown
from argosy.records.reports import actions, queries
from argosy.report.why import Why, explain, printed
from argosy.standards import catalogue

router = Router(tags=["Documents"])


class DocumentRow(Schema):
    """A document in a list."""

    id: str
    key: str
    state: str
    doc_no: str
    revision: int
    title: Words
    subject: Words
    maker: str
    as_of: date
    lang: str
    changed_at: datetime
    needs_review: str


class FileOut(Schema):
    """An archived file. ``rendition`` is ``document`` or another reading of the same issue, such as a letter."""

    name: str
    rendition: str
    format: str
    lang: str
    sha256: str
    size: int


class FindingOut(CheckOut):
    """A check, and why a warning was acknowledged."""

    waived: str


class DocumentOut(Schema):
    """A document as it stands: its state, the people who signed, its content hash, files and checks."""

    id: str
    key: str
    state: str
    doc_no: str
    revision: int
    title: str
    maker: str
    checker: str | None
    approver: str | None
    content_hash: str
    files: list[FileOut]
    checks: list[FindingOut]
    replaces: str | None
    needs_review: str


class ChangeOut(Schema):
    """One difference between what was issued and what the records say now. ``class`` is why: data, rule, parameter, narrative, software."""

    block: str
    row: str
    column: str
    class_: str = Field(alias="class")
    label: Words
    old: str
    new: str
    delta: str
    percent: str
    material: bool


class InputOut(Schema):
    """One value that went into a figure."""

    id: str
    label: Words
    value: Words


class SourceOut(Schema):
    """Where a figure comes from."""

    id: str
    title: Words
    publisher: Words
    version: str
    as_of: date | None
    url: str
    licence: str


class WhyOut(Schema):
    """Why a figure is what it is. Empty words mean that it was entered, not computed."""

    id: str
    label: Words
    value: dict[str, Any]
    printed: Words
    formula: Words
    substituted: Words
    inputs: list[InputOut]
    sources: list[SourceOut]
    rounding: Words
    legal: Words
    rule: str
    confidence: str | None
    note: Words


class DocumentSearch(Window):
    """Which documents."""

    find: str = Field("", max_length=200, description="Words in number, reference, title or subject")
    key: str = Field("", description="One output")
    state: Literal["", "draft", "in_check", "checked", "approved", "issued", "superseded", "withdrawn"] = ""


class Draft(Asked):
    """A new draft. To revise an issued document give its number as ``replaces``, and the ``reason``."""

    replaces: str = ""
    reason: str = Field("", max_length=500)


class Paragraph(Schema):
    """A paragraph in a person's own words. ``[[figure]]`` quotes a figure by its id, ``**…**`` is strong."""

    zh: str = Field("", max_length=20_000)
    en: str = Field("", max_length=20_000)


class Reason(Schema):
    """Why."""

    reason: str = Field(max_length=500)


@reads(router, "/documents", Page[DocumentRow])
def documents_list(request: HttpRequest, search: Query[DocumentSearch]) -> Any:
    """Find documents.

    Issued documents are seen by everyone in the firm, drafts and documents in check by those who make, check or approve that output
    (with a token: one of scope `documents`).
    """
    key = catalogue.output(search.key).key if search.key else ""
    rows = queries.search(person(request), search.find, key, search.state)
    return page(request, rows, search, _row)


@reads(router, "/documents/waiting", list[DocumentRow], scope="documents")
def documents_waiting(request: HttpRequest) -> Any:
    """What waits for me: to check, to approve, to issue, or returned to me; the oldest first."""
    return [_row(row) for row in queries.waiting_for(person(request))]


@writes(router, "/documents", DocumentOut, scope="documents", status=201)
def documents_draft(request: HttpRequest, body: Draft) -> Any:
    """Start a draft.

    It is built once, so wrong parameters are refused before anything is written.
    """
    row = life.draft(
        actor=person(request), key=body.key, params=body.params, as_of=body.as_of, lang=body.lang, replaces=body.replaces, reason=body.reason
    )  # fmt: skip
    return Status(201, show(row.ref))


@reads(router, "/documents/{ref}", DocumentOut)
def documents_one(request: HttpRequest, ref: str) -> Any:
    """One document by reference or number."""
    return show(seen(request, ref))


@reads(router, "/documents/{ref}/report", dict[str, Any])
def documents_report(request: HttpRequest, ref: str) -> Any:
    """The whole report model: every section, figure, formula, source and signature."""
    return life.current(seen(request, ref)).model_dump(mode="json", exclude_none=True)


@reads(router, "/documents/{ref}/why/{figure}", WhyOut)
def documents_why(request: HttpRequest, ref: str, figure: str) -> Any:
    """Why a figure is what it is."""
    return why_json(explain(life.current(seen(request, ref)), figure))


@reads(router, "/documents/{ref}/diff", list[ChangeOut])
def documents_diff(request: HttpRequest, ref: str) -> Any:
    """What would change.

    The issued or frozen content against the same document rebuilt on the records of now.
    """
    return changes_json(life.compare(seen(request, ref)))


@reads(router, "/documents/{ref}/files", list[FileOut])
def documents_files(request: HttpRequest, ref: str) -> Any:
    """The archived files of an issued document."""
    return show(seen(request, ref))["files"]


@reads(router, "/documents/{ref}/files/{name}", bytes)
def documents_file(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """An archived file, byte for byte as it was issued."""
    file, data = queries.file_bytes(queries.document(seen(request, ref)), name)
    return as_file(file.name, file.format, data)


@writes(router, "/documents/{ref}/paragraphs/{block}", DocumentOut, scope="documents", method="PUT")
def documents_write(request: HttpRequest, ref: str, block: str, body: Paragraph) -> Any:
    """Write a paragraph of a draft, bound to the figures as they are now."""
    life.write(actor=person(request), ref=seen(request, ref), block=block, text=Text(body.zh, body.en))
    return show(ref)


@writes(router, "/documents/{ref}/waivers/{check}", DocumentOut, scope="documents", method="PUT")
def documents_waive(request: HttpRequest, ref: str, check: str, body: Reason) -> Any:
    """Acknowledge a warning with a reason. A blocking check is never waived."""
    actions.waive(actor=person(request), ref=seen(request, ref), check=catalogue.check(check).id, reason=body.reason)
    return show(ref)


def seen(request: HttpRequest, ref: str) -> str:
    """The reference of a document the caller may see; ``Denied`` or ``NotFound`` otherwise."""
    return str(queries.seen_by(person(request), ref).ref)


def show(ref: str) -> dict[str, Any]:
    """A document as the contract shows it."""
    return shown(ref, life.current(ref))


def why_json(found: Why) -> dict[str, Any]:
    """The answer to why, both languages beside each other."""
    phrases = ("label", "formula", "substituted", "rounding", "legal", "note")
    return {
        "id": found.id,
        "value": found.value.model_dump(mode="json", exclude_none=True),
        "printed": words(printed(found.value)),
        **{name: words(getattr(found, name)) for name in phrases},
        "inputs": [{"id": i.id, "label": words(i.label), "value": words(i.printed)} for i in found.inputs],
        "sources": [
            {
                "id": s.id, "title": words(s.title), "publisher": words(s.publisher), "version": s.version, "as_of": s.as_of, "url": s.url, "licence": s.licence,
            }
            for s in found.sources
        ],
        "rule": found.rule,
        "confidence": found.confidence,
    }  # fmt: skip


def _row(row: Any) -> dict[str, Any]:
    plain = ("key", "state", "doc_no", "revision", "as_of", "lang", "changed_at", "needs_review")
    return {
        "id": row.ref,
        "title": {"zh": row.title_zh, "en": row.title_en},
        "subject": {"zh": row.subject_zh, "en": row.subject_en},
        "maker": row.maker.login,
        **{name: getattr(row, name) for name in plain},
    }
