"""What time it is. Only loading the sample firm tells another time than the wall clock, so that it is the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The moment of an act, with its zone."""
    return _told.get() or timezone.now()


def told() -> date | None:
    """The day that is told, in the firm's zone; ``None`` by the wall clock."""
    moment = _told.get()
    return None if moment is None else timezone.localdate(moment)


def today() -> date:
    """The day of an act in the firm's zone."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Acts inside happen at ``moment``."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
