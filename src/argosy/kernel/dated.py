"""Facts that hold from one day to another: rules, rates, thresholds, settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """``value`` holds on every day from ``valid_from`` to ``valid_to``, both included; ``None`` means open."""

    value: T
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the value is in force on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Timeline(Generic[T]):
    """Dated values of one fact, never two on the same day. An overlap raises ``ValueError`` when the line is made."""

    def __init__(self, name: str, values: Iterable[Dated[T]]) -> None:
        self.name = name
        self._values = sorted(values, key=lambda d: d.valid_from)
        for earlier, later in zip(self._values, self._values[1:], strict=False):
            if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
                raise ValueError(f"{name}: two values hold on {later.valid_from}")

    def __iter__(self) -> Iterator[Dated[T]]:
        return iter(self._values)

    def on(self, day: date) -> T | None:
        """The value in force on ``day``, or ``None``."""
        return next((d.value for d in self._values if d.holds(day)), None)
