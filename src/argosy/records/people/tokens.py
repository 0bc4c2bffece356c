"""API tokens: issuing, using and revoking them. The secret is shown once and never kept."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.people.models import ApiToken, Person
from argosy.records.permission import Denied
from argosy.records.record import found

LONGEST_DAYS = 366
_BAD_TOKEN = Text(
    "權杖無效、已到期或已撤銷，請以 argosy token 重新取得", "The token is unknown, expired or revoked; get a new one with argosy token"
)


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A fresh token. ``secret`` is the only copy there is."""

    secret: str
    reference: str
    prefix: str
    scopes: tuple[str, ...]
    expires: str


@action("people.token.issue", Text("核發 API 權杖", "issue an API token"))
def issue_token(*, actor: Person, name: str, scopes: tuple[str, ...], days: int = 90) -> IssuedToken:
    """A token for oneself, valid ``days`` days (at most 366). The scope ``admin`` needs the right to administer people.

    Who came with a token gets no wider scopes than that token has.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise BadInput(Text("權杖效期應為 1 至 366 日", "A token lasts from 1 to 366 days"))
    if "admin" in scopes and not actor.may("people.person.change"):
        raise Denied(Text("無管理權限，不得核發 admin 範圍之權杖", "The scope admin needs the right to administer people"))
    if actor.scopes is not None and not set(scopes) <= actor.scopes:
        raise Denied(Text("權杖所核發之權杖，其範圍不得大於自身", "A token cannot issue one with wider scopes than its own"))
    prefix, rest = secrets.token_hex(4), secrets.token_urlsafe(32)
    secret = f"argosy_{prefix}_{rest}"
    token = ApiToken(person=actor, name=name, prefix=prefix, digest=_digest(secret), scopes=sorted(set(scopes)))
    token.expires = token.created + timedelta(days=days)
    token.save()
    return IssuedToken(secret, token.reference, prefix, tuple(token.scopes), token.expires.isoformat())


@action("people.token.revoke", Text("撤銷 API 權杖", "revoke an API token"))
def revoke_token(*, actor: Person, prefix: str) -> ApiToken:
    """Stop a token: one's own, or anybody's for who administers people."""
    token: ApiToken = found(ApiToken.objects.all(), prefix, prefix=prefix)
    if token.person_id != actor.pk and not actor.may("people.token.read"):
        raise Denied(Text("只能撤銷自己的權杖", "You can revoke your own tokens only"))
    if token.revoked is None:
        token.revoked = timezone.now()
        token.save()
    return token


def token_owner(secret: str) -> Person:
    """The person a token stands for, limited to its scopes. ``Refused`` when it is unknown, expired, revoked or the person inactive."""
    parts = secret.split("_", 2)
    token = ApiToken.objects.select_related("person").filter(prefix=parts[1]).first() if len(parts) == 3 else None
    if token is None or not hmac.compare_digest(token.digest, _digest(secret)):
        raise Refused(_BAD_TOKEN)
    now = timezone.now()
    if token.revoked or token.expires <= now or not token.person.is_active:
        raise Refused(_BAD_TOKEN)
    _note_use(token)
    token.person.scopes = frozenset(token.scopes)
    return token.person


def _note_use(token: ApiToken) -> None:
    """Keep the time of use to the minute; it is no business change, so it makes no history row."""
    now = timezone.now()
    if token.last_used is None or now - token.last_used > timedelta(minutes=1):
        ApiToken.objects.filter(pk=token.pk).update(last_used=now)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
