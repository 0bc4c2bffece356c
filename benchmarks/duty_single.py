"""One assessment of 100 lines with every trace as JSON, for every rule pack: what somebody waits for who presses the button once.

Run: ``python -m benchmarks.duty_single [--lines 100] [--entries 12] [PACK …]``. Each entry is worked out once before it is timed; processor time.
Entries come from ``duty_lines``: ``stated`` ones say all that the pack asks for, ``gaps`` ones leave facts out. The bound is 50 ms for the median.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import dataclass
from typing import Any

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.consignment import Consignment
from argosy.rules.library import pack, packs
from argosy.rules.pack import Pack
from benchmarks.duty_lines import Lines
from benchmarks.duty_packs import consignment

BOUND = 0.050


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of processor time of one entry: the assessment, and its JSON with every trace."""

    assessed: float
    told: float

    @property
    def whole(self) -> float:
        """Both."""
        return self.assessed + self.told


def entry(rules: Pack, lines: int, seed: int, how: str) -> Consignment:
    """One entry of random lines: ``usual`` ones state a rate only for charges that ask for one."""
    source = Lines(rules, seed)
    source.whole = how != "gaps"
    if how == "usual":
        source.rated = []
    head: dict[str, Any] = source._head("E")
    head |= {f"fact_{n}": source._fact(n) for n, fact in rules.inputs.items() if fact.scope == "entry"}
    rows = [{**head, **source._line()} for _ in range(lines)]
    names = dict.fromkeys(name for row in rows for name in row)
    return consignment([{name: row.get(name) for name in names} for row in rows])


def timed(one: Consignment, rules: Pack, repeat: int = 3) -> Timed:
    """The best of a few."""
    best = Timed(9e9, 0.0)
    for _ in range(repeat):
        start = time.process_time()
        made = assess(one, rules)
        middle = time.process_time()
        to_json(made)
        best = min(best, Timed(middle - start, time.process_time() - middle), key=lambda t: t.whole)
    return best


def told(key: str, lines: int, entries: int) -> bool:
    """Measure one pack and say what came out; whether the bound holds."""
    rules, good = pack(key), True
    for name in ("usual", "stated", "gaps"):
        found = [timed(entry(rules, lines, seed, name), rules) for seed in range(1, entries + 1)]
        middle = statistics.median(t.whole for t in found)
        most = max(t.whole for t in found)
        part = statistics.median(t.told for t in found)
        good = good and middle <= BOUND
        print(
            f"{key:<12}{name:<8}{middle * 1000:>8.1f} ms (JSON and traces {part * 1000:.1f}; slowest entry {most * 1000:.1f})", flush=True
        )
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100)
    parser.add_argument("--entries", type=int, default=12)
    parser.add_argument("packs", nargs="*")
    asked = parser.parse_args()
    good = [told(key, asked.lines, asked.entries) for key in asked.packs or packs().keys()]
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())
