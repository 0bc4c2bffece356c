"""What a question may be asked about: a study, an order, a document, a requirement of a brief …, named as ``study:ST-0001``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.publishing import life
from argosy.records.catalog import queries as catalog
from argosy.records.markets.deciding import queries as deciding
from argosy.records.markets.outlook import queries as outlook
from argosy.records.markets.research import queries as briefs
from argosy.records.people import consulting
from argosy.records.people.models import Consultation, Person
from argosy.records.reference import queries as reference
from argosy.records.reports import queries as reports
from argosy.records.reports.needs import Needed
from argosy.records.tariffs import queries as tariffs
from argosy.records.tariffs.study import queries as studies

KINDS = {
    "tariffs.ApplicabilityStudy": "study", "tariffs.OrderFile": "order", "reports.Document": "document", "markets.Requirement": "requirement",
    "markets.DecisionRecord": "decision", "markets.MarketAssessment": "run", "markets.ForecastRun": "run", "markets.CausalRun": "run", "catalog.Product": "product",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """A record a question is about. ``needs`` are the matters an answer may confirm, with the question for each."""

    about: str
    reference: str
    name: str
    needs: tuple[Needed, ...] = ()


def subject(person: Person, about: str) -> Subject:
    """The record ``kind:name`` names, if this person may see it; ``BadInput`` for another kind, ``NotFound`` where there is none."""
    kind, _, name = about.partition(":")
    makers = {
        "study": _study, "order": _order, "document": _document, "requirement": _requirement, "decision": _decision, "run": _run, "product": _product,
    }  # fmt: skip
    if kind not in makers or not name:
        kinds = "、".join(f"{name}:" for name in makers)
        raise BadInput(Text("對象須為 {k} 加代號", "The subject is one of {k} and its reference").format(k=kinds))
    return makers[kind](person, name)


def _study(person: Person, name: str) -> Subject:
    row = studies.study(name)
    return Subject(f"study:{row.ref}", row.reference, row.ref, tuple(_codes(studies.lines(row))))


def _codes(lines: Iterable[Any]) -> Iterable[Needed]:
    """The codes of a study, as a worksheet would want them confirmed."""
    found = {line.code: line for line in lines if line.code}
    for code, line in found.items():
        words = {"c": line.code, "n": line.line_no}
        ask = Text("第 {n} 項歸列 {c} 是否正確？", "Is line {n} rightly classified under {c}?").format(**words)
        yield Needed(f"code:{code}", code, Text("第 {n} 項稅則號別 {c}", "Line {n}: code {c}").format(**words), ask)


def _order(person: Person, name: str) -> Subject:
    row = tariffs.order(name)
    return Subject(f"order:{row.ref}", row.reference, row.ref)


def _document(person: Person, name: str) -> Subject:
    row = reports.seen_by(person, name)
    needs = tuple(s.needed for s in life.confirmations(row)) if row.state not in reports.PUBLIC else ()
    return Subject(f"document:{row.ref}", row.reference, str(row), needs)


def _requirement(person: Person, name: str) -> Subject:
    row = briefs.requirement(name, actor=person)
    return Subject(f"requirement:{row.name}", row.reference, row.name)


def _decision(person: Person, name: str) -> Subject:
    row = deciding.decision(name, reference.today(), actor=person).decision
    return Subject(f"decision:{row.ref}", row.reference, row.ref)


def _run(person: Person, name: str) -> Subject:
    row = outlook.run(name, actor=person)
    return Subject(f"run:{row.ref}", row.reference, row.ref)


def _product(person: Person, name: str) -> Subject:
    row = catalog.product(name, actor=person)
    return Subject(f"product:{row.sku}", row.reference, row.sku)


def ask(
    *,
    actor: Person,
    about: str,
    question: str,
    due: date,
    person: str = "",
    role: str = "",
    outside: str = "",
    confirms: Iterable[str] = (),
) -> Consultation:
    """Ask about a record. ``confirms`` are keys of its needs; how each stands now is kept with the question."""
    one = subject(actor, about)
    known = {need.key: need.matter for need in one.needs}
    wanted = list(confirms)
    strange = sorted(set(wanted) - set(known))
    if strange:
        words = Text("「{n}」沒有待確認事項 {k}", "{n} needs no confirmation called {k}")
        raise BadInput(words.format(n=one.name, k=", ".join(strange)))
    return consulting.ask(
        actor=actor, subject=one.reference, name=one.name, question=question, due=due, person=person, role=role, outside=outside,
        matters={key: known[key] for key in wanted},
    )  # fmt: skip


def about(row: Consultation) -> str:
    """What a consultation is about, as ``study:ST-0001``; a document keeps its own reference whatever number it got."""
    label = row.subject.partition(":")[0]
    kind = KINDS.get(label, "")
    return f"{kind}:{reports.named(row.subject).ref}" if kind == "document" else f"{kind}:{row.name}"
