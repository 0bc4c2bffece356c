"""The markets app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

PARTS = ("intel", "research", "outlook", "deciding", "positioning", "assessing")


class MarketsConfig(AppConfig):
    """Market intelligence and what is decided with it."""

    name = "argosy.records.markets"
    label = "markets"

    def import_models(self) -> None:
        """The models of every part of the app."""
        super().import_models()
        for part in PARTS:
            import_module(f"argosy.records.markets.{part}.models")
