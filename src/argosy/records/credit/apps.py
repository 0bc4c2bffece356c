"""The credit app."""

from __future__ import annotations

from django.apps import AppConfig


class CreditConfig(AppConfig):
    """What a customer may owe: profile, references, statements, limits, overrides."""

    name = "argosy.records.credit"
    label = "credit"
    default_auto_field = "django.db.models.BigAutoField"
