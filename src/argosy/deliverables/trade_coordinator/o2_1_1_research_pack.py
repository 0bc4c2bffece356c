"""CS/O2.1.1 蒐集國際市場研究資料: the question, what is needed to answer it, where it is found, and the data themselves."""

from __future__ import annotations

from typing import Any

from argosy.deliverables.deliverable import Deliverable
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.deliverables.families.intelligence import background, contents, pack_summary, requirements, screening, soundness
from argosy.deliverables.families.intelligence.brief_params import PARAMS, usual
from argosy.deliverables.families.intelligence.pack_checks import check
from argosy.deliverables.families.intelligence.pack_facts import PackFacts, gather
from argosy.deliverables.families.intelligence.packing import prepared
from argosy.deliverables.families.intelligence.rules import RULES
from argosy.deliverables.families.intelligence.using import note_uses
from argosy.deliverables.families.market.framing import COORDINATOR
from argosy.deliverables.families.market.rules import used
from argosy.kernel.text import Text
from argosy.report.model import Report

KEY = "KPS1420-002/O2.1.1"


def build(facts: PackFacts) -> Report:
    """The pack: seven sections of its own, the common tail, and a sheet for every data set."""
    made = prepared(facts)
    sections = (
        pack_summary.section(facts, made),
        screening.section(facts),
        requirements.needs_section(facts, made),
        requirements.reached_section(facts),
        contents.section(made),
        soundness.section(facts, made),
        background.section(facts),
        *tail(figures=("key.coverage",) if facts.brief.needs else ()),
        *(one.section(table) for one, table in made),
    )
    brief = facts.brief
    frame = Frame(
        request=facts.request, firm=facts.firm, params=PARAMS, subtitle=Text(f"{brief.ref}　{brief.question}", f"{brief.ref}: {brief.question}"), unit=COORDINATOR,
        citations=facts.sources, rules=used(sections, RULES), names=pack_summary.names(),
    )  # fmt: skip
    return framed(frame, sections)


def record(facts: PackFacts, report: Report, actor: Any, ref: str) -> None:
    """Note on the items of the pack that it holds them."""
    note_uses(facts.items, actor, ref)


def hands(facts: PackFacts) -> frozenset[str]:
    """Whoever owns the brief."""
    return frozenset({facts.brief.owner_login})


DELIVERABLE = Deliverable(key=KEY, params=PARAMS, gather=gather, build=build, check=check, record=record, usual=usual, hands=hands)
