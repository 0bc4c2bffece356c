"""The reference app."""

from __future__ import annotations

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Reference data."""

    name = "argosy.records.reference"
    label = "reference"
