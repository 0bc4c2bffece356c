"""Moving a document: submit, check, approve, return, issue, withdraw, send. Who may, and when, is decided below, not here."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from argosy.api.documents import DocumentOut, Reason, seen, show
from argosy.api.door import person, reads, writes
from argosy.publishing import life
from argosy.records.reports import actions, queries

router = Router(tags=["Life of a document"])


class Signing(Schema):
    """A signature. ``content_hash`` is what the signer read: when the document has changed since, the signature is refused."""

    comment: str = Field("", max_length=1000)
    content_hash: str = Field("", max_length=64)


class Return(Schema):
    """Back to its maker, and why."""

    comment: str = Field(max_length=1000)


class Sending(Schema):
    """One sending. ``to`` is who received it, ``party`` its code, ``file`` the name of the file sent (default: the first)."""

    to: str = Field(min_length=1, max_length=200)
    channel: Literal["email", "post", "hand", "portal", "fax"]
    file: str = ""
    party: str = Field("", max_length=40)
    address: str = Field("", max_length=200)


class SendingOut(Schema):
    """One sending as logged, and whether it arrived."""

    id: int
    to: str
    party: str
    address: str
    channel: str
    at: datetime
    file: str | None
    file_hash: str
    sent_by: str
    acknowledged_at: datetime | None
    acknowledgement: str


class Receipt(Schema):
    """That a sending arrived: the recipient's words, or what proves it."""

    words: str = Field(min_length=1, max_length=300)


@writes(router, "/documents/{ref}/submit", DocumentOut, scope="documents")
def documents_submit(request: HttpRequest, ref: str) -> Any:
    """Freeze the draft and send it to the second person."""
    life.submit(actor=person(request), ref=seen(request, ref))
    return show(ref)


@writes(router, "/documents/{ref}/check", DocumentOut, scope="documents")
def documents_check(request: HttpRequest, ref: str, body: Signing) -> Any:
    """Pass the check.

    Every amount is worked out again before the signature counts. The checker is never the maker.
    """
    life.check(actor=person(request), ref=seen(request, ref), comment=body.comment, content_hash=body.content_hash)
    return show(ref)


@writes(router, "/documents/{ref}/approve", DocumentOut, scope="documents")
def documents_approve(request: HttpRequest, ref: str, body: Signing) -> Any:
    """Approve the checked document. The approver is neither its maker nor its checker."""
    life.approve(actor=person(request), ref=seen(request, ref), comment=body.comment, content_hash=body.content_hash)
    return show(ref)


@writes(router, "/documents/{ref}/return", DocumentOut, scope="documents")
def documents_return(request: HttpRequest, ref: str, body: Return) -> Any:
    """Return the document to its maker, with reasons."""
    life.return_draft(actor=person(request), ref=seen(request, ref), comment=body.comment)
    return show(ref)


@writes(router, "/documents/{ref}/issue", DocumentOut, scope="documents")
def documents_issue(request: HttpRequest, ref: str) -> Any:
    """Number the document, render every format once, and archive it."""
    life.issue(actor=person(request), ref=seen(request, ref))
    return show(ref)


@writes(router, "/documents/{ref}/withdraw", DocumentOut, scope="documents")
def documents_withdraw(request: HttpRequest, ref: str, body: Reason) -> Any:
    """Mark an issued document as withdrawn. Nothing is deleted."""
    life.withdraw(actor=person(request), ref=seen(request, ref), reason=body.reason)
    return show(ref)


@reads(router, "/documents/{ref}/sendings", list[SendingOut])
def documents_sendings(request: HttpRequest, ref: str) -> Any:
    """Who received it, the latest first."""
    return [_sending(row) for row in queries.sendings(queries.document(seen(request, ref)))]


@writes(router, "/documents/{ref}/send", SendingOut, scope="documents", status=201)
def documents_send(request: HttpRequest, ref: str, body: Sending) -> Any:
    """Log a sending of an issued document."""
    row = life.send(
        actor=person(request), ref=seen(request, ref), recipient=body.to, channel=body.channel, file=body.file, party=body.party, address=body.address
    )  # fmt: skip
    return Status(201, _sending(row))


@writes(router, "/sendings/{sending}/receipt", SendingOut, scope="documents", method="PUT")
def sendings_receipt(request: HttpRequest, sending: int, body: Receipt) -> Any:
    """Log that a sending arrived."""
    return _sending(actions.acknowledge(actor=person(request), sending=sending, words=body.words))


def _sending(row: Any) -> dict[str, Any]:
    plain = ("party", "address", "channel", "at", "file_hash", "acknowledged_at", "acknowledgement")
    return {
        "id": row.pk,
        "to": row.recipient,
        "file": row.file.name if row.file else None,
        "sent_by": row.person.login,
        **{name: getattr(row, name) for name in plain},
    }
