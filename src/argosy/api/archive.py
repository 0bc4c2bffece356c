"""The proof of the archive, and what the standards are covered by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from argosy.api.door import reads
from argosy.api.pages import Page, Window, page
from argosy.records.reports import proof, queries

router = Router(tags=["Archive"])


class Proof(Schema):
    """Whether archive and record chain are whole. ``root`` is the Merkle root of all ``entries`` links."""

    ok: bool
    entries: int
    root: str
    problems: list[str]


class IssueRow(Schema):
    """One issued document, whatever became of it since."""

    doc_no: str
    id: str
    key: str
    state: str
    at: datetime
    issued_by: str
    content_hash: str
    envelope_hash: str


@reads(router, "/verify", Proof)
def verify(request: HttpRequest) -> Any:
    """Prove the archive.

    Works every link of the record chain and every archived file's hash out again.
    """
    return proof.verify()


@reads(router, "/archive", Page[IssueRow])
def archive_list(request: HttpRequest, window: Query[Window]) -> Any:
    """Everything ever issued, the latest first."""
    return page(request, queries.issues().select_related("version"), window, _issue)


def _issue(row: Any) -> dict[str, Any]:
    return {
        "doc_no": row.doc_no,
        "id": row.document.ref,
        "key": row.document.key,
        "state": row.document.state,
        "at": row.at,
        "issued_by": row.person.login,
        "content_hash": row.version.content_hash,
        "envelope_hash": row.envelope_hash,
    }
