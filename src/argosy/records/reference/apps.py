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

    def ready(self) -> None:
        """A change of the firm or of a setting ends what was read of them within an act."""
        from django.db.models.signals import post_delete, post_save

        from argosy.records.reading import forget

        for name in ("Firm", "Setting"):
            for moment in (post_save, post_delete):
                moment.connect(forget, sender=self.get_model(name), weak=False)
