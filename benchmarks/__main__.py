"""``python -m benchmarks [WORDS]``: every measurement whose name holds one of the words, or all."""

from __future__ import annotations

import json
import sys

from argosy.cli.output import table
from benchmarks import documents, figures, store
from benchmarks.bench import Bench, Taken, take

ALL: tuple[Bench, ...] = (*figures.BENCHES, *documents.BENCHES, *store.BENCHES)
HEADINGS = ("what", "clock", "first ms", "ms", "per second", "expected ms", "times", "note")


def main(words: list[str]) -> int:
    """Measure, print a table (or JSON with ``--json``), and return 1 when a gap over three times has no note."""
    wanted = [w for w in words if not w.startswith("--")]
    taken = [take(bench) for bench in ALL if not wanted or any(word in bench.name for word in wanted)]
    if "--json" in words:
        print(json.dumps([as_row(one) for one in taken], indent=2, ensure_ascii=False))
    else:
        print("\n".join(table(HEADINGS, [line(one) for one in taken])))
    return int(any(one.unexplained for one in taken))


def as_row(one: Taken) -> dict[str, object]:
    """One measurement as JSON."""
    return {"name": one.bench.name, "cpu": one.bench.cpu, "first_ms": one.first, "ms": one.middle, "expected_ms": one.bench.expected}


def line(one: Taken) -> tuple[str, ...]:
    """One measurement as a table row."""
    expected = "" if one.bench.expected is None else f"{one.bench.expected:g}"
    ratio = "" if one.ratio is None else f"{one.ratio:.1f}"
    clock = "cpu" if one.bench.cpu else "wall"
    per_second = f"{1000 / one.middle:.0f}" if one.middle >= 0.001 else ""
    note = "EXPLAIN" if one.unexplained else one.bench.note
    return one.bench.name, clock, f"{one.first:.1f}", f"{one.middle:.2f}", per_second, expected, ratio, note


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
