"""The catalog app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Products and classifications."""

    name = "argosy.records.catalog"
    label = "catalog"

    def import_models(self) -> None:
        """The models of the app, and those of its parts."""
        super().import_models()
        import_module("argosy.records.catalog.specs.models")
        import_module("argosy.records.catalog.rivals.models")
