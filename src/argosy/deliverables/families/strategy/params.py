"""What the positioning plan is asked for with, and which plan is meant when nobody says."""

from __future__ import annotations

from argosy.deliverables.deliverable import Param
from argosy.kernel.text import Text
from argosy.records.markets.positioning import queries as positioning
from argosy.records.permission import LOCAL_READER

PARAMS = (
    Param("plan", Text("定位計畫（例：PP-0001；空白為最新核准者）", "Positioning plan (such as PP-0001; empty: the newest approved)")),
)


def usual() -> dict[str, str] | None:
    """The newest approved plan, else the newest; ``None`` where there is none."""
    rows = positioning.plans(actor=LOCAL_READER)
    newest = rows.filter(state="approved").first() or rows.first()
    return {"plan": newest.ref} if newest else None
