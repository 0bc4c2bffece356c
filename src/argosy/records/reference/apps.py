"""The reference app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Reference data."""

    name = "argosy.records.reference"
    label = "reference"

    def import_models(self) -> None:
        """The models of the app, and those of its sourcing."""
        super().import_models()
        import_module("argosy.records.reference.sourcing.models")
