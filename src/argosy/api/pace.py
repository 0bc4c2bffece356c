"""How often one caller may call. Counted in this process alone: reading must not cost a write to the database."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from argosy.api.caller import identify


@dataclass
class Meter:
    """Counts calls by name in windows of ``seconds``; at most ``most`` of each name in one window."""

    most: int
    seconds: int = 60
    counts: dict[str, int] = field(default_factory=dict)
    window: int = 0
    lock: Lock = field(default_factory=Lock)

    def take(self, name: str) -> int:
        """Count one call of ``name``: 0 when it may go on, else the seconds until the next window."""
        now = time.time()
        with self.lock:
            if int(now) // self.seconds != self.window:
                self.window = int(now) // self.seconds
                self.counts.clear()
            self.counts[name] = self.counts.get(name, 0) + 1
            return self._left(now) if self.counts[name] > self.most else 0

    def spent(self, name: str) -> int:
        """Seconds to wait when ``name`` has used up its window, else 0; counts nothing."""
        now = time.time()
        over = int(now) // self.seconds == self.window and self.counts.get(name, 0) >= self.most
        return self._left(now) if over else 0

    def _left(self, now: float) -> int:
        return self.seconds - int(now) % self.seconds


CALLS = Meter(most=600)
"""600 calls a minute for each token, and for each person's sessions together."""


class PerCaller(BaseThrottle):
    """The framework's hook: refuses a caller who has used up the minute."""

    def __init__(self, meter: Meter = CALLS) -> None:
        self.meter = meter
        self.left = 0

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this call may go on."""
        caller = identify(request)
        self.left = self.meter.take(caller.name) if caller else 0
        return not self.left

    def wait(self) -> float | None:
        """Seconds until the next call may be made."""
        return self.left
