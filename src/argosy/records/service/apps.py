"""The service app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

PARTS = ("cases", "standards", "surveys", "procedures", "needs", "calendar")


class ServiceConfig(AppConfig):
    """Return notes, service cases, standards, surveys, procedures and needs."""

    name = "argosy.records.service"
    label = "service"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """The models of every part of the app."""
        super().import_models()
        for part in PARTS:
            import_module(f"argosy.records.service.{part}.models")
