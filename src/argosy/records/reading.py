"""What is read again and again within one act is read once: the firm and its settings. Whoever writes one of them forgets all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def once() -> Iterator[None]:
    """Inside, ``kept`` keeps; an inner ``once`` shares with the outer one."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def kept(key: Any, read: Callable[[], T]) -> T:
    """What ``read`` gives, read once within an act; outside of one every time."""
    memory = _kept.get()
    if memory is None:
        return read()
    if key not in memory:
        memory[key] = read()
    found: T = memory[key]
    return found


def forget(**_: Any) -> None:
    """Read everything anew from here on: connected to the saving and deleting of what is kept."""
    memory = _kept.get()
    if memory is not None:
        memory.clear()
