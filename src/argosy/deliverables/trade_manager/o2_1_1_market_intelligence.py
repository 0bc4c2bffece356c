"""TM/O2.1.1 市場情報資料: what was heard about our markets, how far it can be relied on, and what follows."""

from __future__ import annotations

from typing import Any

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.intelligence import appraisal, fit, flows, listing, questions, results, review, summary
from argosy.deliverables.families.intelligence.checks import check
from argosy.deliverables.families.intelligence.facts import IntelFacts, gather, usual
from argosy.deliverables.families.intelligence.params import PARAMS
from argosy.deliverables.families.intelligence.rules import RULES
from argosy.deliverables.families.intelligence.using import note_uses
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.framing import MANAGER
from argosy.deliverables.families.market.rules import used
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "KPS1420-001/O2.1.1"


def build(facts: IntelFacts) -> Report:
    """The file: eight sections of its own, then the common tail."""
    sections = (
        summary.section(facts),
        questions.section(facts),
        listing.section(facts),
        review.section(facts),
        flows.section(facts),
        fit.section(facts),
        results.section(facts),
        appraisal.section(facts),
        *tail(figures=_explained(facts)),
    )
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=_subtitle(facts), unit=MANAGER, citations=facts.sources, rules=used(sections, RULES),
        names=summary.names(),
    )  # fmt: skip
    return framed(frame, sections)


def _subtitle(facts: IntelFacts) -> Text:
    names = [country(code) for code in facts.ask.markets]
    where = Text("、".join(n.zh for n in names) or "全部市場", ", ".join(n.en for n in names) or "all markets")
    span = f"{facts.ask.since.isoformat()}–{facts.request.as_of.isoformat()}"
    return Text(f"{where.zh}，{span}", f"{where.en[:1].upper()}{where.en[1:]}, {span}")


def _explained(facts: IntelFacts) -> tuple[str, ...]:
    """The key figures, and the weights of the first three key items; the others go the same way."""
    key = tuple(f"key_items.{item.ref}.weight" for item in facts.register.key[:3])
    coverage = ("key.coverage",) if any(brief.needs for brief in facts.briefs) else ()
    return ("key.usable", *coverage, *key)


def record(facts: IntelFacts, report: Report, actor: Any, ref: str) -> None:
    """Note on the key items that this file cites them."""
    note_uses(facts.register.key, actor, ref)


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check, record=record, usual=usual)
