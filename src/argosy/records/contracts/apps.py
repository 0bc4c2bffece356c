"""The contracts app."""

from __future__ import annotations

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Contracts: clauses, obligations, deviations, signatures."""

    name = "argosy.records.contracts"
    label = "contracts"
    default_auto_field = "django.db.models.BigAutoField"
