"""Lines per second of the duty engine, exact and vectorised, beside a plain Decimal loop in the same run; differences must be 0.

Run: ``python benchmarks/duty_engine.py [--lines 1000000]``. The figures to compare with were measured on 2 shared cores.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random
from typing import Any

import polars as pl

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.batch import assess_many
from argosy.engines.duty.consignment import Consignment, Line
from argosy.rules.library import pack_for

DAY = date(2026, 6, 30)
TW = pack_for("TW")
RATES = [Decimal(r) / 10 for r in range(0, 305, 5)]
KNOWN = {"vectorised": 9_600_000, "decimal": 160_000, "exact": 2_000}


def sample(n: int, seed: int = 1) -> pl.DataFrame:
    """Random lines: two fifths drinks with commodity tax, a fifth fermented drinks with alcohol tax, the rest neither."""
    rng = Random(seed)
    codes = [rng.choice(("22029919", "22021000", "22060030", "85044099", "73181500")) for _ in range(n)]
    drink = [c.startswith("2202") for c in codes]
    wine = [c.startswith("2206") for c in codes]
    return pl.DataFrame(
        {
            "code": codes,
            "customs_value": [rng.randrange(3_000, 2_000_000) for _ in range(n)],
            "rate_duty": [f"{rng.choice(RATES)}%" for _ in range(n)],
            "rate_commodity_tax": [rng.choice(("8%", "15%")) if d else None for d in drink],
            "fact_alcohol_litres": [rng.randrange(1, 2000) if w else None for w in wine],
            "fact_alcohol_degree": [rng.randrange(3, 22) if w else None for w in wine],
        }
    )


def whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


def by_decimal(rows: list[dict[str, Any]]) -> list[int]:
    """The same stack written out by hand, with the law's figures in the code: what the packs replace."""
    found = []
    for row in rows:
        value = Decimal(row["customs_value"])
        duty = whole(value * Decimal(row["rate_duty"][:-1]) / 100)
        commodity = whole((value + duty) * Decimal((row["rate_commodity_tax"] or "0%")[:-1]) / 100)
        alcohol = whole(Decimal(row["fact_alcohol_litres"] or 0) * Decimal(row["fact_alcohol_degree"] or 0) * 7)
        vat = whole((value + duty + commodity + alcohol) * Decimal("0.05"))
        fee = whole(value * Decimal("0.0004"))
        found.append(int(duty + commodity + alcohol + vat + (fee if fee >= 100 else 0)))
    return found


def consignment(rows: list[dict[str, Any]]) -> Consignment:
    return Consignment("TW", DAY, "CIF", "TWD", tuple(line(i, row) for i, row in enumerate(rows)))


def line(i: int, row: dict[str, Any]) -> Line:
    rates = {"duty": row["rate_duty"]} | ({"commodity_tax": row["rate_commodity_tax"]} if row["rate_commodity_tax"] else {})
    facts = {n: Fraction(row[f"fact_{n}"]) for n in ("alcohol_litres", "alcohol_degree") if row[f"fact_{n}"] is not None}
    return Line(str(i), row["code"], "JP", value=Fraction(row["customs_value"]), rates=rates, facts=facts)


def timed(work: Callable[[], Any], repeat: int = 1) -> tuple[float, float, Any]:
    """Best wall seconds, their CPU seconds, and the result."""
    best = None
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        made = work()
        spent = (time.perf_counter() - wall, time.process_time() - cpu)
        best = min(best, spent) if best else spent
    assert best is not None
    return best[0], best[1], made


def told(name: str, lines: int, wall: float, cpu: float, known: float | None = None) -> None:
    ratio = f"  {lines / wall / known:5.2f} × the known {known:,.0f}" if known else ""
    print(f"{name:<44}{lines / wall:>14,.0f} lines/s {lines / cpu:>12,.0f} lines/CPU-s  wall {wall:7.3f} s  cpu {cpu:7.3f} s{ratio}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    n = parser.parse_args().lines
    frame = sample(n)
    rows = frame.to_dicts()

    wall, cpu, vector = timed(lambda: assess_many(frame, TW, DAY), 3)
    told("vectorised, each line its own entry", n, wall, cpu, KNOWN["vectorised"])
    grouped = frame.with_columns(entry=pl.int_range(n) // 5)
    gw, gc, by_entry = timed(lambda: assess_many(grouped, TW, DAY), 2)
    told("vectorised, entries of 5 lines", n, gw, gc, KNOWN["vectorised"])
    dw, dc, plain = timed(lambda: by_decimal(rows))
    told("plain Decimal loop", n, dw, dc, KNOWN["decimal"])
    print(f"{'vectorised / Decimal loop':<44}{dw / wall:>14.1f} ×")

    few = [consignment(rows[i : i + 100]) for i in range(0, min(n, 2000), 100)]
    ew, ec, exact = timed(lambda: [assess(c, TW) for c in few])
    told("exact, consignments of 100 lines", len(few) * 100, ew, ec, KNOWN["exact"])
    tw, tc, _ = timed(lambda: [to_json(made) for made in exact])
    told("exact with every trace as JSON", len(few) * 100, ew + tw, ec + tc, KNOWN["exact"])
    print(f"{'one assessment of 100 lines with trace':<44}{(ew + tw) / len(few) * 1000:>14.1f} ms")

    wrong = sum(a != b for a, b in zip(vector["total"].to_list(), plain, strict=True))
    fees = by_entry.group_by("entry", maintain_order=True).agg(cv=pl.col("customs_value").sum(), part=pl.col("charge_tps").sum())
    fee = ((fees["cv"] * 4 + 5000) // 10000).to_list()
    wrong_fees = sum((f if f >= 100 else 0) != p for f, p in zip(fee, fees["part"].to_list(), strict=True))
    singles = [assess(Consignment("TW", DAY, "CIF", "TWD", (line(0, row),)), TW).totals.payable for row in rows[:5000]]
    wrong_exact = sum(a != b for a, b in zip(singles, vector["total"].to_list(), strict=False))
    print(
        f"differences: vectorised against Decimal {wrong} of {n:,}; entry fees {wrong_fees}; exact against vectorised {wrong_exact} of {len(singles):,}"
    )
    return 1 if wrong or wrong_fees or wrong_exact else 0


if __name__ == "__main__":
    raise SystemExit(main())
