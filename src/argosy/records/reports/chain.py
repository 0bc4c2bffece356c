"""The append-only chain: pure hashing, so that anyone can check it from an export.

Each link is ``sha256(canonical({seq, at, event, document, payload, previous}))``; the first link follows ``GENESIS``.
A day's Merkle root pairs the link hashes in order; an odd one is paired with itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, TypeVar

from argosy.kernel.canonical import digest

GENESIS = "0" * 64
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    """One link as stored."""

    seq: int
    at: datetime
    event: str
    document: str
    payload: dict[str, Any]
    previous: str
    entry_hash: str


def link_hash(seq: int, at: datetime, event: str, document: str, payload: dict[str, Any], previous: str) -> str:
    """The hash of a link. ``at`` is written in UTC to the microsecond."""
    return digest({"seq": seq, "at": at.isoformat(), "event": event, "document": document, "payload": payload, "previous": previous})


def faults(links: Iterable[Link]) -> Iterator[str]:
    """What is wrong with the links, in order: gaps, reordering, changed content."""
    expected, previous = 1, GENESIS
    for link in links:
        if link.seq != expected:
            yield f"chain: link #{expected} is missing, found #{link.seq}"
        if link.previous != previous:
            yield f"chain: link #{link.seq} does not follow the link before it"
        if link_hash(link.seq, link.at, link.event, link.document, link.payload, link.previous) != link.entry_hash:
            yield f"chain: link #{link.seq} was changed"
        expected, previous = link.seq + 1, link.entry_hash


def by_day(links: Iterable[tuple[date, T]], floor: date = date.min) -> dict[date, list[T]]:
    """Links in order under their days, from ``floor`` on. Days only go forward, whatever a clock that was set back says."""
    days: dict[date, list[T]] = {}
    for day, link in links:
        floor = max(day, floor)
        days.setdefault(floor, []).append(link)
    return days


def merkle_root(hashes: Sequence[str]) -> str:
    """The Merkle root of link hashes; ``GENESIS`` for none."""
    level = list(hashes) or [GENESIS]
    while len(level) > 1:
        level = [sha256(f"{a}{b}".encode()).hexdigest() for a, b in zip(level[::2], [*level[1::2], level[-1]], strict=False)]
    return level[0]
