"""Where issued files lie: one folder, each file under its own SHA-256, written once and never again."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings

from argosy.kernel.errors import ArgosyError, BadInput
from argosy.kernel.text import Text


def keep(data: bytes) -> str:
    """Store the bytes and return their SHA-256. Storing the same bytes again changes nothing, and mends a damaged copy of them.

    They are on the disk before this returns, so that no number stands in the records without its file.
    """
    name = sha256(data).hexdigest()
    path = path_of(name)
    if fault(name):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as partial:
            partial.write(data)
            partial.flush()
            os.fsync(partial.fileno())
        Path(partial.name).chmod(0o444)
        Path(partial.name).replace(path)
    return name


def fetch(name: str) -> bytes:
    """The bytes stored under a hash; raises ``ArgosyError`` when they are missing or no longer have that hash."""
    problem = fault(name)
    if problem:
        raise ArgosyError(problem)
    return path_of(name).read_bytes()


def fault(name: str) -> Text | None:
    """What is wrong with the stored bytes, or ``None``."""
    path = path_of(name)
    if not path.exists():
        return Text("檔案庫缺檔 {name}，請由備份還原", "The archive lacks file {name}: restore it from a backup").format(name=name)
    if sha256(path.read_bytes()).hexdigest() != name:
        return Text("檔案庫之檔案 {name} 內容已變動，請由備份還原", "Archived file {name} was changed: restore it from a backup").format(
            name=name
        )
    return None


def path_of(name: str) -> Path:
    """Where the bytes with this hash lie."""
    return _folder() / name[:2] / name


def _folder() -> Path:
    parts = urlsplit(settings.ARGOSY_ARCHIVE_URL)
    if parts.scheme != "file":
        raise BadInput(Text("ARGOSY_ARCHIVE_URL 目前只支援 file://", "ARGOSY_ARCHIVE_URL must be a file:// address"))
    return Path(url2pathname(parts.path))
