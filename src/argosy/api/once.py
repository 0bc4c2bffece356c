"""Writing once although a call is repeated: the header ``Idempotency-Key``.

The key, the write and the stored answer are one transaction. So a call that is cut off leaves nothing behind, and of two at the
same time the second waits for the first and gets its answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from argosy.api import errors
from argosy.api.caller import BadToken, Caller, identify
from argosy.kernel.errors import ArgosyError, BadInput
from argosy.kernel.text import Text
from argosy.records.people import idempotency

Run = Callable[..., HttpResponse]
HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_UNKEYED = Text(
    "此操作的回覆含密鑰，不予保存，不得使用 Idempotency-Key",
    "The answer holds a secret and is not stored: Idempotency-Key cannot be used here",
)


def once(run: Run) -> Run:
    """Let a write with a key happen once; without a key it happens as often as it is called."""

    @wraps(run)
    def answer(request: HttpRequest, **given: Any) -> HttpResponse:
        key, caller = request.headers.get(HEADER), _caller(request)
        if key is None or caller is None:
            return run(request, **given)
        try:
            return _keyed(lambda: run(request, **given), request, key, caller)
        except ArgosyError as error:
            return errors.of_argosy(request, error)

    return answer


def unkeyed(run: Run) -> Run:
    """A write whose answer holds a secret and so is never stored: the header is refused."""

    @wraps(run)
    def answer(request: HttpRequest, **given: Any) -> HttpResponse:
        if HEADER in request.headers:
            return errors.of_argosy(request, BadInput(_UNKEYED))
        return run(request, **given)

    return answer


def _keyed(run: Callable[[], HttpResponse], request: HttpRequest, key: str, caller: Caller) -> HttpResponse:
    try:
        said = fingerprint(request)
    except (SuspiciousOperation, MultiPartParserError) as error:
        return errors.of_suspicious(request, error)
    with transaction.atomic():
        claim = idempotency.claim(person=caller.person, token=caller.token, key=key, fingerprint=said)
        if claim.answered:
            return _again(claim)
        answer = run()
        if answer.status_code >= 500:
            transaction.set_rollback(True)
        elif answer.status_code >= 400:  # nothing was written, so the key stays free for a call that is put right
            idempotency.release(claim)
        else:
            idempotency.settle(claim, answer.status_code, answer.headers["Content-Type"], answer.content.decode())
    return answer


def _caller(request: HttpRequest) -> Caller | None:
    """Who calls, or nobody: the operation itself answers a bad token."""
    try:
        return identify(request)
    except BadToken:
        return None


def _again(claim: Any) -> HttpResponse:
    return HttpResponse(claim.body, status=claim.status, content_type=claim.content_type, headers={REPLAYED: "true"})


def fingerprint(request: HttpRequest) -> str:
    """SHA-256 of method, address and everything sent, so that a key used for something else is noticed."""
    parts = [str(request.method), request.get_full_path(), request.content_type or ""]
    if request.content_type == "multipart/form-data":  # its boundary differs each time although the content is the same
        parts += [f"{name}={value}" for name in sorted(request.POST) for value in request.POST.getlist(name)]
        for name in sorted(request.FILES):
            parts += [f"{name}={file.name}={_hash(file)}" for file in request.FILES.getlist(name)]
    else:
        parts.append(sha256(request.body).hexdigest())
    return sha256("\n".join(parts).encode()).hexdigest()


def _hash(file: Any) -> str:
    """SHA-256 of an uploaded file, which is left as it was, to be read from its start."""
    whole = sha256()
    for chunk in file.chunks():
        whole.update(chunk)
    file.seek(0)
    return whole.hexdigest()
