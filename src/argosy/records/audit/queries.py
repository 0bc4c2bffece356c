"""Reading the audit."""

from __future__ import annotations

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.audit.models import AuditEntry
from argosy.records.permission import Actor, require


def entries(*, actor: Actor | None, action: str = "", login: str = "", record: str = "", outcome: str = "") -> QuerySet[AuditEntry]:
    """Entries, newest first, narrowed by what is given: an action's beginning, a login, a record reference, an outcome."""
    require(actor, "audit.entry.read", Text("查看稽核紀錄", "read the audit"))
    wanted = {"action__startswith": action, "login": login, "record": record, "outcome": outcome}
    return AuditEntry.objects.filter(**{k: v for k, v in wanted.items() if v}).select_related("actor")


def newest() -> str:
    """The number and moment of the newest entry, which changes with every act; empty before the first."""
    found = AuditEntry.objects.order_by("-pk").values_list("pk", "at").first()
    return f"{found[0]} {found[1].timestamp()}" if found else ""
