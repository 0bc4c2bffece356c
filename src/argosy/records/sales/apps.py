"""The sales app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """Quotations, sales orders and sales targets."""

    name = "argosy.records.sales"
    label = "sales"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """The models of the app, and those of its parts."""
        super().import_models()
        for part in ("offering", "ordering"):
            import_module(f"argosy.records.sales.{part}.models")
