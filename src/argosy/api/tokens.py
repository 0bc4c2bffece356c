"""One's own API tokens. A token that may issue others needs the scope ``admin``; a signed-in session may always."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.records.people import queries
from argosy.records.people.tokens import issue_token, revoke_token

router = Router(tags=["Tokens"])
Scope = Literal["read", "write", "documents", "admin"]


class TokenOut(Schema):
    """A token as its owner sees it later: never the secret."""

    prefix: str
    name: str
    scopes: list[str]
    created: datetime
    expires: datetime
    last_used: datetime | None
    revoked: datetime | None


class NewToken(Schema):
    """What the token is for, what it may do, and for how many days."""

    name: str = Field(min_length=1, max_length=60)
    scopes: list[Scope] = Field(min_length=1)
    days: int = Field(90, ge=1, le=366)


class Issued(Schema):
    """A fresh token. ``token`` is shown this once and kept nowhere."""

    token: str
    prefix: str
    scopes: list[str]
    expires: datetime


@reads(router, "/tokens", list[TokenOut])
def tokens_list(request: HttpRequest) -> Any:
    """My tokens, the newest first."""
    return [_token(row) for row in queries.own_tokens(actor=person(request))]


@writes(router, "/tokens", Issued, scope="admin", status=201, keyed=False)
def tokens_issue(request: HttpRequest, body: NewToken) -> Any:
    """Issue a token for myself.

    `Idempotency-Key` is refused here: the stored answer would keep the secret.
    """
    fresh = issue_token(actor=person(request), name=body.name, scopes=tuple(body.scopes), days=body.days)
    return Status(201, {"token": fresh.secret, "prefix": fresh.prefix, "scopes": list(fresh.scopes), "expires": fresh.expires})


@writes(router, "/tokens/{prefix}", TokenOut, scope="admin", method="DELETE")
def tokens_revoke(request: HttpRequest, prefix: str) -> Any:
    """Revoke a token: one's own, or anybody's for who administers people."""
    return _token(revoke_token(actor=person(request), prefix=prefix))


def _token(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("prefix", "name", "scopes", "created", "expires", "last_used", "revoked")}
