"""Who is acting in this thread of work, and from which address. Set at the doors, read when something is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_remote: ContextVar[str] = ContextVar("remote", default="")
_person: ContextVar[Any] = ContextVar("person", default=None)


@contextmanager
def came_from(remote: str) -> Iterator[None]:
    """Everything written inside came from this address; ``cli`` or ``worker`` where there is no network address."""
    token = _remote.set(remote)
    try:
        yield
    finally:
        _remote.reset(token)


@contextmanager
def acting(person: Any) -> Iterator[None]:
    """Every change inside is this person's; history rows name them."""
    token = _person.set(person)
    try:
        yield
    finally:
        _person.reset(token)


def remote() -> str:
    """The address at hand, or an empty string."""
    return _remote.get()


def acting_person(**_: Any) -> Any:
    """The person at hand, or ``None``, also when it is the software itself. Takes what the history library passes and needs none of it."""
    person = _person.get()
    return person if getattr(person, "pk", None) else None
