"""Reading the audit. Permission to do so is asked where people are known: ``require(actor, "audit.entry.read", …)`` at the door."""

from __future__ import annotations

from django.db.models import QuerySet

from argosy.records.audit.models import AuditEntry


def entries(*, action: str = "", login: str = "", record: str = "", outcome: str = "") -> QuerySet[AuditEntry]:
    """Entries, newest first, narrowed by what is given: an action's beginning, a login, a record reference, an outcome."""
    wanted = {"action__startswith": action, "login": login, "record": record, "outcome": outcome}
    return AuditEntry.objects.filter(**{k: v for k, v in wanted.items() if v}).select_related("actor")
