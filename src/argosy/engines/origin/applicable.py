"""Which agreements could apply between two territories on a day, since when, and what evidence each asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from argosy.kernel.text import Text
from argosy.rules.authority import Span
from argosy.rules.origin.agreement import Agreement, Party, ProductRule, Proof


@dataclass(frozen=True, slots=True)
class Candidate:
    """One agreement in force both ways that matter. ``rules`` are its product rules for the code: none means they are not in the data."""

    agreement: Agreement
    since: date
    until: date | None
    rules: tuple[ProductRule, ...]
    proofs: tuple[Proof, ...]
    transport: Text


def applicable(agreements: Iterable[Agreement], importer: str, exporter: str, code: str, on: date) -> tuple[Candidate, ...]:
    """The agreements under which goods of a code made in ``exporter`` could be preferred in ``importer`` on a day, by id."""
    found = ((a, between(a, importer, exporter, on)) for a in agreements)
    made = [_candidate(a, span, importer, code, on) for a, span in found if span is not None]
    return tuple(sorted(made, key=lambda c: c.agreement.id))


def _candidate(a: Agreement, span: Span, importer: str, code: str, on: date) -> Candidate:
    party = a.party(importer, on)
    name = party.name if party else importer
    rules = a.rows(code, name, on)
    return Candidate(a, span.valid_from, span.valid_to, rules, tuple(p for p in a.proofs if p.holds(name, on)), a.transport.evidence)


def between(a: Agreement, importer: str, exporter: str, on: date) -> Span | None:
    """The days on which the agreement holds between the two, when ``on`` is one of them; nothing when they are one party."""
    to, origin = a.party(importer, on), a.party(exporter, on)
    if to is None or origin is None or not _directed(a, to, origin):
        return None
    pair = next((p for p in a.pairs if {p.a, p.b} == {to.name, origin.name}), None)
    if pair is not None:
        return pair.span if pair.span and pair.span.holds(on) else None
    ends = [e for e in (to.span.valid_to, origin.span.valid_to) if e]
    return Span(max(to.span.valid_from, origin.span.valid_from), min(ends) if ends else None)


def _directed(a: Agreement, to: Party, origin: Party) -> bool:
    if a.kind == "unilateral":
        return to.role == "giver" and origin.role == "beneficiary"
    return to.name != origin.name
