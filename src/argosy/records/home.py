"""The folder that holds the embedded store, and the secrets a demo makes for itself."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path


def home() -> Path:
    """``ARGOSY_HOME``, else the platform's folder for user data. The folder is made on first use, readable by its owner only."""
    folder = Path(os.environ.get("ARGOSY_HOME") or _platform_folder()).expanduser().absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _platform_folder() -> Path:
    """User data folders as each platform documents them (XDG Base Directory, Known Folders, Application Support)."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Argosy"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Argosy"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "argosy"


def stored_secret(name: str) -> str:
    """The secret kept in the home folder under ``name``, or an empty string when there is none."""
    path = home() / name
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def ensure_secret(name: str, size: int = 48) -> str:
    """The secret under ``name``, made of ``size`` random bytes on first use and readable by its owner only."""
    path = home() / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return stored_secret(name)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(size))
    return stored_secret(name)


def warehouse_url() -> str:
    """Where analytic tables are kept: ``ARGOSY_WAREHOUSE_URL``, else the folder ``warehouse`` in the home folder."""
    return os.environ.get("ARGOSY_WAREHOUSE_URL") or (home() / "warehouse").as_uri()
