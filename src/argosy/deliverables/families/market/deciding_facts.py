"""The decisions a report tests: options, reasons, the figures they cite with vintage and verdict, who was told. Plain values, read once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families.market.assess_facts import AssessFacts, gather_assessment
from argosy.deliverables.families.market.known import in_both
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.markets.deciding import queries as deciding
from argosy.records.permission import LOCAL_READER

DECISIONS = "P5"
DECISION = Param("decision", Text("決策編號（空白為本商品全部）", "Decision (empty: all on the product)"))


@dataclass(frozen=True, slots=True)
class Option:
    """One option with what speaks for and against it."""

    key: str
    title: str
    pro: str
    con: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure a decision cites; ``anew`` is what it comes to now. ``verdict`` is a code, ``words`` say it."""

    label: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    claim: Text
    dataset: str
    edition: str
    anew: Decimal | None
    verdict: str
    words: Text
    explanation: str


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody told of a decision, and what they said."""

    whom: Text
    due: date
    answer: Text


@dataclass(frozen=True)
class Decided:
    """One decision as it stands on the day of the report."""

    ref: str
    question: str
    criteria: str
    targets: tuple[str, ...]
    chosen: str
    reasons: str
    departure: str
    dissent: str
    kill: str
    state: Text
    owner: Text
    review: date | None
    options: tuple[Option, ...]
    figures: tuple[Quoted, ...]
    departures: tuple[Text, ...]
    stale: tuple[Text, ...]
    lacking: tuple[Text, ...]
    told: tuple[Told, ...]
    assessment: str


@dataclass(frozen=True)
class DecisionFacts:
    """The assessment, and the decisions on the product."""

    assess: AssessFacts
    decisions: tuple[Decided, ...]


def gather_decisions(request: Request) -> DecisionFacts:
    """The assessment with every market decision on the product, or the one named; ``NotFound`` for a reference there is none of."""
    assess = gather_assessment(request)
    market, named = assess.market, request.params.get("decision", "").strip().upper()
    rows = deciding.decisions(actor=LOCAL_READER)
    chosen = [row.ref for row in rows if (row.ref == named if named else _about(row, market.ask.product))]
    found = tuple(_decided(ref, request.as_of) for ref in ([named] if named else reversed(chosen)))
    source = Source(DECISIONS, "record", Text("決策紀錄", "Decision records"), market.firm.name, as_of=request.as_of, rows=len(found))
    market = replace(market, sources=(*market.sources, *((source,) if found else ())))
    return DecisionFacts(replace(assess, market=market), found)


def _about(row: Any, product: str) -> bool:
    """Whether a decision is on the product: by its assessment, or by the codes of its brief."""
    codes = [row.assessment.product] if row.assessment else [str(c) for c in row.brief.codes] if row.brief else []
    return any(code[:6] == product[:6] for code in codes)


def _decided(ref: str, on: date) -> Decided:
    held = deciding.decision(ref, on, actor=LOCAL_READER)
    row = held.decision
    return Decided(
        row.ref, row.question, row.criteria, tuple(row.targets), row.chosen, row.reasons, row.departure, row.dissent, row.kill_criteria,
        in_both(row.get_state_display), _person(row.owner), row.review_date, tuple(Option(o.key, o.title, o.reasons_for, o.reasons_against) for o in row.options.all()),
        tuple(_quoted(f) for f in row.figures.all()), held.departures, held.stale, held.lacking,
        tuple(Told(_person(r.addressee), r.due, in_both(r.get_answer_display) if r.answer else Text("未回覆", "no answer yet")) for r in row.responses.all()),
        row.assessment.ref if row.assessment else "",
    )  # fmt: skip


def _person(row: Any) -> Text:
    return Text(row.name_zh, row.name_en)


def _quoted(f: Any) -> Quoted:
    words = in_both(f.get_verdict_display) if f.verdict else Text("未檢核", "not checked")
    return Quoted(
        f.label,
        f.value,
        f.low,
        f.high,
        f.unit,
        in_both(f.get_claim_display),
        f.dataset,
        f.edition,
        f.checked,
        f.verdict,
        words,
        f.explanation,
    )
