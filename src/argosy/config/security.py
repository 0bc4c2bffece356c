"""What every answer of the server carries, and what no request may exceed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

from argosy.records.origin import came_from

# No inline script or style anywhere; documents may be framed by our own pages only (the preview).
POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


class SecurityHeaders:
    """Adds the content security policy and its companions to every answer that does not set its own stricter one."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self.answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class NoNull:
    """Refuses an address with a NUL in it: no record has one, and PostgreSQL fails on being asked for it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the address")
        return self.answer(request)


class BehindProxy:
    """With ``ARGOSY_BEHIND_PROXY`` the caller's address is what our own proxy wrote last into ``X-Forwarded-For``; limits and audit go by it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if settings.ARGOSY_BEHIND_PROXY and forwarded:
            request.META["REMOTE_ADDR"] = forwarded
        return self.answer(request)


class Origin:
    """Lets the audit know from which address a request came."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        with came_from(request.META.get("REMOTE_ADDR", "")):
            return self.answer(request)


class UploadLimit(FileUploadHandler):
    """Refuses a request whose body is announced larger than ``ARGOSY_UPLOAD_MAX_BYTES``, before reading it."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: N803
        """Called by Django before the first byte of an upload is read."""
        if content_length > settings.ARGOSY_UPLOAD_MAX_BYTES:
            raise RequestDataTooBig(f"upload of {content_length} bytes; at most {settings.ARGOSY_UPLOAD_MAX_BYTES}")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hands every chunk on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keeps no file itself."""
