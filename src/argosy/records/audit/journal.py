"""Writing audit entries. Only ``action`` and signing in call this."""

from __future__ import annotations

from typing import Any

from argosy.records.audit.models import AuditEntry, Outcome
from argosy.records.origin import remote


def write(action: str, outcome: Outcome, *, actor: Any = None, login: str = "", record: str = "", detail: str = "") -> AuditEntry:
    """One entry about an act of ``actor`` (a person or ``None``); texts longer than their column are cut."""
    entry = AuditEntry(
        actor=actor if getattr(actor, "pk", None) else None,
        login=(login or getattr(actor, "login", ""))[:64],
        action=action,
        record=record[:100],
        outcome=outcome,
        detail=detail[:2000],
        remote=remote()[:64],
    )
    entry.save()
    return entry
