"""Writes of what the firm knows of a market for a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.markets.assessing.models import MarketFact
from argosy.records.record import changed


@action("markets.assessment.fact", Text("登錄市場事實", "record a fact of a market"))
def record_fact(
    *,
    actor: Any,
    market: str,
    metric: str,
    value: Decimal,
    evidence: Sequence[str],
    on: date,
    review_date: date,
    hs: str = "",
    **fields: Any,
) -> MarketFact:
    """A score, figure or gate's fact; again on the same day it replaces that day's. ``fields``: error, reason_zh, reason_en."""
    key = {"market": market.strip().upper(), "hs": hs, "metric": metric, "on": on}
    row = MarketFact.objects.filter(**key).first() or MarketFact(**key)
    changed(row, {**fields, "value": value, "evidence": list(evidence), "review_date": review_date, "scored_by": actor})
    return row
