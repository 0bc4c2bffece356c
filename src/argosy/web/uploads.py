"""Uploaded files between the preview and the decision to store: kept an hour, for the person who uploaded them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text

KEPT = 60 * 60


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded file; ``mark`` finds it again."""

    mark: str
    name: str
    data: bytes


def keep(request: HttpRequest, name: str, data: bytes) -> Upload:
    """Keep a file for this person until it is stored or the hour is over."""
    upload = Upload(secrets.token_urlsafe(16), name, data)
    cache.set(_key(request, upload.mark), (name, data), KEPT)
    return upload


def kept(request: HttpRequest, mark: str) -> Upload:
    """The file under ``mark``; ``NotFound`` when it is another person's, or gone."""
    found = cache.get(_key(request, mark[:40]))
    if found is None:
        raise NotFound(
            Text(
                "這個檔案已經存入，或上傳已逾一小時。請先看訂單清單，必要時重新選擇檔案",
                "This file is stored already, or its hour is over. Look in the list of orders; if it is not there, choose the file again",
            )
        )
    return Upload(mark[:40], *found)


def drop(request: HttpRequest, mark: str) -> None:
    """Forget a file."""
    cache.delete(_key(request, mark[:40]))


def _key(request: HttpRequest, mark: str) -> str:
    return f"upload:{request.user.pk}:{mark}"
