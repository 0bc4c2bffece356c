"""The checks of assessments and decisions: MR6 to MR10. Messages and severities are data of the standards room."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.market import compliance, swot
from argosy.deliverables.families.market.assess_facts import AssessFacts
from argosy.deliverables.families.market.facts import country
from argosy.kernel.text import same
from argosy.report.checks import Hit
from argosy.report.model import Report, block_values
from argosy.report.value import Value


def check(facts: AssessFacts, report: Report) -> list[Hit]:
    """All hits of the family."""
    return [*bare_items(report), *unstable(report), *open_laws(facts), *no_recipient(facts)]


def _values(report: Report, *blocks: str) -> list[Value]:
    return [v for block in report.blocks() if block.id in blocks for v in block_values(block)]


def bare_items(report: Report) -> Iterator[Hit]:
    """MR6: an item of the matrix whose rule has no figure with a source in the table beneath, or no citation."""
    backed = {
        (market, rule)
        for v in _values(report, swot.EVIDENCE) if v.is_figure and v.cites
        for _, market, rule, *_ in (v.id.split("."),)
    }  # fmt: skip
    for value in _values(report, "swot"):
        _, market, rule, *rest = value.id.split(".")
        if not rest and ((market, rule) not in backed or not value.cites):
            item = value.v if value.v is not None else rule
            yield Hit("MR6", (value.id,), {"項目": item if not isinstance(item, str) else same(item)})


def unstable(report: Report) -> Iterator[Hit]:
    """MR7: a rank without its interval, or without the chance of being among the first."""
    ranks = {v.id: v for v in _values(report, "ranks")}
    for identity, value in ranks.items():
        if identity.endswith(".rank") and (value.lo is None or ranks[identity.removesuffix("rank") + "top"].v is None):
            yield Hit("MR7", (identity,))


def open_laws(facts: AssessFacts) -> Iterator[Hit]:
    """MR8: a recommended market whose checklist is missing or open."""
    for market in compliance.still_open(facts.market, facts.rank):
        yield Hit("MR8", ("checklist",), {"市場": country(market)})


def no_recipient(facts: AssessFacts) -> Iterator[Hit]:
    """MR10: recommendations without an addressee, where the report is one of a decision."""
    if facts.market.request.key.startswith("KPS1420-002") and not facts.market.ask.recipients:
        yield Hit("MR10", ("recipients",))
