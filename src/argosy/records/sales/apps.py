"""The sales app."""

from __future__ import annotations

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """Quotations, sales orders and sales targets."""

    name = "argosy.records.sales"
    label = "sales"
    default_auto_field = "django.db.models.BigAutoField"
