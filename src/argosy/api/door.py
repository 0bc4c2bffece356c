"""One door for every operation: who calls, which scope it takes, how often, and what a repeated write is answered.

An operation is added with ``reads`` or ``writes``; one added in any other way is closed to everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.decorators import decorate_view
from ninja.security import APIKeyCookie, HttpBearer

from argosy.api.caller import BadToken, Caller, identify, require_csrf, token_of
from argosy.api.errors import Failure, TooOften, Unsigned
from argosy.api.once import once, unkeyed
from argosy.api.pace import Meter, PerCaller
from argosy.kernel.text import Text
from argosy.records.audit.journal import Outcome, write
from argosy.records.people.queries import Person
from argosy.records.permission import Denied

View = TypeVar("View", bound=Callable[..., Any])
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
GUESSES = Meter(most=30)
"""30 bad tokens a minute from one address; then it waits, and nothing more is written to the audit."""
_NO_SCOPE = Text("此權杖沒有 {scope} 範圍。請核發含此範圍的權杖", "This token lacks the scope {scope}. Issue one that has it")
_BYTES = {
    200: {
        "description": "The file, byte for byte",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def admit(request: HttpRequest, scope: str) -> Caller | None:
    """The caller, if their token has ``scope``; a session has every scope. ``None`` for nobody."""
    caller = _known(request)
    if caller is None:
        return None
    if caller.token == "" and request.method not in SAFE:
        require_csrf(request)
    if caller.person.scopes is not None and scope not in caller.person.scopes:
        raise Denied(_NO_SCOPE.format(scope=scope))
    return caller


def _known(request: HttpRequest) -> Caller | None:
    address = request.META.get("REMOTE_ADDR", "")
    if wait := GUESSES.spent(address):
        raise TooOften(wait)
    try:
        return identify(request)
    except BadToken as bad:
        GUESSES.take(address)
        write("people.token.use", Outcome.FAILED, detail=f"{bad.prefix} {request.method} {request.path}")
        raise Unsigned(bad.message) from bad


class Token(HttpBearer):
    """``Authorization: Bearer argosy_…``."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller | None:
        """The token's owner; ``None`` when no token was sent."""
        return None if token_of(request) is None else admit(request, self.scope)

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """What the framework would call; the whole request decides, not the token alone."""
        return self(request)


class Session(APIKeyCookie):
    """The cookie of a signed-in web session; writing needs the header ``X-CSRFToken`` too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller | None:
        """The signed-in person; ``None`` for nobody."""
        return admit(request, self.scope)

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        """What the framework would call; the whole request decides, not the cookie alone."""
        return self(request)


class Closed:
    """Nobody: what an operation gets that states no scope."""

    csrf = True
    """Tells the manual to send the token of its page along, so that calls can be tried from it."""

    def __call__(self, request: HttpRequest) -> None:
        """Refused, whoever calls."""
        raise Denied(Text("此操作未開放", "This operation is closed"))


def person(request: HttpRequest) -> Person:
    """The person who calls, limited to what their token is for."""
    return request.auth.person  # type: ignore[attr-defined, no-any-return]


def sent(body: Schema) -> dict[str, Any]:
    """The fields of a change that were sent; ``null`` leaves a field as it is."""
    return {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}


def reads(router: Router, path: str, answer: Any, *, method: str = "GET", scope: str = "read") -> Callable[[View], View]:
    """Add an operation that changes nothing. ``answer`` is its schema, or ``bytes`` for a file."""

    def add(view: View) -> View:
        extra: dict[str, Any] = {"responses": _BYTES} if answer is bytes else {}
        bad = (401, 403, 404, 422, 429) if method == "GET" else (401, 403, 404, 413, 422, 429)
        return _add(router, path, view, method, scope, {200: None if answer is bytes else answer}, bad, extra)

    return add


def writes(
    router: Router, path: str, answer: Any, *, scope: str, method: str = "POST", status: int = 200, keyed: bool = True
) -> Callable[[View], View]:
    """Add an operation that writes; a repeated ``Idempotency-Key`` gets the stored answer instead of a second write.

    ``keyed=False`` refuses that header: for answers that must not be stored.
    """

    def add(view: View) -> View:
        guarded = decorate_view(once if keyed else unkeyed)(view)
        extra = {"parameters": [_KEY]} if keyed else {}
        return _add(router, path, guarded, method, scope, {status: answer}, (401, 403, 404, 409, 413, 422, 429), extra)

    return add


def _add(
    router: Router, path: str, view: View, method: str, scope: str, good: dict[int, Any], bad: tuple[int, ...], extra: dict[str, Any]
) -> View:
    summary, _, description = (view.__doc__ or "").strip().partition("\n")
    return router.api_operation(  # type: ignore[no-any-return]
        [method],
        path,
        auth=[Token(scope), Session(scope)],
        throttle=PerCaller(),
        response={**good, frozenset(bad): Failure},
        by_alias=True,
        operation_id=view.__name__,
        summary=summary.rstrip("."),
        description=" ".join(description.split()),
        openapi_extra={"x-scope": scope, **extra},
    )(view)


_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 128},
    "description": "Any text of your own, new for each write. Repeated with the same content within 24 hours it gets the same answer, and nothing is done twice.",
}
