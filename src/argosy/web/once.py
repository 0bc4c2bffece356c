"""A form sent twice is done once. Every form that writes carries a mark; the first to arrive takes it."""

from __future__ import annotations

import secrets

from django.core.cache import cache
from django.http import HttpRequest

KEPT = 24 * 60 * 60


def mark() -> str:
    """A new mark for a form."""
    return secrets.token_urlsafe(12)


def first(request: HttpRequest) -> bool:
    """Whether this form arrives for the first time. A form without a mark always counts as new."""
    given = request.POST.get("once", "")[:40]
    return not given or bool(cache.add(_key(request, given), "", KEPT))


def release(request: HttpRequest) -> None:
    """Give the mark back, because nothing was written: the corrected form may come with the same one."""
    cache.delete(_key(request, request.POST.get("once", "")[:40]))


def keep(request: HttpRequest, outcome: str) -> None:
    """Remember where the first one led, so that a second leads there too."""
    cache.set(_key(request, request.POST.get("once", "")[:40]), outcome, KEPT)


def outcome(request: HttpRequest) -> str:
    """Where the first one led; empty while it is still being done."""
    return cache.get(_key(request, request.POST.get("once", "")[:40])) or ""


def _key(request: HttpRequest, given: str) -> str:
    return f"once:{request.user.pk}:{given}"
