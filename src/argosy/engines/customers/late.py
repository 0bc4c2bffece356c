"""Customers late to reorder: silent for longer than nine in ten of their own intervals between purchases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np


@dataclass(frozen=True, slots=True)
class Late:
    """A customer whose silence of ``silent`` days is beyond ``usual`` days, the percentile of its ``n`` intervals; ``median`` is their middle."""

    name: str
    last: date
    silent: int
    usual: float
    median: float
    n: int

    @property
    def times(self) -> float:
        """The silence over the usual one."""
        return self.silent / self.usual if self.usual else float("inf")


def late(days: Mapping[str, Sequence[date]], on: date, *, percentile: float = 90.0, least: int = 6) -> list[Late]:
    """Who is late on a day, the longest over its usual first. Customers with fewer than ``least`` intervals are not judged.

    The percentile is by linear interpolation between the ordered intervals.
    """
    found = []
    for name, own in days.items():
        different = sorted({day for day in own if day <= on})
        waits = [(b - a).days for a, b in pairwise(different)]
        if len(waits) < least:
            continue
        usual, silent = float(np.percentile(waits, percentile)), (on - different[-1]).days
        if silent > usual:
            found.append(Late(name, different[-1], silent, usual, float(np.median(waits)), len(waits)))
    return sorted(found, key=lambda one: (-one.times, one.name))
