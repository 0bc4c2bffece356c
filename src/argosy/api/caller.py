"""Who calls: the owner of a token, limited to its scopes, or the person of a signed-in web session."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from ninja.utils import check_csrf

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.people.queries import Person
from argosy.records.people.tokens import token_owner
from argosy.records.permission import Denied

SCHEME = "bearer "
NO_CSRF = Text(
    "以登入工作階段寫入時須附 X-CSRFToken 標頭；程式請改用權杖",
    "A session writes only with the header X-CSRFToken; programs should use a token",
)


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller. ``token`` is the public prefix of the token used, empty for a session."""

    person: Person
    token: str = ""

    @property
    def name(self) -> str:
        """What calls are counted under."""
        return f"token:{self.token}" if self.token else f"person:{self.person.pk}"


class BadToken(Refused):
    """A token that stands for nobody. ``prefix`` is its public part, as given."""

    def __init__(self, message: Text, prefix: str) -> None:
        self.prefix = prefix
        super().__init__(message)


def identify(request: HttpRequest) -> Caller | None:
    """Whoever calls, worked out once for each request; ``None`` for nobody. A bad token raises ``BadToken``, it never falls back."""
    if not hasattr(request, "argosy_caller"):
        secret = token_of(request)
        request.argosy_caller = _session(request) if secret is None else _owner(secret)  # type: ignore[attr-defined]
    return request.argosy_caller  # type: ignore[attr-defined, no-any-return]


def token_of(request: HttpRequest) -> str | None:
    """What stands after ``Bearer`` in the header ``Authorization``; ``None`` without that header."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    return header[len(SCHEME) :].strip() if header.lower().startswith(SCHEME) else ""


def require_csrf(request: HttpRequest) -> None:
    """Refuse a session that writes without proof that the request comes from our own pages."""
    if check_csrf(request):
        raise Denied(NO_CSRF)


def _owner(secret: str) -> Caller:
    prefix = secret.split("_")[1][:12] if secret.count("_") >= 2 else ""
    try:
        return Caller(token_owner(secret), prefix)
    except Refused as refusal:
        raise BadToken(refusal.message, prefix) from refusal


def _session(request: HttpRequest) -> Caller | None:
    return Caller(request.user) if request.user.is_authenticated else None  # type: ignore[arg-type]
