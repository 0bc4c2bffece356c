"""Every rule pack, a million random lines each: the vectorised engine beside the exact one, both with the customs value built up from prices and
costs. Every charge, customs value and total must be the same.

Run: ``python -m benchmarks.duty_packs [--lines 1000000] [PACK …]``. Lines are made and worked out in pieces by one process per core.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import time
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import polars as pl

from argosy.engines.duty.assessor import settle
from argosy.engines.duty.catalogue import Catalogue
from argosy.engines.duty.consignment import Consignment, Cost, Line
from argosy.engines.duty.singly import entries_of
from argosy.kernel.errors import BadInput
from argosy.kernel.quantity import Unit, unit_of
from argosy.rules.library import pack, packs
from argosy.rules.pack import Pack
from benchmarks.duty_lines import Lines

PIECE = 50_000


@dataclass(frozen=True, slots=True)
class Compared:
    """One piece: lines, those with a known total, cells that differ, the first of them, lines that only the exact engine covers, seconds."""

    lines: int
    known: int
    different: int
    first: str
    singly: int
    vector: float
    exact: float


def compare(key: str, seed: int, lines: int = PIECE) -> Compared:
    """One piece of random lines of a pack through both engines."""
    rules = pack(key)
    frame = Lines(rules, seed).frame(lines)
    start = time.process_time()
    vector = _catalogue(key).answer(frame)
    middle = time.process_time()
    exact = one_by_one(frame, rules)
    end = time.process_time()
    different, first = _differences(frame, vector.frame, exact)
    known = int(vector.frame["total"].is_not_null().sum())
    return Compared(frame.height, known, different, first, vector.singly, middle - start, end - middle)


@cache
def _catalogue(key: str) -> Catalogue:
    """One for all pieces that a process works out: its tables of goods are made once."""
    rules = pack(key)
    return Catalogue(lambda jurisdiction, flow: rules)


def one_by_one(frame: pl.DataFrame, rules: Pack) -> list[dict[str, Fraction | None]]:
    """The exact engine, entry by entry: customs value, charges and total of every line."""
    found: list[dict[str, Fraction | None]] = []
    for rows in entries_of(frame):
        made = settle(consignment(rows), rules)
        for i, line in enumerate(made.lines):
            charges = {c.row.id: c.amount for c in line.charges} | {e.row.id: e.by_line[i] if e.by_line else None for e in made.entry}
            known = [a for a in charges.values() if a is not None]
            total = sum(known, Fraction(0)) if len(known) == len(charges) else None
            found.append({"customs_value": made.values[i], **{f"charge_{n}": a for n, a in charges.items()}, "total": total})
    return found


def consignment(rows: list[dict[str, Any]]) -> Consignment:
    """One entry as the exact engine takes it."""
    head = rows[0]
    kinds = {c: c.removesuffix("_amount").removeprefix("other_") for c, v in head.items() if c.endswith("_amount") and v is not None}
    costs = tuple(Cost(k, exact(head[c]), head[c.replace("_amount", "_currency")] or head["currency"]) for c, k in kinds.items())
    fx = {name[3:]: exact(value) for name, value in head.items() if name.startswith("fx_") and value is not None}
    lines = tuple(_line(str(i), row) for i, row in enumerate(rows))
    return Consignment(head["jurisdiction"], head["date"], head["incoterm"][:3], head["currency"], lines, head["flow"], fx=fx, costs=costs)


def _line(name: str, row: dict[str, Any]) -> Line:
    code = re.sub(r"[.\-\s]", "", row["code"] or "")
    figures = {n: None if row[n] is None else exact(row[n]) for n in ("value", "quantity", "net_kg", "gross_kg")}
    facts = {n[5:]: exact(v) for n, v in row.items() if n.startswith("fact_") and v is not None}
    rates = {n[5:]: v for n, v in row.items() if n.startswith("rate_") and v is not None}
    return Line(name, code if len(code) >= 6 else "", row["origin"] or "", unit=_unit(row["unit"]), facts=facts, rates=rates, **figures)


@cache
def _unit(name: str | None) -> Unit | None:
    try:
        return unit_of(name or "")
    except BadInput:
        return None


@lru_cache(maxsize=100_000)
def exact(figure: Decimal) -> Fraction:
    """A figure as a fraction."""
    return Fraction(figure)


def _differences(frame: pl.DataFrame, vector: pl.DataFrame, found: list[dict[str, Fraction | None]]) -> tuple[int, str]:
    count, first = 0, ""
    names = [name for name in vector.columns if name != "unresolved"]
    if {name for row in found for name in row} != set(names):
        return frame.height, f"columns {set(names) ^ {name for row in found for name in row}}"
    for name in names:
        scale = 10 ** vector.schema[name].scale  # type: ignore[attr-defined]
        wanted = [_whole(row.get(name), scale) for row in found]
        given = vector[name].to_physical().to_list()
        wrong = [i for i, (a, b) in enumerate(zip(given, wanted, strict=True)) if a != b]
        count += len(wrong)
        if wrong and not first:
            stated = {k: str(v) for k, v in frame.row(wrong[0], named=True).items() if v is not None}
            first = f"{name}: {vector[name][wrong[0]]} / {found[wrong[0]].get(name)} for {stated}"
    return count, first


def _whole(amount: Fraction | None, scale: int) -> int | Fraction | None:
    """An amount as a number of the smallest unit; a part of one stays a fraction and equals no whole number."""
    if amount is None:
        return None
    units = amount * scale
    return units.numerator if units.denominator == 1 else units


def _one(job: tuple[str, int]) -> Compared:
    return compare(*job)


def check(key: str, lines: int, hands: multiprocessing.pool.Pool) -> bool:
    """Compare a pack on so many lines, and say what came out."""
    done = hands.map(_one, [(key, seed) for seed in range(1, -(-lines // PIECE) + 1)], chunksize=1)
    total, known, different = sum(c.lines for c in done), sum(c.known for c in done), sum(c.different for c in done)
    vector, exact, singly = sum(c.vector for c in done), sum(c.exact for c in done), sum(c.singly for c in done)
    print(
        f"{key:<12}{total:>11,} lines {known:>11,} known totals {different:>5} different   vectorised {total / vector:>10,.0f} lines/CPU-s"
        f"   exact {total / exact:>7,.0f} lines/CPU-s   one by one {singly:,}",
        flush=True,
    )
    for one in [c.first for c in done if c.first][:3]:
        print(f"  {one}", flush=True)
    return different == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("packs", nargs="*")
    asked = parser.parse_args()
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as hands:
        good = [check(key, asked.lines, hands) for key in asked.packs or packs().keys()]
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())
