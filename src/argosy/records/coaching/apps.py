"""The coaching app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

PARTS = ("training", "planning", "managing")


class CoachingConfig(AppConfig):
    """Training and coaching of customers and staff, and the management of targets."""

    name = "argosy.records.coaching"
    label = "coaching"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """The models of every part of the app."""
        super().import_models()
        for part in PARTS:
            import_module(f"{self.name}.{part}.models")
