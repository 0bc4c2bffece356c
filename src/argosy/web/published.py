"""The published text of a standard, where the firm has imported it."""

from __future__ import annotations

from functools import lru_cache

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.reference import queries as reference
from argosy.standards import reader
from argosy.standards.published import PublishedStandard


def verbatim(base: str) -> dict[str, str]:
    """Indicator sentences of the newest imported version of a standard, by code; empty when none was imported."""
    row = next((row for row in reference.standard_versions() if row.code.startswith(base)), None)
    return {i.code: i.name for i in read(row.sha256, row.text).indicators} if row else {}


@lru_cache(maxsize=16)
def read(sha256: str, text: str) -> PublishedStandard:
    """A published standard from its stored text, read once; the hash keeps versions apart."""
    return reader.read(text, sha256[:8])


def try_read(name: str, data: bytes) -> PublishedStandard:
    """A standard from an uploaded text file; ``BadInput`` when it is no such standard or no UTF-8 text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(Text("檔案不是 UTF-8 文字檔", "The file is not UTF-8 text")) from error
    return reader.read(text, name)
