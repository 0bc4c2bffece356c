"""Made-up purchases for the tests of customer value: drawn by the laws of the models themselves, from a fixed seed."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from argosy.engines.customers.history import Purchases, Summary, purchases

FIRST = date(2024, 1, 1)


def told(*rows: tuple[float, float, float], value: float = 10.0) -> Summary:
    """A summary written down: frequency, recency and age of each customer, in weeks."""
    x, recency, age = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    values = np.where(x > 0, value, np.nan)
    return Summary(tuple(f"C{at}" for at in range(len(rows))), x, recency, age, values, (x + 1) * value, (x + 1).astype(np.int64), "week")


def drawn(
    n: int = 1500, *, r: float = 0.6, alpha: float = 6.0, a: float = 0.8, b: float = 2.5, weeks: int = 52, seed: int = 3
) -> Purchases:
    """Purchases of ``n`` customers by the BG/NBD (``a`` of 0: nobody drops out), on different days, over so many weeks."""
    draw = np.random.default_rng(seed)
    rows: list[tuple[str, date, float]] = []
    for at in range(n):
        start = int(draw.integers(0, 84))
        rate, chance = draw.gamma(r, 1 / alpha), draw.beta(a, b) if a > 0 else 0.0
        day, rows_here = float(start), [start]
        while True:
            day += draw.exponential(1 / rate) * 7
            if day >= weeks * 7:
                break
            rows_here.append(int(day))
            if draw.random() < chance:
                break
        rows += [(f"C{at:05d}", FIRST + timedelta(days=place), float(draw.gamma(5.0, 8.0))) for place in sorted(set(rows_here))]
    made = purchases(rows, FIRST + timedelta(days=weeks * 7))
    assert made is not None
    return made
