"""The parties app."""

from __future__ import annotations

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Parties and contacts."""

    name = "argosy.records.parties"
    label = "parties"
