"""The checks of the sales management report, SM1–SM3. Messages and severities are data of the standards room."""

from __future__ import annotations

from argosy.deliverables.families.accounts.achievement import TABLE
from argosy.deliverables.families.accounts.closing import LEAST, SUGGESTIONS
from argosy.deliverables.families.accounts.fieldwork_sheets import late
from argosy.deliverables.families.accounts.selling_facts import SellingFacts
from argosy.deliverables.families.sheets import written
from argosy.kernel.text import same
from argosy.report.checks import Hit
from argosy.report.model import Report


def check(facts: SellingFacts, report: Report) -> list[Hit]:
    """SM1: an activity past its day without a result; SM2: a line under 90 % without its cause; SM3: nothing proposed."""
    hits = [
        Hit("SM1", (f"activities.{one.number}.result",), {"活動": same(f"{one.number} {one.title}")})
        for one in facts.activities
        if late(one, facts)
    ]
    for one in facts.rows:
        if one.behind and one.why is None and one.rate is not None:
            told = same(f"{one.territory} {one.line} {float(one.rate) * 100:.1f}%")
            hits.append(Hit("SM2", (f"{TABLE}.{one.key}.cause",), {"％": told}))
    if not written(facts.request, SUGGESTIONS, LEAST):
        hits.append(Hit("SM3", (SUGGESTIONS,)))
    return hits
