"""Published standards in the store: importing one word for word, its versions side by side, and what differs between them."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.utils import timezone

from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.reference.models import StandardVersion
from argosy.standards.difference import Carried, Change, carry, difference
from argosy.standards.published import PublishedStandard
from argosy.standards.reader import read

_CODE = re.compile(r"\A(?P<code>.+?)(?P<version>v\d+)?\Z")


@action("reference.standard.import", Text("匯入職能基準", "import a published standard"))
def import_standard(*, actor: Any, text: str, where: str = "") -> StandardVersion:
    """Keep the published text of a standard beside its earlier versions. ``BadInput`` when it is no such text or that version is kept already.

    ``where`` names the file in messages.
    """
    published = read(text, where)
    code, version = split_code(published.code)
    if StandardVersion.objects.filter(code=code, version=version).exists():
        raise BadInput(
            Text("{code}{v} 已匯入；新版本另存，不覆蓋舊版", "{code}{v} is kept already; a version is never overwritten").format(
                code=code, v=version
            )
        )
    row = StandardVersion(code=code, version=version, name_zh=published.name, text=text, imported=timezone.now(), imported_by=actor)
    row.sha256 = sha256(text.encode()).hexdigest()
    row.save()
    return row


def split_code(code: str) -> tuple[str, str]:
    """``KPS1420-002v3`` as ``("KPS1420-002", "v3")``; a code printed without a version is its first, ``v1``."""
    match = _CODE.match(code)
    if match is None:
        raise BadInput(Text("職能基準代碼空白", "The standard has no code"))
    return match["code"], match["version"] or "v1"


def published(code: str, version: str = "") -> PublishedStandard:
    """An imported standard as read from its text: one version, or the newest. ``NotFound`` when it was never imported."""
    rows = StandardVersion.objects.filter(code=code)
    rows = sorted(rows.filter(version=version) if version else rows, key=lambda row: int(row.version[1:]))
    if not rows:
        raise NotFound(
            Text(
                "尚未匯入職能基準 {code}{v}，請由資料集頁匯入公布之文字檔",
                "Standard {code}{v} is not imported yet; import its published text",
            ).format(code=code, v=version)
        )
    return _read_once(rows[-1].sha256, rows[-1].text)


def verbatim(code: str) -> dict[str, str]:
    """The newest imported text of every indicator of a standard by its code; empty when the standard was never imported."""
    if not StandardVersion.objects.filter(code=code).exists():
        return {}
    return {indicator.code: indicator.name for indicator in published(code).indicators}


def differences(code: str, old: str, new: str) -> tuple[Change, ...]:
    """What changed from one imported version to another."""
    return difference(published(code, old), published(code, new))


def successions(code: str, old: str, new: str) -> tuple[Carried, ...]:
    """For every indicator of the old version: carried to the new one, or a question for a person."""
    return carry(published(code, old), published(code, new))


@lru_cache(maxsize=16)
def _read_once(_digest: str, text: str) -> PublishedStandard:
    return read(text)
