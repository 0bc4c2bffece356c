"""Recency, frequency and monetary value, each in five parts of equal size, and the segments people name by them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.customers.history import Floats, Ints, Summary
from argosy.kernel.text import Text

PARTS = 5
SEGMENTS = {
    "best": Text("核心客戶", "Best"), "loyal": Text("忠實客戶", "Loyal"), "new": Text("新客戶", "New"), "slipping": Text("流失風險", "Slipping"),
    "lost": Text("沉睡客戶", "Dormant"), "other": Text("一般客戶", "Others"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scores:
    """By customer, 1 to 5, five best: ``r`` by the last purchase, ``f`` by purchases, ``m`` by their total; ``segment`` is a key of ``SEGMENTS``."""

    r: Ints
    f: Ints
    m: Ints
    segment: tuple[str, ...]


def score(told: Summary) -> Scores:
    """Scores of every customer. Customers alike get the same score, that of the middle of their places."""
    silent = told.age - told.recency
    r, f, m = _fifths(-silent), _fifths(told.orders.astype(np.float64)), _fifths(told.total)
    return Scores(r, f, m, tuple(_segment(*one) for one in zip(r.tolist(), f.tolist(), told.orders.tolist(), strict=True)))


def _fifths(values: Floats) -> Ints:
    order = np.sort(values)
    below, upto = np.searchsorted(order, values, side="left"), np.searchsorted(order, values, side="right")
    place = (below + upto + 1) / 2
    return np.clip(np.ceil(PARTS * place / len(values)), 1, PARTS).astype(np.int64)


def _segment(r: int, f: int, orders: int) -> str:
    if r >= 4:
        return "best" if f >= 4 else "new" if orders == 1 else "loyal" if f == 3 else "other"
    if r <= 2:
        return "slipping" if f >= 3 else "lost"
    return "loyal" if f >= 4 else "other"
