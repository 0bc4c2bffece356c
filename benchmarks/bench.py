"""One measurement: what is done, how long it took, and the figure it stands beside."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

LONGEST = 5.0  # seconds spent on one measurement
GAP = 3.0  # times the expected figure beyond which a note must say why


@dataclass(frozen=True)
class Bench:
    """``prepare()`` gives the function to time. ``expected`` is in milliseconds of the clock ``cpu`` says; ``None`` where nothing was measured before."""

    name: str
    prepare: Callable[[], Callable[[], object]]
    expected: float | None = None
    cpu: bool = False
    rounds: int = 50
    note: str = ""


@dataclass(frozen=True)
class Taken:
    """Milliseconds: the first call, with whatever it loads, and the middle of the later ones."""

    bench: Bench
    first: float
    middle: float
    rounds: int

    @property
    def ratio(self) -> float | None:
        """Times the expected figure; ``None`` without one."""
        return self.middle / self.bench.expected if self.bench.expected else None

    @property
    def unexplained(self) -> bool:
        """More than three times the expected figure and no note why."""
        return self.ratio is not None and self.ratio > GAP and not self.bench.note


def take(bench: Bench) -> Taken:
    """Prepare outside the clock, run once, then up to ``rounds`` times within five seconds."""
    clock = time.process_time if bench.cpu else time.perf_counter
    act = bench.prepare()
    first = _milliseconds(act, clock)
    took: list[float] = []
    end = time.perf_counter() + LONGEST
    while len(took) < bench.rounds and (not took or time.perf_counter() < end):
        took.append(_milliseconds(act, clock))
    return Taken(bench, first, median(took), len(took))


def _milliseconds(act: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    act()
    return (clock() - start) * 1000
