"""Section: the statement of the position, in Chinese as on record and in the language of the market."""

from __future__ import annotations

from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import words
from argosy.deliverables.families.strategy.facts import PLAN, PlanFacts
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import Prose
from argosy.report.words import Fields, Paragraph

TITLE = Text("定位聲明", "Positioning statement")
MIN_CHARS = 10
"""Shortest statement that may go out in the language of the market."""


def section(facts: PlanFacts) -> Section:
    """What the plan states, what is known of the language, and the statement for the market."""
    plan, market = facts.plan, country(facts.plan.market)
    notes = [n for n in facts.places.notes if n.factor == "language"]
    told = "；".join(n.finding for n in notes)
    cites = facts.cite(*(n.source for n in notes))
    fields = Fields(
        id="statement", columns=1,
        items=(
            words("statement.zh", same(plan.statement), Text("定位聲明（中文）", "Statement (Chinese)"), required=True, cites=(PLAN,)),
            words("statement.language", same(told), Text("當地語言要求", "Language of the market"), cites=cites),
        ),
    )  # fmt: skip
    prompt = Text(
        f"以{market.zh}當地語言書寫之定位聲明，須經母語者審稿", f"The statement in the language of {market.en}, read by a native speaker"
    )
    local = Paragraph(
        id="statement_local", role="authored", title=Text("定位聲明（當地語言）", "Statement (language of the market)"), prompt=prompt, text=Prose(), min_chars=MIN_CHARS
    )  # fmt: skip
    return Section(id="statement_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(fields, local))
