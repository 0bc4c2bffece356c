"""From a database URL to Django's settings: the embedded SQLite store or a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

# WAL lets readers go on while one writes; IMMEDIATE takes the write lock at BEGIN, so two writers wait instead of failing half-way.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;",
}
POSTGRES = frozenset({"postgres", "postgresql"})


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's entry for one database. Empty ``url`` means ``argosy.sqlite3`` in ``home``.

    Accepts ``sqlite:///path`` and ``postgres://user:password@host:port/name?sslmode=require``; anything else raises ``BadInput``.
    """
    if not url:
        return _sqlite(home / "argosy.sqlite3")
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return _sqlite(Path(unquote(urlsplit(url).path.removeprefix("/")) or ":memory:"))
    if scheme in POSTGRES:
        return _postgres(url)
    raise BadInput(
        Text(
            "ARGOSY_DATABASE_URL 應以 sqlite:/// 或 postgres:// 開頭，而非「{scheme}」",
            "ARGOSY_DATABASE_URL must begin with sqlite:/// or postgres://, not '{scheme}'",
        ).format(scheme=scheme)
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": dict(SQLITE_OPTIONS)}


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise BadInput(Text("ARGOSY_DATABASE_URL 未寫資料庫名稱", "ARGOSY_DATABASE_URL names no database"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": True, **dict(parse_qsl(parts.query))},
    }
