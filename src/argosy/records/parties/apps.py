"""The parties app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Customers, suppliers, carriers, agents, and their bank accounts."""

    name = "argosy.records.parties"
    label = "parties"

    def import_models(self) -> None:
        """The models of the app, and those of bank accounts."""
        super().import_models()
        import_module("argosy.records.parties.banking")
