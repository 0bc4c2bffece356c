"""Who acts: the owner of the token in ``ARGOSY_TOKEN``. The shell is no way round a permission."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text

if TYPE_CHECKING:
    from argosy.records.action import Actor
    from argosy.records.people.queries import Person

NOBODY = Text(
    "須知道由誰執行。請先：export ARGOSY_TOKEN=$(argosy token 帳號)",
    "Who acts must be known. First: export ARGOSY_TOKEN=$(argosy token LOGIN)",
)


@contextmanager
def acting_person() -> Iterator[Person]:
    """The person who acts in this command, the store open; ``Refused`` without a valid ``ARGOSY_TOKEN``."""
    with _store():
        yield _owner()


@contextmanager
def reader() -> Iterator[Actor]:
    """Whoever reads: the token's owner if there is one; on an embedded store else the owner of this machine."""
    with _store():
        from argosy.records.action import LOCAL_READER

        yield _owner() if os.environ.get("ARGOSY_TOKEN") or not embedded() else LOCAL_READER


def embedded() -> bool:
    """Whether the store is a file of this machine, which whoever runs the command can read anyway."""
    url = os.environ.get("ARGOSY_DATABASE_URL", "")
    return not url or url.startswith("sqlite:")


@contextmanager
def looking() -> Iterator[None]:
    """The store open for a calculation that only looks tables up: it signs nothing, so it needs no secret of its own."""
    from argosy.records.home import stored_secret

    if not os.environ.get("ARGOSY_SECRET_KEY") and not stored_secret("secret-key"):
        os.environ["ARGOSY_SECRET_KEY"] = token_urlsafe(48)
    with reader():
        yield


def store_at_hand() -> bool:
    """Whether there is a store a calculation may look into: this machine's own once it was made, or an outside one with a token."""
    if not embedded():
        return bool(os.environ.get("ARGOSY_TOKEN"))
    from argosy.records.home import home

    return bool(os.environ.get("ARGOSY_DATABASE_URL")) or (home() / "argosy.sqlite3").is_file()


def may_see(actor: Actor, key: str) -> None:
    """Refuse unless the actor has a part in documents of this kind, or owns the machine of an embedded store."""
    from argosy.records.action import LOCAL_READER
    from argosy.records.reports.rights import need_any

    if actor is not LOCAL_READER:
        need_any(actor, key)


@contextmanager
def _store() -> Iterator[None]:
    from argosy.records.boot import boot

    boot()
    from argosy.records.origin import came_from

    with came_from("cli"):
        yield


def _owner() -> Person:
    from argosy.records.people.tokens import token_owner

    secret = os.environ.get("ARGOSY_TOKEN", "")
    if not secret:
        raise Refused(NOBODY)
    return token_owner(secret)
