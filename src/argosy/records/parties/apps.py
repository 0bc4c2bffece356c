"""The parties app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

PARTS = ("links", "joining", "privacy")


class PartiesConfig(AppConfig):
    """Parties and contacts."""

    name = "argosy.records.parties"
    label = "parties"

    def import_models(self) -> None:
        """The models of every part of the app."""
        super().import_models()
        for part in PARTS:
            import_module(f"argosy.records.parties.{part}.models")
