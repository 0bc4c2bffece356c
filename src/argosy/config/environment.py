"""What the environment says. Nothing else decides how a copy of Argosy runs, and no secret is read from anywhere else."""

from __future__ import annotations

import os

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.home import home, stored_secret

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable: ``1 true yes on`` mean yes, ``0 false no off`` mean no; anything else raises ``BadInput``."""
    said = os.environ.get(name, "").strip().lower()
    if not said:
        return default
    if said in {"1", "true", "yes", "on"}:
        return True
    if said in {"0", "false", "no", "off"}:
        return False
    raise BadInput(Text("環境變數 {name} 應為 1 或 0，而非「{said}」", "{name} must be 1 or 0, not '{said}'").format(name=name, said=said))


def hosts() -> list[str]:
    """Host names to answer to, from ``ARGOSY_HOSTS`` (comma separated); this machine alone when unset."""
    given = [h.strip() for h in os.environ.get("ARGOSY_HOSTS", "").split(",") if h.strip()]
    return given or sorted(LOOPBACK)


def https() -> bool:
    """Whether browsers reach us over TLS: ``ARGOSY_HTTPS``, else yes as soon as any host is not this machine."""
    return flag("ARGOSY_HTTPS", default=not LOOPBACK.issuperset(hosts()))


def secret_key() -> str:
    """``ARGOSY_SECRET_KEY``, or the key ``argosy demo`` made in the home folder; neither raises ``BadInput``."""
    key = os.environ.get("ARGOSY_SECRET_KEY") or stored_secret("secret-key")
    if not key:
        raise BadInput(
            Text(
                "未設定 ARGOSY_SECRET_KEY。請設為 50 個以上的隨機字元；示範環境請執行 argosy demo，將自行產生於 {home}",
                "ARGOSY_SECRET_KEY is not set. Set it to 50 or more random characters; `argosy demo` makes its own in {home}",
            ).format(home=home())
        )
    return key


def archive_url() -> str:
    """Where issued files are kept: ``ARGOSY_ARCHIVE_URL``, else the folder ``archive`` in the home folder."""
    return os.environ.get("ARGOSY_ARCHIVE_URL") or (home() / "archive").as_uri()
