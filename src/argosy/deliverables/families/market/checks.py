"""The checks of the market report family, MR1–MR5. Messages and severities are data of the standards room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from argosy.deliverables.families.market import decomposition, environment, forecasting
from argosy.deliverables.families.market.facts import MarketFacts, country
from argosy.report.checks import Hit
from argosy.report.model import Report
from argosy.report.table import Table
from argosy.report.words import Paragraph

CAUSAL = re.compile(r"造成|導致|歸因於|肇因|because of|caused|led to|due to", re.IGNORECASE)
"""Words that claim a cause."""


def common(facts: MarketFacts, report: Report) -> list[Hit]:
    """MR1 to MR4, which hold for every variant; a check speaks only of parts the report has."""
    return [hit for rule in (_untested, _thin, _unsound, _claims) for hit in rule(facts, report)]


def addressed(facts: MarketFacts, report: Report) -> list[Hit]:
    """MR5: nobody is named to whom the report goes."""
    return [] if facts.ask.recipients else [Hit("MR5", ("recipients",))]


def _untested(facts: MarketFacts, report: Report) -> Iterator[Hit]:
    there = {block.id for block in report.blocks()}
    if forecasting.TABLE in there and forecasting.RECORD not in there:
        yield Hit("MR1", (forecasting.TABLE,))


def _thin(facts: MarketFacts, report: Report) -> Iterator[Hit]:
    if any(isinstance(block, Table) and block.id == environment.CULTURE for block in report.blocks()):
        for where, note in environment.thin(facts):
            yield Hit("MR2", (where,), {"市場": country(note.market)})


def _unsound(facts: MarketFacts, report: Report) -> Iterator[Hit]:
    wrong = tuple(decomposition.unsound(report))
    if wrong:
        yield Hit("MR3", wrong)


def _claims(facts: MarketFacts, report: Report) -> Iterator[Hit]:
    """Authored words that claim a cause while no finding stands on a rung with controls."""
    if facts.evidence.controlled:
        return
    for block in report.blocks():
        if isinstance(block, Paragraph) and block.role == "authored":
            said = "".join(run.text for run in (*block.text.zh, *block.text.en))
            if CAUSAL.search(said):
                yield Hit("MR4", (block.id,))
