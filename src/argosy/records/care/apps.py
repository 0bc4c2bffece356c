"""The care app."""

from __future__ import annotations

from django.apps import AppConfig


class CareConfig(AppConfig):
    """Looking after customers and finding new ones: interactions, stock reports, events, leads."""

    name = "argosy.records.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"
