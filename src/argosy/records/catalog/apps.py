"""The catalog app."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Products and classifications."""

    name = "argosy.records.catalog"
    label = "catalog"
