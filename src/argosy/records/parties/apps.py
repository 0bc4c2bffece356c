"""The parties app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

PARTS = ("links", "joining", "privacy")


class PartiesConfig(AppConfig):
    """Customers, suppliers, carriers, agents, and their bank accounts."""

    name = "argosy.records.parties"
    label = "parties"

    def import_models(self) -> None:
        """The models of every part of the app."""
        super().import_models()
        import_module("argosy.records.parties.banking")
        for part in PARTS:
            import_module(f"argosy.records.parties.{part}.models")
