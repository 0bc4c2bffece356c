"""Chance that repeats: each table of the sample firm draws from a stream of its own, so adding a table changes no other."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Stream:
    """Draws for one table. Built on ``Random.random`` alone, whose sequence Python guarantees for a seed."""

    def __init__(self, seed: int, table: str) -> None:
        self._random = Random(int.from_bytes(sha256(f"{seed}:{table}".encode()).digest(), "big"))  # noqa: S311

    def unit(self) -> float:
        """A number from 0 up to, not including, 1."""
        return self._random.random()

    def integer(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.unit() * (high - low + 1))

    def chance(self, percent: int) -> bool:
        """True ``percent`` times in a hundred."""
        return self.integer(1, 100) <= percent

    def pick(self, things: Sequence[T]) -> T:
        """One of them, all alike."""
        return things[self.integer(0, len(things) - 1)]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of them in another order (Fisher and Yates)."""
        pack = list(things)
        for last in range(len(pack) - 1, 0, -1):
            other = self.integer(0, last)
            pack[last], pack[other] = pack[other], pack[last]
        return pack
