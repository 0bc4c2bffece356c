"""Competence, evidence for indicators, and work items."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.people.models import CompetencyRecord, EvidenceLink, Person
from argosy.records.record import found


@action("people.competency.record", Text("登錄能力紀錄", "record a competency"))
def record_competency(*, actor: Person, login: str, subject: str, day: date, valid_until: date | None = None) -> CompetencyRecord:
    """That a person has shown a task of a standard, or holds a certificate, since ``day``."""
    person = found(Person.objects.all(), login, login=login)
    row = CompetencyRecord(person=person, subject=subject, date=day, valid_until=valid_until)
    row.save()
    return row


@action("people.evidence.suggest", Text("登錄證據連結", "link evidence"))
def suggest_evidence(
    *, actor: Person, person: Person, part: str, standard: str, indicators: tuple[str, ...], record: str, version_hash: str
) -> None:
    """Suggest one version of a record as evidence for several indicators of one standard; what is linked already stays as it is."""
    for indicator in indicators:
        link = {
            "person": person,
            "part": part,
            "standard": standard,
            "indicator": indicator,
            "record": record,
            "version_hash": version_hash,
        }
        if not EvidenceLink.objects.filter(**link).exists():
            EvidenceLink(**link).save()


@action("people.evidence.confirm", Text("確認證據", "confirm evidence"))
def confirm_evidence(*, actor: Person, link: int) -> EvidenceLink:
    """An assessor confirms a suggestion; nobody confirms their own."""
    row: EvidenceLink = found(EvidenceLink.objects.all(), link, pk=link)
    if row.person_id == actor.pk:
        raise Refused(Text("不得確認自己的證據，請由另一位評核人確認", "You cannot confirm your own evidence; another assessor must"))
    row.state, row.assessor, row.confirmed_at = EvidenceLink.State.CONFIRMED, actor, timezone.now()
    row.save()
    return row
