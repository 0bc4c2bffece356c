"""How the sample firm's service cases went: what they were about, their causes, what was done, and the steps on the way.

Planted: the bad batch of lights is the commonest cause of complaints at any seed.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from argosy.records.sample.stream import Stream
from argosy.records.sample.world import Plan, Row

BATCH = "電池座接觸不良 Loose battery contact (S-07)"
OPEN = 3
"""The latest cases are still open."""


@cache
def words(name: str = "service") -> dict[str, Any]:
    """A file of what the firm wrote."""
    return tomllib.loads(files("argosy.records.sample").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


def cared(plan: Plan, rows: list[Row]) -> list[Row]:
    """The cases with category, severity, cause and what was done. Causes are shared out by fixed shares, so that their order holds at any seed."""
    draws = plan.stream("case_care")
    plain = [at for at, row in enumerate(rows) if row["kind"] == "complaint" and not row["cause"]]
    causes = _shared(draws, words()["causes"], len(plain))
    by_place = dict(zip(draws.shuffled(plain), causes, strict=True))
    left = len(rows) - OPEN
    return [_cared(draws, row | ({"closed": None} if at >= left else {}), by_place.get(at)) for at, row in enumerate(rows)]


def _shared(draws: Stream, causes: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Causes in number by their shares; what is left over goes to those first in the list."""
    made = [cause for cause in causes for _ in range(count * cause["share"] // 100)]
    return made + [causes[at % len(causes)] for at in range(count - len(made))]


def _cared(draws: Stream, row: Row, cause: dict[str, Any] | None) -> Row:
    draw = draws.integer(1, 100)
    asked = draws.pick(words()["questions"])
    if row["kind"] != "complaint":
        cause = asked
    batch = cause is None
    told = (
        {"zh": "更換批次並啟動 8D", "en": "Batch exchanged, 8D begun"} if cause is None else {"zh": cause["act_zh"], "en": cause["act_en"]}
    )
    why = BATCH if cause is None else f"{cause['zh']} {cause['en']}"
    closed = row["closed"] is not None
    return {
        **row, "category": "exception" if cause is None else cause["category"], "severity": "high" if batch and draw <= 34 else "low" if draw > 80 else "normal",
        "words": why, "cause": why if closed or batch else "", "action": f"{told['zh']} {told['en']}" if closed else "", "contact": "", "worth": None,
        "confirmed_by": "客戶窗口 Customer's contact" if closed else "", "confirmed_at": row["closed"] if closed else None,
    }  # fmt: skip
