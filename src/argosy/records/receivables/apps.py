"""The receivables app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

PARTS = ("billing", "money", "cheques", "chasing", "banking")


class ReceivablesConfig(AppConfig):
    """What customers owe: invoices, receipts, cheques, credit notes, dunning, bank statements."""

    name = "argosy.records.receivables"
    label = "receivables"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """The models of every part of the app."""
        super().import_models()
        import_module("argosy.records.receivables.periods")
        for part in PARTS:
            import_module(f"argosy.records.receivables.{part}.models")
