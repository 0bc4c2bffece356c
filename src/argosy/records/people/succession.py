"""Carrying evidence over when a standard is published anew."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.people.models import EvidenceLink, Person
from argosy.records.reference.standards import successions
from argosy.standards.difference import Carried


@dataclass(frozen=True, slots=True)
class Succession:
    """How many links now stand under the new version too, and the indicators with evidence a person has to decide on."""

    carried: int
    ask: tuple[Carried, ...]


@action("people.evidence.carry", Text("承接證據至新版基準", "carry evidence over to a new version"))
def carry_evidence(*, actor: Person, code: str, old: str, new: str) -> Succession:
    """Link the evidence of one version of a standard to the next, where an indicator kept its code and its sense.

    Links under the old version stay. A confirmed link stays confirmed; one carried already is not carried twice.
    """
    links = list(EvidenceLink.objects.filter(standard=f"{code}{old}"))
    plan = {step.old_code: step for step in successions(code, old, new)}
    carried = sum(_carry(link, f"{code}{new}", plan[link.indicator]) for link in links if link.indicator in plan)
    asked = {link.indicator for link in links}
    return Succession(carried, tuple(step for step in plan.values() if step.decision == "ask" and step.old_code in asked))


def _carry(link: EvidenceLink, standard: str, step: Carried) -> bool:
    """Whether a new link was made."""
    if step.decision != "carried":
        return False
    whole = {
        "person": link.person, "part": link.part, "standard": standard, "indicator": step.new_code, "record": link.record, "version_hash": link.version_hash,
    }  # fmt: skip
    if EvidenceLink.objects.filter(**whole).exists():
        return False
    EvidenceLink(**whole, at=link.at, state=link.state, assessor=link.assessor, confirmed_at=link.confirmed_at).save()
    return True
