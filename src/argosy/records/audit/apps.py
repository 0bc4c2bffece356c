"""The audit app."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit entries."""

    name = "argosy.records.audit"
    label = "audit"
