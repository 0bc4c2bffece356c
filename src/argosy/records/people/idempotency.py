"""Keys of writes that callers may repeat, and the answers they got. Called by the API, inside the transaction of the write itself."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.people.models import IdempotencyKey, Person

KEPT = timedelta(hours=24)
_BAD_KEY = Text("Idempotency-Key 應為 1 至 128 個可見 ASCII 字元", "Idempotency-Key is 1 to 128 visible ASCII characters")
_OTHER = Text(
    "此 Idempotency-Key 已用於內容不同的請求，請換一個新的",
    "This Idempotency-Key was used for a request with other content: take a new one",
)


def claim(*, person: Person, token: str, key: str, fingerprint: str) -> IdempotencyKey:
    """The key, taken for this request, or ``answered`` before. A key used for other content within 24 hours raises ``BadInput``.

    Two claims at once: the database lets one in and holds the other until the first is settled or taken back.
    """
    if not (key.isascii() and key.isprintable() and 1 <= len(key) <= 128):
        raise BadInput(_BAD_KEY)
    IdempotencyKey.objects.filter(at__lt=timezone.now() - KEPT).delete()
    own = {"person": person, "token": token, "key": key}
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(**own, fingerprint=fingerprint)
    except IntegrityError:
        known = IdempotencyKey.objects.get(**own)
    if known.fingerprint != fingerprint:
        raise BadInput(_OTHER)
    return known


def settle(row: IdempotencyKey, status: int, content_type: str, body: str) -> None:
    """Keep the answer the write got."""
    row.status, row.content_type, row.body = status, content_type, body
    row.save()


def release(row: IdempotencyKey) -> None:
    """Free the key: the request was refused and wrote nothing."""
    row.delete()
