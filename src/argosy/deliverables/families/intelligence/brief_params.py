"""What the research data pack is asked for with, and for which brief when nobody says."""

from __future__ import annotations

from argosy.deliverables.deliverable import Param
from argosy.deliverables.families.intelligence.params import TABLE
from argosy.kernel.text import Text
from argosy.records.markets.research import queries as research
from argosy.records.permission import LOCAL_READER

PARAMS = (
    Param("brief", Text("研究需求書（例：RB-0001；空白為最新者）", "Research brief (such as RB-0001; empty: the newest)")),
    Param("markets", Text("候選市場（空白依需求書）", "Candidate markets (empty: those of the brief)")),
    TABLE,
)


def usual() -> dict[str, str] | None:
    """The newest brief; ``None`` where there is none."""
    newest = research.briefs(actor=LOCAL_READER).first()
    return {"brief": newest.ref} if newest else None
