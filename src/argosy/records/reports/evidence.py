"""What an issued document is evidence for: suggestions for its author and its checker, confirmed by an assessor."""

from __future__ import annotations

from argosy.records.people.evidence import suggest_evidence
from argosy.records.people.models import Person
from argosy.records.reports.models import Issue
from argosy.report.model import Report


def suggest(actor: Person, issued: Issue, envelope: Report) -> None:
    """Link every indicator of the envelope to the two people who made and checked the version."""
    indicators: dict[str, list[str]] = {}
    for item in envelope.evidence:
        indicators.setdefault(item.standard, []).append(item.indicator)
    checker = issued.version.approvals.filter(decision="checked").select_related("person").first()
    parts = [(issued.version.author, "author"), *(((checker.person, "checker"),) if checker else ())]
    for standard, codes in indicators.items():
        for person, part in parts:
            suggest_evidence(
                actor=actor, person=person, part=part, standard=standard, indicators=tuple(codes), record=issued.document.reference,
                version_hash=issued.version.content_hash,
            )  # fmt: skip
