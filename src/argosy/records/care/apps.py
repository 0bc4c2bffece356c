"""The care app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

PARTS = ("contacting", "supply", "events", "leads")


class CareConfig(AppConfig):
    """Looking after customers and finding new ones: interactions, stock reports, events, leads."""

    name = "argosy.records.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """The models of every part of the app."""
        super().import_models()
        for part in PARTS:
            import_module(f"argosy.records.care.{part}.models")
