"""A document as the public contract shows it."""

from __future__ import annotations

from typing import Any

from argosy.publishing.produce import checked
from argosy.records.reports import queries
from argosy.records.reports.models import Document
from argosy.report.difference import Change
from argosy.report.model import Report


def shown(ref: str, report: Report) -> dict[str, Any]:
    """The answer of ``argosy doc show``: state, people, hash, files, checks."""
    document = queries.document(ref)
    signed = {s.act: s.role for s in report.approvals}
    people = {a.decision: a.person.login for a in queries.approvals(document)}
    return {
        "id": document.ref,
        "key": document.key,
        "state": document.state,
        "doc_no": document.doc_no,
        "revision": document.revision,
        "title": report.title.say(document.lang),
        "maker": document.maker.login,
        "checker": people.get("checked") if "checked" in signed else None,
        "approver": people.get("approved") if "approved" in signed else None,
        "content_hash": report.content_hash,
        "files": _files(document),
        "checks": [{"id": f.id, "level": f.level, "message": f.message.say(document.lang), "waived": f.waived} for f in checked(report)],
        "replaces": document.replaces.doc_no if document.replaces else None,
        "needs_review": document.needs_review,
    }


def _files(document: Document) -> list[dict[str, Any]]:
    return [
        {"name": f.name, "rendition": f.rendition, "format": f.format, "lang": f.lang, "sha256": f.sha256, "size": f.size}
        for f in queries.files(document)
    ]


def changes_json(changes: list[Change]) -> list[dict[str, Any]]:
    """The answer of ``argosy doc diff``."""
    return [
        {
            "block": c.block, "row": c.row, "column": c.column, "class": c.cause, "label": {"zh": c.label.zh, "en": c.label.en},
            "old": c.old, "new": c.new, "delta": c.delta, "percent": c.percent, "material": c.material,
        }
        for c in changes
    ]  # fmt: skip
